package reports

import (
	"fmt"
	"io"
	"strings"

	"github.com/shopspring/decimal"

	"parity/scenarios"
	"parity/tariff"
)

// WriteSolution writes what goal seek found as one page of text, 80 columns wide and without
// colour: the value, those beside it and what the result comes to with each, every other
// place where the result meets its target, and between which values was looked.
func WriteSolution(w io.Writer, s *scenarios.Solution) error {
	p := &solutionPage{Solution: s, unit: resultUnit(s)}
	p.heading()
	p.values()
	p.others()
	p.cells()
	p.notes()
	_, err := io.WriteString(w, p.text.String())
	return err
}

// solutionPage is the text as it grows.
type solutionPage struct {
	*scenarios.Solution
	unit poundUnit
	text strings.Builder
}

// resultUnit shows results with all their places, as goal seek is about the last of them.
func resultUnit(s *scenarios.Solution) poundUnit {
	if s.Goal.Money() {
		return poundUnit{"£", 1, 2}
	}
	return poundUnit{s.Unit, 1, 3}
}

func (p *solutionPage) result(amount int64) string { return p.unit.write(tariff.Pence(amount)) }

// amount is a result with its unit, as a sentence has it.
func (p *solutionPage) amount(amount int64) string {
	if !p.Goal.Money() {
		return p.result(amount) + " " + p.Unit
	}
	text, negative := strings.CutPrefix(p.result(amount), "-")
	if negative {
		return "-£" + text
	}
	return "£" + text
}

func (p *solutionPage) value(value decimal.Decimal) string {
	text := value.Abs().StringFixed(p.Lever.Places)
	whole, fraction, _ := strings.Cut(text, ".")
	text = commas(whole)
	if fraction != "" {
		text += "." + fraction
	}
	if value.IsNegative() {
		text = "-" + text
	}
	return text
}

// varied says what is done to the cells, as heads of columns and sentences name it.
var varied = map[scenarios.By]string{scenarios.BySet: "set to", scenarios.ByScale: "multiplied by", scenarios.ByAmount: "changed by"}

func (p *solutionPage) heading() {
	p.text.WriteString(paragraph("", Title(p.Model)))
	p.text.WriteString(paragraph("", fmt.Sprintf("Goal seek in %s: %s is to be %s", p.Scenario.Key, p.Figure(), p.amount(p.Target))))
	if illustrative(p.Model) != nil {
		p.text.WriteString("Illustrative figures: see the notes below.\n")
	}
	p.text.WriteByte('\n')
	p.text.WriteString(paragraph(p.Scenario.Key+"  ", p.Scenario.Title))
	p.text.WriteString(paragraph("", fmt.Sprintf("%s (%s) %s:", p.Lever.Cells, counted(len(p.Lever.Held), "cell"), varied[p.Lever.By])))
	p.text.WriteString(paragraph("  ", p.verdict()))
}

// verdict is the answer in a sentence.
func (p *solutionPage) verdict() string {
	a := &p.Nearest
	value := p.value(a.Value)
	if !a.Low.Equal(a.High) {
		value = fmt.Sprintf("%s (any value from %s to %s gives the same)", value, p.value(a.Low), p.value(a.High))
	}
	switch {
	case !p.Met():
		return fmt.Sprintf("no answer from %s to %s. The nearest is %s.", p.value(p.Lever.Low.Value), p.value(p.Lever.High.Value), value)
	case p.Exact(a) && p.Lever.Stands != nil && a.Value.Equal(*p.Lever.Stands):
		return value + ": it is so already."
	case p.Exact(a):
		return value
	}
	return value + ". That is the nearest that can be had" + p.step() + "."
}

// step says how far the result goes from the answer to the next value beyond the target.
func (p *solutionPage) step() string {
	for _, beside := range []*scenarios.Trial{p.Nearest.Below, p.Nearest.Above} {
		if beside != nil && beside.Wrong == "" && (beside.Result < p.Target) != (p.Nearest.Result < p.Target) {
			return ": the next value, " + p.value(beside.Value) + ", moves the result by " + p.amount(max(beside.Result-p.Nearest.Result, p.Nearest.Result-beside.Result))
		}
	}
	return ""
}

// values shows the lever and the result as they are, at the answer and at the values beside it.
func (p *solutionPage) values() {
	g := grid{heads: []string{"", "Value", p.unit.Name, "Off by"}}
	add := func(name string, t *scenarios.Trial) {
		switch {
		case t == nil:
		case t.Wrong != "":
			g.add(name, p.value(t.Value), "not known", "")
		default:
			g.add(name, p.value(t.Value), p.result(t.Result), p.unit.signed(tariff.Pence(t.Result-p.Target)))
		}
	}
	held, off, stands := "not known", "", ""
	if p.Held != nil {
		held, off = p.result(*p.Held), p.unit.signed(tariff.Pence(*p.Held-p.Target))
	}
	if p.Lever.Stands != nil {
		stands = p.value(*p.Lever.Stands)
	}
	g.add("As it is", stands, held, off)
	add("Next value below", p.Nearest.Below)
	name := "Answer"
	if !p.Met() {
		name = "Nearest"
	}
	add(name, &p.Nearest.Trial)
	add("Next value above", p.Nearest.Above)
	fmt.Fprintf(&p.text, "\n%s%s", paragraph("", p.Figure()+", "+p.unit.Name), &g)
}

// others lists the places where the target is met or passed, where they are several.
func (p *solutionPage) others() {
	if len(p.Answers) < 2 {
		return
	}
	g := grid{heads: []string{"", "From", "To", p.unit.Name}}
	for i, a := range p.Answers {
		name := fmt.Sprint(i + 1)
		if a.Value.Equal(p.Nearest.Value) {
			name += " (answer)"
		}
		g.add(name, p.value(a.Low), p.value(a.High), p.result(a.Result))
	}
	fmt.Fprintf(&p.text, "\n%s%s", paragraph("", "Every place where it is met or passed; the answer is the nearest to how it is"), &g)
}

// mostCellsShown is how many cells the page shows one by one.
const mostCellsShown = 8

// cells shows what the answer makes of each cell, where there are several.
func (p *solutionPage) cells() {
	if !p.Met() || len(p.Lever.Held) < 2 {
		return
	}
	g := grid{heads: []string{"Cell", "Is", "Becomes"}}
	for i, cell := range p.Lever.Held {
		if i == mostCellsShown {
			g.add(fmt.Sprintf("and %d more; --json has them", len(p.Lever.Held)-i))
			break
		}
		g.add(cell.Key, orBlank(cell.Value), p.Becomes(cell))
	}
	fmt.Fprintf(&p.text, "\n%s%s", paragraph("", "The cells"), &g)
}

func (p *solutionPage) notes() {
	notes := []string{fmt.Sprintf("Looked at %d values from %s to %s%s. Where the result changed sides of its target from one to the next, the place was found to the last of %d decimal places.",
		len(p.Grid)-p.Beyond, p.value(p.Lever.Low.Value), p.value(p.Grid[len(p.Grid)-1-p.Beyond].Value), p.beyond(), p.Lever.Places)}
	notes = append(notes, p.ofDraws()...)
	for _, why := range p.Binds {
		notes = append(notes, "What binds: "+why+".")
	}
	if p.Inert != "" {
		notes = append(notes, fmt.Sprintf("These cells do not move it: %s.", p.Inert))
	}
	if p.Turns {
		notes = append(notes, "The result rises over part of that range and falls over another, so a place that lies wholly between two neighbouring values may be missing.")
	}
	for _, t := range p.Grid {
		if t.Wrong != "" && p.Met() {
			notes = append(notes, fmt.Sprintf("With %s, and other values too perhaps, it cannot be worked out: %s", p.value(t.Value), t.Wrong))
			break
		}
	}
	study := &scenarios.Study{Model: p.Model, Scenarios: []scenarios.Scenario{p.Scenario}}
	if p.Solved != nil {
		study.Scenarios = append(study.Scenarios, *p.Solved)
	}
	notes = append(notes, Notes(study)...)
	notes = append(notes, fmt.Sprintf("Plans and fixed cost that the baseline sets are those of %s throughout.", p.Baseline))
	p.text.WriteString("\nNotes\n")
	for _, note := range notes {
		p.text.WriteString(paragraph("- ", note))
	}
}

// beyond says what was looked at after the even steps.
func (p *solutionPage) beyond() string {
	if p.Beyond == 0 {
		return ""
	}
	return fmt.Sprintf(" in even steps, then %d more by doubling to %s", p.Beyond, p.value(p.Lever.High.Value))
}
