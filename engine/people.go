package engine

import (
	"github.com/shopspring/decimal"

	"parity/tariff"
)

// People are those whom an account's money is for, in a year or what the run has of it: the
// population of its commissioners, and the people on its caseload. Both are means over the
// days (docs/methods.md, "Real terms").
type People struct {
	Days int // of the year, as far as the run covers it
	// Population is nil where a commissioner's is not known in every month, and for
	// contracts and providers, whose payment is for a part of it.
	Population *decimal.Decimal
	// PersonDays are counted where Counted says that all of the account's activity is of
	// people on a caseload, not of contacts or bed days alone.
	PersonDays tariff.Quantity
	Counted    bool
}

// Caseload is the mean number of people on the caseload; false where it is not known or nobody.
func (p People) Caseload() (decimal.Decimal, bool) {
	if !p.Counted || p.PersonDays <= 0 {
		return decimal.Zero, false
	}
	return p.PersonDays.Decimal().Div(decimal.NewFromInt(int64(p.Days))), true
}

// PerHead is an amount by head of population, rounded to the penny; false where the
// population is not known or zero.
func (p People) PerHead(amount tariff.Pence) (tariff.Pence, bool) {
	if p.Population == nil || p.Population.Sign() <= 0 {
		return 0, false
	}
	return tariff.RoundPence(amount.Decimal().Div(*p.Population)), true
}

// PerPerson is an amount by person on the caseload, rounded to the penny: amount x days /
// person-days; false where the caseload is not known or nobody is on it.
func (p People) PerPerson(amount tariff.Pence) (tariff.Pence, bool) {
	if !p.Counted || p.PersonDays <= 0 {
		return 0, false
	}
	return tariff.RoundPence(amount.Decimal().Mul(decimal.NewFromInt(int64(p.Days))).Div(p.PersonDays.Decimal())), true
}

// count works out the people of a side's accounts.
func (s *Side) count(c *Comparison, r *Result) {
	m := r.Model
	for _, list := range [][]Account{{s.Whole}, s.Contracts, s.Commissioners, s.Providers} {
		for k := range list {
			for y := range list[k].People {
				list[k].People[y].Counted = true
			}
		}
	}
	for i := range m.Months {
		for _, list := range [][]Account{{s.Whole}, s.Contracts, s.Commissioners, s.Providers} {
			for k := range list {
				list[k].People[c.year(m, i)].Days += m.Month(i).Days()
			}
		}
	}
	for k := range m.Contracts {
		of := &m.Contracts[k]
		for y := range c.Years {
			days, counted := r.Activity.Contracts[k].personDays(m, func(i int) bool { return c.year(m, i) == y })
			for _, p := range []*People{&s.Whole.People[y], &s.Contracts[k].People[y], &s.Commissioners[of.Commissioner].People[y], &s.Providers[of.Provider].People[y]} {
				p.PersonDays += days
				p.Counted = p.Counted && counted
			}
		}
	}
	for y := range c.Years {
		all, known := decimal.Zero, len(m.Commissioners) > 0
		for k := range m.Commissioners {
			p := &s.Commissioners[k].People[y]
			if population, ok := m.population(k, func(i int) bool { return c.year(m, i) == y }); ok {
				p.Population = &population
				all = all.Add(population)
			} else {
				known = false
			}
		}
		if known {
			s.Whole.People[y].Population = &all
		}
	}
}

// personDays are the days that people spend on a contract's caseload in some months; false where
// some activity is not counted in days.
func (a *ContractActivity) personDays(m *Model, within func(month int) bool) (tariff.Quantity, bool) {
	var days tariff.Quantity
	for k := range a.Currencies {
		series := a.Currencies[k].Measures[tariff.Day]
		if series == nil {
			return 0, false
		}
		for i := range m.Months {
			if within(i) {
				days += series[i]
			}
		}
	}
	return days, len(a.Currencies) > 0
}

// population is the mean of a commissioner's population over the days of some months; false
// where it is not known in every one of them.
func (m *Model) population(commissioner int, within func(month int) bool) (decimal.Decimal, bool) {
	sum, days := decimal.Zero, int64(0)
	for i := range m.Months {
		if !within(i) {
			continue
		}
		people, known := m.Commissioners[commissioner].Population.At(m.Month(i))
		if !known || people.Sign() <= 0 {
			return decimal.Zero, false
		}
		length := int64(m.Month(i).Days())
		sum, days = sum.Add(people.Mul(decimal.NewFromInt(length))), days+length
	}
	return sum.Div(decimal.NewFromInt(days)), true
}
