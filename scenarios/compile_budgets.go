package scenarios

import (
	"slices"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/tariff"
)

// budgets reads who holds a personal budget under each contract.
func (c *compiler) budgets() {
	t := c.tables.Table("budgets")
	keys, rows := group(t, "contract", "currency")
	for k, key := range keys {
		contract := &c.model.Contracts[c.contracts[key[0]]]
		budget := engine.Budget{Currency: c.currencies[key[1]]}
		if !hasPersonDays(contract, budget.Currency) {
			c.fault(t.Fault(rows[k][0], "currency", quoted(key[1])+", of which contract "+key[0]+" has neither a caseload nor days", "a budget is so much a person-year",
				"give the contract a caseload of it, or take the row out"))
		}
		for _, row := range rows[k] {
			budget.Rows = append(budget.Rows, tariff.Since[engine.BudgetRow]{From: from(t, row), Value: engine.BudgetRow{
				Share: float(t.Cell(row, "share")), Pounds: numberOr(t.Cell(row, "budget"), decimal.Zero),
				WorkShare: numberOr(t.Cell(row, "work_share"), one()).InexactFloat64(),
			}})
		}
		contract.Budgets = append(contract.Budgets, budget)
	}
	for i := range c.model.Contracts {
		slices.SortFunc(c.model.Contracts[i].Budgets, func(a, b engine.Budget) int { return a.Currency - b.Currency })
	}
}

// hasPersonDays says whether a contract's people of a currency are known by the day.
func hasPersonDays(contract *engine.Contract, currency int) bool {
	given := func(measure tariff.Measure) bool {
		return slices.ContainsFunc(contract.Given, func(g engine.Given) bool { return g.Currency == currency && g.Measure == measure })
	}
	return contract.CaseloadOf(currency) != nil || given(tariff.Day) || given(tariff.AdmittedDay) && given(tariff.CommunityDay)
}
