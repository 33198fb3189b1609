package reports

import (
	"fmt"
	"strings"

	"parity/engine"
	"parity/tariff"
)

// inRealTerms says at which prices figures in real terms are, and with which release.
func inRealTerms(d *engine.Deflator) string {
	if d == nil {
		return "cash, as the model names no deflator"
	}
	return fmt.Sprintf("real: at %s prices, deflator %s", d.Base, strings.TrimSpace(d.Name+" "+d.Release))
}

// perPerson shows what is paid in a year by head of population and by person on the caseload,
// in real terms where the model has a deflator. Scenarios that come to the same share a row.
func (p *page) perPerson() {
	d := p.study.Scenarios[p.study.Baseline].Result.Model.Deflator
	remark := inRealTerms(d)
	p.perPersonBy("Paid in a year by head of population", remark, engine.People.PerHead)
	p.perPersonBy("Paid in a year by person on the caseload, on average", remark, engine.People.PerPerson)
}

func (p *page) perPersonBy(title, remark string, by func(engine.People, tariff.Pence) (tariff.Pence, bool)) {
	years := p.comparison.Years
	shown := yearsOf(len(years))
	g := grid{heads: []string{"Scenario"}}
	for _, y := range shown {
		g.heads = append(g.heads, years[y].String())
	}
	some := false
	for i := range p.comparison.Sides {
		d := p.study.Scenarios[i].Result.Model.Deflator
		whole := &p.comparison.Sides[i].Whole
		var row []string
		for _, y := range shown {
			amount, known := whole.Years[y].Income, true
			if d != nil {
				amount, known = whole.Years[y].Real, whole.Years[y].RealKnown
			}
			share, ok := by(whole.People[y], amount)
			some = some || known && ok
			row = append(row, pennies(share, known && ok))
		}
		same := -1
		for k := range g.rows {
			if strings.Join(g.rows[k][1:], "\x00") == strings.Join(row, "\x00") {
				same = k
			}
		}
		if same < 0 {
			g.add(append([]string{p.side(i)}, row...)...)
		} else {
			g.rows[same][0] += ", " + p.side(i)
		}
	}
	if some {
		p.section(title, singlePounds, &g, remark)
	}
}

// pennies is an amount with its pennies, or says that it is not known.
func pennies(amount tariff.Pence, ok bool) string {
	if !ok {
		return "not known"
	}
	return grouped(amount.String())
}
