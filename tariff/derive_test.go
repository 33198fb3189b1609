package tariff_test

import (
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"parity/tariff"
)

func TestRebaseSharesABlockByRelativeResourceIntensity(t *testing.T) {
	// 200 days that cost 10 and 50 starts that cost 40 are 4,000 of cost; a block of 6,000
	// pays half as much again for each.
	units := []tariff.Weighted{
		{Unit: tariff.Unit{Currency: "11", Measure: tariff.Day}, Cost: dec("10"), Quantity: 200_000},
		{Unit: tariff.Unit{Currency: "11", Measure: tariff.Start}, Cost: dec("40"), Quantity: 50_000},
		{Unit: tariff.Unit{Currency: "18", Measure: tariff.Day}, Cost: dec("7"), Quantity: 0},      // not planned: priced all the same
		{Unit: tariff.Unit{Currency: "20", Measure: tariff.Day}, Cost: dec("0"), Quantity: 30_000}, // costs nothing
	}
	got, err := tariff.Rebase(dec("6000"), units)
	if err != nil {
		t.Fatal(err)
	}
	if want := []tariff.Price{15_000_000, 60_000_000, 10_500_000, 0}; !slices.Equal(got, want) {
		t.Errorf("prices %v micro-pounds, want %v", got, want)
	}
}

func TestRebasedPricesAreRoundedToSixPlaces(t *testing.T) {
	units := []tariff.Weighted{{Cost: dec("1"), Quantity: 3_000}}
	for value, want := range map[string]tariff.Price{"1": 333_333, "2": 666_667, "0.0000015": 1, "0.0000045": 2} {
		got, err := tariff.Rebase(dec(value), units)
		if err != nil || got[0] != want {
			t.Errorf("%s over three days is %v micro-pounds, %v; want %d", value, got, err, want)
		}
	}
}

func TestRebaseNeedsSomethingToShareBy(t *testing.T) {
	day := tariff.Unit{Currency: "11", Measure: tariff.Day}
	for _, c := range []struct {
		units []tariff.Weighted
		value string
		want  string
	}{
		{nil, "1000", "package cost"},
		{[]tariff.Weighted{{Unit: day, Cost: dec("10")}, {Unit: day, Quantity: 1000}}, "1000", "package cost"},
		{[]tariff.Weighted{{Unit: day, Cost: dec("-10"), Quantity: 1000}}, "1000", "day of 11"},
		{[]tariff.Weighted{{Unit: day, Cost: dec("10"), Quantity: -1000}}, "1000", "day of 11"},
		{[]tariff.Weighted{{Unit: day, Cost: dec("10"), Quantity: 1}}, "1e12", "too large"},
	} {
		prices, err := tariff.Rebase(dec(c.value), c.units)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v gave %v, error %v; want one that says %q", c.units, prices, err, c.want)
		}
	}
}

func TestRebasedPricesGiveTheBlockBackWithinAPoundAYear(t *testing.T) {
	// The roundings left: half a millionth of a pound for each of at most 900,000 days, and
	// half a penny for each of at most 96 lines, 93p in all.
	rapid.Check(t, func(t *rapid.T) {
		value := *drawDecimal(t, "value", 0, 90_000_000, 2)
		units := make([]tariff.Weighted, rapid.IntRange(1, 8).Draw(t, "units"))
		months := make([][]tariff.Quantity, len(units))
		for u := range units {
			units[u].Cost = *drawDecimal(t, "cost", 1, 900, 6)
			for range 12 {
				q := tariff.Quantity(rapid.Int64Range(0, 900_000_000/8/12).Draw(t, "planned"))
				months[u] = append(months[u], q)
				units[u].Quantity += q
			}
		}
		prices, err := tariff.Rebase(value, units)
		if err != nil {
			if slices.ContainsFunc(units, func(u tariff.Weighted) bool { return u.Quantity > 0 }) {
				t.Fatal(err)
			}
			return
		}
		var paid tariff.Pence
		for u := range units {
			if slow := slowRebase(value, units, u); int64(prices[u]) != slow {
				t.Fatalf("unit %d is priced %d, want %d", u, prices[u], slow)
			}
			for _, q := range months[u] {
				line, err := tariff.Line(q, prices[u], tariff.One())
				if err != nil {
					t.Fatal(err)
				}
				paid += line
			}
		}
		if apart := paid - tariff.RoundPence(value); apart > 100 || apart < -100 {
			t.Fatalf("a block of %s pays %s at its rebased prices", value, paid)
		}
	})
}

// slowRebase is the same price in fractions.
func slowRebase(value decimal.Decimal, units []tariff.Weighted, u int) int64 {
	all := new(big.Rat)
	for _, unit := range units {
		all.Add(all, new(big.Rat).Mul(ratOf(unit.Cost), big.NewRat(int64(unit.Quantity), 1000)))
	}
	price := new(big.Rat).Mul(ratOf(value), ratOf(units[u].Cost))
	return roundRat(price.Quo(price, all), 6)
}

func TestPackageCostIsWhatItsAsksCost(t *testing.T) {
	// A psychosis day of 0.05 contacts at 250 and 0.02 bed days at 500 (illustrative).
	got := tariff.PackageCost([]tariff.Ask{{Quantity: dec("0.05"), UnitCost: dec("250")}, {Quantity: dec("0.02"), UnitCost: dec("500")}})
	if !got.Equal(dec("22.5")) {
		t.Errorf("costs %s, want 22.50", got)
	}
	if got := tariff.PackageCost(nil); !got.IsZero() {
		t.Errorf("nothing asked costs %s", got)
	}
}

func TestCostsAreBroughtForwardAndBack(t *testing.T) {
	u := uplifts2025()
	for _, c := range []struct{ cost, from, to, want string }{
		{"100", "2024-04", "2025-04", "102.83"},
		{"100", "2025-04", "2026-03", "100"}, // nothing falls between
		{"102.83", "2025-04", "2024-04", "100"},
		{"100", "2025-04", "2025-04", "100"},
	} {
		if got := u.Bring(dec(c.cost), month(c.from), month(c.to)); !got.Equal(dec(c.want)) {
			t.Errorf("%s of %s in %s is %s, want %s", c.cost, c.from, c.to, got, c.want)
		}
	}
}
