package tariff_test

import (
	"slices"
	"testing"

	"github.com/shopspring/decimal"

	"parity/tariff"
)

// uplifts2025 is the uplift of 2025-26 as NHS England published it (2025/26 NHS Payment
// Scheme): 4.15 less 2.0 on 4 April 2025; 4.83 less 2.0 on 27 June 2025 after the pay award,
// back-dated to 1 April.
func uplifts2025() *tariff.Uplifts {
	return &tariff.Uplifts{Name: "nhs-payment-scheme", Rows: []tariff.UpliftRow{
		{From: month("2025-04"), Published: month("2025-06"), CostUplift: decp("0.0483"), Efficiency: decp("0.02")},
		{From: month("2025-04"), Published: month("2025-04"), CostUplift: decp("0.0415"), Efficiency: decp("0.02")},
	}}
}

func TestE4AnUpliftIsAdditiveWithinItsYear(t *testing.T) {
	// 2016-17: 3.1 less 2.0 is 1.1 (Monitor and NHS England, 2016), not 1.031 x 0.98.
	row := tariff.UpliftRow{From: month("2016-04"), CostUplift: decp("0.031"), Efficiency: decp("0.02")}
	rate, ok := row.Rate()
	if !ok || !rate.Equal(dec("0.011")) {
		t.Errorf("net is %s, want 0.011", rate)
	}
}

func TestAnUpliftsRateIsWhatWasPublished(t *testing.T) {
	for _, c := range []struct {
		says             string
		row              tariff.UpliftRow
		rate, inflation  string
		known, inflknown bool
	}{
		{"both", tariff.UpliftRow{CostUplift: decp("0.027"), Efficiency: decp("0.04")}, "-0.013", "0.027", true, true}, // 2013-14 (HSJ, December 2012)
		// 2014-15, mental health: net -1.8 and efficiency 4.0 (HFMA, "Differential equation").
		{"net and efficiency", tariff.UpliftRow{Efficiency: decp("0.04"), Net: decp("-0.018")}, "-0.018", "0.022", true, true},
		{"net alone", tariff.UpliftRow{Net: decp("-0.018")}, "-0.018", "0", true, false},
		{"cost uplift alone", tariff.UpliftRow{CostUplift: decp("0.03")}, "0.03", "0.03", true, true},
		// 2026-27: efficiency 2.0 proposed, cost uplift not found.
		{"efficiency alone", tariff.UpliftRow{Efficiency: decp("0.02")}, "0", "0", false, false},
	} {
		rate, known := c.row.Rate()
		inflation, inflknown := c.row.Inflation()
		if !rate.Equal(dec(c.rate)) || known != c.known || !inflation.Equal(dec(c.inflation)) || inflknown != c.inflknown {
			t.Errorf("%s: rate %s (%v), inflation %s (%v)", c.says, rate, known, inflation, inflknown)
		}
	}
}

func TestABackDatedUpliftIsKnownOnlyOncePublished(t *testing.T) {
	u := uplifts2025()
	for _, c := range []struct {
		base, month string
		asOf        tariff.Month
		want        string
	}{
		{"2024-04", "2025-03", tariff.Latest, "1"}, // before it takes effect
		{"2024-04", "2025-04", tariff.Latest, "1.0283"},
		{"2024-04", "2025-04", month("2025-03"), "1"}, // nothing published yet
		{"2024-04", "2025-04", month("2025-04"), "1.0215"},
		{"2024-04", "2025-05", month("2025-05"), "1.0215"},
		{"2024-04", "2025-05", month("2025-06"), "1.0283"},
		{"2024-04", "2026-03", month("2026-03"), "1.0283"},
		{"2025-04", "2026-03", tariff.Latest, "1"}, // priced at April 2025: the uplift is in it
	} {
		if got := u.Growth(month(c.base), month(c.month), c.asOf, tariff.UpliftRow.Rate); !got.Equal(dec(c.want)) {
			t.Errorf("from %s to %s as of %s: %s, want %s", c.base, c.month, c.asOf, got, c.want)
		}
	}
	if got := u.Revisions(); !slices.Equal(got, []tariff.Month{month("2025-06")}) {
		t.Errorf("revised in %v, want June 2025", got)
	}
}

func TestUpliftsCompoundAcrossRowsAndWithinAYear(t *testing.T) {
	u := &tariff.Uplifts{Rows: []tariff.UpliftRow{ // illustrative
		{From: month("2026-04"), Net: decp("0.02")},
		{From: month("2025-04"), Net: decp("0.01")},
		{From: month("2025-10"), Net: decp("0.005")}, // in-year
	}}
	for _, c := range []struct{ month, want string }{
		{"2025-04", "1.01"}, {"2025-09", "1.01"}, {"2025-10", "1.01505"}, {"2026-03", "1.01505"}, {"2026-04", "1.035351"},
	} {
		if got := u.Growth(month("2024-04"), month(c.month), tariff.Latest, tariff.UpliftRow.Rate); !got.Equal(dec(c.want)) {
			t.Errorf("by %s: %s, want %s", c.month, got, c.want)
		}
	}
	if got := u.Revisions(); len(got) != 0 {
		t.Errorf("nothing was published late, yet revised in %v", got)
	}
}

func TestNoUpliftsIsNoGrowth(t *testing.T) {
	var none *tariff.Uplifts
	if got := none.Growth(0, month("2030-04"), tariff.Latest, tariff.UpliftRow.Rate); !got.Equal(decimal.NewFromInt(1)) {
		t.Errorf("grew by %s", got)
	}
}
