package tariff

import (
	"fmt"

	"github.com/shopspring/decimal"
)

// reference is the sum of money a term is measured against, over the months of the period
// (docs/methods.md, "Terms").
func (s *settlement) reference(p period) (Pence, error) {
	switch t := p.rule.term; t.Reference {
	case RefPlanValue:
		for i := p.from; i <= p.to; i++ {
			if err := s.needPrices(i); err != nil {
				return 0, fmt.Errorf("reference %s: %w", t.Reference, err)
			}
		}
		return sum(s.plan, p), nil
	case RefAnnualValue:
		var total Pence
		for i := p.from; i <= p.to; i++ {
			twelfth, err := s.twelfth(i, Latest)
			if err != nil {
				return 0, fmt.Errorf("reference %s: %w", t.Reference, err)
			}
			total += twelfth
		}
		return total, nil
	case RefPriorYear:
		if paid, ok := s.priorYear(p); ok {
			return proRata(paid.Decimal(), p.months())
		}
		if t.Amount == nil {
			return 0, fmt.Errorf("reference %s: the run does not hold all of %s under this contract; give what it paid in amount",
				t.Reference, s.month(p.from).Year()-1)
		}
		return proRata(*t.Amount, p.months())
	case RefAmount:
		if t.Amount == nil {
			return 0, fmt.Errorf("reference %s: the amount is blank; give pounds a year", t.Reference)
		}
		return proRata(*t.Amount, p.months())
	default:
		return 0, fmt.Errorf("reference is %q; it is %s, %s, %s or %s", t.Reference, RefPlanValue, RefAnnualValue, RefPriorYear, RefAmount)
	}
}

// priorYear is what the contract paid in the financial year before the period's; false
// where not all twelve months of it lie in the run under an agreement.
func (s *settlement) priorYear(p period) (Pence, bool) {
	first := int((s.month(p.from).Year() - 1).April() - s.p.Start)
	if first < 0 {
		return 0, false
	}
	before := period{from: first, to: first + monthsOfYear - 1}
	for i := before.from; i <= before.to; i++ {
		if s.agreements[i] == nil {
			return 0, false
		}
	}
	return sum(s.income, before), true
}

// proRata is the share of an amount a year that falls to a number of months, rounded to
// the penny.
func proRata(yearly decimal.Decimal, months int) (Pence, error) {
	share := yearly.Mul(decimal.NewFromInt(int64(months))).DivRound(decimal.NewFromInt(monthsOfYear), pencePlaces)
	return exactPence(share)
}
