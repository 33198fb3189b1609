package reports

import (
	"fmt"
	"io"
	"strings"

	"parity/engine"
	"parity/scenarios"
	"parity/tariff"
)

// WriteComparison writes the study as one page of text, 80 columns wide and without
// colour: what each scenario pays and costs, by year, against the baseline; who gains and
// loses; which currencies' prices miss their cost; who is recorded in the wrong currency or
// not reviewed in time; who goes between services; and what a reader should know.
func WriteComparison(w io.Writer, study *scenarios.Study) error {
	p := newPage(study)
	p.heading()
	p.totals()
	p.byYear()
	p.perPerson()
	p.parties("Provider", "Paid to providers", p.comparison.Providers)
	p.parties("Commissioner", "Paid by commissioners", p.comparison.Commissioners)
	p.priceVolumeMix()
	p.budgets()
	p.recovery()
	p.shortage()
	p.cuts()
	p.funders()
	p.consequences()
	p.markets()
	p.margins()
	p.reallocation()
	p.reviews()
	p.flows()
	p.notes()
	_, err := io.WriteString(w, p.text.String())
	return err
}

// page is the text as it grows.
type page struct {
	study      *scenarios.Study
	comparison *engine.Comparison
	baseline   string
	text       strings.Builder
}

func newPage(study *scenarios.Study) *page {
	results := make([]*engine.Result, len(study.Scenarios))
	for i := range study.Scenarios {
		results[i] = study.Scenarios[i].Result
	}
	return &page{study: study, comparison: engine.Compare(results, study.Baseline), baseline: study.Scenarios[study.Baseline].Key}
}

// section begins a table, after an empty line, with what it shows, in which unit, and what
// else is to be known of it.
func (p *page) section(title string, unit poundUnit, g *grid, remarks ...string) {
	title += ", " + unit.Name
	if len(remarks) > 0 {
		title += " (" + strings.Join(remarks, "; ") + ")"
	}
	fmt.Fprintf(&p.text, "\n%s%s", paragraph("", title), g)
}

func (p *page) heading() {
	m := p.study.Scenarios[p.study.Baseline].Result.Model
	p.text.WriteString(paragraph("", Title(p.study.Model)))
	p.text.WriteString(paragraph("", fmt.Sprintf("%s to %s, %s, financial years from April",
		m.Start.Date().Format("January 2006"), m.Month(m.Months-1).Date().Format("January 2006"), counted(m.Months, "month"))))
	if illustrative(p.study.Model) != nil {
		p.text.WriteString("Illustrative figures: see the notes below.\n")
	}
	p.text.WriteByte('\n')
	var names, titles []string
	for i := range p.comparison.Sides {
		names, titles = append(names, p.side(i)), append(titles, p.study.Scenarios[i].Title)
	}
	p.text.WriteString(titled(names, titles))
}

// side is a scenario's name, the baseline marked.
func (p *page) side(i int) string {
	if i == p.comparison.Baseline {
		return p.study.Scenarios[i].Key + " (baseline)"
	}
	return p.study.Scenarios[i].Key
}

// others are the scenarios that are compared with the baseline.
func (p *page) others() []int {
	var others []int
	for i := range p.comparison.Sides {
		if i != p.comparison.Baseline {
			others = append(others, i)
		}
	}
	return others
}

// unit is the unit for tables of payments: that of the largest income of the whole run.
func (p *page) unit() poundUnit {
	var largest tariff.Pence
	for i := range p.comparison.Sides {
		largest = max(largest, abs(p.comparison.Sides[i].Whole.All.Income), abs(p.comparison.Sides[i].Whole.All.Cost.Pence))
	}
	return unitFor(largest)
}

// totals shows income, cost and surplus of the whole run, and income against the baseline.
func (p *page) totals() {
	costed, deflated := false, false
	for i := range p.comparison.Sides {
		costed = costed || p.comparison.Sides[i].Whole.All.Cost.Modelled
		all := p.comparison.Sides[i].Whole.All
		deflated = deflated || all.RealKnown && all.Real != all.Income
	}
	unit := p.unit()
	g := grid{heads: []string{"Scenario", "Income"}}
	if costed {
		g.heads = append(g.heads, "Cost", "Surplus")
	}
	if deflated {
		g.heads = append(g.heads, "Real")
	}
	g.heads = append(g.heads, "Difference", "%")
	base := p.comparison.Sides[p.comparison.Baseline].Whole.All.Income
	for i := range p.comparison.Sides {
		all := p.comparison.Sides[i].Whole.All
		row := []string{p.side(i), unit.write(all.Income)}
		if costed {
			row = append(row, known(unit.write)(all.Cost.Known()), known(unit.write)(all.Surplus()))
		}
		if deflated {
			row = append(row, known(unit.write)(all.Real, all.RealKnown))
		}
		if i != p.comparison.Baseline {
			d := engine.Difference{Baseline: base, Income: all.Income}
			row = append(row, unit.signed(d.Pence()), percent(d))
		}
		g.add(row...)
	}
	var remarks []string
	if deflated {
		d := p.study.Scenarios[p.study.Baseline].Result.Model.Deflator
		remarks = append(remarks, fmt.Sprintf("real: income at %s prices, deflator %s", d.Base, strings.TrimSpace(d.Name+" "+d.Release)))
	}
	p.section("The whole run: income, and its difference from "+p.baseline, unit, &g, remarks...)
}

// yearsShown is how many years fit beside the names; of more, the first ones and the last
// are shown.
const yearsShown = 5

// yearsOf are the places of the years that are shown, of so many.
func yearsOf(years int) []int {
	shown := make([]int, 0, yearsShown)
	for y := range years {
		if years <= yearsShown || y < yearsShown-1 || y == years-1 {
			shown = append(shown, y)
		}
	}
	return shown
}

// byYear shows income by financial year: the baseline's, and each scenario's with its
// difference under it.
func (p *page) byYear() {
	years := p.comparison.Years
	if len(years) == 1 {
		return
	}
	shown := yearsOf(len(years))
	unit := p.unit()
	g := grid{heads: []string{"Scenario"}}
	for _, y := range shown {
		g.heads = append(g.heads, years[y].String())
	}
	for i := range p.comparison.Sides {
		row := []string{p.side(i)}
		difference := []string{"  difference"}
		for _, y := range shown {
			income := p.comparison.Sides[i].Whole.Years[y].Income
			row = append(row, unit.write(income))
			difference = append(difference, unit.signed(income-p.comparison.Sides[p.comparison.Baseline].Whole.Years[y].Income))
		}
		g.add(row...)
		if i != p.comparison.Baseline {
			g.add(difference...)
		}
	}
	var remarks []string
	if left := len(years) - len(shown); left > 0 {
		remarks = append(remarks, fmt.Sprintf("the %s between the last two shown are in the workbook", counted(left, "year")))
	}
	for _, y := range []int{0, len(years) - 1} {
		if months := p.comparison.Months[y]; months < 12 {
			remarks = append(remarks, fmt.Sprintf("%s has %s", years[y], counted(months, "month")))
		}
	}
	p.section("Income by financial year", unit, &g, remarks...)
}

// notes say what a reader should know, below the tables.
func (p *page) notes() {
	notes := Notes(p.study)
	if n := len(p.study.Model.Warnings); n > 0 {
		notes = append(notes, fmt.Sprintf("%s on reading the model: parity check %s lists what to look at.", counted(n, "warning"), p.study.Model.Name))
	}
	if len(notes) == 0 {
		return
	}
	p.text.WriteString("\nNotes\n")
	for _, note := range notes {
		p.text.WriteString(paragraph("- ", note))
	}
}

// known writes an amount, or says that it is not known.
func known[T any](write func(T) string) func(T, bool) string {
	return func(amount T, ok bool) string {
		if !ok {
			return "not known"
		}
		return write(amount)
	}
}

func percent(d engine.Difference) string {
	fraction, ok := d.Share()
	if !ok {
		return ""
	}
	return share(fraction)
}

func abs(p tariff.Pence) tariff.Pence { return max(p, -p) }
