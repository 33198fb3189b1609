package engine

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"parity/tariff"
)

// rebased is a model whose contract's block can be shared out: X asks one of the team for
// a contact and Y three, 1,000 and 500 contacts a month of them.
func rebased(months int) *Model {
	m := service(make([]int, months)...)
	m.Currencies = append(m.Currencies, Currency{Key: "Y"})
	m.Packages = append(m.Packages, Package{Currency: 1, Resource: "team", Per: tariff.Contact, Provider: -1, Quantity: tariff.Always(3.0)})
	m.Contracts[0].Given = []Given{{0, tariff.Contact, nil}, {1, tariff.Contact, nil}}
	for range months {
		m.Contracts[0].Given[0].Quantity = append(m.Contracts[0].Given[0].Quantity, 1_000_000)
		m.Contracts[0].Given[1].Quantity = append(m.Contracts[0].Given[1].Quantity, 500_000)
	}
	schedule := &tariff.Schedule{Name: "local", Derived: true, Places: 6, MFFBase: *stated("1")}
	m.Schedules = []Schedule{{Schedule: schedule, Derive: Rebase, Contract: 0}}
	return m
}

func pricesOf(s *tariff.Schedule, month tariff.Month) []tariff.Price {
	var prices []tariff.Price
	for _, unit := range s.Units {
		prices = append(prices, s.At(unit, month, tariff.Latest).Price)
	}
	return prices
}

func TestRebasedPrices(t *testing.T) {
	// A year's plan costs 12 x (1,000 x 100 + 500 x 300) = 3,000,000 pounds, the block pays
	// 1,200,000: prices are 0.4 of the package cost.
	four := []tariff.Price{40_000_000, 120_000_000}
	for _, c := range []struct {
		name   string
		months int
		change func(*Model)
		want   []tariff.Price
	}{
		{"over a year", 12, func(*Model) {}, four},
		{"over the first financial year alone", 20, func(m *Model) { m.Contracts[0].Given[0].Quantity[12] = 9 }, four},
		{"over the months of it that are in the run", 6, func(*Model) {}, four},
		{"MFF has no part in it", 12, func(m *Model) { m.Resources[0].Rows[0].Value.MFFBase = stated("1.0534") }, four},
		{"a unit cost of other prices is brought to the run's", 12, func(m *Model) {
			// Y asks a ward of 309 pounds at 2025-04 instead, the team is at 100 of 2024-04
			// with 3% since: still one to three.
			m.Schedules[0].Uplift = &tariff.Uplifts{Rows: []tariff.UpliftRow{{From: april2025, Net: stated("0.03")}}}
			m.Resources[0].Rows[0].Value.PriceBase = april2025 - 12
			m.Resources = append(m.Resources, Resource{Key: "ward", Provider: -1, Rows: tariff.Always(ResourceRow{UnitCost: stated("309"), PriceBase: april2025})})
			m.Packages[1].Resource, m.Packages[1].Quantity = "ward", tariff.Always(1.0)
		}, four},
		{"what is asked each month cannot be priced", 12, func(m *Model) {
			m.Packages = append(m.Packages, Package{0, "team", tariff.PerMonth, -1, tariff.Always(77.0)})
		}, four},
		{"six places", 12, func(m *Model) { m.Contracts[0].Agreements[0].Value.AnnualValue = stated("1000000") }, []tariff.Price{33_333_333, 100_000_000}},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := rebased(c.months)
			c.change(m)
			run(t, m, nil)
			sameList(t, "prices", pricesOf(m.Schedules[0].Schedule, m.Start), c.want)
		})
	}
}

func TestRebaseWithoutAUnitCost(t *testing.T) {
	m := rebased(12)
	m.Packages[1].Resource = "ward"
	m.Resources = append(m.Resources, Resource{Key: "ward", Provider: -1, Rows: tariff.Always(ResourceRow{})})
	if _, err := Run(m, nil, &Propagators{}); err == nil || !strings.Contains(err.Error(), "currency Y asks a resource whose unit cost is missing") {
		t.Errorf("error %v, where Y is planned and its cost is missing", err)
	}
	m.Contracts[0].Given = m.Contracts[0].Given[:1]
	run(t, m, nil)
	schedule := m.Schedules[0].Schedule
	sameList(t, "price of X, which alone is planned", pricesOf(schedule, m.Start)[:1], []tariff.Price{100_000_000})
	if state := schedule.At(schedule.Units[1], m.Start, tariff.Latest).State; state != tariff.Missing {
		t.Errorf("price of Y: state %v, want missing", state)
	}
}

func TestPackageCostPrices(t *testing.T) {
	m := rebased(14)
	m.Schedules[0].Derive = PackageCost
	m.Schedules[0].Uplift = &tariff.Uplifts{Rows: []tariff.UpliftRow{
		{From: april2025, Net: stated("0.03")}, {From: april2025 + 12, Net: stated("0.01")}}}
	m.Resources[0].Rows[0].Value.PriceBase = april2025 - 12
	m.Packages[0].Quantity = append(m.Packages[0].Quantity, tariff.Since[float64]{From: april2025 + 6, Value: 2})
	run(t, m, nil)
	schedule := m.Schedules[0].Schedule
	sameList(t, "at the start", pricesOf(schedule, m.Start), []tariff.Price{103_000_000, 309_000_000})
	sameList(t, "once the package is larger", pricesOf(schedule, m.Start+6), []tariff.Price{206_000_000, 309_000_000})
	sameList(t, "a year on", pricesOf(schedule, m.Start+12), []tariff.Price{208_060_000, 312_090_000})

	t.Run("are missing where a unit cost is", func(t *testing.T) {
		m.Resources[0].Rows[0].Value.UnitCost = nil
		run(t, m, nil)
		if state := schedule.At(schedule.Units[0], m.Start, tariff.Latest).State; state != tariff.Missing {
			t.Errorf("state %v", state)
		}
	})
}

func TestRebasedPricesGiveTheBlockBackAtPlan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rebased(rapid.IntRange(1, 15).Draw(t, "months"))
		m.Start = tariff.NewMonth(2025, rapid.IntRange(1, 12).Draw(t, "start month"))
		for k := range m.Contracts[0].Given {
			m.Contracts[0].Given[k].Quantity = drawQuantities(t, m.Months)
			m.Contracts[0].Given[k].Quantity[0]++ // something is planned
		}
		m.Packages[0].Quantity = tariff.Always(rapid.Float64Range(0.01, 40).Draw(t, "package"))
		m.Packages[1].Quantity = tariff.Always(rapid.Float64Range(0.01, 40).Draw(t, "package"))
		if rapid.Bool().Draw(t, "is short") { // acts are planned as delivered
			capacity := rapid.Float64Range(100, 100_000).Draw(t, "capacity")
			m.Resources[0].Rows[0].Value.Capacity = &capacity
		}
		uplift := drawUplift(t, m)
		value := drawDecimal(t, "annual_value", 0, 90_000_000, 2)
		block := &m.Contracts[0].Agreements[0].Value
		block.AnnualValue, block.Uplift, block.ValueFrom, m.Schedules[0].Uplift = &value, uplift, m.Start, uplift
		base := run(t, m, nil)

		local := *m
		local.Contracts = append([]Contract(nil), m.Contracts...)
		activity := *block
		activity.Form, activity.Schedule = tariff.Activity, m.Schedules[0].Schedule
		local.Contracts[0].Agreements = tariff.Always(activity)
		scenario := run(t, &local, base)
		var paid, agreed tariff.Pence
		for i := 0; i < m.Months && m.Month(i).Year() == m.Start.Year(); i++ {
			paid += scenario.Contracts[0].Statement.Income[i]
			agreed += base.Contracts[0].Statement.Income[i]
		}
		if off := paid - agreed; off > 100 || off < -100 {
			t.Fatalf("the plan pays %v, the block %v", paid, agreed)
		}
	})
}

func TestDerivedPricesAgainstTheRulesWorkedSlowly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawService(t)
		for k := range m.Resources {
			for r := range m.Resources[k].Rows {
				cost := drawDecimal(t, "unit_cost", 1, 9_000_000, 4)
				m.Resources[k].Rows[r].Value.UnitCost = &cost
			}
		}
		schedule := &tariff.Schedule{Name: "cost", Derived: true, Places: 6, MFFBase: *stated("1"), Uplift: drawUplift(t, m)}
		m.Schedules = append(m.Schedules, Schedule{Schedule: schedule, Derive: PackageCost, Contract: -1})
		run(t, m, nil)
		var base tariff.Month
		for _, resource := range m.Resources {
			if row, begun := slowAt(resource.Rows, m.Start); begun && resource.Provider == -1 {
				base = max(base, row.PriceBase)
			}
		}
		for _, unit := range schedule.Units {
			for i := range m.Months {
				currency := 0
				for m.Currencies[currency].Key != unit.Unit.Currency {
					currency++
				}
				cost := fraction(0, 1)
				for _, key := range keysOfResources(m) {
					row, _ := slowResource(m, key, -1, m.Month(i))
					if quantity := slowPackages(m, currency, key, -1, m.Month(i))[unit.Unit.Measure]; quantity != nil {
						brought := product(ofDecimal(*row.UnitCost), slowGrowth(schedule.Uplift, row.PriceBase, base, tariff.Latest, slowRate))
						if base < row.PriceBase {
							brought = over(ofDecimal(*row.UnitCost), slowGrowth(schedule.Uplift, base, row.PriceBase, tariff.Latest, slowRate))
						}
						cost = plus(cost, product(quantity, brought))
					}
				}
				price := schedule.At(unit, m.Month(i), tariff.Latest)
				want := product(inPounds(atPlaces(cost, 6)), slowGrowth(schedule.Uplift, base, m.Month(i), tariff.Latest, slowRate))
				got := inPounds(price.Price)
				if off := minus(got, want); off.Abs(off).Cmp(fraction(3, 1_000_000)) > 0 {
					t.Fatalf("price of %v in %s: %s, want %s", unit.Unit, m.Month(i), got.FloatString(6), want.FloatString(8))
				}
			}
		}
	})
}
