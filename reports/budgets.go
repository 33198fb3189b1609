package reports

import (
	"fmt"

	"parity/engine"
	"parity/tariff"
)

// budgets shows what personal budgets come to in the scenarios that have them: what people hold,
// what of it leaves the contracts, what commissioners pay in all, and what becomes of the cost.
func (p *page) budgets() {
	unit := p.unit()
	g := grid{heads: []string{"Scenario", "Person-years", "Held", "Taken out", "Paid in all", "Cost", "Stranded"}}
	base := p.comparison.Sides[p.comparison.Baseline].Whole.All
	for i := range p.comparison.Sides {
		totals, hold := engine.BudgetsOf(p.study.Scenarios[i].Result)
		if !hold {
			continue
		}
		all := p.comparison.Sides[i].Whole.All
		cost, costKnown := all.Cost.Known()
		before, beforeKnown := base.Cost.Known()
		g.add(p.side(i), wholePeople(totals.PersonYears), unit.write(totals.Held), unit.write(totals.TakenOut), unit.signed(all.Income+totals.Held-base.Income),
			known(unit.signed)(cost-before, costKnown && beforeKnown), known(unit.write)(totals.Stranded.Known()))
	}
	if len(g.rows) > 0 {
		p.section("Personal budgets, the whole run", unit, &g,
			"paid in all: what contracts pay and people hold, and cost, against "+p.baseline)
	}
}

// wholePeople writes a quantity of people, or of their years, without parts of one.
func wholePeople(q tariff.Quantity) string {
	return fmt.Sprintf("%.0f", q.Units())
}
