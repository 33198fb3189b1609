package tariff

import (
	"errors"

	"github.com/shopspring/decimal"
)

// shareGain is the amount of a gain share: the commissioner bears rate_above of cost above
// the dead band around the target, and the payment falls by rate_below of cost below it
// (docs/methods.md, "Terms"). A blank rate takes the share.
func (s *settlement) shareGain(p period, w *Workings) (decimal.Decimal, error) {
	if s.p.Cost == nil {
		return decimal.Zero, errors.New("the cost of care is not known; give the contract's currencies packages and their resources unit costs")
	}
	target, err := s.reference(p)
	if err != nil {
		return decimal.Zero, err
	}
	t := p.rule.term
	w.Reference, w.Cost = target, sum(s.p.Cost, p)
	w.Above, w.Below = bandOf(t).outside(w.Cost, target)
	return orElse(t.RateAbove, t.Share).Mul(w.Above).
		Sub(orElse(t.RateBelow, t.Share).Mul(w.Below)), nil
}
