package engine

import (
	"cmp"
	"slices"

	"parity/tariff"
)

// Cherry is one currency of a contract at a schedule: what a bidder at those prices would be
// paid for all of its activity, and what its care costs the contract's provider.
type Cherry struct {
	Currency    int
	Value, Cost tariff.Pence
	PersonYears tariff.Quantity
}

// Margin is value less cost.
func (c Cherry) Margin() tariff.Pence { return c.Value - c.Cost }

// MarginAYear is the margin of a person-year, in pounds; false where nobody is counted by days.
func (c Cherry) MarginAYear() (float64, bool) {
	if c.PersonYears == 0 {
		return 0, false
	}
	return c.Margin().Pounds() / c.PersonYears.Units(), true
}

// CherryList ranks the currencies of a contract by what a person-year of them leaves at the
// prices of a schedule, the most first: those above nothing would be bid for, and the others left
// behind (docs/methods.md, "Market"). Currencies that the schedule does not price, or whose price
// or cost is not known, are left out, as are those that are not counted by days.
func CherryList(r *Result, contract int, schedule *tariff.Schedule) ([]Cherry, error) {
	units, err := r.unitsAt(contract, schedule)
	if err != nil {
		return nil, err
	}
	var list []Cherry
	for k := range r.Activity.Contracts[contract].Currencies {
		activity := &r.Activity.Contracts[contract].Currencies[k]
		cherry := Cherry{Currency: activity.Currency}
		cost, known := r.Care.costUnder(contract, activity.Currency).Known()
		cherry.Cost = cost
		priced := false
		for u := range units {
			if units[u].Currency != activity.Currency {
				continue
			}
			for i := range units[u].Value {
				priced = priced || units[u].Price[i].State == tariff.Priced
				known = known && units[u].Price[i].State != tariff.Missing
				cherry.Value += units[u].Value[i]
			}
		}
		for _, years := range activity.Measures[tariff.YearOfCare] {
			cherry.PersonYears += years
		}
		if known && priced && cherry.PersonYears > 0 {
			list = append(list, cherry)
		}
	}
	slices.SortStableFunc(list, func(a, b Cherry) int {
		x, _ := a.MarginAYear()
		y, _ := b.MarginAYear()
		return cmp.Compare(y, x)
	})
	return list, nil
}

// unitsAt prices a contract's activity at a schedule, whichever it is paid by.
func (r *Result) unitsAt(contract int, schedule *tariff.Schedule) ([]PricedUnit, error) {
	p := pricer{m: r.Model, contract: &r.Model.Contracts[contract], schedule: func(tariff.Agreement) *tariff.Schedule { return schedule }, done: *newPaidActivity(r.Model, r.Activity, r.Care, contract)}
	return p.price()
}

// BidUnits are the contract's activity priced at a schedule, without the currencies that the schedule prices in no month: nobody bids
// for those by it.
func (r *Result) BidUnits(contract int, schedule *tariff.Schedule) ([]PricedUnit, error) {
	units, err := r.unitsAt(contract, schedule)
	priced := map[int]bool{}
	for u := range units {
		if slices.ContainsFunc(units[u].Price, func(p tariff.UnitPrice) bool { return p.State == tariff.Priced }) {
			priced[units[u].Currency] = true
		}
	}
	return slices.DeleteFunc(units, func(u PricedUnit) bool { return !priced[u.Currency] }), err
}

// BiddableSchedules are the schedules at which a contract's currencies can be ranked: all but
// those rebased from another contract.
func (m *Model) BiddableSchedules(contract int) []*Schedule {
	var list []*Schedule
	for k := range m.Schedules {
		if s := &m.Schedules[k]; s.Derive != Rebase || s.Contract == contract {
			list = append(list, s)
		}
	}
	return list
}
