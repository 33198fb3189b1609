package reports

import (
	"fmt"
	"io"
	"strings"

	"parity/engine"
	"parity/scenarios"
	"parity/tariff"
)

// WriteAttribution writes why a result differs between two scenarios, as one
// page of text, 80 columns wide and without colour: a table by change, and where the result
// is a payment or a cost, one by cause.
func WriteAttribution(w io.Writer, a *scenarios.Attribution) error {
	p := &attributionPage{Attribution: a, years: yearsOf(len(a.Years))}
	p.measure()
	p.heading()
	p.byChange()
	p.interactions()
	p.byCause()
	p.notes()
	_, err := io.WriteString(w, p.text.String())
	return err
}

// attributionPage is the text as it grows.
type attributionPage struct {
	*scenarios.Attribution
	years []int // places of the years that have a column
	unit  poundUnit
	text  strings.Builder
}

// measure chooses the unit: that of the largest part, as parts are what the page is about.
func (p *attributionPage) measure() {
	largest := abs(tariff.Pence(total(p.All) - total(p.None)))
	for _, parts := range [][][]int64{p.Shares, p.Alone} {
		for _, part := range parts {
			largest = max(largest, abs(tariff.Pence(total(part))))
		}
	}
	if p.Goal.Money() {
		p.unit = unitFor(largest)
		return
	}
	p.unit = poundUnit{Name: p.Unit, pence: thousandthsOfUnit, places: 0}
	if largest < largestWithTenths {
		p.unit.pence, p.unit.places = thousandthsOfUnit/10, 1
	}
}

// Quantities are counted in thousandths; those under a thousand units are shown with tenths.
const (
	thousandthsOfUnit = 1_000
	largestWithTenths = 1_000 * thousandthsOfUnit
)

func (p *attributionPage) heading() {
	m := p.To.Result.Model
	p.text.WriteString(paragraph("", Title(p.Model)))
	p.text.WriteString(paragraph("", fmt.Sprintf("Why %s differs between %s and %s, %s to %s", p.Result, p.From.Key, p.To.Key,
		m.Start.Date().Format("January 2006"), m.Month(m.Months-1).Date().Format("January 2006"))))
	if illustrative(p.Model) != nil {
		p.text.WriteString("Illustrative figures: see the notes below.\n")
	}
	p.text.WriteByte('\n')
	p.text.WriteString(titled([]string{p.From.Key, p.To.Key}, []string{p.From.Title, p.To.Title}))
}

// heads are the column heads: the years that are shown, and all of them together.
func (p *attributionPage) heads(first string) []string {
	heads := []string{first}
	for _, y := range p.years {
		heads = append(heads, p.Years[y].String())
	}
	if len(p.Years) > 1 {
		heads = append(heads, "All years")
	}
	return heads
}

// row writes figures by year, and their sum.
func (p *attributionPage) row(name string, figures []int64, write func(tariff.Pence) string) []string {
	row := []string{name}
	for _, y := range p.years {
		row = append(row, write(tariff.Pence(figures[y])))
	}
	if len(p.Years) > 1 {
		row = append(row, write(tariff.Pence(total(figures))))
	}
	return row
}

// byChange goes from one scenario to the other, change by change.
func (p *attributionPage) byChange() {
	g := grid{heads: p.heads("Change")}
	sampled := p.Errors != nil
	if sampled {
		g.heads = append(g.heads, "Error")
	}
	g.add(p.row(p.From.Key, p.None, p.unit.write)...)
	for i, player := range p.Players {
		row := p.row(PlayerName(player), p.Shares[i], p.unit.signed)
		if sampled {
			row = append(row, "±"+p.unit.write(tariff.Pence(p.ErrorOfSum[i])))
		}
		g.add(row...)
		if p.Parts != nil {
			for _, cause := range engine.SumCauses(p.Parts[i]) {
				g.add(p.row("  "+CauseName(cause), pence(cause), p.unit.signed)...)
			}
		}
	}
	g.add(p.row(p.To.Key, p.All, p.unit.write)...)
	title := "By change"
	if p.Parts != nil {
		title += " and cause"
	}
	p.section(title, p.method(), &g)
}

func (p *attributionPage) section(title, remark string, g *grid) {
	fmt.Fprintf(&p.text, "\n%s%s", paragraph("", fmt.Sprintf("%s, %s (%s)", title, p.unit.Name, remark)), g)
}

// method says how the parts were worked out.
func (p *attributionPage) method() string {
	switch {
	case p.Order == scenarios.ListedOrder:
		return "each change after those above it"
	case p.Errors != nil:
		return fmt.Sprintf("each change's part averaged over a sample of %d orders, with its standard error", p.Orders)
	case len(p.Players) == 1:
		return "one change makes all of it"
	}
	return "each change's part averaged over every order they can be made in"
}

// interactions shows, for the listed order, what of each part a change brings alone and
// what by coming after others.
func (p *attributionPage) interactions() {
	if p.Order != scenarios.ListedOrder {
		return
	}
	g := grid{heads: []string{"Change", "Alone", "Interaction", "In its place"}}
	var alone, whole int64
	for i, player := range p.Players {
		g.add(PlayerName(player), p.unit.signed(tariff.Pence(total(p.Alone[i]))),
			p.unit.signed(tariff.Pence(total(p.Shares[i])-total(p.Alone[i]))), p.unit.signed(tariff.Pence(total(p.Shares[i]))))
		alone, whole = alone+total(p.Alone[i]), whole+total(p.Shares[i])
	}
	g.add("Together", p.unit.signed(tariff.Pence(alone)), p.unit.signed(tariff.Pence(whole-alone)), p.unit.signed(tariff.Pence(whole)))
	p.section("What changes do to each other, all years", "interaction: what a change brings in its place beyond what it would alone", &g)
}

// mostContractsShown is how many contracts have their causes on the page one by one.
const mostContractsShown = 5

// byCause shows the causes of each contract where they are few, and of all.
func (p *attributionPage) byCause() {
	if len(p.Causes) == 0 {
		return
	}
	var contracts []string
	for _, cause := range p.Causes {
		if n := len(contracts); n == 0 || contracts[n-1] != cause.Contract {
			contracts = append(contracts, cause.Contract)
		}
	}
	g := grid{heads: p.heads("Cause")}
	groups := [][]engine.Cause{engine.SumCauses(p.Causes)}
	names := []string{p.Result}
	remark := "of the whole difference at once"
	if len(contracts) > 1 && len(contracts) <= mostContractsShown {
		groups, names = nil, nil
		for _, contract := range contracts {
			var own []engine.Cause
			for _, cause := range p.Causes {
				if cause.Contract == contract {
					own = append(own, cause)
				}
			}
			name := "contract " + contract
			if contract == "" {
				name = "cost"
			}
			groups, names = append(groups, own), append(names, name)
		}
	} else if len(contracts) > 1 {
		remark += fmt.Sprintf(", all %d contracts; --json has each", len(contracts))
	}
	difference := make([]int64, len(p.Years))
	for k, group := range groups {
		if len(groups) > 1 {
			g.add(names[k])
		}
		for _, cause := range group {
			figures := pence(cause)
			for y, amount := range figures {
				difference[y] += amount
			}
			name := CauseName(cause)
			if len(groups) > 1 {
				name = "  " + name
			}
			g.add(p.row(name, figures, p.unit.signed)...)
		}
	}
	g.add(p.row("Difference", difference, p.unit.signed)...)
	p.section("By cause", remark, &g)
}

// pence are a cause's amounts by year.
func pence(cause engine.Cause) []int64 {
	figures := make([]int64, len(cause.Pence))
	for y, amount := range cause.Pence {
		figures[y] = int64(amount)
	}
	return figures
}

// causeNames are what causes are called on the page, where not by their own name.
var causeNames = map[engine.CauseKind]string{
	engine.CauseContract: "contract begins or ends",
	engine.CauseForm:     "form of payment",
	engine.CauseAgreed:   "sum agreed",
	engine.CauseMFF:      "MFF",
}

// CauseName is what a cause is called on the page: its kind, and the measure it is of.
func CauseName(cause engine.Cause) string {
	name := causeNames[cause.Kind]
	if name == "" {
		name = strings.ReplaceAll(string(cause.Kind), "_", " ")
	}
	if cause.Measure != "" {
		name += ", " + cause.Measure
	}
	return name
}

// PlayerName is a player's name: its change and the scenario that makes it, or takes it
// away.
func PlayerName(player scenarios.Player) string {
	names := make([]string, len(player.Changes))
	for i, change := range player.Changes {
		sign := ""
		if change.Taken {
			sign = "without "
		}
		names[i] = fmt.Sprintf("%s%s (%s)", sign, change.Change, change.Scenario)
	}
	return strings.Join(names, " and ")
}

func (p *attributionPage) notes() {
	notes := []string{"Figures are rounded for this page; in the last place the parts sum to the difference exactly, as --json shows them."}
	if tables := illustrative(p.Model); tables != nil {
		notes = append(notes, "Illustrative: this model holds invented figures, in its tables "+list(tables)+".")
	}
	notes = append(notes, fmt.Sprintf("Plans and fixed cost that the baseline sets are those of %s in every combination of changes.", p.Baseline))
	if len(p.Players) > 1 && p.Parts != nil {
		notes = append(notes, "What a change is made of is averaged over the same orders as the change; the table by cause goes from one scenario to the other in one step. So a cause's parts under the changes need not sum to its line there, while both tables sum to the difference.")
	}
	for _, player := range p.Players {
		if player.Joined != "" {
			notes = append(notes, fmt.Sprintf("%s: made together, as they cannot be taken apart: %s", PlayerName(player), player.Joined))
		}
	}
	if left := len(p.Years) - len(p.years); left > 0 {
		notes = append(notes, fmt.Sprintf("The %s between the last two shown are in --json.", counted(left, "year")))
	}
	p.text.WriteString("\nNotes\n")
	for _, note := range notes {
		p.text.WriteString(paragraph("- ", note))
	}
}

func total(figures []int64) int64 {
	var sum int64
	for _, figure := range figures {
		sum += figure
	}
	return sum
}
