package engine

import (
	"slices"

	"parity/tariff"
)

// ReallocatedUnit is what is recorded of one unit in a currency and belongs in another, a
// month an entry, with what it is worth in either (docs/methods.md, "Clustering quality").
type ReallocatedUnit struct {
	Recorded, Right int // currencies
	Measure         tariff.Measure
	// ByRecorded and ByRight are its quantity as the price of the currency it is recorded in
	// would pay for it, and as the right one's does: prices may cover different parts.
	ByRecorded, ByRight []tariff.Quantity
	// AtRecorded and AtRight are what these are worth; the states say whether there is a price.
	AtRecorded, AtRight         []tariff.Pence
	RecordedStates, RightStates []tariff.PriceState
}

// Valued are a contract's units at its own prices or, where it has none, at its shadow ones.
func (c *ContractResult) Valued() []PricedUnit {
	if len(c.Priced) == 0 {
		return c.Shadow
	}
	return c.Priced
}

// Reallocated lists what a contract's reallocation moves of every measure that is priced in
// the currency it is recorded in or in the right one, in the order of the rows and measures.
func (r *Result) Reallocated(contract int) ([]ReallocatedUnit, error) {
	rows := r.Model.Contracts[contract].Reallocation
	if len(rows) == 0 {
		return nil, nil
	}
	paid := newPaidActivity(r.Model, r.Activity, r.Care, contract)
	units := r.Contracts[contract].Valued()
	var list []ReallocatedUnit
	for k, row := range rows {
		for measure := range tariff.Measure(tariff.MeasureCount) {
			moved, err := r.reallocatedUnit(paid, k, measure, unitOf(units, row.Recorded, measure), unitOf(units, row.Right, measure))
			if err != nil {
				return nil, err
			}
			if moved != nil {
				list = append(list, *moved)
			}
		}
	}
	return list, nil
}

// reallocatedUnit is one row's part of a measure, at is and belongs where it is recorded and
// where it belongs; nil where neither is priced or nothing moves.
func (r *Result) reallocatedUnit(paid *paidActivity, k int, measure tariff.Measure, is, belongs []*PricedUnit) (*ReallocatedUnit, error) {
	months := r.Model.Months
	unit := &ReallocatedUnit{Recorded: paid.reallocation[k].Recorded, Right: paid.reallocation[k].Right, Measure: measure,
		ByRecorded: make([]tariff.Quantity, months), ByRight: make([]tariff.Quantity, months),
		AtRecorded: make([]tariff.Pence, months), AtRight: make([]tariff.Pence, months),
		RecordedStates: make([]tariff.PriceState, months), RightStates: make([]tariff.PriceState, months)}
	for i := range months {
		quantity := func(covers tariff.Covers) tariff.Quantity { return paid.reallocated(k, measure, covers, i) }
		var err error
		if unit.ByRecorded[i], unit.AtRecorded[i], unit.RecordedStates[i], err = worthIn(is, i, quantity); err != nil {
			return nil, err
		}
		if unit.ByRight[i], unit.AtRight[i], unit.RightStates[i], err = worthIn(belongs, i, quantity); err != nil {
			return nil, err
		}
	}
	any := func(q tariff.Quantity) bool { return q != 0 }
	if !slices.ContainsFunc(unit.ByRecorded, any) && !slices.ContainsFunc(unit.ByRight, any) {
		return nil, nil
	}
	return unit, nil
}

// Quantity is what moves in a month: as the right currency's price pays for it or, where it
// has none, as that of the currency it is recorded in would.
func (u *ReallocatedUnit) Quantity(i int) tariff.Quantity {
	if u.RightStates[i] == tariff.None {
		return u.ByRecorded[i]
	}
	return u.ByRight[i]
}

// ReallocatedPair is what is recorded in one currency under a contract and belongs in
// another, over the whole run.
type ReallocatedPair struct {
	Contract, Recorded, Right int
	People                    float64      // the mean of the people at the months' ends
	AtRecorded, AtRight       tariff.Pence // what it would be worth as recorded, and what it is
	Known                     bool         // false where a price is missing
}

// Upcoded says whether people are recorded in a dearer currency than they belong in.
func (p *ReallocatedPair) Upcoded() bool { return p.AtRecorded > p.AtRight }

// ReallocatedPairs lists them for every contract.
func (r *Result) ReallocatedPairs() ([]ReallocatedPair, error) {
	var pairs []ReallocatedPair
	for c := range r.Contracts {
		units, err := r.Reallocated(c)
		if err != nil {
			return nil, err
		}
		for k := range units {
			unit := &units[k]
			if n := len(pairs); n == 0 || pairs[n-1].Contract != c || pairs[n-1].Recorded != unit.Recorded || pairs[n-1].Right != unit.Right {
				pairs = append(pairs, ReallocatedPair{Contract: c, Recorded: unit.Recorded, Right: unit.Right, People: r.wronglyRecorded(c, unit.Recorded, unit.Right), Known: true})
			}
			pair := &pairs[len(pairs)-1]
			for i := range unit.AtRight {
				pair.AtRecorded += unit.AtRecorded[i]
				pair.AtRight += unit.AtRight[i]
				pair.Known = pair.Known && unit.RecordedStates[i] != tariff.Missing && unit.RightStates[i] != tariff.Missing
			}
		}
	}
	return pairs, nil
}

// wronglyRecorded is the mean of the people at the months' ends who are recorded in one
// currency and belong in another; 0 where people are not counted.
func (r *Result) wronglyRecorded(contract, recorded, right int) float64 {
	people := 0.0
	activity := r.Activity.Contracts[contract].find(recorded)
	if activity == nil || activity.Measures[tariff.Person] == nil {
		return 0
	}
	for _, row := range r.Model.Contracts[contract].Reallocation {
		if row.Recorded != recorded || row.Right != right {
			continue
		}
		for i, there := range activity.Measures[tariff.Person] {
			share, _ := row.Share.At(r.Model.Month(i))
			people += there.Units() * share
		}
	}
	return people / float64(r.Model.Months)
}

// worthIn is a quantity in a month, as the price of the unit in force pays for it, and what
// it comes to; nothing where no line has a price or misses one.
func worthIn(units []*PricedUnit, i int, quantity func(tariff.Covers) tariff.Quantity) (tariff.Quantity, tariff.Pence, tariff.PriceState, error) {
	for _, unit := range units {
		if unit.Price[i].State == tariff.None {
			continue
		}
		counted := quantity(unit.Price[i].Covers)
		worth, err := tariff.Line(counted, unit.Price[i].Price, unit.Factor[i])
		return counted, worth, unit.Price[i].State, err
	}
	return 0, 0, tariff.None, nil
}

// unitOf lists the lines of a unit: one with its prices, and one for months in which a price
// is missing that should be there.
func unitOf(units []PricedUnit, currency int, measure tariff.Measure) []*PricedUnit {
	var lines []*PricedUnit
	for u := range units {
		if units[u].Currency == currency && units[u].Measure == measure {
			lines = append(lines, &units[u])
		}
	}
	return lines
}

// OverdueUnit is what is not paid of a currency's review periods as reviews are overdue, a
// month an entry: the periods, by the right currency, and what they would be worth.
type OverdueUnit struct {
	Currency int
	Quantity []tariff.Quantity
	Value    []tariff.Pence
	States   []tariff.PriceState
}

// Overdue lists what a contract's overdue reviews leave unpaid, by currency. What is paid and
// what is not sum to what would be paid if all reviews were in date, to the penny.
func (r *Result) Overdue(contract int) ([]OverdueUnit, error) {
	if len(r.Model.Contracts[contract].Reviews) == 0 {
		return nil, nil
	}
	inDate := *newPaidActivity(r.Model, r.Activity, r.Care, contract)
	inDate.reviews = nil
	var list []OverdueUnit
	units := r.Contracts[contract].Valued()
	for u := range units {
		unit := &units[u]
		if unit.Measure != tariff.Period {
			continue
		}
		months := r.Model.Months
		overdue := OverdueUnit{Currency: unit.Currency, Quantity: make([]tariff.Quantity, months), Value: make([]tariff.Pence, months), States: make([]tariff.PriceState, months)}
		for i := range months {
			if overdue.States[i] = unit.Price[i].State; overdue.States[i] == tariff.None {
				continue
			}
			all := inDate.quantity(unit.Currency, tariff.Period, unit.Price[i].Covers, i)
			worth, err := tariff.Line(all, unit.Price[i].Price, unit.Factor[i])
			if err != nil {
				return nil, err
			}
			overdue.Quantity[i], overdue.Value[i] = all-unit.Quantity[i], worth-unit.Value[i]
		}
		list = append(list, overdue)
	}
	return list, nil
}
