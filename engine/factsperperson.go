package engine

import (
	"slices"

	"parity/tariff"
)

// itemsPerPerson are the items of what is paid by head of population and by person on the
// caseload, in cash and in real terms.
var itemsPerPerson = []struct {
	name string
	real bool
	by   func(People, tariff.Pence) (tariff.Pence, bool)
}{
	{ItemIncomePerHead, false, People.PerHead},
	{ItemRealIncomePerHead, true, People.PerHead},
	{ItemIncomePerPerson, false, People.PerPerson},
	{ItemRealIncomePerPerson, true, People.PerPerson},
}

// commissioner hands on what a commissioner pays by head and by person, as far as that is known.
func (w *factWriter) commissioner(r *Result, k int) {
	if !slices.ContainsFunc(items, func(i Item) bool { return i.Grain == ByCommissioner && w.keep(i.Name) }) {
		return
	}
	m := w.model
	paid, people := make([]tariff.Pence, m.Months), make([]People, m.Months)
	for i := range people {
		people[i] = r.PeopleOf(k, i, i)
		for c := range m.Contracts {
			if m.Contracts[c].Commissioner == k {
				paid[i] += r.Contracts[c].Statement.Income[i]
			}
		}
	}
	for _, item := range itemsPerPerson {
		w.series(itemOf(item.name), Fact{Commissioner: m.Commissioners[k].Key}, func(i int) (Amount, bool) {
			amount, known := paid[i], true
			if item.real {
				amount, known = m.Deflator.Real(amount, m.Month(i).Year())
			}
			if !known {
				return Amount{}, false
			}
			share, known := item.by(people[i], amount)
			return money(share), known
		})
	}
}

// PeopleOf are the people whom what a commissioner pays in some months is for; months are
// counted from the run's first, 0, and both are among them.
func (r *Result) PeopleOf(commissioner, from, to int) People {
	m := r.Model
	within := func(i int) bool { return from <= i && i <= to }
	var p People
	for i := from; i <= to; i++ {
		p.Days += m.Month(i).Days()
	}
	if population, known := m.population(commissioner, within); known {
		p.Population = &population
	}
	p.Counted = true
	for c := range m.Contracts {
		if m.Contracts[c].Commissioner == commissioner {
			days, counted := r.Activity.Contracts[c].personDays(m, within)
			p.PersonDays += days
			p.Counted = p.Counted && counted
		}
	}
	return p
}
