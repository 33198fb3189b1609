package reports

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"parity/engine"
	"parity/engine/risk"
	"parity/scenarios"
)

// WriteRisk writes what draws come to as one page of text, 80 columns wide and without
// colour: income, cost and surplus of each scenario with their range, differences from the
// baseline on the same draws, how often terms bind, who bears the risk, what is uncertain,
// and chances as sentences.
func WriteRisk(w io.Writer, f *RiskFigures) error {
	p := &riskPage{f: f, baseline: f.Drawn.Study.Scenarios[f.Drawn.Baseline].Key}
	p.heading()
	for _, total := range [...]struct{ item, title string }{{engine.GoalSurplus, "Surplus"}, {engine.ItemIncome, "Income"}, {engine.GoalCost, "Cost"}} {
		p.totals(total.item, total.title)
	}
	p.differences()
	p.more()
	p.byYear()
	p.terms()
	p.bearing()
	p.uncertain()
	p.chances()
	p.notes()
	_, err := io.WriteString(w, p.text.String())
	return err
}

// riskPage is the text as it grows.
type riskPage struct {
	f        *RiskFigures
	baseline string
	text     strings.Builder
}

func (p *riskPage) section(title string, g *grid, remarks ...string) {
	if len(remarks) > 0 {
		title += " (" + strings.Join(remarks, "; ") + ")"
	}
	fmt.Fprintf(&p.text, "\n%s%s", paragraph("", title), g)
}

func (p *riskPage) heading() {
	study := p.f.Drawn.Study
	m := study.Scenarios[study.Baseline].Result.Model
	p.text.WriteString(paragraph("", Title(study.Model)))
	p.text.WriteString(paragraph("", fmt.Sprintf("%s to %s, %s: %s draws, seed %d, of %s",
		m.Start.Date().Format("January 2006"), m.Month(m.Months-1).Date().Format("January 2006"), counted(m.Months, "month"),
		commas(strconv.Itoa(p.f.Draws)), p.f.Seed, p.drawn())))
	if illustrative(study.Model) != nil {
		p.text.WriteString("Illustrative figures: see the notes below.\n")
	}
	p.text.WriteByte('\n')
	names, titles := make([]string, len(p.f.Scenarios)), make([]string, len(p.f.Scenarios))
	for i := range p.f.Scenarios {
		names[i], titles[i] = p.side(i), p.f.Scenarios[i].Title
	}
	p.text.WriteString(titled(names, titles))
}

// drawn says what is drawn.
func (p *riskPage) drawn() string {
	parameters := len(p.f.Drawn.Uncertainty.Parameters)
	switch {
	case !p.f.Drawn.ChancePlays():
		return counted(parameters, "uncertain parameter")
	case parameters == 0:
		return "chance itself"
	}
	return counted(parameters, "uncertain parameter") + " and chance itself"
}

// side is a scenario's name, the baseline marked.
func (p *riskPage) side(i int) string {
	if p.f.Scenarios[i].Baseline {
		return p.f.Scenarios[i].Key + " (baseline)"
	}
	return p.f.Scenarios[i].Key
}

// riskUnit is the unit that suits figures of which this is the largest.
func riskUnit(largest float64) poundUnit { return unitFor(penceOfPounds(largest)) }

// wholes are an item of all, over the whole run, by scenario; false where one has none.
func (p *riskPage) wholes(item string) ([]*RiskItem, bool) {
	items := make([]*RiskItem, len(p.f.Scenarios))
	for i := range p.f.Scenarios {
		found, known := p.f.Scenarios[i].Item(item, "", "")
		if !known {
			return nil, false
		}
		items[i] = found
	}
	return items, true
}

// widestSurplus is the surplus or deficit in pounds from which its table, which has a column
// more than the others and signs, is wider than the page in thousands.
const widestSurplus = 100_000_000

// totals shows an item of all over the whole run.
func (p *riskPage) totals(item, title string) {
	items, known := p.wholes(item)
	if !known {
		return
	}
	largest := 0.0
	for _, i := range items {
		largest = max(largest, math.Abs(i.Whole.P(10).Value), math.Abs(i.Whole.P(90).Value), math.Abs(i.Whole.Shortfall.Mean))
	}
	unit := riskUnit(largest)
	g := grid{heads: []string{"Scenario", "Stands", "Mean", "±", "P10", "P50", "P90", "Worst"}}
	if item == engine.GoalSurplus {
		g.heads = append(g.heads, "Deficit")
		if largest >= widestSurplus && unit == thousandPounds {
			unit = millionPounds
		}
	}
	for i, it := range items {
		w := &it.Whole
		row := []string{p.side(i), unit.write(penceOfPounds(w.Outcome.Stands)), unit.write(penceOfPounds(w.Mean)), unit.write(penceOfPounds(w.MeanError)),
			unit.write(penceOfPounds(w.P(10).Value)), unit.write(penceOfPounds(w.P(50).Value)), unit.write(penceOfPounds(w.P(90).Value)), unit.write(penceOfPounds(w.Shortfall.Mean))}
		if item == engine.GoalSurplus {
			row = append(row, chanceText(w.Deficit))
		}
		g.add(row...)
	}
	remark := "stands: without draws; ±: Monte Carlo error of the mean; worst: mean of the highest tenth"
	if item == engine.GoalSurplus {
		remark = "stands: without draws; ±: Monte Carlo error of the mean; worst: mean of the lowest tenth; deficit: chance of one"
	}
	p.section(title+" over the whole run, "+unit.Name, &g, remark)
}

// chanceText is a chance as a percentage. What is neither nothing nor all never shows as it.
func chanceText(c risk.Chance) string {
	switch text := strconv.FormatFloat(100*c.P(), 'f', 1, 64); {
	case text == "0.0" && c.Draws > 0:
		return "<0.1%"
	case text == "100.0" && c.Draws < c.Of:
		return ">99.9%"
	default:
		return text + "%"
	}
}

// differences shows how far what is paid lies from the baseline, draw by draw.
func (p *riskPage) differences() {
	for _, total := range [...]struct{ item, title, more string }{{engine.ItemIncome, "Income", "Pays more"}, {engine.GoalSurplus, "Surplus", "Is more"}} {
		items, known := p.wholes(total.item)
		if !known || len(items) < 2 {
			continue
		}
		largest := 0.0
		for _, i := range items {
			if i.Against != nil {
				d := &i.Against[0]
				largest = max(largest, math.Abs(d.P10.Value), math.Abs(d.P90.Value), math.Abs(d.Mean))
			}
		}
		unit := riskUnit(largest)
		g := grid{heads: []string{"Scenario", "Stands", "Mean", "±", "P10", "P50", "P90", total.more}}
		for i, it := range items {
			if it.Against == nil {
				continue
			}
			d := &it.Against[0]
			g.add(p.side(i), unit.signed(penceOfPounds(d.Stands)), unit.signed(penceOfPounds(d.Mean)), unit.write(penceOfPounds(d.MeanError)),
				unit.signed(penceOfPounds(d.P10.Value)), unit.signed(penceOfPounds(d.P50.Value)), unit.signed(penceOfPounds(d.P90.Value)), chanceText(d.Above))
		}
		p.section(fmt.Sprintf("%s less that of %s, the whole run, %s", total.title, p.baseline, unit.Name), &g, "each draw against the same draw")
	}
}

// mostPaired is how many scenarios are held against each other on a page.
const mostPaired = 6

// more shows how likely scenarios are to pay more than each other; against the baseline alone it
// stands among the differences.
func (p *riskPage) more() {
	if n := len(p.f.Scenarios); n < 3 || n > mostPaired {
		return
	}
	g := grid{heads: []string{"Scenario"}}
	for i := range p.f.Scenarios {
		g.heads = append(g.heads, p.f.Scenarios[i].Key)
	}
	for i := range p.f.Scenarios {
		row := []string{p.f.Scenarios[i].Key}
		for j, chance := range p.f.More[i] {
			if i == j {
				row = append(row, "-")
				continue
			}
			row = append(row, chanceText(chance))
		}
		g.add(row...)
	}
	p.section("Chance that the scenario of the row pays more than that of the column", &g, "the whole run; each draw against the same draw")
}

// byYear shows the range of the surplus, or of income where no cost is known, by year.
func (p *riskPage) byYear() {
	title := "Surplus"
	items, known := p.wholes(engine.GoalSurplus)
	if !known {
		title = "Income"
		items, known = p.wholes(engine.ItemIncome)
	}
	if !known || len(p.f.Years) < 2 {
		return
	}
	largest := 0.0
	for _, i := range items {
		for _, y := range i.Years {
			largest = max(largest, math.Abs(y.P(10).Value), math.Abs(y.P(90).Value))
		}
	}
	unit := riskUnit(largest)
	shown := yearsOf(len(p.f.Years))
	g := grid{heads: []string{"Scenario"}}
	for _, y := range shown {
		g.heads = append(g.heads, p.f.Years[y].String())
	}
	for i, it := range items {
		rows := [][]string{{p.side(i) + ", mean"}, {"  P10"}, {"  P90"}}
		for _, y := range shown {
			year := &it.Years[y]
			for k, value := range []float64{year.Mean, year.P(10).Value, year.P(90).Value} {
				rows[k] = append(rows[k], unit.write(penceOfPounds(value)))
			}
		}
		for _, row := range rows {
			g.add(row...)
		}
	}
	p.section(title+" by financial year, "+unit.Name, &g, "quantiles are each year's own and do not add up")
}

// terms shows how often terms bind.
func (p *riskPage) terms() {
	var bound []*RiskItem
	var names []string
	largest := 0.0
	for i := range p.f.Scenarios {
		for j := range p.f.Scenarios[i].Items {
			if item := &p.f.Scenarios[i].Items[j]; item.Binds != nil {
				bound, names = append(bound, item), append(names, p.f.Scenarios[i].Key)
				largest = max(largest, math.Abs(item.Binds[0].Mean))
			}
		}
	}
	if bound == nil || p.f.manyContracts() {
		return
	}
	unit := riskUnit(largest)
	shown := yearsOf(len(p.f.Years))
	g := grid{heads: []string{"Scenario, contract, term", "Run"}}
	for _, y := range shown {
		g.heads = append(g.heads, p.f.Years[y].String())
	}
	g.heads = append(g.heads, "Mean", "±")
	for k, item := range bound {
		row := []string{fmt.Sprintf("%s, %s, %s", names[k], item.Contract, TermName(item.Item)), chanceText(item.Binds[0].Binds)}
		for _, y := range shown {
			row = append(row, chanceText(item.Binds[y+1].Binds))
		}
		g.add(append(row, unit.signed(penceOfPounds(item.Binds[0].Mean)), unit.write(penceOfPounds(item.Binds[0].Error)))...)
	}
	p.section("How often terms bind", &g, "mean: "+unit.Name+" over the run where it binds")
}

// bearing shows who bears the risk of each contract.
func (p *riskPage) bearing() {
	g := grid{heads: []string{"Scenario, contract", "Payment", "Cost", "Surplus", "Pays of £1", "Bears of £1"}}
	largest := 0.0
	for i := range p.f.Scenarios {
		for _, b := range p.f.Scenarios[i].Bearing {
			largest = max(largest, b.PaymentSD, b.CostSD, b.SurplusSD)
		}
	}
	unit := riskUnit(largest)
	for i := range p.f.Scenarios {
		for _, b := range p.f.Scenarios[i].Bearing {
			pays, bears := "", ""
			if b.CostMoves {
				pays, bears = penceOf(b.CommissionerBears), penceOf(b.ProviderBears)
			}
			g.add(p.f.Scenarios[i].Key+", "+b.Contract, unit.write(penceOfPounds(b.PaymentSD)), unit.write(penceOfPounds(b.CostSD)), unit.write(penceOfPounds(b.SurplusSD)), pays, bears)
		}
	}
	if g.rows != nil && !p.f.manyContracts() {
		p.section("Who bears the risk, whole run, "+unit.Name, &g, "standard deviations; of each £1 that care comes to cost more, what the commissioner pays and the provider bears")
		if words := p.f.StrandedInWords(); words != "" {
			p.text.WriteString(paragraph("", words))
		}
	}
}

// uncertain lists what is drawn.
func (p *riskPage) uncertain() {
	u := p.f.Drawn.Uncertainty
	if len(u.Parameters) == 0 {
		return
	}
	g := grid{heads: []string{"Parameter", "Column", "Family", "Stands", "P10", "P90"}, words: 2}
	for i, parameter := range u.Parameters {
		first := slices.IndexFunc(u.Moved, func(m scenarios.Moved) bool { return m.Parameter == i })
		moved := u.Moved[first]
		if parameter.Shares != nil {
			g.add(parameter.Name, moved.Cells.Column, string(moved.Family), counted(parameter.Shares.Len(), "share"), "", "")
			continue
		}
		stands := shortNumber(moved.Least)
		if moved.Least != moved.Most {
			stands = shortNumber(moved.Least) + "…" + shortNumber(moved.Most)
		}
		g.add(parameter.Name, moved.Cells.Column, string(moved.Family), stands, drawnText(moved.P10, moved.Operation), drawnText(moved.P90, moved.Operation))
	}
	p.section("What is uncertain", &g, "P10 and P90: of what takes the cells' place, multiplies them (×) or is added to them (+ -)")
}

// drawnText is a drawn value with what is done with it: "×0.92", "+0.015".
func drawnText(x float64, operation string) string {
	switch {
	case operation == "multiply":
		return "×" + shortNumber(x)
	case operation == "add" && x >= 0:
		return "+" + shortNumber(x)
	}
	return shortNumber(x)
}

// shortNumber writes a number to four digits, and a large one whole, with commas: what is drawn of
// a block is 77,400,000, not 7.74e+07.
func shortNumber(x float64) string {
	if math.Abs(x) >= 1e4 && math.Abs(x) < 1e15 {
		return grouped(strconv.FormatFloat(x, 'f', 0, 64))
	}
	return strconv.FormatFloat(x, 'g', 4, 64)
}

// chances are the sentences of what may happen. A single scenario without costs has none.
func (p *riskPage) chances() {
	var all []string
	for i := range p.f.Scenarios {
		all = append(all, p.f.Scenarios[i].Chances...)
	}
	if len(all) == 0 {
		return
	}
	p.text.WriteString("\nChances\n")
	for _, sentence := range all {
		p.text.WriteString(paragraph("- ", sentence))
	}
}

func (p *riskPage) notes() {
	p.text.WriteString("\nNotes\n")
	notes := apartNotes(p.f)
	if words := p.f.ErrorsInWords(); words != "" {
		notes = append(notes, words)
	}
	if p.f.Drawn.ChancePlays() {
		notes = append(notes, "Chance itself plays: people begin, move on and leave one by one, as the model's setting chance says.")
	}
	if p.f.manyContracts() {
		notes = append(notes, "How often terms bind and who bears the risk is in the CSV and the JSON, contract by contract: they are too many for this page.")
	}
	if len(p.f.Scenarios) > mostPaired {
		notes = append(notes, fmt.Sprintf("Chances that any one scenario pays more than any other are in the CSV, the JSON and on the sheet Risk; of up to %d, named with --scenario, they are on this page.", mostPaired))
	}
	notes = append(notes, Notes(p.f.Drawn.Study)...)
	for _, note := range notes {
		p.text.WriteString(paragraph("- ", note))
	}
}
