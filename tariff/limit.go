package tariff

import "github.com/shopspring/decimal"

// limit is what a cap takes off the payment so far, or a collar adds to it, so that it lies
// within (1 + upper) or (1 - lower) of the reference (docs/methods.md, "Terms"). It holds
// after this step, not after later ones.
func (s *settlement) limit(p period, w *Workings) (decimal.Decimal, error) {
	reference, err := s.reference(p)
	if err != nil {
		return decimal.Zero, err
	}
	w.Reference = reference
	band := bandOf(p.rule.term)
	if p.rule.term.Kind == Cap {
		most := band.most.Mul(reference.Decimal())
		return decimal.Min(decimal.Zero, most.Sub(w.SoFar.Decimal())), nil
	}
	least := band.least.Mul(reference.Decimal())
	return decimal.Max(decimal.Zero, least.Sub(w.SoFar.Decimal())), nil
}
