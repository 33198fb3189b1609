package reports

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/engine/series"
	"parity/scenarios"
	"parity/tariff"
)

// WriteRealTerms writes series of money as a page of text, 80 columns wide and without
// colour: each in cash and in real terms under every release, per head and per person on
// the caseload where the series says how many, its growth, what was published in real terms
// and whether it reproduces, and the investment test.
func WriteRealTerms(w io.Writer, r *scenarios.RealTerms) error {
	p := &realTermsPage{RealTerms: r}
	p.text.WriteString(paragraph("", "Real terms: "+r.File.Name))
	if r.File.Illustrative {
		p.text.WriteString("Illustrative figures: some of what these rest on was invented.\n")
	}
	for i, d := range r.Releases {
		mark := "Deflators: "
		if i > 0 {
			mark = strings.Repeat(" ", len(mark))
		}
		p.text.WriteString(paragraph(mark, deflatorNamed(d)))
	}
	for i := range r.Series {
		p.series(&r.Series[i])
	}
	for _, warning := range r.File.Warnings {
		p.text.WriteString("\n" + paragraph("- ", warning.String()))
	}
	_, err := io.WriteString(w, p.text.String())
	return err
}

// deflatorNamed is a deflator with its release.
func deflatorNamed(d *engine.Deflator) string {
	if d.Release == "" {
		return d.Name + " (release not named)"
	}
	return d.Name + " (" + d.Release + ")"
}

// realTermsPage is the text as it grows.
type realTermsPage struct {
	*scenarios.RealTerms
	text strings.Builder
}

// releasesBeside is how many releases fit beside each other.
const releasesBeside = 3

// table writes a table with a column for each of the releases, in several where they do not fit.
func (p *realTermsPage) table(title string, of []int, first []string, row func(add func(cells ...string), releases []int), last ...string) {
	p.text.WriteString("\n" + paragraph("", title))
	for shown := range slices.Chunk(of, releasesBeside) {
		var g grid
		g.heads = append(g.heads, first...)
		for _, k := range shown {
			g.heads = append(g.heads, p.Releases[k].Name)
		}
		g.heads = append(g.heads, last...)
		row(g.add, shown)
		p.text.WriteString(g.String())
	}
}

// holding are the releases that have any year of a series. It says which have none.
func (p *realTermsPage) holding(s *scenarios.SeriesInRealTerms) []int {
	var holding []int
	var none []string
	for k, d := range p.Releases {
		if s.Holds(k) {
			holding = append(holding, k)
		} else {
			none = append(none, d.Name)
		}
	}
	if none != nil && holding != nil {
		p.text.WriteString(paragraph("", "Left out, as it has none of these years: "+strings.Join(none, ", ")+"."))
	}
	if holding == nil { // all amounts are at the base's own prices, which take no release
		return []int{0}
	}
	return holding
}

func (p *realTermsPage) series(s *scenarios.SeriesInRealTerms) {
	title := s.Series.Key
	if s.Series.Title != "" {
		title = strings.TrimPrefix(title+": "+s.Series.Title, ": ")
	}
	if title != "" {
		p.text.WriteString("\n" + strings.Repeat("=", pageWidth) + "\n" + paragraph("", title))
	}
	holding := p.holding(s)
	if len(s.Lines) > 0 {
		p.amounts(s, holding)
		p.growth(s, holding)
	}
	p.published(s, holding)
	p.investment(s)
	p.notes(s)
}

// notKnown stands for a figure that the series, or a release, does not have.
const notKnown = "-"

func (p *realTermsPage) amounts(s *scenarios.SeriesInRealTerms, of []int) {
	prices := "at " + s.Base.String() + " prices by release"
	var last []string
	if len(of) > 1 {
		last = []string{"Apart"}
	}
	p.table("Cash, and "+prices+", "+s.Series.Unit.Name, of, []string{"Year", "Cash"}, func(add func(...string), releases []int) {
		for i := range s.Lines {
			line := &s.Lines[i]
			year := line.Amount.Year.String()
			if !line.Amount.Cash() {
				year += fmt.Sprintf(" (from a figure at %s prices)", line.Amount.Base)
			}
			if line.Amount.Status != "" {
				year += ", " + line.Amount.Status
			}
			printed := s.Series.Unit
			printed.Places = line.Amount.Money.Places
			cells := []string{year, moneyShown(line.Cash.Pence.Decimal(), line.Cash.Known, printed)}
			for _, k := range releases {
				cells = append(cells, moneyShown(line.Real[k].Pence.Decimal(), line.Real[k].Known, s.Series.Unit))
			}
			if last != nil {
				apart, ok := line.Apart()
				cells = append(cells, moneyShown(apart.Decimal(), ok, s.Series.Unit))
			}
			add(cells...)
		}
	}, last...)
	p.parts(s, of, "Per head of population, ", prices, func(m series.Money) (tariff.Pence, bool) { return m.PerHead, m.Known && m.ByHead })
	p.parts(s, of, "Per person on the caseload, ", prices, func(m series.Money) (tariff.Pence, bool) { return m.PerCaseload, m.Known && m.ByCaseload })
}

// parts is money by head or by person, where any year has it.
func (p *realTermsPage) parts(s *scenarios.SeriesInRealTerms, releases []int, of, prices string, part func(series.Money) (tariff.Pence, bool)) {
	any := false
	for i := range s.Lines {
		_, cash := part(s.Lines[i].Cash)
		any = any || cash
		for _, m := range s.Lines[i].Real {
			_, ok := part(m)
			any = any || ok
		}
	}
	if !any {
		return
	}
	pounds := series.Unit{Pounds: 1, Places: 2}
	p.table(of+"cash and "+prices+", £", releases, []string{"Year", "Cash"}, func(add func(...string), releases []int) {
		for i := range s.Lines {
			line := &s.Lines[i]
			cash, ok := part(line.Cash)
			cells := []string{line.Amount.Year.String(), moneyShown(cash.Decimal(), ok, pounds)}
			for _, k := range releases {
				amount, ok := part(line.Real[k])
				cells = append(cells, moneyShown(amount.Decimal(), ok, pounds))
			}
			add(cells...)
		}
	})
}

func (p *realTermsPage) growth(s *scenarios.SeriesInRealTerms, of []int) {
	if len(s.Lines) < 2 {
		return
	}
	p.table(fmt.Sprintf("Growth on the year before in the series, and in all since its first, %s", s.Lines[0].Amount.Year),
		of, []string{"Year", "Cash"}, func(add func(...string), releases []int) {
			for i := 1; i < len(s.Lines); i++ {
				line := &s.Lines[i]
				before := s.Lines[i-1].Amount.Year
				cells := []string{yearOn(line.Amount.Year, before), growthShown(line.CashGrowth, before, s.Lines[0].Amount.Year)}
				for _, k := range releases {
					cells = append(cells, growthShown(line.RealGrowth[k], before, s.Lines[0].Amount.Year))
				}
				add(cells...)
			}
		})
}

// yearOn names a year that is held against an earlier one, where that is not the year before.
func yearOn(year, before tariff.Year) string {
	if before == year-1 {
		return year.String()
	}
	return year.String() + " on " + before.String()
}

// growthShown is growth on the line before and since the first line; growth from another year,
// as those lack the figure, is not shown.
func growthShown(g series.Growth, before, first tariff.Year) string {
	last, since := notKnown, notKnown
	if g.OnLastKnown && g.Last == before {
		last = percentShown(g.OnLast, 1)
	}
	if g.SinceFirstKnown && g.First == first {
		since = percentShown(g.SinceFirst, 1)
	}
	return fmt.Sprintf("%s %7s", last, since)
}

// notes are the sources of a series and what is to be known of its figures, each once.
func (p *realTermsPage) notes(s *scenarios.SeriesInRealTerms) {
	var lines []string
	seen := map[string]bool{}
	say := func(line string) {
		if line != "" && !seen[line] {
			seen[line] = true
			lines = append(lines, line)
		}
	}
	for i := range s.Series.Amounts {
		a := &s.Series.Amounts[i]
		if a.Source != "" {
			say("Source: " + a.Source)
		}
		say(a.Note)
	}
	for i := range s.Series.Claims {
		c := &s.Series.Claims[i]
		if c.Source != "" {
			say("Source: " + c.Source)
		}
		say(c.Note)
	}
	if lines != nil {
		p.text.WriteByte('\n')
	}
	for _, line := range lines {
		p.text.WriteString(paragraph("- ", line))
	}
}

// moneyShown is an amount in a unit, with commas.
func moneyShown(pounds decimal.Decimal, ok bool, unit series.Unit) string {
	if !ok {
		return notKnown
	}
	return grouped(pounds.Div(decimal.NewFromInt(unit.Pounds)).StringFixed(unit.Places))
}

// signedText puts a plus before a number above zero.
func signedText(number string) string {
	if strings.HasPrefix(number, "-") || strings.Trim(number, "0.,") == "" {
		return number
	}
	return "+" + number
}

// percentShown is a fraction as a percentage with its sign.
func percentShown(fraction decimal.Decimal, places int32) string {
	const percent = 2
	text := fraction.Shift(percent).StringFixed(places)
	if strings.Trim(text, "-0.") == "" {
		text = strings.TrimPrefix(text, "-")
	}
	return signedText(text) + "%"
}
