package workbook

import (
	"fmt"
	"strings"
	"testing"

	"parity/engine"
	"parity/scenarios"
)

// manyChanges is the study of every term with a scenario of more changes than can be made
// in every combination.
func manyChanges(t testing.TB) *scenarios.Study {
	t.Helper()
	m := everyTerm(t).Model.Clone()
	add := func(table string, cells map[string]string) {
		is := m.Table(table)
		row := scenarios.Row{Cells: make([]string, len(is.Schema.Columns))}
		for column, value := range cells {
			row.Cells[is.Schema.Index(column)] = value
		}
		is.Rows = append(is.Rows, row)
	}
	add("scenarios", map[string]string{"scenario": "many", "title": "Many changes", "based_on": "base"})
	for i := range engine.MostExactPlayers + 1 {
		add("changes", map[string]string{"scenario": "many", "change": fmt.Sprintf("month-%d", i), "line": "1", "table": "activity",
			"where": "contract=c,month=2025-" + fmt.Sprintf("%02d", i+1), "column": "quantity", "operation": "multiply", "value": "1.1", "evidence": "illustrative"})
	}
	return bridged(t, m, "base", "many")
}

// bridged runs scenarios of a model, all where none is named, with their bridges.
func bridged(t testing.TB, m *scenarios.Model, names ...string) *scenarios.Study {
	t.Helper()
	study, err := scenarios.Simulate(m, scenarios.Selection{Scenarios: names})
	if err != nil {
		t.Fatal(err)
	}
	if err := study.Bridge(nil); err != nil {
		t.Fatal(err)
	}
	return study
}

func TestASampledBridgeShowsItsError(t *testing.T) {
	b, err := plan(manyChanges(t), testAbout, nil)
	if err != nil {
		t.Fatal(err)
	}
	s := b.bridge
	said, errors := false, 0
	for n, r := range s.rows {
		if len(r.cells) > 0 && strings.Contains(r.cells[0].text, "averaged over a sample of") {
			said = true
		}
		if len(r.cells) > s.total && r.cells[s.total].isSet && !r.cells[s.total].isText {
			errors++
			if !strings.HasPrefix(r.cells[0].text, "month-") {
				t.Errorf("row %d, %q, has an error", n+1, r.cells[0].text)
			}
		}
	}
	if !said || errors != engine.MostExactPlayers+1 {
		t.Errorf("the sample is named: %t; %d rows have an error, want %d", said, errors, engine.MostExactPlayers+1)
	}
}

// Bars hang where the one before ended, in pieces above and below zero that chart programs
// stack apart.
func TestBarsOfABridge(t *testing.T) {
	for _, c := range []struct {
		name                                   string
		from, amount                           float64
		base, moreUp, moreDown, lessUp, lessDn float64
	}{
		{"up, above zero", 10, 5, 10, 5, 0, 0, 0},
		{"down, above zero", 10, -4, 6, 0, 0, 4, 0},
		{"up, below zero", -10, 4, -6, 0, -4, 0, 0},
		{"down, below zero", -10, -5, -10, 0, 0, 0, -5},
		{"up, through zero", -3, 5, 0, 2, -3, 0, 0},
		{"down, through zero", 3, -5, 0, 0, 0, 3, -2},
		{"nothing", 7, 0, 7, 0, 0, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, err := plan(simulated(t, "england-2015-16", "block", "national"), testAbout, nil)
			if err != nil {
				t.Fatal(err)
			}
			s := b.bridge
			row := s.row("change", "", style{role: prose}, func(int, string) cell { return numberCell(c.amount, style{}) })
			w := s.walk(row - 1)
			w.at = cellExpr("Z1", c.from)
			w.part(row, "A1", "change")
			want := map[int]float64{walkBase: c.base, walkMoreAbove: c.moreUp, walkMoreBelow: c.moreDown, walkLessAbove: c.lessUp, walkLessBelow: c.lessDn, walkTo: c.from + c.amount}
			for column, x := range want {
				if got := s.figure(row, s.walkColumn(column)); got != x {
					t.Errorf("%s: %v, want %v", walkNames[column], got, x)
				}
			}
		})
	}
}

func TestAWorkbookNeedsItsBridges(t *testing.T) {
	study := simulated(t, "northshire", "block", "local")
	study.Bridges = nil
	if _, err := plan(study, testAbout, nil); err == nil || !strings.Contains(err.Error(), "bridges") {
		t.Errorf("error %v, want the bridges named", err)
	}
}
