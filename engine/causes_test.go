package engine

import (
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"parity/tariff"
)

// sumsByYear adds causes up by year.
func sumsByYear(list []Cause, years int) []int64 {
	sums := make([]int64, years)
	for _, cause := range list {
		for y, amount := range cause.Pence {
			sums[y] += int64(amount)
		}
	}
	return sums
}

// drawOtherPayment is a model whose contracts are paid by other forms and schedules and whose
// providers have other factors.
func drawOtherPayment(t *rapid.T, m *Model) *Model {
	other := *m
	other.Contracts = slices.Clone(m.Contracts)
	for k := range other.Contracts {
		other.Contracts[k].Agreements = drawDated(t, m, func() tariff.Agreement {
			agreement := m.Contracts[k].Agreements[0].Value
			agreement.Form = rapid.SampledFrom([]tariff.Form{tariff.Block, tariff.Activity, tariff.Capitation}).Draw(t, "payment")
			if agreement.Schedule = nil; agreement.Form == tariff.Activity || len(other.Contracts[k].Terms) > 0 || rapid.Bool().Draw(t, "has prices") {
				agreement.Schedule = m.Schedules[rapid.IntRange(0, len(m.Schedules)-1).Draw(t, "schedule")].Schedule
			}
			return agreement
		})
	}
	other.Providers = slices.Clone(m.Providers)
	for k := range other.Providers {
		other.Providers[k].MFF = drawDated(t, m, func() decimal.Decimal { return drawDecimal(t, "mff", 900_000, 1_300_000, 6) })
	}
	return &other
}

// Over random models and pairs of them, the causes sum to the difference in every year and
// for every contract, and none is left out or booked twice.
func TestCausesSumToTheDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawService(t)
		base := run(t, m, nil)
		other := run(t, drawOtherPayment(t, drawOther(t, m)), base)
		goals := []Goal{{Item: ItemIncome}, {Item: ItemIncome, Year: m.Years()[len(m.Years())-1]}, {Item: GoalSurplus}, {Item: GoalCost}}
		for i := range m.Contracts {
			goals = append(goals, Goal{Item: ItemIncome, Contract: m.Contracts[i].Name})
		}
		for _, provider := range m.Providers {
			goals = append(goals, Goal{Item: GoalSurplus, Provider: provider.Key})
		}
		for _, goal := range goals {
			before, errBefore := goal.Of(base)
			after, errAfter := goal.Of(other)
			if errBefore != nil || errAfter != nil {
				continue // a cost that is missing; income never is
			}
			if ledger, err := NewLedger(other, goal); err != nil || !slices.Equal(ledger.Worth(), after) {
				t.Fatalf("%+v: the ledger comes to %v, %v; want %v", goal, ledger.Worth(), err, after)
			}
			list, err := causesOf(base, other, goal)
			if err != nil {
				t.Fatalf("%+v: %v", goal, err)
			}
			for y, sum := range sumsByYear(list, len(after)) {
				if sum != after[y]-before[y] {
					t.Fatalf("%+v, year %d: causes sum to %d, want %d: %+v", goal, y, sum, after[y]-before[y], list)
				}
			}
			if same, err := causesOf(base, base, goal); err != nil || len(same) > 0 {
				t.Fatalf("%+v: nothing changes and the causes are %+v, %v", goal, same, err)
			}
		}
	})
}

// causesOf are the causes of the difference of a goal between two results.
func causesOf(before, after *Result, goal Goal) ([]Cause, error) {
	was, err := NewLedger(before, goal)
	if err != nil {
		return nil, err
	}
	is, err := NewLedger(after, goal)
	if err != nil {
		return nil, err
	}
	return Causes(was, is)
}

func TestIncomeIsAlwaysKnownToGoals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := run(t, drawService(t), nil)
		goal := Goal{Item: ItemIncome}
		got, err := goal.Of(r)
		if err != nil {
			t.Fatal(err)
		}
		want := make([]int64, len(got))
		for _, contract := range r.Contracts {
			for i, income := range contract.Statement.Income {
				want[r.Model.Month(i).Year()-r.Model.Start.Year()] += int64(income)
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("income %v, want %v", got, want)
		}
	})
}

// paidAt is a contract of one month, 10 contacts in the plain case, paid by activity.
func paidAt(contacts int, price, mff string, change func(*Model, *tariff.Schedule)) *Model {
	schedule := contactPrice(price)
	m := service(contacts)
	m.Contracts[0].Agreements = tariff.Always(tariff.Agreement{Form: tariff.Activity, Schedule: schedule, Plan: tariff.PlanTable})
	m.Providers[0].MFF = tariff.Always(decimal.RequireFromString(mff))
	schedule.AppliesMFF, schedule.MFFBase = true, decimal.NewFromInt(1)
	if change != nil {
		change(m, schedule)
	}
	return m
}

// Each case differs from 10 contacts at 100 pounds and an MFF of 1 in what it names, and the
// whole difference is that cause.
func TestEachCauseByItself(t *testing.T) {
	upliftOf := func(rate string) func(*Model, *tariff.Schedule) {
		return func(m *Model, schedule *tariff.Schedule) {
			net := decimal.RequireFromString(rate)
			schedule.Uplift = &tariff.Uplifts{Name: "uplift", Rows: []tariff.UpliftRow{{From: m.Start, Net: &net}}}
			schedule.Units[0].Rows[0].Value.PriceBase = m.Start - 1
		}
	}
	term := func(kind tariff.TermKind, upper string) func(*Model, *tariff.Schedule) {
		return func(m *Model, _ *tariff.Schedule) {
			amount := decimal.NewFromInt(6000) // a year: 500 a month
			m.Contracts[0].Terms = []tariff.Step{{Number: 1, Terms: tariff.Always(tariff.Term{
				Kind: kind, Settle: tariff.Monthly, Netting: tariff.NetTotal, Reference: tariff.RefAmount, Amount: &amount, Upper: decimal.RequireFromString(upper),
			})}}
		}
	}
	block := func(m *Model, _ *tariff.Schedule) {
		value := decimal.NewFromInt(24_000) // 2,000 a month
		m.Contracts[0].Agreements[0].Value.Form = tariff.Block
		m.Contracts[0].Agreements[0].Value.AnnualValue = &value
	}
	unscheduled := func(m *Model, schedule *tariff.Schedule) {
		block(m, schedule)
		m.Contracts[0].Agreements[0].Value.Schedule = nil
	}
	plain := paidAt(10, "100", "1", nil)
	for _, c := range []struct {
		name          string
		before, after *Model
		want          map[CauseKind]tariff.Pence
	}{
		{"the price", plain, paidAt(10, "110", "1", nil), map[CauseKind]tariff.Pence{CausePrice: 100_00}},
		{"the volume", plain, paidAt(12, "100", "1", nil), map[CauseKind]tariff.Pence{CauseVolume: 200_00}},
		{"the factor", plain, paidAt(10, "100", "1.1", nil), map[CauseKind]tariff.Pence{CauseMFF: 100_00}},
		{"the uplift", paidAt(10, "100", "1", upliftOf("0")), paidAt(10, "100", "1", upliftOf("0.05")), map[CauseKind]tariff.Pence{CauseUplift: 50_00}},
		{"the same price at another year's level", paidAt(10, "105", "1", upliftOf("0.05")), paidAt(10, "105", "1", upliftOf("0.05")), nil},
		{"price, volume and factor: volume at the old price, the factor on all", plain, paidAt(12, "110", "1.1", nil),
			map[CauseKind]tariff.Pence{CauseVolume: 200_00, CausePrice: 120_00, CauseMFF: 132_00}},
		{"a cap", plain, paidAt(10, "100", "1", term(tariff.Cap, "0")), map[CauseKind]tariff.Pence{CauseKind(tariff.Cap): -500_00}},
		{"from a block", paidAt(10, "100", "1", block), plain, map[CauseKind]tariff.Pence{CauseForm: -1_000_00}},
		{"to a block", plain, paidAt(10, "100", "1", block), map[CauseKind]tariff.Pence{CauseForm: 1_000_00}},
		{"from a block with prices beside it", paidAt(10, "100", "1", block), paidAt(10, "110", "1", nil), map[CauseKind]tariff.Pence{CauseForm: -1_000_00, CausePrice: 100_00}},
		{"from a block without prices", paidAt(10, "100", "1", unscheduled), paidAt(12, "110", "1.1", nil),
			map[CauseKind]tariff.Pence{CauseForm: 1_210_00 - 2_000_00, CauseVolume: 242_00}},
		{"a cap on a block that becomes one of activity", paidAt(10, "100", "1", block), paidAt(10, "100", "1", term(tariff.Cap, "0")),
			map[CauseKind]tariff.Pence{CauseForm: -1_000_00, CauseKind(tariff.Cap): -500_00}},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := run(t, c.before, nil)
			after := run(t, c.after, before)
			list, err := causesOf(before, after, Goal{Item: ItemIncome})
			if err != nil {
				t.Fatal(err)
			}
			got := map[CauseKind]tariff.Pence{}
			for _, cause := range list {
				got[cause.Kind] += cause.Pence[0]
			}
			for _, kind := range []CauseKind{CauseForm, CauseAgreed, CausePrice, CauseVolume, CauseMix, CauseUplift, CauseMFF, CauseKind(tariff.Cap), CauseContract} {
				if got[kind] != c.want[kind] {
					t.Errorf("%s: %s, want %s", kind, got[kind], c.want[kind])
				}
			}
		})
	}
}

func TestAContractThatOnlyOneHas(t *testing.T) {
	m := paidAt(10, "100", "1", nil)
	none := *m
	none.Contracts = nil
	with, without := run(t, m, nil), run(t, &none, nil)
	list, err := causesOf(without, with, Goal{Item: ItemIncome})
	if err != nil || len(list) != 1 || list[0].Kind != CauseContract || list[0].Pence[0] != 1_000_00 {
		t.Errorf("causes %+v, %v; want the contract's 1000.00", list, err)
	}
	if list, err = causesOf(with, without, Goal{Item: ItemIncome}); err != nil || len(list) != 1 || list[0].Pence[0] != -1_000_00 {
		t.Errorf("causes %+v, %v; want the contract's -1000.00", list, err)
	}
}
