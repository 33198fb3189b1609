package reports

import (
	"parity/engine"
	"parity/tariff"
)

// recovery shows what a course and a recovery cost, and what claimed recoveries are paid, in the
// scenarios whose contracts say who recovers.
func (p *page) recovery() {
	courses := grid{heads: []string{"Scenario", "Finish", "Recover", "Lasting", "A course", "A recovery", "Lasting one"}}
	paid := grid{heads: []string{"Scenario", "Income", "Of it outcomes", "If only lasting count", "Paid again"}}
	unit := p.unit()
	for i := range p.comparison.Sides {
		totals, known := engine.RecoveryOf(p.study.Scenarios[i].Result)
		if !known {
			continue
		}
		each := func(people tariff.Quantity) string {
			cost, known := totals.Cost.Known()
			if !known || people <= 0 {
				return "not known"
			}
			return singlePounds.write(tariff.Pence(float64(cost) / people.Units()))
		}
		courses.add(p.side(i), commas(wholePeople(totals.Finished)), commas(wholePeople(totals.Recovered)), commas(wholePeople(totals.Lasting)),
			each(totals.Finished), each(totals.Recovered), each(totals.Lasting))
		outcomes := "none"
		if totals.AtStake {
			outcomes = unit.signed(totals.Outcomes)
		}
		paid.add(p.side(i), unit.write(totals.Income), outcomes, unit.signed(totals.LastingIncome-totals.Income), unit.write(totals.PaidAgain))
	}
	if len(courses.rows) == 0 {
		return
	}
	p.section("Courses and recovery, the whole run: people, and what each costs", singlePounds, &courses, "lasting: does not come back")
	p.section("What recovery is paid, the whole run", unit, &paid,
		"outcomes: what withholds and bonuses take or add; paid again: activity payment for the courses of those who come back")
}
