package reports

import (
	"bytes"
	"strings"
	"testing"

	"parity/scenarios"
)

// A model with pounds of its own shows what a saving costs elsewhere beside the saving; one
// without shows nothing of it. The pounds are illustrative.
func TestWhatASavingCostsElsewhere(t *testing.T) {
	page := func(pounds string) string {
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
