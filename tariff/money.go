package tariff

import (
	"errors"
	"fmt"
	"math"
	"math/bits"

	"github.com/shopspring/decimal"
)

// Pence is an amount of money in whole pence.
type Pence int64

// Price is pounds for a unit, in micro-pounds: six places.
type Price int64

// Quantity is a count of units, in thousandths.
type Quantity int64

// Factor is a market forces factor over its base, kept as the two published numbers, each
// in billionths, so that no rounding comes between them and the penny.
type Factor struct{ Over, Under int64 }

const (
	microPerPound    = 1_000_000
	pencePerPound    = 100
	thousandths      = 1_000
	billionths       = 1_000_000_000
	penceOfProduct   = microPerPound * thousandths / pencePerPound // a price times a quantity, per penny
	pricePlaces      = 6
	quantityPlaces   = 3
	factorPlaces     = 9
	pencePlaces      = 2
	largestFactorNum = 1_000 * billionths
)

// One is the factor that changes nothing.
func One() Factor { return Factor{billionths, billionths} }

// ErrTooLarge is returned where a number does not fit the integers money is kept in.
var ErrTooLarge = errors.New("the number is too large to be kept to the penny")

// Line is the money for a quantity at a unit price and a factor: ROUND(quantity x price x
// factor, 2), half away from zero, worked in 128 bits (docs/methods.md, "Money").
// It fails with ErrTooLarge beyond 92 thousand million million pounds.
func Line(quantity Quantity, price Price, factor Factor) (Pence, error) {
	if quantity == 0 || price == 0 {
		return 0, nil
	}
	negative := (quantity < 0) != (price < 0)
	q, p := magnitude(int64(quantity)), magnitude(int64(price))
	hi, lo := bits.Mul64(q, p)
	divisor := uint64(penceOfProduct)
	if factor.Over != factor.Under {
		over, under := uint64(factor.Over), uint64(factor.Under)
		top, carry := bits.Mul64(hi, over)
		if top != 0 {
			return 0, ErrTooLarge
		}
		high, low := bits.Mul64(lo, over)
		sum, overflow := bits.Add64(high, carry, 0)
		if overflow != 0 {
			return 0, ErrTooLarge
		}
		hi, lo = sum, low
		scale, down := bits.Mul64(divisor, under)
		if scale != 0 {
			return 0, ErrTooLarge
		}
		divisor = down
	}
	if hi >= divisor {
		return 0, ErrTooLarge
	}
	whole, rest := bits.Div64(hi, lo, divisor)
	if whole >= math.MaxInt64 {
		return 0, ErrTooLarge
	}
	if rest >= divisor-rest {
		whole++
	}
	if negative {
		return -Pence(whole), nil
	}
	return Pence(whole), nil
}

func magnitude(x int64) uint64 {
	if x < 0 {
		return uint64(-x)
	}
	return uint64(x)
}

// NewFactor is over divided by under, each read to nine places; both must be above zero.
func NewFactor(over, under decimal.Decimal) (Factor, error) {
	o, u := over.Shift(factorPlaces).Round(0), under.Shift(factorPlaces).Round(0)
	if o.Sign() <= 0 || u.Sign() <= 0 || o.GreaterThan(decimal.NewFromInt(largestFactorNum)) || u.GreaterThan(decimal.NewFromInt(largestFactorNum)) {
		return Factor{}, fmt.Errorf("a market forces factor of %s over %s: both must be above 0 and at most 1000", over, under)
	}
	return Factor{o.IntPart(), u.IntPart()}, nil
}

// Float is the factor as a number.
func (f Factor) Float() float64 { return float64(f.Over) / float64(f.Under) }

// RoundPence rounds an exact amount in pounds to the penny, half away from zero. The amount
// must be below the 92 thousand million million pounds that Pence can hold.
func RoundPence(pounds decimal.Decimal) Pence {
	return Pence(pounds.Shift(pencePlaces).Round(0).IntPart())
}

// RoundPrice rounds an exact price in pounds to a number of places (at most six), half
// away from zero.
func RoundPrice(pounds decimal.Decimal, places int32) Price {
	return Price(pounds.Round(min(places, pricePlaces)).Shift(pricePlaces).IntPart())
}

// RoundQuantity rounds a projected quantity to 0.001, half away from zero, as the binary number it is:
// 0.42 x 0.575 lies a little under 0.2415 there (docs/methods.md, Caseload).
func RoundQuantity(x float64) Quantity { return Quantity(math.Round(x * thousandths)) }

// Decimal is the amount in pounds.
func (p Pence) Decimal() decimal.Decimal { return decimal.New(int64(p), -pencePlaces) }

// Pounds is the amount in pounds as a number, for cells and charts.
func (p Pence) Pounds() float64 { return float64(p) / pencePerPound }

// String writes the amount in pounds with two places, "1234.50".
func (p Pence) String() string { return p.Decimal().StringFixed(pencePlaces) }

// Decimal is the price in pounds.
func (p Price) Decimal() decimal.Decimal { return decimal.New(int64(p), -pricePlaces) }

// Pounds is the price in pounds as a number.
func (p Price) Pounds() float64 { return float64(p) / microPerPound }

// Units is the quantity as a number.
func (q Quantity) Units() float64 { return float64(q) / thousandths }

// Decimal is the quantity in units.
func (q Quantity) Decimal() decimal.Decimal { return decimal.New(int64(q), -quantityPlaces) }
