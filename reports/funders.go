package reports

import (
	"slices"

	"parity/engine"
	"parity/scenarios"
	"parity/tariff"
)

// funders sets what each funder's resources cost side by side, scenario by scenario, with what
// moves between funders against the baseline; left out where fewer than two pay.
func (p *page) funders() {
	if !SeveralFunders(p.study) {
		return
	}
	base := p.study.Scenarios[p.study.Baseline].Result.ByFunder()
	unit := p.unit()
	g := grid{heads: []string{"Scenario, funder", "Cost", "Shift", "Delivered", "Not", "For others"}}
	for i := range p.study.Scenarios {
		totals := p.study.Scenarios[i].Result.ByFunder()
		if i != p.study.Baseline && !p.moves(totals, base) {
			continue
		}
		g.add(p.side(i))
		for _, t := range totals {
			cost, known1 := t.Cost.Known()
			shift := ""
			if was, known2 := funderCost(base, t.Funder); i != p.study.Baseline {
				shift = known(unit.signed)(cost-was, known1 && known2)
			}
			g.add("  "+t.Funder, known(unit.write)(cost, known1), shift, unit.write(inPence(t.Delivered)), unit.write(inPence(t.Short)), unit.write(inPence(t.AskedInstead)))
		}
	}
	p.section("Who pays for what, the whole run", unit, &g,
		"cost: the funder's resources, with what is stranded; shift: against "+p.baseline+"; delivered, not delivered, and asked in the place of others' resources: at full unit cost; scenarios that move nothing are left out")
}

// SeveralFunders says whether more than one funder pays for resources in any scenario: of one
// alone there is nothing to set side by side.
func SeveralFunders(study *scenarios.Study) bool {
	return slices.ContainsFunc(study.Scenarios, func(s scenarios.Scenario) bool { return len(s.Result.Model.Funders()) > 1 })
}

// moves says whether a scenario changes what any funder's resources cost or deliver.
func (p *page) moves(totals, base []engine.FunderTotals) bool {
	for k := range totals {
		was, _ := funderCost(base, totals[k].Funder)
		if totals[k].Cost.Pence != was || totals[k].Short != 0 {
			return true
		}
	}
	return false
}

// funderCost is a funder's cost among totals; nothing where it pays for nothing.
func funderCost(totals []engine.FunderTotals, funder string) (tariff.Pence, bool) {
	for k := range totals {
		if totals[k].Funder == funder {
			return totals[k].Cost.Known()
		}
	}
	return 0, true
}

// inPence rounds care at its cost to the penny.
func inPence(v engine.FunderValue) tariff.Pence {
	const pencePerPound = 100
	return tariff.Pence(float64(v)*pencePerPound + 0.5)
}

// consequences shows what a saving in the cost of care costs elsewhere, in scenarios that do not
// deliver all, where the model states what that costs.
func (p *page) consequences() {
	unit := p.unit()
	g := grid{heads: []string{"Scenario, sector", "Cost of care", "Elsewhere", "Together"}}
	base := p.comparison.Sides[p.comparison.Baseline].Whole.All
	was, wasKnown := base.Cost.Known()
	before, beforeKnown := elsewhere(p.study.Scenarios[p.study.Baseline].Result)
	for i := range p.study.Scenarios {
		r := p.study.Scenarios[i].Result
		sectors := r.BySector()
		if sectors == nil || len(r.Unmet()) == 0 {
			continue
		}
		cost, costKnown := p.comparison.Sides[i].Whole.All.Cost.Known()
		all, allKnown := elsewhere(r)
		costKnown, allKnown = costKnown && wasKnown, allKnown && beforeKnown
		g.add(p.side(i), known(unit.signed)(cost-was, costKnown), known(unit.signed)(all-before, allKnown), known(unit.signed)(cost-was+all-before, costKnown && allKnown))
		for _, sector := range sectors {
			g.add("  "+sector.Sector, "", known(unit.write)(sector.Cost.Known()))
		}
	}
	if len(g.rows) > 0 {
		p.section("What a saving costs elsewhere, the whole run", unit, &g, "against "+p.baseline+"; person-years of care not delivered x the pounds of the table consequences")
	}
}

// elsewhere is what all sectors bear together.
func elsewhere(r *engine.Result) (tariff.Pence, bool) {
	var sum tariff.Pence
	all := true
	for _, sector := range r.BySector() {
		cost, known := sector.Cost.Known()
		sum, all = sum+cost, all && known
	}
	return sum, all
}
