package workbook

import (
	"strconv"

	"parity/engine"
	"parity/tariff"
)

// itemBudgets is what people hold as personal budgets, as results look it up on the Payments
// sheet.
const itemBudgets = "budgets held"

// personYears is what budgets are counted by.
var personYears = &engine.Resource{Unit: "person-years"}

// holds lays out what people hold as personal budgets under the contract: a row for each
// currency, person-years x pounds a person-year, and their sum.
func (p *payment) holds() {
	t := p.table("budgets")
	m := p.scenario.result.Model
	var held []expr
	for k := range p.result.Budgets {
		line := &p.result.Budgets[k]
		currency := m.Currencies[line.Currency].Key
		var budgets []since
		for _, row := range rowsOf(t, "contract", p.c.Name, "currency", currency) {
			budgets = append(budgets, p.since(t, row, p.input(t, row, "budget")))
		}
		years := p.units(p.c.Name, currency, personYears, "hold a budget", line.PersonYears)
		n := p.row(itemWorking, "budgets held, currency "+currency, pennies(times(years, p.time.dated(budgets))), inPounds(line.Paid))
		held = append(held, p.payments.own(n))
	}
	if held != nil {
		p.budgets = p.row(itemBudgets, "held by people in place of the contract's care", sum(held...), nil)
		p.payments.budgets = true
	}
}

// budgetsHeld is what people hold over the settlement period.
func (r *ruling) budgetsHeld() expr {
	if r.budgets == 0 {
		return whole(0)
	}
	return r.working("budgets held over the period", r.overPeriod(r.budgets))
}

// budgets are the comparison's tables of personal budgets: what people hold, what of it leaves
// the contracts, and what commissioners pay in all.
func (c *comparisonSheet) budgets(b *book) {
	if !b.payments.budgets {
		return
	}
	paid := c.sums(b, itemIncome)
	held := c.byScenario(b, "Personal budgets: what people hold, which commissioners pay beside the contracts", itemBudgets, c.sums(b, itemBudgets))
	c.byScenario(b, "Taken out of the contracts for them", string(tariff.Budgets), c.sums(b, string(tariff.Budgets)))
	c.heads(b, "What commissioners pay in all: contracts and personal budgets")
	for i, key := range b.keys {
		cells := b.scenarioLabels(i)
		for y := range len(b.time.years) + 1 {
			l := columnName(c.years + y)
			n := l + strconv.Itoa(c.income.from+i)
			cells = append(cells, formulaCell(n+"+"+l+strconv.Itoa(held.from+i), paid[i][y]+c.figure(held.from+i, c.years+y), style{role: figure, format: pounds}))
		}
		n := c.add(cells...)
		c.rows[n-1].height = c.tall(n)
		if _, hold := engine.BudgetsOf(b.study.Scenarios[i].Result); hold {
			b.traced(c.sheet, held.from+i, c.years, engine.ItemBudgetHeld, key, "")
		}
	}
	c.add()
}
