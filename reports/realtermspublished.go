package reports

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"parity/engine/series"
	"parity/scenarios"
)

// published sets what was published in real terms beside what the series gives.
func (p *realTermsPage) published(s *scenarios.SeriesInRealTerms, of []int) {
	worked, wanting := 0, 0
	for i := range s.Published {
		if s.Published[i].Wanting == "" {
			worked++
		} else {
			wanting++
		}
	}
	if worked > 0 {
		p.table("Published growth and figures in real terms, and what the series gives by release (yes: the same, as far as what was printed is rounded)",
			of, []string{"Figure", "Published"}, func(add func(...string), releases []int) {
				for i := range s.Published {
					if f := &s.Published[i]; f.Wanting == "" {
						cells := []string{figureNamed(f), figureShown(f, f.Printed.Value, f.Printed.Places)}
						for _, k := range releases {
							cells = append(cells, reproductionShown(f, k))
						}
						add(append(cells, impliedShown(f))...)
					}
				}
			}, "Prices rose")
		p.text.WriteString(paragraph("", "Prices rose: by how much they must have risen between the two years in the release that was used."))
		p.verdicts(s)
	}
	if worked == 0 && wanting > 0 {
		p.text.WriteByte('\n')
	}
	for i := range s.Published {
		if f := &s.Published[i]; f.Wanting != "" {
			p.text.WriteString(paragraph("- ", fmt.Sprintf("%s, published as %s, cannot be worked out again: the series has not %s.", figureNamed(f), figureShown(f, f.Printed.Value, f.Printed.Places), f.Wanting)))
		}
	}
}

// verdicts says of each release how many of the published figures it reproduces.
func (p *realTermsPage) verdicts(s *scenarios.SeriesInRealTerms) {
	var parts []string
	all, named := false, ""
	for k, d := range p.Releases {
		reproduced, tried := series.Reproduces(s.Published, k)
		if tried > 0 {
			parts = append(parts, fmt.Sprintf("%s reproduces %d of %d", d.Name, reproduced, tried))
			all = all || reproduced == tried
		}
	}
	if parts == nil {
		return
	}
	for i := range s.Published {
		if f := &s.Published[i]; f.Release != "" {
			named = f.Release
		}
	}
	said := strings.Join(parts, ", ") + "."
	switch {
	case named != "":
		said += " The publisher names " + named + "."
	case all:
		said += " The publisher names no release; one that reproduces a figure need not be the one it was made with."
	default:
		said += " The publisher names no release, and the one that was used is none of these."
	}
	p.text.WriteString(paragraph("", said))
}

// figureNamed says what a published figure is.
func figureNamed(f *series.Published) string {
	switch f.Kind {
	case series.CashGrowth:
		return fmt.Sprintf("%s on %s, cash growth", f.Year, f.Since)
	case series.RealGrowth:
		return fmt.Sprintf("%s on %s, real growth", f.Year, f.Since)
	case series.RealChange:
		return fmt.Sprintf("%s on %s at %s prices, %s", f.Year, f.Since, f.Base, f.Unit.Name)
	}
	return fmt.Sprintf("%s at %s prices", f.Year, f.Base)
}

func figureShown(f *series.Published, value decimal.Decimal, places int32) string {
	unit := f.Unit
	unit.Places = places
	switch f.Kind {
	case series.CashGrowth, series.RealGrowth:
		return percentShown(value, places)
	case series.RealChange:
		return signedText(moneyShown(value, true, unit))
	}
	return moneyShown(value, true, unit)
}

func reproductionShown(f *series.Published, release int) string {
	if f.Free {
		release = 0
	}
	if len(f.Under) <= release || !f.Under[release].Known {
		return notKnown
	}
	answer := "no"
	if f.Under[release].Reproduces {
		answer = "yes"
	}
	return fmt.Sprintf("%s %-3s", figureShown(f, f.Under[release].Value, f.Printed.Places+1), answer)
}

func impliedShown(f *series.Published) string {
	if f.Free {
		return "no deflator"
	}
	if !f.ImpliedKnown {
		return notKnown
	}
	one := decimal.NewFromInt(1)
	low, high := percentShown(f.Implied.Low.Sub(one), 1), percentShown(f.Implied.High.Sub(one), 1)
	if low == high {
		return low
	}
	return low + " to " + high
}

func (p *realTermsPage) investment(s *scenarios.SeriesInRealTerms) {
	if len(s.Tests) == 0 {
		return
	}
	g := grid{heads: []string{"Year", "Spend", "Allocation", "Relative", "£ million", "Share", "Answer"}}
	open := false
	for _, t := range s.Tests {
		cells := []string{yearOn(t.To, t.From), notKnown, notKnown, percentShown(t.Relative, 1), notKnown, notKnown, string(t.Verdict)}
		if t.Margin != nil {
			cells[1], cells[2] = percentShown(*t.Spend, 1), percentShown(*t.Allocation, 1)
			cells[4] = signedText(moneyShown(*t.Pounds, true, series.Unit{Pounds: 1_000_000}))
		}
		if t.ShareFrom != nil {
			cells[5] = sharePrinted(t.ShareFrom) + " to " + sharePrinted(t.ShareTo)
		}
		if t.Open {
			cells[6] += " *"
			open = true
		}
		g.add(cells...)
	}
	p.text.WriteString("\n" + paragraph("", "Investment test: spend has to grow at least as what it is paid from does, so that its share does not fall") + g.String())
	if open {
		p.text.WriteString(paragraph("* ", "As printed. What was printed is rounded so far that the answer may be the other one."))
	}
}

// sharePrinted is a share with the places it was printed with.
func sharePrinted(s *series.Printed) string {
	const percent = 2
	return s.Value.Shift(percent).StringFixed(s.Places) + "%"
}
