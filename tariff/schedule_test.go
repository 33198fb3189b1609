package tariff_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"parity/tariff"
)

func psychosisDay(rows ...tariff.Since[tariff.PriceRow]) tariff.UnitPrices {
	return tariff.UnitPrices{Unit: tariff.Unit{Currency: "11", Measure: tariff.Day}, Rows: rows}
}

func TestAUnitPriceIsUpliftedAndRoundedOnce(t *testing.T) {
	prices := psychosisDay(since("2024-04", tariff.PriceRow{Price: decp("12.34"), PriceBase: month("2024-04")}))
	given := &tariff.Schedule{Name: "local", Uplift: uplifts2025(), Places: 2}
	derived := &tariff.Schedule{Name: "rebased", Uplift: uplifts2025(), Places: 6, Derived: true}
	flat := &tariff.Schedule{Name: "flat", Places: 2}
	for _, c := range []struct {
		schedule *tariff.Schedule
		month    string
		asOf     tariff.Month
		want     string
	}{
		{given, "2025-03", tariff.Latest, "12.34"},
		{given, "2025-04", tariff.Latest, "12.69"},       // 12.34 x 1.0283 = 12.689222
		{given, "2025-04", month("2025-04"), "12.61"},    // 12.34 x 1.0215 = 12.60531
		{derived, "2025-04", tariff.Latest, "12.689222"}, // derived prices keep six places
		{derived, "2025-04", month("2025-05"), "12.60531"},
		{flat, "2025-04", tariff.Latest, "12.34"},
	} {
		got := c.schedule.At(prices, month(c.month), c.asOf)
		if got.State != tariff.Priced || !got.Price.Decimal().Equal(dec(c.want)) {
			t.Errorf("%s in %s as of %s: %s (state %d), want %s", c.schedule.Name, c.month, c.asOf, got.Price.Decimal(), got.State, c.want)
		}
	}
}

func TestAPriceIsMissingOrNoneAndNeverZero(t *testing.T) {
	prices := psychosisDay(
		since("2025-04", tariff.PriceRow{Price: decp("10"), PriceBase: month("2025-04")}),
		since("2025-07", tariff.PriceRow{Price: nil, PriceBase: month("2025-07"), Covers: tariff.Community}),
		since("2025-10", tariff.PriceRow{Price: decp("0"), PriceBase: month("2025-10")}),
	)
	s := &tariff.Schedule{Name: "local", Places: 2}
	for _, c := range []struct {
		month string
		want  tariff.PriceState
	}{
		{"2025-03", tariff.None},    // no row in force yet
		{"2025-06", tariff.Priced},  // ten pounds
		{"2025-07", tariff.Missing}, // a row without a price
		{"2025-10", tariff.Priced},  // a price of nothing is a price
	} {
		if got := s.At(prices, month(c.month), tariff.Latest); got.State != c.want {
			t.Errorf("%s: state %d, want %d", c.month, got.State, c.want)
		}
	}
	if got := s.At(prices, month("2025-08"), tariff.Latest).Covers; got != tariff.Community {
		t.Errorf("covers %q, want community", got)
	}
}

func TestAScheduleKnowsWhatItPrices(t *testing.T) {
	s := &tariff.Schedule{Name: "local", Places: 2, Units: []tariff.UnitPrices{
		psychosisDay(since("2025-07", tariff.PriceRow{PriceBase: month("2025-07")})), // a price that is missing
	}}
	if _, ok := s.Find(tariff.Unit{Currency: "11", Measure: tariff.Day}); !ok {
		t.Error("days of 11 are not found")
	}
	if _, ok := s.Find(tariff.Unit{Currency: "11", Measure: tariff.Start}); ok {
		t.Error("starts of 11 are found")
	}
}

func TestPricesOverARunAreThePricesOfItsMonths(t *testing.T) {
	s := &tariff.Schedule{Name: "local", Uplift: uplifts2025(), Places: 2}
	rapid.Check(t, func(t *rapid.T) {
		var rows tariff.Dated[tariff.PriceRow]
		for from := range 3 {
			if rapid.Bool().Draw(t, "row") {
				rows = append(rows, tariff.Since[tariff.PriceRow]{
					From: month("2024-11") + tariff.Month(from*rapid.IntRange(1, 6).Draw(t, "gap")),
					Value: tariff.PriceRow{
						Price:     drawDecimal(t, "price", 0, 50_000, 2),
						PriceBase: month("2024-10") + tariff.Month(rapid.IntRange(0, 12).Draw(t, "base")),
					},
				})
			}
		}
		slices.SortStableFunc(rows, func(a, b tariff.Since[tariff.PriceRow]) int { return int(a.From - b.From) })
		prices := psychosisDay(rows...)
		asOf := rapid.SampledFrom([]tariff.Month{tariff.Latest, month("2025-05"), month("2025-06")}).Draw(t, "asOf")
		start := month("2024-10") + tariff.Month(rapid.IntRange(0, 8).Draw(t, "start"))
		for i, got := range s.Over(start, 15, asOf).Prices(prices) {
			if want := s.At(prices, start+tariff.Month(i), asOf); got != want {
				t.Fatalf("month %s: %v over the run, %v alone", start+tariff.Month(i), got, want)
			}
		}
	})
}

func TestMFFAppliesOnlyWhereTheScheduleSaysSo(t *testing.T) {
	applies := &tariff.Schedule{AppliesMFF: true, MFFBase: dec("1.0534")} // the mean of 2026/27 (NHS England)
	factor, err := applies.Factor(dec("1.0534"))
	if err != nil || factor.Float() != 1 {
		t.Errorf("a provider at the mean: factor %v, %v", factor, err)
	}
	local := &tariff.Schedule{}
	if factor, err = local.Factor(dec("1.2")); err != nil || factor != tariff.One() {
		t.Errorf("local prices: factor %v, %v", factor, err)
	}
	if _, err = (&tariff.Schedule{AppliesMFF: true}).Factor(dec("1.2")); err == nil {
		t.Error("a base of zero was taken")
	}
}
