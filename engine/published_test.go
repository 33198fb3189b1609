package engine_test

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/tariff"
)

// published reads a table of testdata/published: a map from column to text for each row.
func published(t *testing.T, name string, rows int) []map[string]string {
	t.Helper()
	file, err := os.Open(filepath.Join("..", "testdata", "published", name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var table []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, column := range lines[0] {
			row[column] = line[i]
		}
		table = append(table, row)
	}
	if len(table) != rows {
		t.Fatalf("%s has %d rows, want %d", name, len(table), rows)
	}
	return table
}

func number(t *testing.T, text string) decimal.Decimal {
	t.Helper()
	d, err := decimal.NewFromString(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// E2, National Survey of Investment in Mental Health Services: adult investment of 6.323bn
// in 2009/10 and 6.550bn in 2010/11 is +3.6% in cash; 4.132bn in 2001/02, at 2010-11
// prices, makes +58.5% over the ten years.
func TestE2GrowthOfInvestmentInCashAndRealTerms(t *testing.T) {
	const billion = 1_000_000_000_00
	for _, c := range []struct {
		name         string
		before, then float64 // billion pounds
		want         float64
	}{
		{"2009/10 to 2010/11, cash", 6.323, 6.550, 0.036},
		{"2001/02 to 2010/11, real", 4.132, 6.550, 0.585},
	} {
		d := engine.Difference{Baseline: tariff.Pence(c.before * billion), Income: tariff.Pence(c.then * billion)}
		got, ok := d.Share()
		if !ok || math.Abs(got-c.want) > 0.0005 {
			t.Errorf("%s: %.4f, published %.3f", c.name, got, c.want)
		}
	}
}

// E3, NHS reference costs 2015 to 2016: for each of 56 trusts the cost adjusted for MFF is
// the unadjusted cost over its MFF, within 50 pence.
func TestE3CostAdjustedForMFF(t *testing.T) {
	for _, trust := range published(t, "trusts_2015_16_mff_rci.csv", 56) {
		adjust, err := tariff.NewFactor(decimal.NewFromInt(1), number(t, trust["mff"]))
		if err != nil {
			t.Fatal(err)
		}
		cost := tariff.RoundPrice(number(t, trust["unadjusted_total_cost_gbp"]), 6)
		got, err := tariff.Line(tariff.RoundQuantity(1), cost, adjust)
		if err != nil {
			t.Fatal(err)
		}
		want := number(t, trust["mff_adjusted_total_cost_gbp"])
		if off := got.Decimal().Sub(want).Abs(); off.GreaterThan(decimal.RequireFromString("0.50")) {
			t.Errorf("%s: %s, published %s, %s apart", trust["org_code"], got, want, off)
		}
	}
}

// E8, National Cost Collection 2024/25: in every row activity x unit cost is the total
// cost, within 0.01%.
func TestE8ActivityTimesUnitCostIsTotalCost(t *testing.T) {
	for _, row := range published(t, "ncc_2024_25_mental_health.csv", 86) {
		activity := number(t, row["activity"]).InexactFloat64()
		got, err := tariff.Line(tariff.RoundQuantity(activity), tariff.RoundPrice(number(t, row["unit_cost_gbp"]), 6), tariff.One())
		if err != nil {
			t.Fatal(err)
		}
		want := number(t, row["total_cost_gbp"]).InexactFloat64()
		if math.Abs(got.Pounds()-want) > want*0.0001 {
			t.Errorf("%s: %s, published %.2f", row["currency_code"], got, want)
		}
	}
}
