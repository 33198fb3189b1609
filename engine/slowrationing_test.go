package engine

import (
	"math/big"
	"slices"

	"parity/tariff"
)

// slowRoom is what there is of a provider's resource in a month: the least of the month's days
// of capacity and the share that is available of what the baseline asked; nil for no limit.
// was is the baseline's resource, nil where the baseline asks nothing of it.
func slowRoom(m *Model, row ResourceRow, there bool, was, of *ProviderResource, month tariff.Month, i int) *big.Rat {
	if !there {
		return nil
	}
	var room *big.Rat
	if row.Capacity != nil {
		room = product(exactly(*row.Capacity), shareOfYear(month))
	}
	if row.AvailableShare != nil {
		asked := of.Asked[i]
		if was != nil {
			asked = was.Asked[i]
		}
		available := product(exactly(*row.AvailableShare), inUnits(asked))
		if room == nil || available.Cmp(room) < 0 {
			room = available
		}
	}
	return room
}

// slowTiers are all currencies, in the groups in which a provider's resource serves them.
func slowTiers(r *Result, resource string, provider, i int) [][]int {
	m := r.Model
	var rule *RationingRow
	for _, of := range []struct {
		resource string
		provider int
	}{{resource, provider}, {resource, -1}, {"", provider}, {"", -1}} {
		for k := range m.Rationing {
			rationing := &m.Rationing[k]
			if rule != nil || rationing.Resource != of.resource || rationing.Provider != of.provider {
				continue
			}
			for row := range rationing.Rows { // in order of from
				if rationing.Rows[row].From <= m.Month(i) {
					rule = &rationing.Rows[row].Value
				}
			}
		}
	}
	var tiers [][]int
	switch {
	case rule == nil || rule.Rule == Proportional:
	case rule.Rule == Protect:
		tiers = slices.Clone(rule.Tiers)
	case rule.Rule == SimplestFirst:
		var order []int
		var costs []*big.Rat
		for currency := range m.Currencies {
			cost := slowComplexity(r, provider, currency)
			at := 0
			for at < len(order) && costs[at].Cmp(cost) >= 0 {
				at++
			}
			order, costs = slices.Insert(order, at, currency), slices.Insert(costs, at, cost)
		}
		for _, currency := range order {
			tiers = append(tiers, []int{currency})
		}
	}
	var others []int
	for currency := range m.Currencies {
		if !slices.ContainsFunc(tiers, func(tier []int) bool { return slices.Contains(tier, currency) }) {
			others = append(others, currency)
		}
	}
	return append(tiers, others)
}

// slowComplexity is what a person-day of a currency's care costs at a provider, or what is
// counted where there are no days, each as a person-year.
func slowComplexity(r *Result, provider, currency int) *big.Rat {
	m := r.Model
	cost, days, counted := fraction(0, 1), fraction(0, 1), fraction(0, 1)
	for _, line := range r.Care.Lines {
		of := r.Care.Resources[line.Provided]
		if of.Provider != provider || line.Currency != currency {
			continue
		}
		for i, asked := range line.Asked {
			if line.AskedInstead != nil {
				asked -= line.AskedInstead[i]
			}
			cost = plus(cost, product(inUnits(asked), inPounds(of.Variable[i]+of.SemiFixed[i]+of.Fixed[i])))
		}
	}
	for c := range m.Contracts {
		if m.Contracts[c].Provider != provider {
			continue
		}
		for i := range m.Months {
			count, _ := measured(r.Activity, c, currency, tariff.Day, i)
			days = plus(days, count)
			for _, per := range slowPers(m, currency, provider) {
				count, _ := measured(r.Activity, c, currency, per, i)
				counted = plus(counted, count)
			}
		}
	}
	switch {
	case days.Sign() > 0:
		return over(cost, days)
	case counted.Sign() > 0:
		return over(cost, product(counted, fraction(365, 1)))
	}
	return over(cost, fraction(365, 1))
}

// slowPers are the measures that a currency's packages are asked for at a provider.
func slowPers(m *Model, currency, provider int) []tariff.Measure {
	var pers []tariff.Measure
	for _, pack := range m.Packages {
		if pack.Currency == currency && pack.Per != tariff.PerMonth && (pack.Provider == -1 || pack.Provider == provider) && !slices.Contains(pers, pack.Per) {
			pers = append(pers, pack.Per)
		}
	}
	return pers
}

// slowInstead is what a contract's currency asks of a resource in the place of others.
func slowInstead(r *Result, contract, currency int, resource string, provider, i int) (instead tariff.Quantity) {
	m := r.Model
	for _, in := range m.StandIns {
		if in.StandIn != resource || in.Provider != -1 && in.Provider != provider {
			continue
		}
		if in.Provider == -1 && slices.ContainsFunc(m.StandIns, func(own StandIn) bool {
			return own.Provider == provider && own.Resource == in.Resource && own.StandIn == in.StandIn
		}) {
			continue
		}
		short := careLine(r, contract, currency, in.Resource)
		row, there := in.Rows.At(m.Month(i))
		if short == nil || !there {
			continue
		}
		instead += tariff.RoundQuantity(short.NotDelivered[i].Units() * row.Share * row.Units)
	}
	return instead
}
