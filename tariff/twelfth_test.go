package tariff_test

import (
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"parity/tariff"
)

func drawDecimal(t *rapid.T, label string, low, high int64, places int32) *decimal.Decimal {
	scale := int64(1)
	for range places {
		scale *= 10
	}
	d := decimal.New(rapid.Int64Range(low*scale, high*scale).Draw(t, label), -places)
	return &d
}

func TestTwelfthsOfAThousandPounds(t *testing.T) {
	want := amounts("83.33", "83.34", "83.33", "83.33", "83.34", "83.33", "83.33", "83.34", "83.33", "83.33", "83.34", "83.33")
	for k, w := range want {
		if got := tariff.Twelfth(dec("1000"), month("2025-04")+tariff.Month(k)); got != w {
			t.Errorf("month %d pays %s, want %s", k+1, got, w)
		}
	}
}

func TestTwelfthsSumToTheValue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := *drawDecimal(t, "value", -1_000_000_000, 1_000_000_000, 4)
		var paid tariff.Pence
		for k := range 12 {
			m := month("2025-04") + tariff.Month(k)
			got := tariff.Twelfth(value, m)
			paid += got
			upTo := func(k int64) int64 { return roundRat(new(big.Rat).Mul(ratOf(value), big.NewRat(k, 12)), 2) }
			if want := upTo(int64(k+1)) - upTo(int64(k)); int64(got) != want {
				t.Fatalf("%s pays %d pence in month %d, want %d", value, got, k+1, want)
			}
		}
		if paid != tariff.RoundPence(value) {
			t.Fatalf("%s pays %s in twelve months", value, paid)
		}
	})
}

func TestABlockGrowsInAprilWithTheUpliftsAfterItWasSet(t *testing.T) {
	uplift := &tariff.Uplifts{Rows: []tariff.UpliftRow{ // illustrative
		{From: month("2025-04"), Net: decp("0.03")},
		{From: month("2025-10"), Net: decp("0.01")}, // in-year: reaches a block in April
		{From: month("2026-04"), Net: decp("0.02")},
	}}
	for _, c := range []struct{ set, month, want string }{
		{"2025-04", "2025-04", "100000"}, // agreed at 2025-26 prices
		{"2025-04", "2025-10", "100000"},
		{"2025-04", "2026-03", "100000"},
		{"2025-04", "2026-04", "103020"}, // 1.01 x 1.02
		{"2024-04", "2025-12", "103000"},
		{"2024-04", "2026-04", "106110.6"},
		{"2025-11", "2026-04", "102000"}, // set after the in-year rise
	} {
		a := tariff.Agreement{Form: tariff.Block, AnnualValue: decp("100000"), ValueFrom: month(c.set), Uplift: uplift}
		got, ok := a.Value(month(c.month), tariff.Latest)
		if !ok || !got.Equal(dec(c.want)) {
			t.Errorf("set in %s, in %s: %s, want %s", c.set, c.month, got, c.want)
		}
	}
	if _, ok := (tariff.Agreement{Form: tariff.Activity}).Value(month("2025-04"), tariff.Latest); ok {
		t.Error("an agreement without an annual value has one")
	}
}
