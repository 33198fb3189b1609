package risk

import (
	"parity/engine/panel"
	"parity/tariff"
)

// budgetRow is the row of personal budgets in force for a currency under a contract in a
// month; false where nobody holds one.
func (w *world) budgetRow(contract, currency, i int) (item, at int, held bool) {
	budgets := w.m.Contracts[contract].Budgets
	for item := range budgets {
		if budgets[item].Currency == currency {
			at := row(w, budgets[item].Rows, i)
			return item, at, at >= 0
		}
	}
	return 0, 0, false
}

// workLeft is the part of a currency's packages that is still asked in a month
// (docs/methods.md, "Personal budgets").
func (w *world) workLeft(contract, currency, i int) panel.Form {
	item, at, held := w.budgetRow(contract, currency, i)
	if !held {
		return one()
	}
	stated := &w.m.Contracts[contract].Budgets[item].Rows[at].Value
	of := func(q Quantity) Figure { return Figure{Quantity: q, Of: contract, Item: item, Row: at} }
	gone := w.calculation.Times(w.figure(of(BudgetShare), stated.Share), w.figure(of(BudgetWorkShare), stated.WorkShare))
	return one().Minus(gone)
}

// budgetsHeld is what people of a currency, or of every one, hold as personal budgets under a
// contract in a month, in pounds.
func (c *care) budgetsHeld(contract, currency, i int) panel.Form {
	w := c.w
	var sum panel.Form
	for k := range w.m.Contracts[contract].Budgets {
		budget := &w.m.Contracts[contract].Budgets[k]
		item, at, held := w.budgetRow(contract, budget.Currency, i)
		if !held || currency != everyCurrency && currency != budget.Currency {
			continue
		}
		stated := &budget.Rows[at].Value
		of := func(q Quantity) Figure { return Figure{Quantity: q, Of: contract, Item: item, Row: at} }
		years := w.calculation.Times(c.activities[contract].of(budget.Currency, tariff.YearOfCare)[i], w.figure(of(BudgetShare), stated.Share))
		sum = sum.Plus(w.calculation.Times(years, w.exact(of(BudgetPounds), &stated.Pounds, 0)))
	}
	return sum
}
