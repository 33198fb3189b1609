package reports

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/shopspring/decimal"
)

// mostListed is how many differences of a kind are listed one by one.
const mostListed = 20

// WriteDiff writes in words and tables what differs.
func WriteDiff(w io.Writer, d *Diff) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, against %s before\n", d.New, d.Old)
	if d.Empty() {
		if d.InputsKnown {
			b.WriteString("\nNothing differs: the inputs are the same, and so is every result.\n")
		} else {
			b.WriteString("\nNo result differs. The inputs are not compared, as they are not in both.\n")
		}
		_, err := io.WriteString(w, b.String())
		return err
	}
	d.writeInputs(&b)
	for _, only := range []struct {
		in        string
		scenarios []string
	}{{d.Old, d.OnlyOld}, {d.New, d.OnlyNew}} {
		if len(only.scenarios) > 0 {
			b.WriteString("\n" + paragraph("", fmt.Sprintf("Only in %s, and not compared: %s.", only.in, list(only.scenarios))))
		}
	}
	d.writeMoves(&b)
	_, err := io.WriteString(w, b.String())
	return err
}

func (d *Diff) writeInputs(b *strings.Builder) {
	switch {
	case !d.InputsKnown:
		b.WriteString("\nThe inputs are not compared, as they are not in both.\n")
	case len(d.Inputs) == 0:
		b.WriteString("\nThe inputs are the same.\n")
	default:
		fmt.Fprintf(b, "\nInputs that changed: %s\n", commas(fmt.Sprint(len(d.Inputs))))
		for _, c := range d.Inputs[:min(len(d.Inputs), mostListed)] {
			b.WriteString(paragraph("- ", c.String()))
		}
		more(b, len(d.Inputs))
	}
}

// more says how many differences are not listed.
func more(b *strings.Builder, all int) {
	if all > mostListed {
		fmt.Fprintf(b, "  and %s more\n", commas(fmt.Sprint(all-mostListed)))
	}
}

func (d *Diff) writeMoves(b *strings.Builder) {
	if d.Facts == 0 {
		b.WriteString("\nNo result differs.\n")
		return
	}
	fmt.Fprintf(b, "\nResults that moved, by scenario, item and year: %s, of %s\n", commas(fmt.Sprint(len(d.Moves))), commas(fmt.Sprint(d.Facts))+" monthly figures")
	var money, other []Move
	for _, m := range d.Moves {
		if m.isMoney() {
			money = append(money, m)
		} else {
			other = append(other, m)
		}
	}
	moveTable(b, "Money, pounds, the largest first", money)
	moveTable(b, "Quantities and prices, by share", other)
}

// moveTable lists moves.
func moveTable(b *strings.Builder, title string, moves []Move) {
	if len(moves) == 0 {
		return
	}
	g := grid{heads: []string{"Result", "Year", "Is", "Change", "%"}, words: 1}
	for _, m := range moves[:min(len(moves), mostListed)] {
		name := m.Scenario + " " + m.Item
		if m.Of != "" {
			name = m.Of
		}
		g.add(name, m.Year, m.figure(m.Is), m.figure(m.Change()), m.percentage())
	}
	fmt.Fprintf(b, "\n%s\n%s", title, g.String())
	more(b, len(moves))
}

// figure writes a number with commas, and pounds with their pennies.
func (m *Move) figure(d decimal.Decimal) string {
	if m.isMoney() {
		return thousands(d.StringFixed(poundPlaces))
	}
	return thousands(d.String())
}

const poundPlaces = 2

// percentage is the share of a move as people read it.
func (m *Move) percentage() string {
	switch s := m.Share(); {
	case m.Missing > 0:
		return "missing"
	case math.IsInf(s, 0):
		return "new"
	default:
		return share(s)
	}
}

// thousands puts commas into a decimal number.
func thousands(number string) string {
	sign, digits := "", number
	if rest, negative := strings.CutPrefix(number, "-"); negative {
		sign, digits = "-", rest
	}
	whole, fraction, pointed := strings.Cut(digits, ".")
	if whole = sign + commas(whole); pointed {
		return whole + "." + fraction
	}
	return whole
}

// WriteDiffJSON writes everything that differs as one JSON object.
func WriteDiffJSON(w io.Writer, d *Diff) error {
	type moved struct {
		Scenario string      `json:"scenario"`
		Item     string      `json:"item"`
		Year     string      `json:"year"`
		Of       string      `json:"of,omitempty"`
		Was      json.Number `json:"was"`
		Is       json.Number `json:"is"`
		Change   json.Number `json:"change"`
		Share    *float64    `json:"share"` // null where it was nothing, or is missing on one side
		Unit     string      `json:"unit"`
		Facts    int         `json:"facts"`
		Missing  int         `json:"missing"`
	}
	out := struct {
		Old         string        `json:"old"`
		New         string        `json:"new"`
		InputsKnown bool          `json:"inputs_compared"`
		Inputs      []InputChange `json:"inputs"`
		OnlyOld     []string      `json:"only_old"`
		OnlyNew     []string      `json:"only_new"`
		Facts       int           `json:"facts"`
		Moves       []moved       `json:"results"`
	}{d.Old, d.New, d.InputsKnown, append([]InputChange{}, d.Inputs...), append([]string{}, d.OnlyOld...), append([]string{}, d.OnlyNew...), d.Facts, []moved{}}
	for _, m := range d.Moves {
		row := moved{Scenario: m.Scenario, Item: m.Item, Year: m.Year, Of: m.Of, Unit: m.Unit, Facts: m.Facts, Missing: m.Missing,
			Was: json.Number(m.Was.String()), Is: json.Number(m.Is.String()), Change: json.Number(m.Change().String())}
		if s := m.Share(); !math.IsInf(s, 0) {
			row.Share = &s
		}
		out.Moves = append(out.Moves, row)
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(out)
}
