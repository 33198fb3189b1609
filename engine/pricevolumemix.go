package engine

import (
	"github.com/shopspring/decimal"

	"parity/tariff"
)

// Valuation is one unit of activity valued twice: before (a plan, the baseline) and after.
type Valuation struct {
	Before, After                 tariff.Pence // quantity x price, each with its own
	AfterAtBefore                 tariff.Pence // the quantity after at the price before
	QuantityBefore, QuantityAfter tariff.Quantity
}

// PriceVolumeMix splits the difference of two valuations of the same units.
type PriceVolumeMix struct {
	Price  tariff.Pence // the same activity at other prices
	Volume tariff.Pence // more or less activity at the average price before
	Mix    tariff.Pence // dearer or cheaper activity at the prices before
}

// Total is the whole difference: the three parts sum to it to the penny.
func (p PriceVolumeMix) Total() tariff.Pence { return p.Price + p.Volume + p.Mix }

// Add puts the split of another measure to this one: quantities of different measures are
// never added, their splits are.
func (p PriceVolumeMix) Add(other PriceVolumeMix) PriceVolumeMix {
	return PriceVolumeMix{p.Price + other.Price, p.Volume + other.Volume, p.Mix + other.Mix}
}

// SplitPriceVolumeMix splits the difference of units of one measure. With q and p before
// (0) and after (1), Q their sum over units and P0 = sum(q0 p0) / Q0:
//
//	price  = sum(q1 p1) - sum(q1 p0)
//	volume = (Q1 - Q0) P0, rounded to the penny
//	mix    = sum(q1 p0) - Q1 P0, as what is left
//
// Where nothing was done before there is no average price, and all that is new is volume
// (docs/methods.md, "Price, volume and mix").
func SplitPriceVolumeMix(units []Valuation) PriceVolumeMix {
	sum := total(units)
	split := PriceVolumeMix{Price: sum.After - sum.AfterAtBefore}
	split.Volume = sum.AfterAtBefore - sum.Before
	if sum.QuantityBefore != 0 {
		growth := decimal.New(int64(sum.QuantityAfter-sum.QuantityBefore), 0)
		split.Volume = tariff.RoundPence(sum.Before.Decimal().Mul(growth).Div(decimal.New(int64(sum.QuantityBefore), 0)))
	}
	split.Mix = sum.AfterAtBefore - sum.Before - split.Volume
	return split
}

// CasemixIndex is the average price before of the activity after, over that of the
// activity before: above 1 where activity moved to dearer units. False where either is
// nothing.
func CasemixIndex(units []Valuation) (float64, bool) {
	sum := total(units)
	if sum.QuantityBefore == 0 || sum.QuantityAfter == 0 || sum.Before == 0 {
		return 0, false
	}
	before := sum.Before.Pounds() / sum.QuantityBefore.Units()
	return sum.AfterAtBefore.Pounds() / sum.QuantityAfter.Units() / before, true
}

func total(units []Valuation) Valuation {
	var sum Valuation
	for _, u := range units {
		sum.Before += u.Before
		sum.After += u.After
		sum.AfterAtBefore += u.AfterAtBefore
		sum.QuantityBefore += u.QuantityBefore
		sum.QuantityAfter += u.QuantityAfter
	}
	return sum
}
