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
	Quantity        []tariff.Quantity // as the right currency's price pays for it
	// AtRecorded and AtRight are what it would be worth at the price of the currency it is
	// recorded in and what it is worth at the right one's; States say whether there is one.
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
		Quantity: make([]tariff.Quantity, months), AtRecorded: make([]tariff.Pence, months), AtRight: make([]tariff.Pence, months),
		RecordedStates: make([]tariff.PriceState, months), RightStates: make([]tariff.PriceState, months)}
	for i := range months {
		quantity := func(covers tariff.Covers) tariff.Quantity { return paid.reallocated(k, measure, covers, i) }
		var err error
		var quantities [2]tariff.Quantity
		if quantities[0], unit.AtRecorded[i], unit.RecordedStates[i], err = worthIn(is, i, quantity); err != nil {
			return nil, err
		}
		if quantities[1], unit.AtRight[i], unit.RightStates[i], err = worthIn(belongs, i, quantity); err != nil {
			return nil, err
		}
		unit.Quantity[i] = quantities[1]
		if unit.RightStates[i] == tariff.None {
			unit.Quantity[i] = quantities[0]
		}
	}
	if !slices.ContainsFunc(unit.Quantity, func(q tariff.Quantity) bool { return q != 0 }) {
		return nil, nil
	}
	return unit, nil
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
