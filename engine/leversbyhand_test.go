package engine

import (
	"testing"

	"parity/tariff"
)

// paidByTheDay is a month of days in X, Y and Z, paid by the day: X and Y at prices, Z at none. A day of
// X asks a contact at 100 pounds, a day of Y half of one. Figures are illustrative.
func paidByTheDay(x, y, z int, priceX, priceY string) *Model {
	m := service(0)
	m.Currencies = append(m.Currencies, Currency{Key: "Y"}, Currency{Key: "Z"})
	m.Providers[0].MFF = tariff.Always(*stated("1"))
	schedule := priceOf("X", tariff.Day, tariff.PriceRow{Price: stated(priceX), PriceBase: april2025})
	schedule.Units = append(schedule.Units, priceOf("Y", tariff.Day, tariff.PriceRow{Price: stated(priceY), PriceBase: april2025}).Units...)
	m.Contracts[0].Given = []Given{{0, tariff.Day, units(x)}, {1, tariff.Day, units(y)}, {2, tariff.Day, units(z)}}
	m.Contracts[0].Agreements = tariff.Always(tariff.Agreement{Form: tariff.Activity, Schedule: schedule})
	m.Packages = []Package{
		{Currency: 0, Resource: "team", Per: tariff.Day, Provider: anyProvider, Quantity: tariff.Always(1.0)},
		{Currency: 1, Resource: "team", Per: tariff.Day, Provider: anyProvider, Quantity: tariff.Always(0.5)},
	}
	return m
}

// X: 3,650 days at 105 less 100 pounds leave 18,250, which is 1,825 a person-year. Y: 730 days at 60
// less 50 leave 7,300, which is 3,650 a person-year, so that a bidder takes Y first. Z has no price
// and is not bid for.
func TestCherryListByHand(t *testing.T) {
	m := paidByTheDay(3650, 730, 365, "105", "60")
	list, err := CherryList(run(t, m, nil), 0, m.Contracts[0].Agreements[0].Value.Schedule)
	if err != nil {
		t.Fatal(err)
	}
	want := []Cherry{
		{Currency: 1, Value: 43_800_00, Cost: 36_500_00, PersonYears: 2_000},
		{Currency: 0, Value: 383_250_00, Cost: 365_000_00, PersonYears: 10_000},
	}
	sameList(t, "currencies", []int{list[0].Currency, list[1].Currency}, []int{1, 0})
	for k, a := range []float64{3650, 1825} {
		same(t, "what is bid for", list[k], want[k])
		if margin, known := list[k].MarginAYear(); margin != a || !known {
			t.Errorf("%s: a margin of %v a person-year, want %v", m.Currencies[want[k].Currency].Key, margin, a)
		}
	}
	same(t, "currencies listed", len(list), len(want))
}

// 60 days at 10 and 40 at 25 pounds are 16 a day; 20 and 35 of them are 1,075 pounds for 55 days,
// which is 1.221591 times as much. That the price has risen since is none of the casemix.
func TestCasemixByHand(t *testing.T) {
	before, after := run(t, paidByTheDay(60, 40, 0, "10", "25"), nil), run(t, paidByTheDay(20, 35, 0, "11", "29"), nil)
	lines := casemixLines(&before.Contracts[0], &after.Contracts[0])
	if len(lines) != 1 || lines[0].Measure != tariff.Day {
		t.Fatalf("%+v, want the days", lines)
	}
	v, known := lines[0].At(0)
	if got := v.Casemix().String(); !known || got != "1.221591" {
		t.Errorf("the casemix index is %s (known: %v), want 1.221591", got, known)
	}
}

// Eight in a hundred of those recorded in Y belong in X: 8 of 100 days, worth 200 pounds as they are
// recorded and 80 by the right currency.
func TestReallocatedByHand(t *testing.T) {
	m := paidByTheDay(50, 100, 0, "10", "25")
	m.Contracts[0].Reallocation = []Reallocation{{Recorded: 1, Right: 0, Share: tariff.Always(0.08)}}
	r := run(t, m, nil)
	moved, err := r.Reallocated(0)
	if err != nil || len(moved) != 1 {
		t.Fatalf("%+v, %v: want the days that move", moved, err)
	}
	sameList(t, "days", moved[0].ByRight, units(8))
	sameList(t, "as recorded", moved[0].AtRecorded, pence("200"))
	sameList(t, "by the right currency", moved[0].AtRight, pence("80"))
	pairs, err := r.ReallocatedPairs()
	if err != nil || len(pairs) != 1 || !pairs[0].Upcoded() || pairs[0].AtRecorded-pairs[0].AtRight != 120_00 {
		t.Errorf("%+v, %v: want up-coding worth 120 pounds", pairs, err)
	}
	sameList(t, "income", r.Contracts[0].Statement.Income, pence("2880")) // 58 x 10 + 92 x 25
}
