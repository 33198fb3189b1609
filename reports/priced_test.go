package reports

import (
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"parity/tariff"
)

// Figures are written as decimals write them.
func TestPricedFigures(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.OneOf(rapid.Int64Range(-2000, 2000), rapid.Int64Range(-1<<62, 1<<62)).Draw(t, "number")
		if got, want := string(appendQuantity([]byte("100"), tariff.Quantity(number))), "100"+tariff.Quantity(number).Decimal().String(); got != want {
			t.Fatalf("quantity %s, want %s", got, want)
		}
		if got, want := string(appendPence([]byte("0."), tariff.Pence(number))), "0."+tariff.Pence(number).String(); got != want {
			t.Fatalf("pence %s, want %s", got, want)
		}
	})
}

// Groups are in the order of what they gain, whatever their rows are of, and of nobody's income
// twice; the page shows those who gain and those who lose most, and counts all.
func TestPricedGroups(t *testing.T) {
	gains := []tariff.Pence{0, 700, -300, 100, 200, 300, 400, 500, -100, 600, -200, 0}
	p := &PricedRecords{Schedules: []string{"local", "national"}}
	for schedule := range p.Schedules {
		for i, gain := range gains {
			for month := range 2 {
				p.Rows = append(p.Rows, PricedRow{Schedule: schedule, Provider: "P", Commissioner: "C", Currency: strconv.Itoa(i), Month: tariff.NewMonth(2025, 4+month), Value: 50_000 + tariff.Pence(schedule*month)*gain*100})
			}
		}
	}
	var got []string
	for _, g := range p.Groups() {
		for k, rows := range g.Rows {
			var sum tariff.Pence
			for _, row := range p.Rows[rows[0]:rows[1]] {
				sum += row.Value
			}
			if sum != g.Values[k] {
				t.Errorf("group %s comes to %s at %s, and its rows to %s", g.Currency, g.Values[k], p.Schedules[k], sum)
			}
		}
		got = append(got, g.Currency)
	}
	if want := "1 9 7 6 5 4 3 0 11 8 10 2"; strings.Join(got, " ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, " "), want)
	}
	var page strings.Builder
	p.winners(&page, unitFor(100_000))
	const want = `
Who gains and who loses by schedule national, £: of 12 groups of provider,
commissioner and currency, 7 gain and 3 lose (up to 5 each; --out FILE.xlsx has
all)
Provider  Commissioner  Currency  local  national  Difference       %
─────────────────────────────────────────────────────────────────────
P         C             1         1,000     1,700        +700  +70.0%
P         C             9         1,000     1,600        +600  +60.0%
P         C             7         1,000     1,500        +500  +50.0%
P         C             6         1,000     1,400        +400  +40.0%
P         C             5         1,000     1,300        +300  +30.0%
P         C             8         1,000       900        -100  -10.0%
P         C             10        1,000       800        -200  -20.0%
P         C             2         1,000       700        -300  -30.0%
`
	if page.String() != want {
		t.Errorf("got\n%s\nwant\n%s", &page, want)
	}
}
