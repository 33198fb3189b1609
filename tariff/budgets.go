package tariff

import "github.com/shopspring/decimal"

// takeBudgets is the amount of a budgets term: the share of what people hold as personal
// budgets that leaves the contract (docs/methods.md, "Personal budgets"). The rest is paid on top
// of the contract. Where nobody holds a budget nothing leaves.
func (s *settlement) takeBudgets(p period, w *Workings) decimal.Decimal {
	if s.p.Budgets == nil {
		return decimal.Zero
	}
	w.Budgets = sum(s.p.Budgets, p)
	return p.rule.term.Share.Mul(w.Budgets.Decimal()).Neg()
}
