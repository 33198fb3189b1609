package reports

import (
	"strings"
	"testing"

	"parity/scenarios"
)

// unsure has a normal unit cost, of which P90 is 160 pounds; illustrative.
var unsure = map[string]string{"uncertainty.csv": "parameter,cells,operation,low,high,family,concentration,group\ncost,resources.unit_cost,set,140,160,normal,,\n"}

// What the page says of draws: where the answer would lie on others, and what a value does to
// cells that are drawn.
func TestSolutionPageOfDraws(t *testing.T) {
	for _, c := range []struct {
		name string
		seek scenarios.Seek
		want string
	}{
		{"both ends", scenarios.Seek{Make: "surplus=72000", Vary: "prices.price", At: "p10"}, "- Each result is the P10 of 1,000 draws from seed 1, the same ones for every\n  value.\n- Its Monte Carlo error with the answer is £"},
		{"both ends", scenarios.Seek{Make: "surplus=72000", Vary: "prices.price", At: "p10"}, " On other draws the answer\n  would lie from 199."},
		{"the upper end is out of bounds", scenarios.Seek{Make: "surplus=72000", Vary: "prices.price", At: "p10", High: "200.2"}, " or more in 19 runs of 20, or none within these bounds.\n"},
		{"the lower end is out of bounds", scenarios.Seek{Make: "surplus=72000", Vary: "prices.price", At: "p10", Low: "199.8"}, " or less in 19 runs of 20, or none within these bounds.\n"},
		{"both are", scenarios.Seek{Make: "surplus=72000", Vary: "prices.price", At: "p10", Low: "199.8", High: "200.2"}, "On other draws there might\n  be no answer within these bounds, or any.\n"},
		{"nothing is left to chance", scenarios.Seek{Make: "income=180000", Vary: "prices.price", At: "p90"}, "£0.00. On other draws the answer\n  would be the same in 19 runs of 20.\n"},
		{"prices are rounded in every draw, so a penny's worth of values will do", scenarios.Seek{Make: "income=180000", Vary: "prices.price", At: "p90"}, "  100.000000 (any value from 99.995000 to 100.004999 gives the same)\n"},
		{"the projection", scenarios.Seek{Make: "cost=288000", Vary: "packages.quantity", At: "p90"}, "- Without draws, the projection with the answer is £2"},
		{"a factor", scenarios.Seek{Make: "cost=144000", Vary: "resources.unit_cost", By: scenarios.ByScale, At: "p90"}, "- Cells that are varied are drawn themselves (cost). The factor acts"},
		{"an amount", scenarios.Seek{Make: "cost=290000", Vary: "resources.unit_cost", By: scenarios.ByAmount, At: "p90"}, "- Cells that are varied are drawn themselves (cost). The amount is"},
		{"a value", scenarios.Seek{Make: "cost=270000", Vary: "resources.unit_cost", At: "p90"}, "- Cells that are varied are drawn themselves (cost). The value takes"},
		{"no answer", scenarios.Seek{Make: "surplus=72000", Vary: "prices.price", At: "p10", High: "100"}, "- Its Monte Carlo error with the nearest is £"},
	} {
		c.seek.Draws, c.seek.Seed = 1000, 1
		if got := pageOf(t, solution(t, unsure, c.seek)); !strings.Contains(got, c.want) {
			t.Errorf("%s: the page lacks\n%s\nit is\n%s", c.name, c.want, got)
		}
	}
}
