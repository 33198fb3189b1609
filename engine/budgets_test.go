package engine

import (
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"parity/tariff"
)

// What people hold and what contracts pay come to what contracts would pay without budgets,
// where all that is held leaves; and the packages lose just the work that was taken over.
func TestBudgetsAndContractComeToTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := randomModel(t)
		for c := range m.Contracts {
			contract := &m.Contracts[c]
			contract.Terms = []tariff.Step{{Number: 1, Terms: tariff.Always(tariff.Term{Kind: tariff.Budgets, Settle: tariff.Quarterly, Share: decimal.NewFromInt(1)})}}
		}
		with := run(t, m, nil)
		without := *m
		without.Contracts = append([]Contract(nil), m.Contracts...)
		for c := range without.Contracts {
			without.Contracts[c].Budgets = nil
		}
		before := run(t, &without, nil)
		for c := range m.Contracts {
			var paid, held, was tariff.Pence
			for i := range m.Months {
				paid += with.Contracts[c].Statement.Income[i]
				was += before.Contracts[c].Statement.Income[i]
			}
			for k := range with.Contracts[c].Budgets {
				for _, pence := range with.Contracts[c].Budgets[k].Paid {
					held += pence
				}
			}
			if m.Contracts[c].Agreements[0].Value.Form == tariff.Block && len(m.Contracts[c].Agreements) == 1 && paid+held != was {
				t.Errorf("contract %d pays %v and people hold %v; without budgets it pays %v", c, paid, held, was)
			}
		}
		for l := range with.Care.Lines {
			line, was := &with.Care.Lines[l], &before.Care.Lines[l]
			contract := &m.Contracts[line.Contract]
			for i := range m.Months {
				left := contract.WorkLeft(line.Currency, m.Month(i))
				want := was.Asked[i].Units() * left
				if diff := line.Asked[i].Units() - want; diff > 0.0011 || diff < -0.0011 {
					t.Errorf("asked %v in month %d, want %v of %v", line.Asked[i], i, want, was.Asked[i])
				}
			}
		}
	})
}

// A person-year with a budget is one of the caseload's person-years.
func TestBudgetsByHand(t *testing.T) {
	days := make([]tariff.Quantity, 12)
	for i := range days {
		days[i] = 36_500_000 // thousandths: 100 person-years
	}
	m := service(10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10)
	m.Start = tariff.NewMonth(2025, 4)
	m.Contracts[0].Given = append(m.Contracts[0].Given, Given{Currency: 0, Measure: tariff.Day, Quantity: days})
	m.Contracts[0].Budgets = []Budget{{Currency: 0, Rows: tariff.Dated[BudgetRow]{
		{From: m.Month(6), Value: BudgetRow{Share: 0.1, Pounds: decimal.RequireFromString("2500.005"), WorkShare: 0.5}},
	}}}
	r := run(t, m, nil)
	budget := r.Contracts[0].Budgets[0]
	for i := range m.Months {
		years, paid, asked := tariff.Quantity(0), tariff.Pence(0), tariff.Quantity(10_000)
		if i >= 6 {
			years, paid, asked = 10_000, 2_500_005, 9_500 // 36,500 days / 365 x 0.1; 25,000.05; 10 x (1 - 0.1 x 0.5)
		}
		if budget.PersonYears[i] != years || budget.Paid[i] != paid || r.Care.Lines[0].Asked[i] != asked {
			t.Errorf("month %d: %v person-years, %v, %v asked; want %v, %v, %v", i, budget.PersonYears[i], budget.Paid[i], r.Care.Lines[0].Asked[i], years, paid, asked)
		}
	}
	m.Contracts[0].Given = m.Contracts[0].Given[:1]
	if _, err := Run(m, nil, &Propagators{}); err == nil || err.Error() !=
		`contract north: currency "X": budgets are paid by the person-year, and neither a caseload nor days are given here; give one of them, or take the budgets out` {
		t.Errorf("budgets without people: %v", err)
	}
}
