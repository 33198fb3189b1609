package reports

import (
	"fmt"
	"strings"

	"parity/engine"
	"parity/tariff"
)

// cuts reads the scenarios that are paid less, or do not deliver all that is asked, against the
// baseline: in cash and real terms, in staff and beds, and in people's worth of care.
func (p *page) cuts() {
	unit := p.unit()
	money := grid{heads: []string{"Against " + p.baseline, "Payment", "Real", "Cost", "Surplus", "Staff", "Beds", "People"}}
	staff := grid{heads: []string{"Staff, whole-time equivalents", p.baseline, "Now", "Change"}}
	people := grid{heads: []string{"Not delivered, the whole run", "Review periods", "Person-years"}}
	var worth []string
	base := p.comparison.Sides[p.comparison.Baseline].Whole.All
	for i := range p.comparison.Sides {
		reading, read := p.comparison.ReadCut(i)
		if !read {
			continue
		}
		all := p.comparison.Sides[i].Whole.All
		cost, costKnown := all.Cost.Known()
		costWas, wasKnown := base.Cost.Known()
		surplus, _ := all.Surplus()
		surplusWas, _ := base.Surplus()
		costKnown = costKnown && wasKnown
		money.add(p.side(i), unit.signed(all.Income-base.Income), known(unit.signed)(all.Real-base.Real, all.RealKnown && base.RealKnown),
			known(unit.signed)(cost-costWas, costKnown), known(unit.signed)(surplus-surplusWas, costKnown),
			known(tenths)(reading.Staff.All()-reading.BaselineStaff.All(), len(reading.Staff.Staff)+len(reading.BaselineStaff.Staff) > 0), tenths(reading.Staff.Beds-reading.BaselineStaff.Beds), p.personYearsIn(i, reading.Unmet))
		p.staffRows(&staff, i, &reading)
		p.peopleRows(&people, i)
		if reading.Gap > 0 {
			worth = append(worth, p.worth(i, unit, &reading))
		}
	}
	if len(money.rows) == 0 {
		return
	}
	p.section("What a cut comes to, the whole run", unit, &money, "staff and beds: on average over the run; people: person-years of care not delivered"+p.inRealTerms())
	for _, g := range []*grid{&staff, &people} {
		if len(g.rows) > 0 {
			fmt.Fprintf(&p.text, "\n%s", g)
		}
	}
	for _, words := range worth {
		p.text.WriteString(paragraph("- ", words))
	}
}

// inRealTerms names the prices of real terms, and the release of their deflator.
func (p *page) inRealTerms() string {
	d := p.study.Scenarios[p.study.Baseline].Result.Model.Deflator
	if d == nil {
		return ""
	}
	return fmt.Sprintf("; real: payment at %s prices, deflator %s", d.Base, strings.TrimSpace(d.Name+" "+d.Release))
}

// worth says what a gap would be if it were met by care.
func (p *page) worth(i int, unit poundUnit, reading *engine.CutReading) string {
	text := fmt.Sprintf("%s: the surplus falls by %s (%s).", p.side(i), unit.write(reading.Gap), unit.Name)
	var worth []string
	if wte := reading.GapWTE; wte > 0 {
		worth = append(worth, fmt.Sprintf("%.1f whole-time equivalents of staff", wte))
	}
	if people := reading.GapPersonYears; people > 0 {
		worth = append(worth, fmt.Sprintf("the care packages of %s people a year", commas(fmt.Sprintf("%.0f", people))))
	}
	if worth == nil { // neither staff nor people are stated
		return text
	}
	return text + " If it were met by care, the same share off all care at average cost would be " + strings.Join(worth, " and ") + "."
}

// personYearsIn is people's worth of care not delivered in a scenario.
func (p *page) personYearsIn(i int, unmet []engine.UnmetLine) string {
	var sum tariff.Quantity
	for k := range unmet {
		years, known := unmet[k].All()
		if !known {
			return "not known"
		}
		sum += years
	}
	return wholeUnits(sum)
}

// staffRows are the groups of staff that a scenario changes.
func (p *page) staffRows(g *grid, i int, reading *engine.CutReading) {
	var rows [][]string
	for _, was := range reading.BaselineStaff.Staff {
		now := reading.Staff.Of(was.Team, was.Band)
		if change := tenths(now - was.WTE); change != tenths(0) {
			rows = append(rows, []string{"  " + groupName(was), fmt.Sprintf("%.1f", was.WTE), fmt.Sprintf("%.1f", now), change})
		}
	}
	if rows != nil {
		g.add(p.side(i))
		g.rows = append(g.rows, rows...)
	}
}

// groupName is a group of staff in words.
func groupName(group engine.StaffGroup) string {
	var words []string
	if group.Team != "" {
		words = append(words, "team "+group.Team)
	}
	if group.Band != "" {
		words = append(words, "band "+group.Band)
	}
	if words == nil {
		return "team and band not stated"
	}
	return strings.Join(words, ", ")
}

// peopleRows are people's worth of care not delivered by currency, and what is not delivered in
// the resources' own units.
func (p *page) peopleRows(g *grid, i int) {
	r := p.study.Scenarios[i].Result
	short := r.UnmetIn()
	if short == nil {
		return
	}
	g.add(p.side(i))
	for _, of := range short {
		currency := &r.Model.Currencies[of.Currency]
		years, periods := "not known", "not known"
		if of.Known {
			years, periods = fmt.Sprintf("%.1f", of.PersonYears.Units()), wholeUnits(of.Periods)
		}
		g.add("  "+strings.TrimSpace(currency.Key+" "+currency.Name), periods, years)
	}
	for _, of := range r.NotDeliveredIn() {
		g.add("  " + strings.TrimSpace("in all, "+plural(of.Unit)) + ": " + wholeUnits(of.NotDelivered))
	}
}

// plural is a resource's unit as it is counted: "bed days".
func plural(unit string) string {
	if unit == "" {
		return "units"
	}
	return unit + "s"
}

// tenths writes a change to a tenth, with its sign.
func tenths(change float64) string {
	text := fmt.Sprintf("%+.1f", change)
	if text == "-0.0" || text == "+0.0" {
		return "0.0"
	}
	return text
}
