package series

import (
	"github.com/shopspring/decimal"

	"parity/tariff"
)

// Verdict is the answer of the investment test.
type Verdict string

// Spend grows at least as what was allocated does, or less than that.
const (
	Passes Verdict = "passes"
	Fails  Verdict = "fails"
)

// Test is the mental health investment test of one year on the year before it in the series:
// spend has to grow at least as fast as the allocation it is paid from, which is to say that
// its share of the allocation does not fall (docs/methods.md, "Series of money").
type Test struct {
	From, To           tariff.Year
	FromStatus         string
	ToStatus           string
	Spend, Allocation  *decimal.Decimal // growth; nil where a figure is not printed
	ShareFrom, ShareTo *Printed         // as printed; nil where they are not
	// Margin is growth of spend less growth of allocation where both are printed, Short the
	// pounds by which spend lies above (or, below zero, under) what the test asks.
	Margin *decimal.Decimal
	Pounds *decimal.Decimal
	// Relative is growth of spend relative to the allocation, (1 + spend)/(1 + allocation) - 1,
	// by the amounts where they are printed, else by the shares.
	Relative decimal.Decimal
	Verdict  Verdict
	// Open says that the rounding of what was printed leaves the answer open.
	Open bool
	// ByShare says that the shares answered: they are printed more finely, or alone.
	ByShare bool
}

// InvestmentTests holds each year's spend against its allocation. Years without an allocation or a
// share are passed over.
func InvestmentTests(s *Series) []Test {
	var list []Test
	var before *Amount
	for i := range s.Amounts {
		a := &s.Amounts[i]
		if !a.Cash() || a.Share == nil && (a.Money == nil || a.Allocation == nil) {
			continue
		}
		if before != nil && before.Year < a.Year {
			if t, ok := investment(before, a); ok {
				list = append(list, t)
			}
		}
		before = a
	}
	return list
}

func investment(from, to *Amount) (Test, bool) {
	t := Test{From: from.Year, To: to.Year, FromStatus: from.Status, ToStatus: to.Status}
	whole := from.Money != nil && from.Allocation != nil && to.Money != nil && to.Allocation != nil &&
		from.Money.Range().Low.Sign() > 0 && from.Allocation.Range().Low.Sign() > 0 && to.Allocation.Range().Low.Sign() > 0
	shared := from.Share != nil && to.Share != nil && from.Share.Range().Low.Sign() > 0
	if !whole && !shared {
		return t, false
	}
	var relative Range
	if whole {
		spend, allocation := over(to.Money.Value, from.Money.Value), over(to.Allocation.Value, from.Allocation.Value)
		margin := spend.Sub(allocation)
		pounds := to.Money.Value.Sub(from.Money.Value.Mul(allocation))
		spendGrowth, allocationGrowth := spend.Sub(one), allocation.Sub(one)
		t.Spend, t.Allocation, t.Margin, t.Pounds = &spendGrowth, &allocationGrowth, &margin, &pounds
		t.Relative = over(spend, allocation).Sub(one)
		grown, _ := to.Money.Range().over(from.Money.Range())
		allowed, _ := to.Allocation.Range().over(from.Allocation.Range())
		relative, _ = grown.over(allowed)
		relative = relative.lessOne()
	}
	if shared {
		t.ShareFrom, t.ShareTo = from.Share, to.Share
		grown, _ := to.Share.Range().over(from.Share.Range())
		grown = grown.lessOne()
		if !whole || grown.High.Sub(grown.Low).LessThan(relative.High.Sub(relative.Low)) {
			relative, t.ByShare = grown, true
			if !whole {
				t.Relative = over(to.Share.Value, from.Share.Value).Sub(one)
			}
		}
	}
	decided := t.Relative
	if t.ByShare {
		decided = over(to.Share.Value, from.Share.Value).Sub(one)
	}
	t.Verdict = Passes
	if decided.Sign() < 0 {
		t.Verdict = Fails
	}
	t.Open = relative.Low.Sign() < 0 && relative.High.Sign() >= 0
	return t, true
}
