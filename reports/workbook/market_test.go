package workbook

import (
	"math"
	"testing"

	"parity/engine"
)

// What the incumbent loses is one margin wherever it stands: in the table of both sides it is the
// sum of the years, with what is stranded, and what the page says.
func TestTheIncumbentsMarginIsThatOfItsYears(t *testing.T) {
	for model, scenario := range map[string]string{"northshire": "cherry-picking", "westmoor": "market"} {
		study := simulated(t, model, scenario)
		b, err := plan(study, testAbout, nil)
		if err != nil {
			t.Fatal(err)
		}
		whole, years, rows := 0.0, 0.0, 0
		for _, s := range b.sheets {
			if s.name != "Market effect" {
				continue
			}
			for _, row := range s.rows {
				switch {
				case len(row.cells) == 6 && row.cells[2].text == "margin, with what is stranded":
					whole = row.cells[5].number
				case len(row.cells) == 8 && row.cells[7].formula != "":
					years, rows = years+row.cells[7].number, rows+1
				}
			}
		}
		var want float64
		for i := range study.Scenarios {
			r := study.Scenarios[i].Result
			if r.WithoutMarket == nil {
				continue
			}
			for _, e := range engine.MarketEffects(r, r.WithoutMarket) {
				for y := range e.Years {
					margin, known := e.Years[y].Margin()
					if !known {
						t.Fatalf("%s: the margin of a year is not known", model)
					}
					want += margin.Pounds()
				}
			}
		}
		if want >= 0 || rows == 0 || math.Abs(whole-want) > 0.005 || math.Abs(years-want) > 0.005 {
			t.Errorf("%s: the margin is %.2f, of %d years %.2f; the engine gives %.2f", model, whole, rows, years, want)
		}
	}
}
