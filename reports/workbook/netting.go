package workbook

import (
	"slices"

	"parity/tariff"
)

// overPerformance is what a variable or marginal term comes to: activity outside the dead
// band around the plan, within each group of netting, at the rates.
func (r *ruling) overPerformance() expr {
	var above, below []expr
	for _, g := range r.groups() {
		value := r.workRow(itemWorking, g.words+"activity in scope", g.sum(r.values), nil)
		plan := r.workRow(itemWorking, g.words+"plan in scope", g.sum(r.plan), nil)
		v, p := r.overPeriod(value), r.overPeriod(plan)
		above = append(above, r.working(g.words+"above the band", r.settles(r.exact(greater(whole(0), minus(v, times(plus(whole(1), r.in("upper")), p)))))))
		below = append(below, r.working(g.words+"below the band", r.settles(r.exact(greater(whole(0), minus(times(minus(whole(1), r.in("lower")), p), v))))))
	}
	over, under := sum(above...), sum(below...)
	if len(above) > 1 {
		over, under = r.working("above the band, all", over), r.working("below the band, all", under)
	}
	if r.term.Kind == tariff.Variable {
		return minus(times(r.inOr("rate_above", whole(0)), over), times(r.inOr("rate_below", whole(0)), under))
	}
	return minus(times(minus(whole(1), r.inOr("rate_below", whole(1))), under), times(minus(whole(1), r.inOr("rate_above", whole(1))), over))
}

// netted is a group of lines within which over- and under-performance cancel.
type netted struct {
	*ruling
	words string
	units []int // of the contract's priced units
}

// groups sorts the lines in scope as the term's netting says.
func (r *ruling) groups() []netted {
	m := r.payment.scenario.result.Model
	var groups []netted
	at := map[string]int{}
	for u := range r.result.Priced {
		unit := &r.result.Priced[u]
		key := m.Currencies[unit.Currency].Key
		if r.values.lines[u] == 0 || len(r.term.Scope) > 0 && !slices.Contains(r.term.Scope, tariff.Unit{Currency: key, Measure: unit.Measure}) {
			continue
		}
		name := ""
		switch r.term.Netting {
		case tariff.NetCurrency:
			name = key + ": "
		case tariff.NetLine:
			name = key + " " + unit.Measure.String() + ": "
		}
		g, known := at[name]
		if !known {
			g = len(groups)
			at[name] = g
			groups = append(groups, netted{ruling: r, words: name})
		}
		groups[g].units = append(groups[g].units, u)
	}
	return groups
}

// sum adds the group's lines: as one range where they follow each other.
func (g netted) sum(v valued) expr {
	var parts []expr
	for i := 0; i < len(g.units); {
		b := block{from: v.lines[g.units[i]], to: v.lines[g.units[i]]}
		for i++; i < len(g.units) && v.lines[g.units[i]] == b.to+1; i++ {
			b.to++
		}
		parts = append(parts, g.payment.scenario.values.sumOf(b))
	}
	return sum(parts...)
}
