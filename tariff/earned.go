package tariff

import (
	"fmt"

	"github.com/shopspring/decimal"
)

// earn is the amount of a withhold (the part of the share kept back that was not earned,
// as a deduction) or of a bonus (the part of the share on top that was earned)
// (docs/methods.md, "Terms").
func (s *settlement) earn(p period, w *Workings) (decimal.Decimal, error) {
	var err error
	if w.Earned, w.Unscored, err = s.contract.earned(s.month(p.to)); err != nil {
		return decimal.Zero, err
	}
	share := p.rule.term.Share
	if p.rule.term.Kind == Withhold {
		unearned := decimal.NewFromInt(1).Sub(w.Earned)
		return share.Mul(w.SoFar.Decimal()).Mul(unearned).Neg(), nil
	}
	if w.Reference, err = s.reference(p); err != nil {
		return decimal.Zero, err
	}
	return share.Mul(w.Reference.Decimal()).Mul(w.Earned), nil
}

// earned is the sum of weight x score over the outcomes in force in a month, and the names
// of those whose score is missing, which earn nothing.
func (c *Contract) earned(month Month) (share decimal.Decimal, unscored []string, err error) {
	var weights decimal.Decimal
	for _, outcome := range c.Outcomes {
		row, ok := outcome.Rows.At(month)
		if !ok {
			continue
		}
		weights = weights.Add(row.Weight)
		if row.Score == nil {
			unscored = append(unscored, outcome.Name)
			continue
		}
		share = share.Add(row.Weight.Mul(*row.Score))
	}
	if !weights.Equal(decimal.NewFromInt(1)) {
		return share, unscored, fmt.Errorf("the weights of the outcomes in force in %s come to %s; they must come to 1", month, weights)
	}
	return share, unscored, nil
}
