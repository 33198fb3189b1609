package series

import (
	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/tariff"
)

// Terms is a series in cash and in the prices of one year, under each release.
type Terms struct {
	Series   *Series
	Base     tariff.Year
	Releases []*engine.Deflator
	Lines    []Line // a year each, in order
}

// Line is one year of a series.
type Line struct {
	Amount *Amount
	Cash   Money   // not known where only a real-terms figure was printed
	Real   []Money // under each release
	// What a pound of the year has grown to: on the line before it, and since the first.
	CashGrowth Growth
	RealGrowth []Growth
}

// Money is an amount and what it comes to by head and by person on the caseload, to the penny.
type Money struct {
	Pence                tariff.Pence
	Known                bool
	PerHead, PerCaseload tariff.Pence
	ByHead, ByCaseload   bool // whether the year has a population, a caseload
}

// Growth is a fraction since the line before and since the first line that is known.
type Growth struct {
	OnLast, SinceFirst           decimal.Decimal
	OnLastKnown, SinceFirstKnown bool
	Last, First                  tariff.Year // the years compared with
}

// InRealTerms works a series out at the prices of base: ROUND(amount x D(base) / D(year), 2)
// under each release, the year being that whose prices the amount is in.
func InRealTerms(s *Series, base tariff.Year, releases []*engine.Deflator) Terms {
	t := Terms{Series: s, Base: base, Releases: releases}
	for _, year := range s.Years() {
		a := s.At(year, base)
		line := Line{Amount: a, Real: make([]Money, len(releases)), RealGrowth: make([]Growth, len(releases))}
		if a.Cash() {
			line.Cash = a.shared(a.Money.Value)
		}
		for k, d := range releases {
			if f, ok := factor(d, a.Base, base); ok {
				line.Real[k] = a.shared(a.Money.Value.Mul(f))
			}
		}
		t.Lines = append(t.Lines, line)
	}
	t.grow()
	return t
}

// shared is an amount with its parts by head and by person on the caseload, each rounded to
// the penny.
func (a *Amount) shared(pounds decimal.Decimal) Money {
	var m Money
	if m.Pence, m.Known = pence(pounds); !m.Known {
		return m
	}
	if a.Population != nil {
		m.PerHead, m.ByHead = pence(over(m.Pence.Decimal(), *a.Population))
	}
	if a.Caseload != nil {
		m.PerCaseload, m.ByCaseload = pence(over(m.Pence.Decimal(), *a.Caseload))
	}
	return m
}

// largest is the sum in pounds that pence are kept up to.
var largest = decimal.New(9, 16)

// pence rounds to the penny; false where the sum is too large to be kept, as only an index or
// a population that is no such thing makes it.
func pence(pounds decimal.Decimal) (tariff.Pence, bool) {
	if pounds.Abs().GreaterThanOrEqual(largest) {
		return 0, false
	}
	return tariff.RoundPence(pounds), true
}

// grow works out growth from line to line, from the amounts before they are rounded.
func (t *Terms) grow() {
	for i := range t.Lines {
		line := &t.Lines[i]
		line.CashGrowth = t.growth(i, func(l *Line) (decimal.Decimal, bool) { return l.Amount.Money.Value, l.Cash.Known && !l.Amount.Part })
		for k, d := range t.Releases {
			line.RealGrowth[k] = t.growth(i, func(l *Line) (decimal.Decimal, bool) {
				f, ok := factor(d, l.Amount.Base, t.Base)
				return l.Amount.Money.Value.Mul(f), ok && !l.Amount.Part
			})
		}
	}
}

func (t *Terms) growth(i int, value func(*Line) (decimal.Decimal, bool)) Growth {
	var g Growth
	is, known := value(&t.Lines[i])
	if !known {
		return g
	}
	for j := range i {
		was, known := value(&t.Lines[j])
		if !known || was.Sign() <= 0 {
			continue
		}
		change := over(is, was).Sub(one)
		g.OnLast, g.OnLastKnown, g.Last = change, true, t.Lines[j].Amount.Year
		if !g.SinceFirstKnown {
			g.SinceFirst, g.SinceFirstKnown, g.First = change, true, t.Lines[j].Amount.Year
		}
	}
	return g
}

// Apart is how far releases lie apart on a line: the most less the least in real terms, of those
// that have the year; false where fewer than two have.
func (l *Line) Apart() (tariff.Pence, bool) {
	var least, most tariff.Pence
	n := 0
	for _, m := range l.Real {
		if !m.Known {
			continue
		}
		if n == 0 {
			least, most = m.Pence, m.Pence
		}
		least, most = min(least, m.Pence), max(most, m.Pence)
		n++
	}
	return most - least, n > 1
}

// Holds says whether a release has any year of the series' amounts beside the base, or the
// base where they are all of it.
func (t *Terms) Holds(release int) bool {
	others := false
	for i := range t.Lines {
		if t.Lines[i].Amount.Base == t.Base {
			continue
		}
		others = true
		if t.Lines[i].Real[release].Known {
			return true
		}
	}
	_, ok := t.Releases[release].At(t.Base)
	return ok && !others
}
