package engine

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"parity/tariff"
)

// Rule says who goes without where a resource is short.
type Rule uint8

// Every ask gets the same share; some currencies are served before the others; or the simplest
// currencies go without first.
const (
	Proportional Rule = iota
	Protect
	SimplestFirst
)

// String is the rule's name in the tables.
func (r Rule) String() string { return [...]string{"proportional", "protect", "simplest_first"}[r] }

// Rationing says who goes without where a resource at a provider is short. The more
// particular row holds: first by resource, then by provider.
type Rationing struct {
	Resource string // "" for any
	Provider int    // -1 for any
	Rows     tariff.Dated[RationingRow]
}

// RationingRow is the rule from a month on.
type RationingRow struct {
	Rule Rule
	// Tiers are groups of currencies in the order in which they are served; the others come
	// after them and share what is left. For SimplestFirst Run works them out.
	Tiers [][]int
}

// Order is in which order a provider's resource is given in a month.
type Order struct {
	Rule           Rule
	Tiers          [][]int // groups of currencies in the order in which they are served; the others come last
	Rationing, Row int     // places of the row that says so; -1 where none does and asks share alike
}

// Tier is the place of the tier that a currency is served in.
func (o *Order) Tier(currency int) int {
	for t, tier := range o.Tiers {
		if slices.Contains(tier, currency) {
			return t
		}
	}
	return len(o.Tiers)
}

// alike is the order where no row of rationing says otherwise.
var alike = Order{Rationing: -1, Row: -1}

// order finds, month by month, in which order a resource is given.
func (c *carer) order(at int) error {
	r := &c.care.Resources[at]
	r.Orders = make([]*Order, c.m.Months)
	type place struct{ rationing, row int }
	known := map[place]*Order{}
	for i := range r.Orders {
		rationing, row := c.m.rationed(c.m.Resources[r.Resource].Key, r.Provider, c.m.Month(i))
		if rationing < 0 {
			r.Orders[i] = &alike
			continue
		}
		order, ok := known[place{rationing, row}]
		if !ok {
			said := &c.m.Rationing[rationing].Rows[row].Value
			order = &Order{Rule: said.Rule, Tiers: said.Tiers, Rationing: rationing, Row: row}
			if said.Rule == SimplestFirst {
				var err error
				if order.Tiers, err = c.complexFirst(r.Provider); err != nil {
					return err
				}
			}
			known[place{rationing, row}] = order
		}
		r.Orders[i] = order
	}
	return nil
}

// rationed finds the row of rationing that holds for a provider's resource in a month: the
// most particular of those in force, -1 where there is none.
func (m *Model) rationed(resource string, provider int, month tariff.Month) (rationing, row int) {
	rationing, row = -1, -1
	most := -1
	for k := range m.Rationing {
		of := &m.Rationing[k]
		if of.Resource != "" && of.Resource != resource || of.Provider != anyProvider && of.Provider != provider {
			continue
		}
		particular := 0
		if of.Provider == provider {
			particular++
		}
		if of.Resource == resource {
			particular += 2
		}
		if at := of.Rows.Row(month); at >= 0 && particular > most {
			most, rationing, row = particular, k, at
		}
	}
	return rationing, row
}

// complexFirst lists the currencies that a provider cares for, each a tier of its own, in
// falling order of what a person-year of their care costs; equals in the order of the table.
func (c *carer) complexFirst(provider int) ([][]int, error) {
	if tiers, ok := c.simplest[provider]; ok {
		return tiers, nil
	}
	cost := make([]big.Int, len(c.m.Currencies)) // thousandths x micro-pounds
	asks := make([]bool, len(c.m.Currencies))
	for at := range c.care.Resources {
		r := &c.care.Resources[at]
		if r.Provider != provider {
			continue
		}
		unit, err := c.unitCostsBeforeMFF(r)
		if err != nil {
			return nil, err
		}
		for l := range c.care.Lines {
			line := &c.care.Lines[l]
			if line.Provided != at {
				continue
			}
			asks[line.Currency] = true
			for i, asked := range line.Asked {
				if asked != 0 && unit[i] == nil {
					return nil, fmt.Errorf("rationing by simplest_first serves the currencies in order of what their care costs, and the unit cost of resource %s, which currency %s asks, is missing in %s; give the unit cost, or use another rule",
						c.m.Resources[r.Resource].Key, c.m.Currencies[line.Currency].Key, c.m.Month(i))
				}
				if asked != 0 {
					var units big.Int
					cost[line.Currency].Add(&cost[line.Currency], units.Mul(units.SetInt64(int64(asked)), unit[i]))
				}
			}
		}
	}
	var order []int
	each := make([]big.Rat, len(cost)) // person-day, as a fraction: equals are found equal
	for currency := range cost {
		if asks[currency] {
			order = append(order, currency)
			each[currency].SetFrac(&cost[currency], big.NewInt(c.personDays(provider, currency)))
		}
	}
	slices.SortStableFunc(order, func(x, y int) int { return each[y].Cmp(&each[x]) })
	tiers := make([][]int, len(order))
	for t, currency := range order {
		tiers[t] = []int{currency}
	}
	if c.simplest == nil {
		c.simplest = map[int][][]int{}
	}
	c.simplest[provider] = tiers
	return tiers, nil
}

// unitCostsBeforeMFF is what a unit of a resource costs by month, in micro-pounds; nil where
// that is missing.
func (c *carer) unitCostsBeforeMFF(r *ProviderResource) ([]*big.Int, error) {
	resource := &c.m.Resources[r.Resource]
	costs := make([]*big.Int, c.m.Months)
	for i := range costs {
		at := resource.Rows.Row(c.m.Month(i))
		if at < 0 || resource.Rows[at].Value.UnitCost == nil {
			continue
		}
		row := &resource.Rows[at].Value
		if i > 0 && at == resource.Rows.Row(c.m.Month(i-1)) && !takesEffect(row.Uplift, c.m.Month(i)) {
			costs[i] = costs[i-1]
			continue
		}
		cost, err := resource.costIn(row, c.m.Month(i))
		if err != nil {
			return nil, c.named(r, err)
		}
		costs[i] = big.NewInt(int64(cost.variable + cost.semiFixed + cost.fixed))
	}
	return costs, nil
}

// daysOfYear are the days of a person-year.
const daysOfYear = 365

// personDays are the thousandths of days for which people of a currency are cared for by a
// provider over the run; of a currency without days, of what its packages are asked for, each
// as a person-year; and without these either, of one person-year.
func (c *carer) personDays(provider, currency int) int64 {
	var days, counted tariff.Quantity
	for contract := range c.m.Contracts {
		if c.m.Contracts[contract].Provider != provider {
			continue
		}
		activity := c.activity.Contracts[contract].find(currency)
		if activity == nil {
			continue
		}
		days += c.caredFor(contract, currency, activity.Measures[tariff.Day])
		var seen []tariff.Measure
		for p := range c.m.Packages {
			pack := &c.m.Packages[p]
			if pack.Currency != currency || pack.Per == tariff.PerMonth || slices.Contains(seen, pack.Per) || !c.m.Holds(pack, provider) {
				continue
			}
			seen = append(seen, pack.Per)
			counted += c.caredFor(contract, currency, activity.Measures[pack.Per])
		}
	}
	switch {
	case days > 0:
		return int64(days)
	case counted > 0:
		return int64(counted) * daysOfYear
	}
	return int64(tariff.RoundQuantity(daysOfYear))
}

// caredFor is how much of a measure care is asked for over the run: less where people hold
// personal budgets.
func (c *carer) caredFor(contract, currency int, quantities []tariff.Quantity) (sum tariff.Quantity) {
	for i, q := range quantities {
		if left := c.m.Contracts[contract].WorkLeft(currency, c.m.Month(i)); left < 1 {
			q = tariff.RoundQuantity(q.Units() * left)
		}
		sum += q
	}
	return sum
}

// Rationed says in words who went without where a provider's resource was short, rule by rule
// in the order in which they held; blank where it never was.
func (r *Result) Rationed(provided int) string {
	of := &r.Care.Resources[provided]
	var rules []string
	for i, short := range of.NotDelivered {
		if short == 0 {
			continue
		}
		if words := r.Model.words(of.Orders[i]); !slices.Contains(rules, words) {
			rules = append(rules, words)
		}
	}
	return strings.Join(rules, "; later ")
}

// words are an order as people say it.
func (m *Model) words(o *Order) string {
	switch o.Rule {
	case Protect:
		var first []string
		for _, tier := range o.Tiers {
			for _, currency := range tier {
				first = append(first, m.Currencies[currency].Key)
			}
		}
		return "protect: " + strings.Join(first, ", ") + " served first, the others share what is left"
	case SimplestFirst:
		return "simplest first: the currencies whose care costs least a person-year go without first"
	}
	return "proportional: every ask gets the same share"
}
