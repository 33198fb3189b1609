package engine

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"parity/tariff"
)

// run simulates, and fails the test where that fails.
func run(t rapid.TB, m *Model, base *Result) *Result {
	t.Helper()
	r, err := Run(m, base, &Propagators{})
	if err != nil {
		t.Fatalf("run: %v", err)
	}
	return r
}

func TestCareAndPaymentAgainstTheRulesWorkedSlowly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawService(t)
		base := run(t, m, nil)
		checkCare(t, base, base)
		checkPricing(t, base, base)
		scenario := run(t, drawOther(t, m), base)
		checkCare(t, scenario, base)
		checkPricing(t, scenario, base)
	})
}

func TestPaymentOnAccountAndArrears(t *testing.T) {
	// The uplift of 2025-26 was 4.15% at first and 4.83% when it was published again in
	// June, less 2.0% both times: 102.15 pounds a contact, then 102.83.
	schedule := priceOf("X", tariff.Contact, tariff.PriceRow{Price: stated("100"), PriceBase: april2025 - 12})
	schedule.Uplift = &tariff.Uplifts{Name: "nhs", Rows: []tariff.UpliftRow{
		{From: april2025, Published: april2025, CostUplift: stated("0.0415"), Efficiency: stated("0.02")},
		{From: april2025, Published: april2025 + 2, CostUplift: stated("0.0483"), Efficiency: stated("0.02")},
	}}
	statement := run(t, paidBy(schedule, slices.Repeat([]int{10}, 12)...), nil).Contracts[0].Statement
	sameList(t, "accrued", statement.Income, slices.Repeat(pence("1028.30"), 12))
	sameList(t, "on account", statement.Cash, append(pence("1021.50", "1021.50"), slices.Repeat(pence("1028.30"), 10)...))
	sameList(t, "arrears", statement.Arrears, append(pence("0", "0", "13.60"), make([]tariff.Pence, 9)...))
	same(t, "cash and arrears over the year", sum(statement.Cash)+sum(statement.Arrears), sum(statement.Income))
}

func TestAContractThatChangesFormOnADate(t *testing.T) {
	m := service(slices.Repeat([]int{10}, 14)...)
	later := tariff.Agreement{Form: tariff.Activity, Schedule: contactPrice("30"), Plan: tariff.PlanBaseline}
	m.Contracts[0].Agreements = append(m.Contracts[0].Agreements, tariff.Since[tariff.Agreement]{From: april2025 + 12, Value: later})
	statement := run(t, m, nil).Contracts[0].Statement
	sameList(t, "income", statement.Income, append(slices.Repeat(pence("100000"), 12), pence("300", "300")...))
	for _, line := range statement.Lines {
		want := tariff.Block
		if line.From >= 12 {
			want = tariff.Activity
		}
		same(t, "form", line.Form, want)
	}
}

func TestABlockDoesNotMoveWithActivity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawService(t)
		for k := range m.Contracts {
			m.Contracts[k].Terms = nil
			for a := range m.Contracts[k].Agreements {
				m.Contracts[k].Agreements[a].Value.Form = tariff.Block
			}
		}
		base := run(t, m, nil)
		scenario := run(t, drawOther(t, m), base)
		for k, s := range scenario.Contracts {
			for l, b := range base.Contracts {
				if scenario.Model.Contracts[k].Name == m.Contracts[l].Name && !slices.Equal(s.Statement.Income, b.Statement.Income) {
					t.Fatalf("income of %s: %v, want %v", m.Contracts[l].Name, s.Statement.Income, b.Statement.Income)
				}
			}
		}
	})
}

func TestStatementsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawService(t)
		for k, contract := range run(t, m, nil).Contracts {
			booked := make([]tariff.Pence, m.Months)
			for _, line := range contract.Statement.Lines {
				booked[line.To] += line.Paid
			}
			if !slices.Equal(booked, contract.Statement.Income) {
				t.Fatalf("lines come to %v, income is %v", booked, contract.Statement.Income)
			}
			late := m.Contracts[k].Revisions()
			if len(late) == 0 || late[len(late)-1] <= m.Month(m.Months-1) {
				same(t, "cash and arrears", sum(contract.Statement.Cash)+sum(contract.Statement.Arrears), sum(contract.Statement.Income))
			}
		}
	})
}

func TestCostOfAnUntouchedBaselineIsUnitsTimesUnitCost(t *testing.T) {
	// However cost behaves, a baseline that fixed cost was set up for costs its units at
	// their whole unit cost, but for steps, pennies and the last place of unit costs.
	rapid.Check(t, func(t *rapid.T) {
		m := drawService(t)
		for k := range m.Resources {
			for r := range m.Resources[k].Rows {
				row := &m.Resources[k].Rows[r].Value
				row.Step, row.SemiFixedShare, row.Capacity, row.AvailableShare = 0, *stated("0"), nil, nil
			}
		}
		r := run(t, m, nil)
		for _, line := range r.Care.Lines {
			of := r.Care.Resources[line.Provided]
			for i := range m.Months {
				cost := line.CostVariable[i] + line.CostFixed[i]
				want := line.Asked[i].Units() * (of.Variable[i] + of.Fixed[i]).Pounds() * of.Factor[i].Float()
				if off := cost.Pounds() - want; off > 0.011 || off < -0.011 {
					t.Fatalf("cost %v, want %v", cost, want)
				}
				same(t, "stranded", of.Stranded[i], 0)
			}
		}
	})
}

func TestEqualInputGivesEqualFacts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawService(t)
		facts := func() []Fact { return slices.Collect(run(t, m, nil).Facts()) }
		if !slices.Equal(facts(), facts()) {
			t.Fatal("two runs of one model differ")
		}
	})
}

func TestNoFactIsThereTwice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seen := map[Fact]bool{}
		for fact := range run(t, drawService(t), nil).Facts() {
			fact.Value = Amount{}
			if seen[fact] {
				t.Fatalf("%+v is there twice", fact)
			}
			seen[fact] = true
		}
	})
}
