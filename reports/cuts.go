package reports

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"parity/engine"
)

// cuts reads the scenarios that cut something against the baseline: in cash and real terms, in
// staff and beds, and in people's worth of care.
func (p *page) cuts() {
	unit := p.unit()
	money := grid{heads: []string{"Against " + p.baseline, "Payment", "Real", "Cost", "Surplus", "Staff", "Beds", "People"}}
	staff := grid{heads: []string{"Staff, whole-time equivalents", p.baseline, "Now", "Change"}}
	var worth []string
	var shown []int
	base := p.comparison.Sides[p.comparison.Baseline].Whole.All
	for _, i := range p.others() {
		if !p.study.CutAgainstBaseline(i) {
			continue
		}
		shown = append(shown, i)
		reading := p.comparison.ReadCut(i)
		all := p.comparison.Sides[i].Whole.All
		cost, costKnown := all.Cost.Known()
		costWas, wasKnown := base.Cost.Known()
		surplus, _ := all.Surplus()
		surplusWas, _ := base.Surplus()
		costKnown = costKnown && wasKnown
		years, yearsKnown := engine.PersonYearsOf(reading.Unmet)
		yearsWas, yearsWasKnown := engine.PersonYearsOf(reading.BaselineUnmet)
		money.add(p.side(i), unit.signed(all.Income-base.Income), known(unit.signed)(all.Real-base.Real, all.RealKnown && base.RealKnown),
			known(unit.signed)(cost-costWas, costKnown), known(unit.signed)(surplus-surplusWas, costKnown),
			known(tenths)(reading.Staff.All()-reading.BaselineStaff.All(), len(reading.Staff.Staff)+len(reading.BaselineStaff.Staff) > 0), tenths(reading.Staff.Beds-reading.BaselineStaff.Beds),
			known(signedPeople)(years-yearsWas, yearsKnown && yearsWasKnown))
		p.staffRows(&staff, i, &reading)
		if reading.Gap > 0 {
			worth = append(worth, p.worth(i, unit, &reading))
		}
	}
	if len(money.rows) == 0 {
		return
	}
	p.section("What a cut comes to, the whole run", unit, &money,
		"scenarios that cut something: a line of cuts, or staff, beds, an annual value, a price or its growth below "+p.baseline+"; staff and beds: on average over the run; people: person-years of care not delivered"+p.inRealTerms())
	if len(staff.rows) > 0 {
		fmt.Fprintf(&p.text, "\n%s", &staff)
	}
	p.notDelivered(append([]int{p.comparison.Baseline}, shown...))
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

// worstShown is how many currencies of a scenario are named, those that miss most first.
const worstShown = 4

// unitsShown is how many units of resources have a column each.
const unitsShown = 3

// notDelivered shows by currency what is not delivered in each scenario: people's worth of
// care, review periods, and the units of resources.
func (p *page) notDelivered(shown []int) {
	var units []string
	for _, i := range shown {
		for _, of := range p.study.Scenarios[i].Result.NotDeliveredIn() {
			if !slices.Contains(units, of.Unit) {
				units = append(units, of.Unit)
			}
		}
	}
	if units == nil {
		return
	}
	remarks := []string{"those that miss most; every currency on sheet Cuts of the workbook"}
	if more := len(units) - unitsShown; more > 0 {
		remarks = append(remarks, list(units[unitsShown:])+" there too")
		units = units[:unitsShown]
	}
	g := grid{heads: []string{"Scenario, currency", "People"}}
	for _, unit := range units {
		g.heads = append(g.heads, sentence(plural(unit)))
	}
	g.heads = append(g.heads, "Periods")
	for _, i := range shown {
		p.worstHit(&g, i, units)
	}
	fmt.Fprintf(&p.text, "\n%s%s", paragraph("", "Care not delivered by currency, the whole run: people are person-years, periods review periods, and units those of the resource that is short, whether or not another stands in ("+strings.Join(remarks, "; ")+")"), &g)
}

// worstHit adds a scenario's currencies that miss most, and its sum.
func (p *page) worstHit(g *grid, i int, units []string) {
	r := p.study.Scenarios[i].Result
	short := r.UnmetIn()
	if short == nil {
		return
	}
	row := func(name string, of *engine.UnmetTotals) {
		cells := []string{name, known(wholeUnits)(of.PersonYears, of.Known)}
		for _, unit := range units {
			cells = append(cells, wholeUnits(of.In(unit)))
		}
		g.add(append(cells, known(wholeUnits)(of.Periods, of.Known))...)
	}
	all := engine.UnmetTotals{Known: true, Units: r.NotDeliveredIn()}
	for k := range short {
		all.PersonYears, all.Periods, all.Known = all.PersonYears+short[k].PersonYears, all.Periods+short[k].Periods, all.Known && short[k].Known
	}
	row(p.side(i), &all)
	slices.SortStableFunc(short, func(a, b engine.UnmetTotals) int { return cmp.Compare(b.PersonYears, a.PersonYears) })
	for k := range short {
		if k == worstShown && len(short) > worstShown+1 {
			g.add(fmt.Sprintf("  %d more", len(short)-k))
			break
		}
		currency := &r.Model.Currencies[short[k].Currency]
		row("  "+strings.TrimSpace(currency.Key+" "+currency.Name), &short[k])
	}
}

// sentence is a text with a capital letter.
func sentence(text string) string {
	_, size := utf8.DecodeRuneInString(text)
	return strings.ToUpper(text[:size]) + text[size:]
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
