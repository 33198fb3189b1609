package reports

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/scenarios"
)

// WriteTrace writes where a number comes from as a tree, 80 columns wide and without colour:
// at each number its formula with the numbers in it, at each cell its place, its evidence and
// what set it, and below the tree the sources by number.
func WriteTrace(w io.Writer, trace *scenarios.Trace) error {
	p := &tracePage{trace: trace}
	p.text.WriteString(paragraph("", Title(trace.Model)))
	p.text.WriteString(paragraph("", fmt.Sprintf("Where %s comes from in %s", trace.Item, trace.Scenario.Key)))
	p.text.WriteString(paragraph("", fmt.Sprintf("%s: %s; baseline %s", trace.Scenario.Key, trace.Scenario.Title, trace.Baseline)))
	if illustrative(trace.Model) != nil {
		p.text.WriteString("Illustrative figures: each cell says of itself whether it is one.\n")
	}
	p.text.WriteByte('\n')
	p.node(&trace.Root, "", "", "")
	p.foot()
	_, err := io.WriteString(w, p.text.String())
	return err
}

// tracePage is the text as it grows.
type tracePage struct {
	trace   *scenarios.Trace
	sources []string
	deeper  bool // something lies deeper than was asked for
	text    strings.Builder
}

// The lines of the tree.
const (
	branchLine = "├─ "
	lastLine   = "└─ "
	onLine     = "│  "
	noLine     = "   "
)

// The parts of a sum that are shown: of months the first, as the others are like it; of
// others the largest where they are many.
const (
	monthsShown  = 1
	largestShown = 6
)

// node writes a number, its formula and its parts. Lead stands before its first line, under
// before the others.
func (p *tracePage) node(n *scenarios.TraceNode, lead, under, unitAbove string) {
	label := n.Label
	if n.Unit != "" && n.Unit != unitAbove && !n.Listed {
		label += " (" + n.Unit + ")"
	}
	shown, left := shownParts(n)
	below := noLine
	if len(shown) > 0 || left != nil {
		below = onLine
	}
	p.headed(lead, under+below, label, figure(n))
	p.workings(n, under+below)
	unit := n.Unit
	if unit == "" {
		unit = unitAbove
	}
	for k, part := range shown {
		last := k == len(shown)-1 && left == nil
		p.node(part, under+pick(last, lastLine, branchLine), under+pick(last, noLine, onLine), unit)
	}
	if left != nil {
		together := ""
		if !n.Listed && !left.missing {
			together = pounds(left.sum)
		}
		p.headed(under+lastLine, under+noLine, fmt.Sprintf("... %d more%s", left.count, pick(together != "", ", together", "")), together)
	}
}

func pick(which bool, yes, no string) string {
	if which {
		return yes
	}
	return no
}

// leftOut is the parts of a sum that are not shown.
type leftOut struct {
	count   int
	sum     decimal.Decimal
	missing bool
}

// shownParts chooses the parts that are shown, in their order, and adds up the others. Only
// the parts of a sum are ever left out.
func shownParts(n *scenarios.TraceNode) (shown []*scenarios.TraceNode, left *leftOut) {
	most := len(n.Parts)
	sums := n.Listed || n.Formula != nil && n.Formula.Operation == scenarios.OpSum && plainSum(n)
	switch {
	case sums && n.Months && len(n.Parts) > 2:
		most = monthsShown
	case sums && len(n.Parts) > largestShown+1:
		most = largestShown
	}
	order := make([]int, len(n.Parts))
	for i := range order {
		order[i] = i
	}
	if most < len(order) && !n.Months {
		slices.SortStableFunc(order, func(a, b int) int { return n.Parts[b].Value.Abs().Cmp(n.Parts[a].Value.Abs()) })
	}
	out := order[most:]
	order = slices.Clone(order[:most])
	slices.Sort(order)
	for _, i := range order {
		shown = append(shown, &n.Parts[i])
	}
	if len(out) > 0 {
		left = &leftOut{count: len(out)}
		for _, i := range out {
			left.sum = left.sum.Add(n.Parts[i].Value)
			left.missing = left.missing || n.Parts[i].Missing
		}
	}
	return shown, left
}

// plainSum says whether a number is the sum of its parts and nothing else.
func plainSum(n *scenarios.TraceNode) bool {
	for _, operand := range n.Formula.Operands {
		if operand.Operation != scenarios.OpNumber || operand.Part < 0 {
			return false
		}
	}
	return true
}

// headed writes a label, and its figure set to the right of the page; a label that is longer
// than what is left goes on in the next line.
func (p *tracePage) headed(lead, under, label, figure string) {
	room := pageWidth - text.RuneWidthWithoutEscSequences(lead) - len(figure) - len(gap)
	lines := strings.Split(text.WrapSoft(label, max(room, shortestName)), "\n")
	for i, line := range lines {
		line = strings.TrimRight(line, " ")
		if i > 0 {
			fmt.Fprintf(&p.text, "%s%s\n", under, line)
			continue
		}
		fill := pageWidth - text.RuneWidthWithoutEscSequences(lead+line) - text.RuneWidthWithoutEscSequences(figure)
		if figure == "" {
			fill = 0
		}
		fmt.Fprintf(&p.text, "%s%s%s%s\n", lead, line, strings.Repeat(" ", max(fill, 1)*min(1, len(figure))), figure)
	}
}

// workings writes what stands under a number: how it is worked out, and where a cell is.
func (p *tracePage) workings(n *scenarios.TraceNode, under string) {
	if n.Formula != nil && (len(n.Parts) == 0 || n.Formula.Operation != scenarios.OpSum || !plainSum(n)) {
		p.formula(n, under)
	}
	if n.Method != "" {
		p.under(under, n.Method)
	}
	if n.Cell != nil {
		p.cell(n.Cell, under)
	}
	if n.Note != "" {
		p.under(under, n.Note)
	}
	p.deeper = p.deeper || n.Folded > 0
}

// mostWritten is how many numbers of a formula are written out.
const mostWritten = 12

func (p *tracePage) formula(n *scenarios.TraceNode, under string) {
	if operands := len(n.Formula.Operands); n.Formula.Operation == scenarios.OpSum && plainSum(n) && operands > 2 {
		p.under(under, fmt.Sprintf("= the sum of %d %s", operands, pick(n.Months, "months", "figures")))
		return
	}
	if numbers(n.Formula) > mostWritten {
		p.under(under, fmt.Sprintf("= a formula of %d numbers (--json has it whole)", numbers(n.Formula)))
		return
	}
	names, figures := formulaText(n.Formula, operandName), formulaText(n.Formula, operandFigure)
	if names != figures {
		p.under(under, "= "+names)
	}
	p.under(under, "= "+figures)
}

func numbers(e *scenarios.Expression) int {
	if e.Operation == scenarios.OpNumber {
		return 1
	}
	count := 0
	for i := range e.Operands {
		count += numbers(&e.Operands[i])
	}
	return count
}

func (p *tracePage) cell(cell *scenarios.TraceCell, under string) {
	place := cell.At
	if cell.Evidence != "" {
		place += "; " + cell.Evidence
	}
	if cell.Source != "" {
		place += fmt.Sprintf(" [%d]", p.source(cell.Source))
	}
	p.under(under, place)
	if c := cell.Change; c != nil {
		p.under(under, fmt.Sprintf("set by %s, line %s (%s)", c.Change.By(), c.Change.Line, was(c)))
	}
}

// was says what a cell held before it was changed.
func was(c *scenarios.CellChange) string {
	switch {
	case c.Inserted:
		return "a new row"
	case c.Begun && c.Change.From != "":
		return "was " + orBlank(c.Was) + "; from " + c.Change.From
	}
	return "was " + orBlank(c.Was)
}

// source is a source's number in the list below the tree.
func (p *tracePage) source(source string) int {
	at := slices.Index(p.sources, source)
	if at < 0 {
		at = len(p.sources)
		p.sources = append(p.sources, source)
	}
	return at + 1
}

// under writes a sentence beneath a number.
func (p *tracePage) under(under, sentence string) {
	room := pageWidth - text.RuneWidthWithoutEscSequences(under)
	if strings.HasPrefix(sentence, "= ") {
		room -= len("= ")
	}
	for i, line := range strings.Split(text.WrapSoft(sentence, max(room, shortestName)), "\n") {
		if i > 0 && strings.HasPrefix(sentence, "= ") {
			line = "  " + line
		}
		fmt.Fprintf(&p.text, "%s%s\n", under, strings.TrimRight(line, " "))
	}
}

// foot lists the sources, and says how to see more.
func (p *tracePage) foot() {
	if len(p.sources) > 0 {
		p.text.WriteString("\nSources\n")
		for i, source := range p.sources {
			p.text.WriteString(paragraph(fmt.Sprintf("[%d] ", i+1), source))
		}
	}
	if p.deeper {
		p.text.WriteString("\n" + paragraph("", fmt.Sprintf("What lies deeper than %d levels is folded: --depth %d shows more. A month, a contract or a currency in ITEM narrows it.",
			p.trace.Depth, p.trace.Depth+1)))
	}
}

// figure is a number as the tree shows it.
func figure(n *scenarios.TraceNode) string {
	switch {
	case n.Listed:
		if n.Cell != nil {
			return orBlank(n.Cell.Text)
		}
		return ""
	case n.Missing:
		return "missing"
	case n.Unit == engine.UnitPounds:
		return pounds(n.Value)
	}
	return plain(n.Value)
}

// mostPlacesShown is how many decimal places a number of the tree shows: those of a price.
const mostPlacesShown = 6

// pounds is an amount with its pence; what is not rounded to the penny keeps more places.
func pounds(amount decimal.Decimal) string {
	shown := amount.Round(mostPlacesShown)
	if shown.Equal(shown.Round(2)) {
		return grouped(shown.StringFixed(2))
	}
	return grouped(shown.String())
}

// plain is a number without needless zeros.
func plain(number decimal.Decimal) string { return grouped(number.Round(mostPlacesShown).String()) }

// grouped puts commas between the thousands of decimal text.
func grouped(number string) string {
	number, negative := strings.CutPrefix(number, "-")
	whole, fraction, pointed := strings.Cut(number, ".")
	number = commas(whole)
	if pointed {
		number += "." + fraction
	}
	return pick(negative, "-", "") + number
}
