package scenarios

import (
	"slices"
	"testing"
)

// eightChanges is northshire with a scenario of eight changes to what it is paid, whom it
// cares for and what that costs. Figures are illustrative.
func eightChanges(t testing.TB) *Model {
	t.Helper()
	m := loaded(t, "northshire")
	m = m.Clone()
	add := func(table string, cells map[string]string) {
		at := slices.IndexFunc(m.Tables, func(t *Table) bool { return t.Schema.Table == table })
		row := Row{Cells: make([]string, len(m.Tables[at].Schema.Columns))}
		for column, value := range cells {
			row.Cells[m.Tables[at].Schema.Index(column)] = value
		}
		m.Tables[at].Rows = append(m.Tables[at].Rows, row)
	}
	add("scenarios", map[string]string{"scenario": "eight", "title": "Eight changes", "based_on": "block"})
	for _, c := range []struct{ change, table, where, column, operation, value, from string }{
		{"activity", "contracts", "", "payment", opSet, "activity", ""},
		{"national", "contracts", "", "schedule", opSet, "national", ""},
		{"starts", "caseload", "", "starts_per_month", opMultiply, "1.08", ""},
		{"stays", "caseload", "currency=12", "mean_stay_days", opMultiply, "0.9", ""},
		{"packages", "packages", "currency=10", "quantity", opMultiply, "1.05", ""},
		{"mff", "providers", "", "mff", opMultiply, "1.01", ""},
		{"uplift", "uplifts", "from=2026-04", "cost_uplift", opSet, "0.035", ""},
		{"cost", "resources", "resource=A06", "unit_cost", opMultiply, "1.1", "2026-04"},
	} {
		add("changes", map[string]string{"scenario": "eight", "change": c.change, "line": "1", "table": c.table, "where": c.where, "column": c.column,
			"operation": c.operation, "value": c.value, FromColumn: c.from, EvidenceColumn: "illustrative", SourceColumn: "Illustrative"})
	}
	return m
}

func TestEightChangesAreEightPlayers(t *testing.T) {
	a := attribute(t, eightChanges(t), Question{From: "block", To: "eight", Result: "surplus"})
	if len(a.Players) != 8 {
		t.Errorf("%d players, want 8", len(a.Players))
	}
}

func BenchmarkAttributeEightChangesOfNorthshire(b *testing.B) {
	m := eightChanges(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Attribute(m, Question{From: "block", To: "eight", Result: "surplus"}); err != nil {
			b.Fatal(err)
		}
	}
}
