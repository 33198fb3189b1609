package reports

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"testing"

	"parity/engine/risk"
	"parity/scenarios"
)

// northshireElsewhere is northshire with what a person-year of care not delivered costs the police, in
// pounds; blank for nothing. The pounds are illustrative.
func northshireElsewhere(t *testing.T, pounds string) *scenarios.Model {
	t.Helper()
	m, err := scenarios.Load("northshire")
	if err != nil {
		t.Fatal(err)
	}
	if pounds != "" {
		table := m.Table("consequences")
		row := scenarios.Row{Cells: make([]string, len(table.Schema.Columns))}
		for column, value := range map[string]string{"sector": "police", "currency": "*", "pounds": pounds, "evidence": "illustrative", "source": "Illustrative"} {
			row.Cells[table.Schema.Index(column)] = value
		}
		table.Rows = append(table.Rows, row)
		m.Tables = append(m.Tables, table)
	}
	return m
}

// A model with pounds of its own shows what a saving costs elsewhere beside the saving; one
// without shows nothing of it. The pounds are illustrative.
func TestWhatASavingCostsElsewhere(t *testing.T) {
	page := func(pounds string) string {
		m := northshireElsewhere(t, pounds)
		study, err := scenarios.Simulate(m, scenarios.Selection{Scenarios: []string{"block", "staff-cut"}})
		if err != nil {
			t.Fatal(err)
		}
		var text bytes.Buffer
		if err := WriteComparison(&text, study); err != nil {
			t.Fatal(err)
		}
		return text.String()
	}
	const title = "What a saving costs elsewhere"
	if strings.Contains(page(""), title) {
		t.Error("a model without consequences shows them")
	}
	const want = `Scenario, sector  Cost of care  Elsewhere  Together
───────────────────────────────────────────────────
staff-cut               -9,331       +185    -9,146
  police                              185
`
	if got := page("100"); !strings.Contains(got, title) || !strings.Contains(got, want) {
		t.Errorf("%s\nwant in it\n%s", got[strings.Index(got, "Who pays"):], want)
	}
}

// What draws come to of it is said as a sentence with its interval, of scenarios that may miss care
// alone, and twice the pounds are twice as much in every draw.
func TestDrawsOfWhatASavingCostsElsewhere(t *testing.T) {
	figures := func(pounds string) *RiskFigures {
		drawable, err := scenarios.NewDrawable(northshireElsewhere(t, pounds), scenarios.Selection{Scenarios: []string{"block", "staff-cut"}})
		if err != nil {
			t.Fatal(err)
		}
		drawn, err := drawable.Draw(t.Context(), risk.Origin{Seed: 1, Range: risk.Whole(1000)}, 0, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		f, err := NewRiskFigures(t.Context(), drawn, 0)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	f, twice := figures("100"), figures("200")
	item, known := f.Scenarios[1].Item("consequence/police", "", "")
	double, _ := twice.Scenarios[1].Item("consequence/police", "", "")
	if _, block := f.Scenarios[0].Item("consequence/police", "", ""); !known || block {
		t.Fatalf("the police bear something under staff-cut: %t, under the block, where nothing has a limit: %t", known, block)
	}
	if item.Unit != "pounds" || math.Abs(double.Whole.Mean-2*item.Whole.Mean) > 1e-6 || math.Abs(double.Whole.P(90).Value-2*item.Whole.P(90).Value) > 1e-6 {
		t.Errorf("%s: mean %v and P90 %v, of twice the pounds %v and %v", item.Unit, item.Whole.Mean, item.Whole.P(90).Value, double.Whole.Mean, double.Whole.P(90).Value)
	}
	const want = "Under staff-cut, care that is not delivered costs the sector police £179,558 over the whole run on average; in 80 of 100 draws from £54,584 to £311,595."
	if !slices.Contains(f.Scenarios[1].Chances, want) {
		t.Errorf("%q\nwant in it %q", f.Scenarios[1].Chances, want)
	}
}
