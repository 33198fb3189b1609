package engine

import (
	"slices"

	"parity/tariff"
)

// Sharing is how an item shares what a commissioner pays among its people.
type Sharing struct {
	Item   string
	Real   bool // at the prices of the model's base year, not in cash
	ByHead bool // among the population, not the people on the caseload
}

// sharings are those of all items that share money.
var sharings = []Sharing{
	{Item: ItemIncomePerHead, ByHead: true},
	{Item: ItemRealIncomePerHead, Real: true, ByHead: true},
	{Item: ItemIncomePerPerson},
	{Item: ItemRealIncomePerPerson, Real: true},
}

// SharingOf is how an item shares money; false where it shares none.
func SharingOf(item string) (Sharing, bool) {
	at := slices.IndexFunc(sharings, func(s Sharing) bool { return s.Item == item })
	if at < 0 {
		return Sharing{}, false
	}
	return sharings[at], true
}

// of is what the sharing makes of an amount; false where it is not known.
func (s Sharing) of(people People, amount tariff.Pence) (tariff.Pence, bool) {
	if s.ByHead {
		return people.PerHead(amount)
	}
	return people.PerPerson(amount)
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
	for _, sharing := range sharings {
		w.series(itemOf(sharing.Item), Fact{Commissioner: m.Commissioners[k].Key}, func(i int) (Amount, bool) {
			amount, known := paid[i], true
			if sharing.Real {
				amount, known = m.Deflator.Real(amount, m.Month(i).Year())
			}
			if !known {
				return Amount{}, false
			}
			share, known := sharing.of(people[i], amount)
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
