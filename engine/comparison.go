package engine

import (
	"cmp"
	"slices"

	"parity/tariff"
)

// Comparison sets the results of several scenarios beside each other.
type Comparison struct {
	Years    []tariff.Year // every financial year of the run
	Months   []int         // how many months of each year the run covers
	Baseline int           // index into Sides
	Sides    []Side        // one a result, in order

	results []*Result
}

// Side is what one scenario comes to. Contracts carry the cost of their own packages;
// providers, and the whole, also what is stranded.
type Side struct {
	Whole         Account
	Contracts     []Account
	Commissioners []Account
	Providers     []Account
	Currencies    []CurrencyMargin // those with prices or cost, in the model's order
}

// CurrencyMargin is the price of a currency against its cost over the whole run.
type CurrencyMargin struct {
	Key, Name string
	// Value is what its activity is worth at the contract's schedule and Shadow at the
	// shadow schedule; false where no contract prices it there, or a price is missing.
	Value, Shadow           tariff.Pence
	ValueKnown, ShadowKnown bool
	Cost                    Cost
}

// Margin is value less cost, at the contract's schedule where there is one, else at the
// shadow schedule; false where either side is not known.
func (m CurrencyMargin) Margin() (tariff.Pence, bool) {
	cost, known := m.Cost.Known()
	switch {
	case known && m.ValueKnown:
		return m.Value - cost, true
	case known && m.ShadowKnown:
		return m.Shadow - cost, true
	}
	return 0, false
}

// Compare sets results side by side. They are scenarios of one model: they share start and
// length; parties and contracts are matched by key.
func Compare(results []*Result, baseline int) *Comparison {
	model := results[baseline].Model
	c := &Comparison{Years: model.Years(), Baseline: baseline, results: results}
	c.Months = make([]int, len(c.Years))
	for i := range model.Months {
		c.Months[c.year(model, i)]++
	}
	for _, r := range results {
		c.Sides = append(c.Sides, c.side(r))
	}
	return c
}

// year is the index of the financial year of a month of the run.
func (c *Comparison) year(m *Model, i int) int { return int(m.Month(i).Year() - c.Years[0]) }

func (c *Comparison) side(r *Result) Side {
	m, years := r.Model, len(c.Years)
	s := Side{
		Whole:         Account{Years: make([]Totals, years), People: make([]People, years)},
		Contracts:     accounts(len(m.Contracts), years, func(i int) (string, string) { return m.Contracts[i].Name, m.Contracts[i].Name }),
		Commissioners: accounts(len(m.Commissioners), years, func(i int) (string, string) { return m.Commissioners[i].Key, m.Commissioners[i].Name }),
		Providers:     accounts(len(m.Providers), years, func(i int) (string, string) { return m.Providers[i].Key, m.Providers[i].Name }),
	}
	take := func(contract, i int, income tariff.Pence, cost Cost) {
		y, of := c.year(m, i), &m.Contracts[contract]
		s.Whole.add(y, income, cost)
		s.Contracts[contract].add(y, income, cost)
		s.Commissioners[of.Commissioner].add(y, income, cost)
		s.Providers[of.Provider].add(y, income, cost)
	}
	for k := range r.Contracts {
		for i, income := range r.Contracts[k].Statement.Income {
			take(k, i, income, Cost{})
		}
	}
	for k := range r.Care.Lines {
		line := &r.Care.Lines[k]
		for i := range m.Months {
			take(line.Contract, i, 0, r.Care.cost(line, i))
		}
	}
	for k := range r.Care.Resources {
		resource := &r.Care.Resources[k]
		for i, stranded := range resource.Stranded {
			cost := Cost{Pence: stranded, Modelled: true, Missing: !resource.CostKnown[i]}
			s.Whole.add(c.year(m, i), 0, cost)
			s.Providers[resource.Provider].add(c.year(m, i), 0, cost)
		}
	}
	s.Whole.deflate(m.Deflator, c.Years)
	for _, list := range [][]Account{s.Contracts, s.Commissioners, s.Providers} {
		for k := range list {
			list[k].deflate(m.Deflator, c.Years)
		}
	}
	s.count(c, r)
	s.Currencies = margins(r)
	return s
}

// cost is what a line costs in a month.
func (c *Care) cost(line *CareLine, i int) Cost {
	return Cost{
		Pence:    line.CostVariable[i] + line.CostSemiFixed[i] + line.CostFixed[i],
		Modelled: true,
		Missing:  !c.Knows(line, i),
	}
}

// margins is price against cost by currency, over all contracts and the whole run.
func margins(r *Result) []CurrencyMargin {
	all := make([]CurrencyMargin, len(r.Model.Currencies))
	used := make([]bool, len(all))
	for k := range all {
		all[k].Key, all[k].Name = r.Model.Currencies[k].Key, r.Model.Currencies[k].Name
	}
	missing := make([][2]bool, len(all))
	value := func(units []PricedUnit, shadow int, sum func(*CurrencyMargin) (*tariff.Pence, *bool)) {
		for k := range units {
			unit := &units[k]
			used[unit.Currency] = true
			total, known := sum(&all[unit.Currency])
			for i := range unit.Value {
				switch unit.Price[i].State {
				case tariff.Priced:
					*total += unit.Value[i]
					*known = true
				case tariff.Missing:
					missing[unit.Currency][shadow] = true
				}
			}
		}
	}
	for k := range r.Contracts {
		value(r.Contracts[k].Priced, 0, func(m *CurrencyMargin) (*tariff.Pence, *bool) { return &m.Value, &m.ValueKnown })
		value(r.Contracts[k].Shadow, 1, func(m *CurrencyMargin) (*tariff.Pence, *bool) { return &m.Shadow, &m.ShadowKnown })
	}
	for k := range r.Care.Lines {
		line := &r.Care.Lines[k]
		used[line.Currency] = true
		for i := range r.Model.Months {
			all[line.Currency].Cost.add(r.Care.cost(line, i))
		}
	}
	var kept []CurrencyMargin
	for k := range all {
		all[k].ValueKnown = all[k].ValueKnown && !missing[k][0]
		all[k].ShadowKnown = all[k].ShadowKnown && !missing[k][1]
		if used[k] {
			kept = append(kept, all[k])
		}
	}
	return kept
}

// Difference is what a subject's income, or payment, comes to against the baseline.
type Difference struct {
	Key, Name        string
	Baseline, Income tariff.Pence
}

// Pence is the difference itself: above zero for more than in the baseline.
func (d Difference) Pence() tariff.Pence { return d.Income - d.Baseline }

// Share is the difference as a fraction of the baseline; false where that is zero.
func (d Difference) Share() (float64, bool) {
	if d.Baseline == 0 {
		return 0, false
	}
	return float64(d.Pence()) / float64(d.Baseline), true
}

// Providers ranks the providers of a side by what they gain against the baseline, the
// largest gain first; equal ones by key. Those only the baseline has are there too.
func (c *Comparison) Providers(side int) []Difference {
	return ranked(c.Sides[c.Baseline].Providers, c.Sides[side].Providers)
}

// Commissioners ranks the commissioners by what more they pay, the most first.
func (c *Comparison) Commissioners(side int) []Difference {
	return ranked(c.Sides[c.Baseline].Commissioners, c.Sides[side].Commissioners)
}

func ranked(baseline, side []Account) []Difference {
	var list []Difference
	for _, account := range side {
		d := Difference{Key: account.Key, Name: account.Name, Income: account.All.Income}
		if k := slices.IndexFunc(baseline, func(b Account) bool { return b.Key == account.Key }); k >= 0 {
			d.Baseline = baseline[k].All.Income
		}
		list = append(list, d)
	}
	for _, account := range baseline {
		if !slices.ContainsFunc(side, func(s Account) bool { return s.Key == account.Key }) {
			list = append(list, Difference{Key: account.Key, Name: account.Name, Baseline: account.All.Income})
		}
	}
	slices.SortStableFunc(list, func(a, b Difference) int {
		return cmp.Or(-cmp.Compare(a.Pence(), b.Pence()), cmp.Compare(a.Key, b.Key))
	})
	return list
}
