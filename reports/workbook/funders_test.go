package workbook

import (
	"math"
	"testing"

	"parity/engine"
	"parity/scenarios"
)

// The sheet of what a saving costs elsewhere holds, for each scenario that leaves care
// undelivered, what the engine gives by sector beside the cost of care and its change. The pounds are
// illustrative.
func TestConsequencesSheetIsTheEngines(t *testing.T) {
	m, err := scenarios.Load("northshire")
	if err != nil {
		t.Fatal(err)
	}
	table := m.Table("consequences")
	m.Tables = append(m.Tables, table)
	for line, cells := range []map[string]string{{"sector": "police", "pounds": "100"}, {"sector": "ambulances", "pounds": "37.5"}} {
		row := scenarios.Row{Cells: make([]string, len(table.Schema.Columns)), Line: line + 2}
		for column, text := range cells {
			row.Cells[table.Schema.Index(column)] = text
		}
		row.Cells[table.Schema.Index("currency")] = "*"
		row.Cells[table.Schema.Index("evidence")], row.Cells[table.Schema.Index("source")] = "illustrative", "Illustrative"
		table.Rows = append(table.Rows, row)
	}
	study := bridged(t, m, "block", "staff-cut")
	b, err := plan(study, testAbout, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range b.differing {
		t.Error(d)
	}
	type cell struct{ scenario, sector string }
	held := map[cell][3]float64{}
	for _, s := range b.sheets {
		if s.name != "Costs elsewhere" {
			continue
		}
		for _, row := range s.rows {
			if len(row.cells) == 6 && row.cells[4].formula != "" {
				held[cell{row.cells[0].text, row.cells[2].text}] = [3]float64{row.cells[3].number, row.cells[4].number, row.cells[5].number}
			}
		}
	}
	want := 0
	for i := range study.Scenarios {
		r := study.Scenarios[i].Result
		for _, sector := range r.BySector() {
			if len(r.Unmet()) == 0 {
				continue
			}
			want++
			cost, known := sector.Cost.Known()
			got, there := held[cell{study.Scenarios[i].Key, sector.Sector}]
			care := engine.Compare([]*engine.Result{r}, 0).Sides[0].Whole.All.Cost.Pence
			saved := care - engine.Compare([]*engine.Result{study.Scenarios[study.Baseline].Result}, 0).Sides[0].Whole.All.Cost.Pence
			if !known || !there || math.Abs(got[0]-cost.Pounds()) > 0.005 || math.Abs(got[1]-care.Pounds()) > 0.005 || math.Abs(got[2]-saved.Pounds()) > 0.005 {
				t.Errorf("%s, %s: %v, the engine gives %v, %v and %v", study.Scenarios[i].Key, sector.Sector, got, cost, care, saved)
			}
		}
	}
	if want != 2 || len(held) != want {
		t.Errorf("%d rows, want %d", len(held), want)
	}
}

// Under each scenario's funders stands the sum of every column, and beside it the cost on the sheet
// Payments, which the sum of cost is.
func TestFundersAddUpUnderTheirColumns(t *testing.T) {
	b, err := plan(simulated(t, "northshire", "block", "council-cut"), testAbout, nil)
	if err != nil {
		t.Fatal(err)
	}
	sums := 0
	for _, s := range b.sheets {
		if s.name != "Who pays" {
			continue
		}
		funders := make([]float64, 10)
		for _, row := range s.rows[5:] {
			if row.cells[2].text != "all" {
				for c := 3; c < 10; c++ {
					funders[c] += row.cells[c].number
				}
				continue
			}
			sums++
			for c := 3; c < 10; c++ {
				if got := row.cells[c]; got.formula == "" || math.Abs(got.number-funders[c]) > 0.005 {
					t.Errorf("%s, column %d: %v by %q, where the funders come to %v", row.cells[0].text, c, got.number, got.formula, funders[c])
				}
			}
			if paid := row.cells[10].number; math.Abs(paid-funders[3]) > 0.005 {
				t.Errorf("%s: %v on Payments, where the funders come to %v", row.cells[0].text, paid, funders[3])
			}
			clear(funders)
		}
	}
	if sums != 2 {
		t.Errorf("%d sums, want one for each of 2 scenarios", sums)
	}
}
