package reports

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"parity/engine/estimate"
)

// contractsShown is how many contracts the page shows currency by currency.
const contractsShown = 4

// WriteRecordedCaseload writes an estimated caseload as one page of text: what was read, what
// does not fit together, and each contract's currencies with their 80% intervals.
func WriteRecordedCaseload(w io.Writer, c *RecordedCaseload) error {
	var b strings.Builder
	last := c.Window.End().AddDays(-1)
	b.WriteString(paragraph("", fmt.Sprintf("Caseload from %s, %s to %s; opening %s", c.Records.Name, c.Window.From.Date().Format("January 2006"),
		last.Month().Date().Format("January 2006"), c.Opening.Date().Format("2 January 2006"))))
	if !c.Published {
		c.read(&b)
	}
	all := c.contracts()
	for _, of := range all[:min(len(all), contractsShown)] {
		c.starts(&b, &of)
		c.stays(&b, &of)
		c.leaving(&b, &of)
	}
	if more := len(all) - contractsShown; more > 0 {
		b.WriteString("\n" + paragraph("", fmt.Sprintf("And %s, which the model and --json have.", counted(more, "contract"))))
	}
	b.WriteString("\nNotes\n")
	for _, note := range c.notes() {
		b.WriteString(paragraph("- ", note))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// read says what was read and what of it does not fit together.
func (c *RecordedCaseload) read(b *strings.Builder) {
	number := func(n int64) string { return commas(strconv.FormatInt(n, 10)) }
	g := grid{heads: []string{"Records", "Number"}}
	g.add("read", number(c.Read.Records))
	g.add("exceptions", number(c.Read.Refused))
	if c.Spells != nil {
		g.add("hospital stays read", number(c.Spells.Records))
		g.add("hospital stays that are exceptions", number(c.Spells.Refused))
		if repeated := c.SpellsRepeated.Duplicates + c.SpellsRepeated.Replaced; repeated > 0 {
			g.add("hospital stays given again, of which the last holds", number(repeated))
		}
		within := 0
		for i := range c.Places {
			within += c.Places[i].Admitted.HospitalDays
		}
		g.add("days in hospital while in a currency", number(int64(within)))
		g.add("days in hospital while in none", number(int64(c.HospitalDays-within)))
	}
	g.add("people", number(int64(c.People)))
	fmt.Fprintf(b, "\n%s", &g)
	for _, read := range []*struct {
		name   string
		counts []recordsCount
	}{{"Exceptions", countsOf(c.Read)}, {"Exceptions among hospital stays", countsOf(c.Spells)}} {
		if len(read.counts) == 0 {
			continue
		}
		fmt.Fprintf(b, "\n%s\n", read.name)
		for _, n := range read.counts {
			where := ""
			if n.column != "" {
				where = "column " + n.column + ": "
			}
			b.WriteString(paragraph("- ", fmt.Sprintf("%s: %s%s", manyRecords(n.records), where, n.reason)))
		}
	}
	followed(b, &c.Found)
}

func (c *RecordedCaseload) starts(b *strings.Builder, of *recordedContract) {
	g := grid{heads: []string{"Currency", "Opening", "Started", "A month", "from", "to", "Growth", "from", "to"}}
	for i := range of.places {
		p := &of.places[i]
		s := &p.Starts
		row := []string{c.Currencies[p.Currency], shownPeople(p.Opening, true), shownPeople(s.People, true), toTenth(s.PerMonth), toTenth(s.Low), toTenth(s.High)}
		switch {
		case s.Trend == nil:
			row = append(row, "none", "", "")
		case s.NoGrowth() != "":
			row = append(row, "none", share(s.Trend.Low), share(s.Trend.High))
		default:
			row = append(row, share(s.Trend.Growth), share(s.Trend.Low), share(s.Trend.High))
		}
		g.add(row...)
	}
	fmt.Fprintf(b, "\n%s%s", paragraph("", of.name+": people there, and starts a month with their growth a year (80%)"), &g)
}

// verdicts are how the page says whether an exponential will do.
var verdicts = map[estimate.Verdict]string{estimate.TooFewExits: "few", estimate.WillDo: "yes", estimate.WillNot: "no"}

func (c *RecordedCaseload) stays(b *strings.Builder, of *recordedContract) {
	g := grid{heads: []string{"Currency", "Left", "Days", "from", "to", "Exponential", "Gap", "182 days", "365 days"}}
	for i := range of.places {
		p := &of.places[i]
		s := &p.Stay
		row := []string{c.Currencies[p.Currency], shownPeople(s.Exits, true)}
		if s.Mean == 0 {
			g.add(row...)
			continue
		}
		row = append(row, toTenth(s.Mean), toTenth(s.Low), toTenth(s.High), verdicts[s.Shape.Verdict], "", "", "")
		if s.Shape.Verdict != estimate.TooFewExits {
			row[6] = plainShare(s.Shape.Gap)
			for k, day := range []int{estimate.HalfYear, estimate.Year} {
				if curve := &s.Shape.Curve; curve.From == 0 && day <= curve.To {
					row[7+k] = plainShare(curve.At(day))
				}
			}
		}
		g.add(row...)
	}
	fmt.Fprintf(b, "\n%s%s", paragraph("", of.name+": mean stays (80%), whether an exponential will do, and who stays longer"), &g)
}

// movesShown is how many moves from a currency the page shows.
const movesShown = 3

// leaving says where people go. Columns of what the records do not say, or a publication does
// not tell, are left out.
func (c *RecordedCaseload) leaving(b *strings.Builder, of *recordedContract) {
	title := of.name + ": where they go (80%)"
	g := grid{heads: []string{"Currency", "Moves to, of those who leave", "Discharged"}, words: 1}
	admitted, reviewed := c.Caseload.Spells != nil, c.Reviewed && !c.Published
	if admitted {
		g.heads = append(g.heads, "Admitted")
		title += ", days in hospital"
	}
	if reviewed {
		g.heads = append(g.heads, "In date")
		title += ", reviews in date on " + c.Window.End().AddDays(-1).String()
	}
	for i := range of.places {
		p := &of.places[i]
		row := []string{c.Currencies[p.Currency], c.movesOf(p), ""}
		if p.Stay.Exits > 0 {
			row[2] = plainShare(p.Leaving.Discharged.Share)
		}
		if admitted && p.Admitted.Withheld {
			row = append(row, "")
		} else if admitted {
			row = append(row, plainShare(p.Admitted.Share))
		}
		if reviewed && p.Reviews.People > 0 {
			row = append(row, plainShare(float64(p.Reviews.InDate)/float64(p.Reviews.People)))
		} else if reviewed {
			row = append(row, "")
		}
		g.add(row...)
	}
	fmt.Fprintf(b, "\n%s%s", paragraph("", title), &g)
}

// movesOf names the largest moves from a place.
func (c *RecordedCaseload) movesOf(p *estimate.Place) string {
	moves := slices.Clone(p.Leaving.Moves)
	slices.SortStableFunc(moves, func(a, b estimate.Move) int { return cmp.Compare(b.People, a.People) })
	var parts []string
	for i, m := range moves {
		if i == movesShown {
			parts = append(parts, fmt.Sprintf("%d more", len(moves)-i))
			break
		}
		parts = append(parts, fmt.Sprintf("%s %.0f%% (%.0f-%.0f)", c.Currencies[m.To], 100*m.Share, 100*m.Low, 100*m.High))
	}
	return strings.Join(parts, ", ")
}

// toTenth writes a number to the tenth.
func toTenth(x float64) string {
	whole, tenth, _ := strings.Cut(strconv.FormatFloat(x, 'f', 1, 64), ".")
	return commas(whole) + "." + tenth
}

// plainShare is a share without a sign.
func plainShare(fraction float64) string {
	return strconv.FormatFloat(100*fraction, 'f', 1, 64) + "%"
}
