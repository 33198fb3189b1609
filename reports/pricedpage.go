package reports

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"parity/tariff"
)

// pricedShown is how many rows of a table of totals the page shows; the file has them all.
const pricedShown = 25

// WritePricedRecords writes what records come to as one page of text: how many were priced,
// totals by provider, commissioner, currency and month, and why the others were not.
func WritePricedRecords(w io.Writer, p *PricedRecords) error {
	var b strings.Builder
	last := p.Window.From + tariff.Month(p.Window.Months-1)
	b.WriteString(paragraph("", fmt.Sprintf("%s at schedule %s of %s, %s to %s", p.Extract, strings.Join(p.Schedules, " and schedule "), p.Model,
		p.Window.From.Date().Format("January 2006"), last.Date().Format("January 2006"))))
	if p.Published {
		b.WriteString("\nFor publication\n")
		for _, said := range p.Publication() {
			b.WriteString(paragraph("- ", said))
		}
	} else {
		p.counts(&b)
	}
	unit := unitFor(p.largest())
	for by, title := range PricedBy() {
		p.table(&b, unit, title, p.Totals(by))
	}
	p.winners(&b, unit)
	if !p.Published {
		p.reasons(&b)
		p.people(&b)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (p *PricedRecords) counts(b *strings.Builder) {
	b.WriteByte('\n')
	g := grid{heads: []string{"Records", "Number"}}
	g.add("read", commas(strconv.FormatInt(p.Read.Records, 10)))
	g.add("priced", commas(strconv.FormatInt(p.Priced(), 10)))
	g.add("outside the months", commas(strconv.FormatInt(p.Read.Outside, 10)))
	g.add("exceptions", commas(strconv.FormatInt(p.Read.Refused, 10)))
	b.WriteString(g.String())
}

func (p *PricedRecords) largest() tariff.Pence {
	var largest tariff.Pence
	for _, value := range p.Whole() {
		largest = max(largest, abs(value))
	}
	return largest
}

// table shows totals, and where there are two schedules the difference of the second.
func (p *PricedRecords) table(b *strings.Builder, unit poundUnit, title string, totals []PricedTotal) {
	g := grid{heads: append([]string{title}, p.Schedules...)}
	if len(p.Schedules) == 2 {
		g.heads = append(g.heads, "Difference", "%")
	}
	row := func(name string, values []tariff.Pence) {
		cells := []string{name}
		for _, value := range values {
			cells = append(cells, unit.write(value))
		}
		if len(values) == 2 {
			cells = append(cells, unit.signed(values[1]-values[0]), of(values[1]-values[0], values[0]))
		}
		g.add(cells...)
	}
	for _, total := range totals[:min(len(totals), pricedShown)] {
		row(total.Name, total.Values)
	}
	remark := ""
	if left := len(totals) - pricedShown; left > 0 {
		rest := make([]tariff.Pence, len(p.Schedules))
		for _, total := range totals[pricedShown:] {
			for k := range rest {
				rest[k] += total.Values[k]
			}
		}
		row(fmt.Sprintf("%d more", left), rest)
		remark = fmt.Sprintf(" (the first %d; --out writes all)", pricedShown)
	}
	row("All", p.Whole())
	fmt.Fprintf(b, "\n%s%s", paragraph("", "Income by "+strings.ToLower(title)+", "+unit.Name+remark), &g)
}

// of is a part of a whole as a percentage; blank of nothing.
func of(part, whole tariff.Pence) string {
	if whole == 0 {
		return ""
	}
	return share(float64(part) / float64(whole))
}

// reasons lists why records were not priced.
func (p *PricedRecords) reasons(b *strings.Builder) {
	if len(p.Read.Counts) == 0 {
		return
	}
	b.WriteString("\nNot priced\n")
	for _, c := range p.Read.Counts {
		where := ""
		switch {
		case c.Column != "":
			where = "column " + c.Column + ": "
		case c.Schedule != "" && len(p.Schedules) > 1:
			where = "schedule " + c.Schedule + ": "
		}
		b.WriteString(paragraph("- ", fmt.Sprintf("%s: %s%s", manyRecords(c.Records), where, c.Reason)))
	}
}

func manyRecords(n int64) string {
	if n == 1 {
		return "1 record"
	}
	return commas(strconv.FormatInt(n, 10)) + " records"
}

// people says what checking people found.
func (p *PricedRecords) people(b *strings.Builder) {
	found := p.Read.People
	if found == nil {
		return
	}
	fmt.Fprintf(b, "\nPeople: %s. All of these were priced all the same:\n", commas(strconv.Itoa(found.People)))
	for _, o := range overlapsOf(&found.Found) {
		b.WriteString(paragraph("- ", manyRecords(o.n)+" "+o.what))
	}
	if again := found.Duplicates + found.Replaced; again > 0 {
		b.WriteString(paragraph("", fmt.Sprintf("An extract of several submissions has the same record several times. Keep the last of each, or it is paid as often as it is there: %s here.", manyRecords(again))))
	}
}
