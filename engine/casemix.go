package engine

import (
	"slices"

	"github.com/shopspring/decimal"

	"parity/tariff"
)

// casemixPlaces is to how many places a casemix index is rounded.
const casemixPlaces = 6

// CasemixLine is the activity of a contract of one measure with its markets and without them, of
// the currencies that have a price in both.
type CasemixLine struct {
	Measure tariff.Measure
	Units   []CasemixUnit
}

// CasemixUnit is one currency's activity of a measure.
type CasemixUnit struct{ Without, With *PricedUnit }

// CasemixLines are the measures of which a contract's casemix can be said: those that it prices,
// at its own prices or the shadow schedule's, of several currencies. There are none where the
// result was not run without its markets too.
func (r *Result) CasemixLines(contract int) []CasemixLine {
	if r.WithoutMarket == nil {
		return nil
	}
	return casemixLines(&r.WithoutMarket.Contracts[contract], &r.Contracts[contract])
}

func casemixLines(before, after *ContractResult) []CasemixLine {
	were, are := before.valued(), after.valued()
	var lines []CasemixLine
	for u := range were {
		at := slices.IndexFunc(are, func(p PricedUnit) bool { return p.Currency == were[u].Currency && p.Measure == were[u].Measure })
		if at < 0 {
			continue
		}
		line := slices.IndexFunc(lines, func(l CasemixLine) bool { return l.Measure == were[u].Measure })
		if line < 0 {
			line = len(lines)
			lines = append(lines, CasemixLine{Measure: were[u].Measure})
		}
		lines[line].Units = append(lines[line].Units, CasemixUnit{&were[u], &are[at]})
	}
	lines = slices.DeleteFunc(lines, func(l CasemixLine) bool { return len(l.Units) < 2 })
	slices.SortStableFunc(lines, func(a, b CasemixLine) int { return int(a.Measure) - int(b.Measure) })
	return lines
}

// At values the activity of a month, all currencies together; false where there is none on
// either side, or a price is missing.
func (l *CasemixLine) At(i int) (Valuation, bool) {
	var sum Valuation
	for u := range l.Units {
		v, ok := l.Units[u].At(i)
		if !ok {
			return sum, false
		}
		sum = total([]Valuation{sum, v})
	}
	return sum, sum.Before != 0 && sum.QuantityBefore != 0 && sum.QuantityAfter != 0
}

// At is one currency's part of it; after is valued at the price without the market.
func (u *CasemixUnit) At(i int) (v Valuation, ok bool) {
	v.QuantityBefore, v.QuantityAfter = u.Without.Quantity[i], u.With.Quantity[i]
	if u.Without.Price[i].State != tariff.Priced || u.With.Price[i].State != tariff.Priced {
		return Valuation{}, v.QuantityBefore == 0 && v.QuantityAfter == 0
	}
	line, err := tariff.Line(v.QuantityAfter, u.Without.Price[i].Price, u.Without.Factor[i])
	v.Before, v.AfterAtBefore = u.Without.Value[i], line
	return v, err == nil
}

// over is At over the first months of the run.
func (u *CasemixUnit) over(months int) (sum Valuation, ok bool) {
	for i := range months {
		v, ok := u.At(i)
		if !ok {
			return sum, false
		}
		sum = total([]Valuation{sum, v})
	}
	return sum, true
}

// Casemix is the casemix index of what is valued:
//
//	ROUND((after at prices before / quantity after) / (before / quantity before), 6)
func (v *Valuation) Casemix() decimal.Decimal {
	over := decimal.New(int64(v.AfterAtBefore), 0).Mul(decimal.New(int64(v.QuantityBefore), 0))
	return over.DivRound(decimal.New(int64(v.Before), 0).Mul(decimal.New(int64(v.QuantityAfter), 0)), casemixPlaces)
}
