package engine

import (
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

	"parity/tariff"
)

// Budget is the personal budgets that people of one currency under a contract hold: personal
// health budgets and direct payments, out of which they buy their care themselves.
type Budget struct {
	Currency int
	Rows     tariff.Dated[BudgetRow]
}

// BudgetRow says from a month on who holds a budget, how much it is and what work it replaces.
type BudgetRow struct {
	Share     float64         // of people who hold one
	Pounds    decimal.Decimal // a person-year
	WorkShare float64         // of the care package of who holds one that is no longer asked
}

// BudgetLine is what people of one currency hold, a month an entry (docs/methods.md, "Personal
// budgets").
type BudgetLine struct {
	Currency    int
	PersonYears []tariff.Quantity // of those who hold a budget
	Paid        []tariff.Pence    // to them
}

// errNoPersonYears says that a budget has nobody to be counted by.
var errNoPersonYears = errors.New("budgets are paid by the person-year, and neither a caseload nor days are given here; give one of them, or take the budgets out")

// budgets works out what the people of a contract hold: ROUND(person-years x share, 3) each
// month, and ROUND(that x pounds a person-year, 2).
func (m *Model) budgets(contract *Contract, activity *ContractActivity) ([]BudgetLine, error) {
	lines := make([]BudgetLine, len(contract.Budgets))
	for k := range contract.Budgets {
		budget := &contract.Budgets[k]
		lines[k] = BudgetLine{Currency: budget.Currency, PersonYears: make([]tariff.Quantity, m.Months), Paid: make([]tariff.Pence, m.Months)}
		counted := activity.find(budget.Currency)
		if counted == nil || counted.Measures[tariff.YearOfCare] == nil {
			return nil, fmt.Errorf("contract %s: %w", contract.Name, currencyError(m, budget.Currency, errNoPersonYears))
		}
		for i := range m.Months {
			row, held := budget.Rows.At(m.Month(i))
			if !held {
				continue
			}
			years := tariff.RoundQuantity(counted.Measures[tariff.YearOfCare][i].Units() * row.Share)
			paid, err := tariff.Line(years, tariff.RoundPrice(row.Pounds, pricePlaces), tariff.One())
			if err != nil {
				return nil, fmt.Errorf("contract %s: %w", contract.Name, currencyError(m, budget.Currency, err))
			}
			lines[k].PersonYears[i], lines[k].Paid[i] = years, paid
		}
	}
	return lines, nil
}

// held adds up what is held under a contract by month, nil where nobody may hold a budget.
func held(lines []BudgetLine, months int) []tariff.Pence {
	if len(lines) == 0 {
		return nil
	}
	paid := make([]tariff.Pence, months)
	for k := range lines {
		for i, pence := range lines[k].Paid {
			paid[i] += pence
		}
	}
	return paid
}

// WorkLeft is the part of a currency's care packages that is still asked under the contract
// in a month: what holders of budgets no longer ask is gone.
func (c *Contract) WorkLeft(currency int, month tariff.Month) float64 {
	for k := range c.Budgets {
		if c.Budgets[k].Currency != currency {
			continue
		}
		if row, held := c.Budgets[k].Rows.At(month); held {
			return 1 - row.Share*row.WorkShare
		}
	}
	return 1
}
