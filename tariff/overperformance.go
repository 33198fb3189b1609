package tariff

import "github.com/shopspring/decimal"

// overPerformance is the amount of a variable or marginal term: activity outside the dead
// band around the plan, within each group of netting, summed and then priced at the rates
// (docs/methods.md, "Terms"). A variable element adds to a payment that does not move with
// activity; a marginal rate takes back from one that pays every unit in full.
func (s *settlement) overPerformance(p period, w *Workings) (decimal.Decimal, error) {
	t := p.rule.term
	for i := p.from; i <= p.to; i++ {
		if err := s.needPrices(i); err != nil {
			return decimal.Zero, err
		}
	}
	value, plan := make([]Pence, p.rule.nets), make([]Pence, p.rule.nets)
	for k, group := range p.rule.group {
		if group == outOfScope {
			continue
		}
		value[group] += sum(s.p.Lines[k].Value, p)
		plan[group] += sum(s.p.Lines[k].Plan, p)
	}
	band := bandOf(t)
	for group := range value {
		w.Value += value[group]
		w.Plan += plan[group]
		above, below := band.outside(value[group], plan[group])
		w.Above, w.Below = w.Above.Add(above), w.Below.Add(below)
	}
	if t.Kind == Variable {
		return orElse(t.RateAbove, decimal.Zero).Mul(w.Above).
			Sub(orElse(t.RateBelow, decimal.Zero).Mul(w.Below)), nil
	}
	one := decimal.NewFromInt(1)
	return one.Sub(orElse(t.RateBelow, one)).Mul(w.Below).
		Sub(one.Sub(orElse(t.RateAbove, one)).Mul(w.Above)), nil
}

// band is the dead band around what was expected: from least to most times as much.
type band struct{ least, most decimal.Decimal }

func bandOf(t *Term) band {
	one := decimal.NewFromInt(1)
	return band{least: one.Sub(t.Lower), most: one.Add(t.Upper)}
}

// outside is by how much, in exact pounds, an amount lies above or below the band; at most
// one of the two is not zero.
func (b band) outside(amount, expected Pence) (above, below decimal.Decimal) {
	switch {
	case amount > expected:
		above = decimal.Max(above, amount.Decimal().Sub(b.most.Mul(expected.Decimal())))
	case amount < expected:
		below = decimal.Max(below, b.least.Mul(expected.Decimal()).Sub(amount.Decimal()))
	}
	return above, below
}

// orElse is a rate, or what a blank one stands for.
func orElse(rate *decimal.Decimal, blank decimal.Decimal) decimal.Decimal {
	if rate == nil {
		return blank
	}
	return *rate
}
