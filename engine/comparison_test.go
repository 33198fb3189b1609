package engine_test

import (
	"math"
	"testing"

	"parity/engine"
	"parity/tariff"
)

func TestComparisonByYearAndParty(t *testing.T) {
	block, pbr := twoContracts(), twoContracts()
	for i := range pbr.Contracts[0].Statement.Income {
		pbr.Contracts[0].Statement.Income[i] += 1_000
	}
	c := engine.Compare([]*engine.Result{block, pbr}, 0)
	if len(c.Years) != 2 || c.Months[0] != 1 || c.Months[1] != 1 {
		t.Fatalf("years %v with %v months", c.Years, c.Months)
	}
	type sums struct{ income, cost tariff.Pence }
	for _, want := range []struct {
		name    string
		account engine.Account
		years   []sums
		surplus tariff.Pence
		costed  bool
	}{
		{"everything", c.Sides[0].Whole, []sums{{42_000, 4_000}, {43_000, 5_700}}, 75_300, true},
		{"contract north", c.Sides[0].Contracts[0], []sums{{32_000, 4_000}, {33_000, 5_000}}, 56_000, true},
		{"contract south, whose care is not modelled", c.Sides[0].Contracts[1], []sums{{10_000, 0}, {10_000, 0}}, 0, false},
		{"the trust, with what is stranded", c.Sides[0].Providers[0], []sums{{42_000, 4_000}, {43_000, 5_700}}, 75_300, true},
		{"North", c.Sides[0].Commissioners[0], []sums{{32_000, 4_000}, {33_000, 5_000}}, 56_000, true},
		{"north in the other scenario", c.Sides[1].Contracts[0], []sums{{33_000, 4_000}, {34_000, 5_000}}, 58_000, true},
	} {
		var all sums
		for y, year := range want.years {
			got := want.account.Years[y]
			if got.Income != year.income || got.Cost.Pence != year.cost {
				t.Errorf("%s, %s: income %s and cost %s, want %s and %s", want.name, c.Years[y], got.Income, got.Cost.Pence, year.income, year.cost)
			}
			all.income += year.income
			all.cost += year.cost
		}
		if want.account.All.Income != all.income || want.account.All.Cost.Pence != all.cost {
			t.Errorf("%s: the years do not sum to all", want.name)
		}
		if surplus, ok := want.account.All.Surplus(); ok != want.costed || ok && surplus != want.surplus {
			t.Errorf("%s: surplus %s, %v; want %s, %v", want.name, surplus, ok, want.surplus, want.costed)
		}
	}
}

func TestSurplusIsNotKnownWhereAUnitCostIsMissing(t *testing.T) {
	r := twoContracts()
	r.Care.Resources[0].CostKnown[0] = false
	whole := engine.Compare([]*engine.Result{r}, 0).Sides[0].Whole
	if _, ok := whole.Years[0].Surplus(); ok {
		t.Error("the year with a missing unit cost has a surplus")
	}
	if _, ok := whole.Years[1].Surplus(); !ok {
		t.Error("the other year has none")
	}
	if _, ok := whole.All.Surplus(); ok {
		t.Error("both years together have a surplus")
	}
}

func TestPriceAgainstCostByCurrency(t *testing.T) {
	got := engine.Compare([]*engine.Result{twoContracts()}, 0).Sides[0].Currencies
	if len(got) != 2 || got[0].Key != "1" || got[1].Key != "2" {
		t.Fatalf("currencies %+v", got)
	}
	if margin, ok := got[0].Margin(); !ok || margin != 65_550-9_000 {
		t.Errorf("margin of 1: %s, %v; want 565.50", margin, ok)
	}
	if _, ok := got[1].Margin(); ok || got[1].ValueKnown {
		t.Error("currency 2 has a missing price, and a margin")
	}
}

func TestWinnersAndLosersAreRanked(t *testing.T) {
	result := func(keys []string, income ...tariff.Pence) *engine.Result {
		m := &engine.Model{Start: tariff.NewMonth(2025, 4), Months: 1, Commissioners: []engine.Commissioner{{Key: "E"}}}
		r := &engine.Result{Model: m, Activity: &engine.Activity{}, Care: &engine.Care{}}
		for i, key := range keys {
			m.Providers = append(m.Providers, engine.Provider{Key: key})
			m.Contracts = append(m.Contracts, engine.Contract{Contract: tariff.Contract{Name: key}, Provider: i})
			r.Contracts = append(r.Contracts, engine.ContractResult{Statement: tariff.Statement{Income: []tariff.Pence{income[i]}}})
			r.Activity.Contracts = append(r.Activity.Contracts, engine.ContractActivity{})
		}
		return r
	}
	before := result([]string{"A", "B", "C", "Gone"}, 1000, 2000, 0, 400)
	after := result([]string{"B", "A", "C", "New"}, 1900, 1100, 0, 100)
	c := engine.Compare([]*engine.Result{before, after}, 0)
	want := []struct {
		key        string
		difference tariff.Pence
		share      float64
	}{{"A", 100, 0.1}, {"New", 100, math.NaN()}, {"C", 0, math.NaN()}, {"B", -100, -0.05}, {"Gone", -400, -1}}
	got := c.Providers(1)
	if len(got) != len(want) {
		t.Fatalf("%d ranked, want %d: %+v", len(got), len(want), got)
	}
	for i, w := range want {
		fraction, ok := got[i].Share()
		if got[i].Key != w.key || got[i].Pence() != w.difference || ok == math.IsNaN(w.share) || ok && math.Abs(fraction-w.share) > 1e-12 {
			t.Errorf("place %d: %+v, want %+v", i+1, got[i], w)
		}
	}
	if all := c.Commissioners(1); len(all) != 1 || all[0].Pence() != -300 {
		t.Errorf("the commissioner pays %+v, want 3.00 less", all)
	}
}

// Real terms: cash x D(base) / D(year), rounded to the penny.
func TestRealTerms(t *testing.T) {
	d := twoContracts().Model.Deflator
	for _, c := range []struct {
		year tariff.Year
		cash tariff.Pence
		want tariff.Pence
		ok   bool
	}{
		{2024, 10_000, 10_400, true},
		{2025, 10_000, 10_000, true},
		{2024, 33, 34, true}, // 0.3432
		{2026, 10_000, 0, false},
	} {
		if got, ok := d.Real(c.cash, c.year); got != c.want || ok != c.ok {
			t.Errorf("%s of %s: %s, %v; want %s, %v", c.cash, c.year, got, ok, c.want, c.ok)
		}
	}
	if _, ok := (*engine.Deflator)(nil).Real(1, 2025); ok {
		t.Error("no deflator gives real terms")
	}
	whole := engine.Compare([]*engine.Result{twoContracts()}, 0).Sides[0].Whole
	if !whole.All.RealKnown || whole.All.Real != 43_680+43_000 {
		t.Errorf("real income %s, want 866.80", whole.All.Real)
	}
}

func TestPriceVolumeMixAgainstTheBaseline(t *testing.T) {
	plain := func() *engine.Result {
		r := twoContracts()
		r.Contracts[0].Priced = r.Contracts[0].Priced[:1]
		return r
	}
	before, after := plain(), plain()
	u := &after.Contracts[0].Priced[0]
	u.Quantity = []tariff.Quantity{62_000, 30_000}                                      // twice the days in March
	u.Price = []tariff.UnitPrice{u.Price[0], {Price: 12_000_000, State: tariff.Priced}} // a pound more in April
	u.Value = []tariff.Pence{65_100, 36_000}
	got, ok := engine.Compare([]*engine.Result{before, after}, 0).PriceVolumeMix(1)
	// Days go from 61 to 92 at 655.50 / 61 on average: volume 333.12. What March's price
	// differs from the average is mix.
	want := engine.PriceVolumeMix{Price: 3_000, Volume: 33_312, Mix: 32_550 - 33_312}
	if !ok || got != want {
		t.Errorf("%+v, %v; want %+v", got, ok, want)
	}
	for name, spoil := range map[string]func(*engine.Result){
		"a price is missing":     func(r *engine.Result) { r.Contracts[0].Priced[0].Price[0].State = tariff.Missing },
		"other units are priced": func(r *engine.Result) { r.Contracts[0].Priced[0].Measure = tariff.AdmittedDay },
		"nothing is priced":      func(r *engine.Result) { r.Contracts[0].Priced = nil },
		"contracts differ":       func(r *engine.Result) { r.Model.Contracts[0].Name = "east" },
	} {
		spoiled := plain()
		spoiled.Contracts[0].Priced[0].Price = append([]tariff.UnitPrice{}, spoiled.Contracts[0].Priced[0].Price...)
		spoil(spoiled)
		if _, ok := engine.Compare([]*engine.Result{plain(), spoiled}, 0).PriceVolumeMix(1); ok {
			t.Errorf("%s, and there is a split", name)
		}
	}
}
