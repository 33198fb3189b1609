package engine

import (
	"testing"

	"github.com/shopspring/decimal"

	"parity/tariff"
)

// contactPrice is a schedule that prices a contact of X.
func contactPrice(price string) *tariff.Schedule {
	return priceOf("X", tariff.Contact, tariff.PriceRow{Price: stated(price), PriceBase: april2025})
}

func priceOf(currency string, measure tariff.Measure, row tariff.PriceRow) *tariff.Schedule {
	return &tariff.Schedule{Name: "local", Places: 2, MFFBase: *stated("1"), Units: []tariff.UnitPrices{
		{Unit: tariff.Unit{Currency: currency, Measure: measure}, Rows: tariff.Always(row)}}}
}

// paidBy is the service paid by activity at a schedule, without a cost side.
func paidBy(schedule *tariff.Schedule, contacts ...int) *Model {
	m := service(contacts...)
	m.Packages = nil
	agreement := &m.Contracts[0].Agreements[0].Value
	agreement.Form, agreement.Schedule = tariff.Activity, schedule
	return m
}

func TestWhatActivityPays(t *testing.T) {
	for _, c := range []struct {
		name  string
		model func() *Model
		want  []tariff.Pence
	}{
		{"quantity x price", func() *Model { return paidBy(contactPrice("10.05"), 3, 7) }, pence("30.15", "70.35")},
		{"x MFF over its base", func() *Model {
			s := contactPrice("10.05")
			s.AppliesMFF, s.MFFBase = true, *stated("1.0534")
			return paidBy(s, 3) // 30.15 x 1.1 / 1.0534 = 31.4838
		}, pence("31.48")},
		{"an MFF that changes on a date", func() *Model {
			s := contactPrice("10")
			s.AppliesMFF = true
			m := paidBy(s, 10, 10)
			m.Providers[0].MFF = append(m.Providers[0].MFF, tariff.Since[decimal.Decimal]{From: april2025 + 1, Value: *stated("1.2")})
			return m
		}, pence("110", "120")},
		{"a price that starts in the second month", func() *Model {
			s := contactPrice("10")
			s.Units[0].Rows[0].From = april2025 + 1
			return paidBy(s, 10, 10)
		}, pence("0", "100")},
		{"a price that changes", func() *Model {
			s := contactPrice("10")
			s.Units[0].Rows = append(s.Units[0].Rows, tariff.Since[tariff.PriceRow]{From: april2025 + 1, Value: tariff.PriceRow{Price: stated("12"), PriceBase: april2025 + 1}})
			return paidBy(s, 10, 10)
		}, pence("100", "120")},
		{"a schedule that changes with the contract", func() *Model {
			m := paidBy(contactPrice("10"), 10, 10)
			later := m.Contracts[0].Agreements[0].Value
			later.Schedule = contactPrice("11")
			m.Contracts[0].Agreements = append(m.Contracts[0].Agreements, tariff.Since[tariff.Agreement]{From: april2025 + 1, Value: later})
			return m
		}, pence("100", "110")},
		{"an uplift in the year", func() *Model {
			s := contactPrice("10")
			s.Uplift = &tariff.Uplifts{Rows: []tariff.UpliftRow{{From: april2025 + 1, CostUplift: stated("0.05"), Efficiency: stated("0.02")}}}
			return paidBy(s, 10, 10)
		}, pence("100", "103")},
		{"a review period of the community alone", func() *Model {
			m := paidBy(priceOf("X", tariff.Period, tariff.PriceRow{Price: stated("100"), PriceBase: april2025, Covers: tariff.Community}), 1)
			m.Contracts[0].Given = []Given{{0, tariff.Period, units(40)}, {0, tariff.AdmittedDay, units(30)}, {0, tariff.CommunityDay, units(90)}}
			return m // a quarter is admitted: 30 periods
		}, pence("3000")},
		{"a year of care", func() *Model {
			m := paidBy(priceOf("X", tariff.YearOfCare, tariff.PriceRow{Price: stated("1000"), PriceBase: april2025}), 1)
			m.Contracts[0].Given = []Given{{0, tariff.Day, units(730)}}
			return m // two years
		}, pence("2000")},
		{"a year of care in a leap year", func() *Model {
			m := paidBy(priceOf("X", tariff.YearOfCare, tariff.PriceRow{Price: stated("1000"), PriceBase: tariff.NewMonth(2027, 4)}), 1)
			m.Start = tariff.NewMonth(2027, 4)
			m.Contracts[0].Given = []Given{{0, tariff.Day, units(732)}}
			return m
		}, pence("2000")},
	} {
		t.Run(c.name, func(t *testing.T) {
			sameList(t, "income", run(t, c.model(), nil).Contracts[0].Statement.Income, c.want)
		})
	}
}

func TestAMissingPriceIsAStateNeverZero(t *testing.T) {
	blank := contactPrice("1")
	blank.Units[0].Rows[0].Value.Price = nil
	other := priceOf("Y", tariff.Contact, tariff.PriceRow{Price: stated("1"), PriceBase: april2025})
	late := contactPrice("10")
	late.Units[0].Rows[0].From = april2025 + 1
	for _, c := range []struct {
		name     string
		schedule *tariff.Schedule
		want     []tariff.PriceState
	}{
		{"a blank price", blank, []tariff.PriceState{tariff.Missing, tariff.Missing}},
		{"a currency the schedule does not price", other, []tariff.PriceState{tariff.Missing, tariff.Missing}},
		{"a currency it does not price yet", late, []tariff.PriceState{tariff.Missing, tariff.Priced}},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := paidBy(c.schedule, 10, 10)
			m.Currencies = append(m.Currencies, Currency{Key: "Y"})
			r := run(t, m, nil)
			states := make([]tariff.PriceState, m.Months)
			for _, unit := range r.Contracts[0].Priced {
				for i := range states {
					states[i] = max(states[i], unit.Price[i].State)
				}
			}
			missing := 0
			for fact := range r.Facts() {
				if fact.Item == ItemActivityValue && fact.Value.Missing {
					missing++
				}
			}
			want := 0
			for i, state := range c.want {
				if states[i] != state {
					t.Errorf("month %d: state %v, want %v", i, states[i], state)
				}
				if state == tariff.Missing {
					want++
				}
			}
			if missing != want {
				t.Errorf("%d facts are missing, want %d", missing, want)
			}
		})
	}
}

func TestPlan(t *testing.T) {
	base := run(t, paidBy(contactPrice("10"), 10), nil)
	t.Run("frozen at the baseline's activity", func(t *testing.T) {
		unit := run(t, paidBy(contactPrice("12"), 25), base).Contracts[0].Priced[0]
		sameList(t, "plan", unit.Plan, units(10))
		sameList(t, "plan value at this scenario's prices", unit.PlanValue, pence("120"))
		sameList(t, "value", unit.Value, pence("300"))
	})
	t.Run("of activity that is gone", func(t *testing.T) {
		m := paidBy(contactPrice("12"), 0)
		m.Contracts[0].Given = nil
		result := run(t, m, base).Contracts[0]
		if len(result.Priced) != 1 {
			t.Fatalf("%d units, want the one that was planned", len(result.Priced))
		}
		sameList(t, "plan value", result.Priced[0].PlanValue, pence("120"))
	})
	t.Run("out of the plan table", func(t *testing.T) {
		m := paidBy(contactPrice("10"), 25)
		m.Contracts[0].Agreements[0].Value.Plan = tariff.PlanTable
		m.Contracts[0].Plan = []Given{{0, tariff.Contact, units(7)}}
		sameList(t, "plan value", run(t, m, base).Contracts[0].Priced[0].PlanValue, pence("70"))
	})
	t.Run("nothing agreed is a plan of zero", func(t *testing.T) {
		m := paidBy(contactPrice("10"), 25)
		m.Contracts[0].Agreements[0].Value.Plan = tariff.PlanTable
		sameList(t, "plan value", run(t, m, base).Contracts[0].Priced[0].PlanValue, pence("0"))
	})
}

func TestAShadowScheduleSaysWhatActivityWouldHavePaid(t *testing.T) {
	m := service(10, 20)
	m.Contracts[0].Agreements[0].Value.Shadow = contactPrice("30")
	result := run(t, m, nil).Contracts[0]
	sameList(t, "shadow value", result.Shadow[0].Value, pence("300", "600"))
	sameList(t, "income", result.Statement.Income, pence("100000", "100000"))
	if len(result.Priced) != 0 {
		t.Error("a block without a schedule prices nothing")
	}
}
