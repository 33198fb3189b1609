package reports

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"parity/engine"
)

// cuts reads the scenarios that cut something against those that do not: in cash and real terms,
// in staff and beds, and in people's worth of care.
func (p *page) cuts() {
	cuts := p.study.Cuts()
	if cuts == nil {
		return
	}
	unit := p.unit()
	against := cuts[0].Against
	money := grid{heads: []string{"Against " + p.study.Scenarios[against].Key, "Payment", "Real", "Cost", "Surplus", "Staff", "Beds", "People"}}
	staff := grid{heads: []string{"Staff, whole-time equivalents", "Before", "Now", "Change"}}
	var worth []string
	shown := []int{p.comparison.Baseline}
	for _, cut := range cuts {
		reading := p.comparison.ReadCut(cut.Scenario, cut.Against)
		name := p.side(cut.Scenario)
		if against != cut.Against {
			against = cut.Against
			money.add("Against " + p.side(against))
		}
		for _, i := range []int{against, cut.Scenario} {
			if !slices.Contains(shown, i) {
				shown = append(shown, i)
			}
		}
		surplus, surplusKnown := reading.Surplus()
		years, yearsKnown := engine.PersonYearsOf(reading.Unmet)
		yearsWas, yearsWasKnown := engine.PersonYearsOf(reading.UnmetBefore)
		money.add(name, unit.signed(reading.Payment), known(unit.signed)(reading.Real, reading.RealKnown),
			known(unit.signed)(reading.Cost, reading.CostKnown), known(unit.signed)(surplus, surplusKnown),
			known(tenths)(reading.Staff.All()-reading.StaffBefore.All(), len(reading.Staff.Staff)+len(reading.StaffBefore.Staff) > 0), tenths(reading.Staff.Beds-reading.StaffBefore.Beds),
			known(signedPeople)(years-yearsWas, yearsKnown && yearsWasKnown))
		p.staffRows(&staff, cut.Scenario, &reading)
		if reading.Gap > 0 {
			worth = append(worth, p.worth(cut.Scenario, unit, &reading))
		}
	}
	p.section("What a cut comes to, the whole run", unit, &money,
		"scenarios that cut something, against the nearest that does not: a line of cuts, or staff, beds, an annual value, a price or its growth lowered; staff and beds: on average over the run; people: person-years of care not delivered"+p.inRealTerms())
	if len(staff.rows) > 0 {
		fmt.Fprintf(&p.text, "\n%s", &staff)
	}
	p.notDelivered(shown)
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
	text := fmt.Sprintf("%s: the surplus falls by %s (%s) against %s.", p.side(i), unit.write(reading.Gap), unit.Name, p.study.Scenarios[reading.Against].Key)
	var worth []string
	if wte := reading.GapWTE(); wte > 0 {
		worth = append(worth, fmt.Sprintf("%.1f whole-time equivalents of staff", wte))
	}
	if people := reading.GapPersonYears(); people > 0 {
		worth = append(worth, fmt.Sprintf("the care packages of %s people a year", commas(fmt.Sprintf("%.0f", people))))
	}
	if worth == nil { // neither staff nor people are stated
		return text
	}
	text += " If it were met by care, the same share off all care at average cost would be " + strings.Join(worth, " and ")
	if units := gapUnits(p.study.Scenarios[i].Result.CareGiven(), reading.GapShare); units != "" {
		text += ": over the run " + units
	}
	return text + "."
}

// gapUnits is a share of the care given over the run in the units of its resources and in review
// periods, in words.
func gapUnits(given []engine.CareTotals, share float64) string {
	var units []string
	sums := map[string]float64{}
	periods := 0.0
	for k := range given {
		periods += share * given[k].Periods.Units()
		for _, of := range given[k].Units {
			if !slices.Contains(units, of.Unit) {
				units = append(units, of.Unit)
			}
			sums[of.Unit] += share * of.Quantity.Units()
		}
	}
	var words []string
	for _, unit := range units {
		words = append(words, commas(fmt.Sprintf("%.0f", sums[unit]))+" "+plural(unit))
	}
	if periods > 0 {
		words = append(words, commas(fmt.Sprintf("%.0f", periods))+" review periods")
	}
	return list(words)
}

// staffRows are the groups of staff that a scenario changes.
func (p *page) staffRows(g *grid, i int, reading *engine.CutReading) {
	var rows [][]string
	for _, was := range reading.StaffBefore.Staff {
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
	remarks := []string{"those that miss most; every currency on sheet Effect of cuts of the workbook"}
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
	row := func(name string, of *engine.CareTotals) {
		cells := []string{name, known(wholeUnits)(of.PersonYears, of.Known)}
		for _, unit := range units {
			cells = append(cells, wholeUnits(of.In(unit)))
		}
		g.add(append(cells, known(wholeUnits)(of.Periods, of.Known))...)
	}
	all := engine.CareTotals{Known: true, Units: r.NotDeliveredIn()}
	for k := range short {
		all.PersonYears, all.Periods, all.Known = all.PersonYears+short[k].PersonYears, all.Periods+short[k].Periods, all.Known && short[k].Known
	}
	row(p.side(i), &all)
	slices.SortStableFunc(short, func(a, b engine.CareTotals) int { return cmp.Compare(b.PersonYears, a.PersonYears) })
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
