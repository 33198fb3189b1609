package series

import (
	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/tariff"
)

// Published is a figure in real terms, or a growth, as its publisher printed it, beside what
// the amounts of the series give under each release.
type Published struct {
	Kind        ClaimKind // "" for an amount
	Year, Since tariff.Year
	Base        tariff.Year
	Printed     Printed
	Unit        Unit   // as Claim.Unit; of an amount the series' own
	Release     string // that the publisher names; "" where not known
	Source      string
	Note        string
	// Wanting says what the series would need for the figure to be worked out; "" where it
	// has it.
	Wanting string
	// Free says that no deflator comes into it: both figures are in the same prices.
	Free  bool
	Under []Reproduction // under each release; one where no deflator is needed
	// Implied is D(to) / D(from) of the release that must have been used; false where it
	// does not follow from the figure.
	Implied      Range
	ImpliedKnown bool
	ImpliedFrom  tariff.Year
	ImpliedTo    tariff.Year
}

// Reproduction is what one release makes of a published figure.
type Reproduction struct {
	Known      bool // the release has the years it takes
	Value      decimal.Decimal
	Range      Range // as far as the printed amounts leave it open
	Reproduces bool  // the range and what was printed have a number in common
}

// InPublished works every figure that was published in real terms out again.
func InPublished(s *Series, releases []*engine.Deflator) []Published {
	var list []Published
	for _, year := range s.Years() {
		for i := range s.Amounts {
			a := &s.Amounts[i]
			if a.Year == year && a.Money != nil && !a.Cash() {
				list = append(list, s.amount(a, releases))
			}
		}
	}
	for i := range s.Claims {
		list = append(list, s.claim(&s.Claims[i], releases))
	}
	return list
}

// Reproduces counts the figures that a release reproduces, and those it has the years for.
func Reproduces(list []Published, release int) (reproduced, tried int) {
	for i := range list {
		if list[i].Free || len(list[i].Under) == 0 || !list[i].Under[release].Known {
			continue
		}
		tried++
		reproduced += boolInt(list[i].Under[release].Reproduces)
	}
	return reproduced, tried
}

// amount holds an amount printed in the prices of another year against the cash of its year.
func (s *Series) amount(a *Amount, releases []*engine.Deflator) Published {
	p := Published{Year: a.Year, Base: a.Base, Printed: *a.Money, Unit: s.Unit, Release: a.Release, Source: a.Source, Note: a.Note}
	cash := s.At(a.Year, a.Base)
	if !cash.Cash() {
		p.Wanting = "the cash of " + a.Year.String()
		return p
	}
	for _, d := range releases {
		r := Reproduction{}
		if f, ok := factor(d, a.Year, a.Base); ok {
			r = reproduction(cash.Money.Value.Mul(f), cash.Money.Range().times(f), p.Printed)
		}
		p.Under = append(p.Under, r)
	}
	p.Implied, p.ImpliedKnown = a.Money.Range().over(cash.Money.Range())
	p.ImpliedFrom, p.ImpliedTo = a.Year, a.Base
	return p
}

func reproduction(value decimal.Decimal, within Range, printed Printed) Reproduction {
	return Reproduction{Known: true, Value: value, Range: within, Reproduces: within.Holds(printed.Range())}
}

// claim holds a growth or change that was printed against the two amounts it is of.
func (s *Series) claim(c *Claim, releases []*engine.Deflator) Published {
	p := Published{Kind: c.Kind, Year: c.Year, Since: c.Since, Base: c.Base, Printed: c.Printed, Unit: c.Unit, Release: c.Release, Source: c.Source, Note: c.Note}
	now, before := s.pair(c)
	switch {
	case now == nil || c.Kind == CashGrowth && !now.Cash():
		p.Wanting = "the cash of " + c.Year.String()
	case before == nil || c.Kind == CashGrowth && !before.Cash():
		p.Wanting = "the cash of " + c.Since.String()
	}
	if p.Wanting != "" {
		return p
	}
	if c.Kind == CashGrowth || c.Kind == RealGrowth && now.Base == before.Base {
		p.Free = true
		if r, ok := growthOf(now, before, one); ok {
			p.Under = []Reproduction{reproduction(r.Value, r.Range, p.Printed)}
		}
		return p
	}
	for _, d := range releases {
		p.Under = append(p.Under, c.under(d, now, before))
	}
	if now.Cash() && before.Cash() && c.Base == now.Year {
		p.ImpliedFrom, p.ImpliedTo = before.Year, now.Year
		p.Implied, p.ImpliedKnown = c.implied(now.Money.Range(), before.Money.Range())
	}
	return p
}

// pair is the two amounts a claim is of: in the same prices where there are such, else cash.
func (s *Series) pair(c *Claim) (now, before *Amount) {
	now = s.At(c.Year, c.Base)
	if now == nil {
		return nil, nil
	}
	before = s.At(c.Since, now.Base)
	return now, before
}

// under works the claim out with one release.
func (c *Claim) under(d *engine.Deflator, now, before *Amount) Reproduction {
	if c.Kind == RealGrowth {
		f, ok := factor(d, before.Base, now.Base)
		if !ok {
			return Reproduction{}
		}
		r, ok := growthOf(now, before, f)
		if !ok {
			return Reproduction{}
		}
		return reproduction(r.Value, r.Range, c.Printed)
	}
	to, ok := factor(d, now.Base, c.Base)
	from, known := factor(d, before.Base, c.Base)
	if !ok || !known {
		return Reproduction{}
	}
	value := now.Money.Value.Mul(to).Sub(before.Money.Value.Mul(from))
	return reproduction(value, now.Money.Range().times(to).less(before.Money.Range().times(from)), c.Printed)
}

// growthOf is the growth between two amounts when the earlier is brought to the prices of
// the later by a factor.
func growthOf(now, before *Amount, f decimal.Decimal) (Reproduction, bool) {
	within, ok := now.Money.Range().over(before.Money.Range().times(f))
	if !ok {
		return Reproduction{}, false
	}
	return Reproduction{Value: over(now.Money.Value, before.Money.Value.Mul(f)).Sub(one), Range: within.lessOne()}, true
}

// implied is the rise of prices that makes of two cash amounts what was claimed.
func (c *Claim) implied(now, before Range) (Range, bool) {
	if c.Kind == RealGrowth {
		grown := c.Printed.Range()
		growth, ok := now.over(before)
		if !ok {
			return Range{}, false
		}
		return growth.over(Range{grown.Low.Add(one), grown.High.Add(one)})
	}
	return now.less(c.Printed.Range()).over(before)
}
