package series

import "github.com/shopspring/decimal"

// Printed is a number as it was printed. It stands for any number from Value - Half to
// Value + Half: Half is half a unit of the last place, 0.005 for 9.79, and Places how many
// decimal places were printed (of a percentage, those of the per cent).
type Printed struct {
	Value, Half decimal.Decimal
	Places      int32
}

// Range is a number that is known to lie between two.
type Range struct{ Low, High decimal.Decimal }

// Range is what the printed number stands for.
func (p Printed) Range() Range { return Range{p.Value.Sub(p.Half), p.Value.Add(p.Half)} }

// Holds says whether some number lies in both ranges.
func (r Range) Holds(other Range) bool {
	return r.Low.LessThanOrEqual(other.High) && other.Low.LessThanOrEqual(r.High)
}

// ratioPlaces is how many decimal places ratios are worked to: four more than money as large
// as a country's budget needs to come out to the penny.
const ratioPlaces = 20

// over divides exactly enough; by must not be zero.
func over(x, by decimal.Decimal) decimal.Decimal { return x.DivRound(by, ratioPlaces) }

// times is the range of a number multiplied by one above zero.
func (r Range) times(factor decimal.Decimal) Range {
	return Range{r.Low.Mul(factor), r.High.Mul(factor)}
}

// over is the range of a number above zero divided by another; false where the divisor may
// be zero or below.
func (r Range) over(by Range) (Range, bool) {
	if by.Low.Sign() <= 0 || r.Low.Sign() < 0 {
		return Range{}, false
	}
	return Range{over(r.Low, by.High), over(r.High, by.Low)}, true
}

// less is the range of one number less another.
func (r Range) less(other Range) Range { return Range{r.Low.Sub(other.High), r.High.Sub(other.Low)} }

var one = decimal.NewFromInt(1)

// lessOne turns a ratio into a growth.
func (r Range) lessOne() Range { return Range{r.Low.Sub(one), r.High.Sub(one)} }
