package reports_test

import (
	"bytes"
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"parity/reports"
	"parity/scenarios"
)

// smallModel is a model with few rows.
func smallModel(t testing.TB) *scenarios.Model {
	t.Helper()
	m, err := scenarios.ReadFolder(os.DirFS(filepath.Join("..", "cmd", "parity", "testdata", "models", "small")), "small")
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func compared(t testing.TB, m *scenarios.Model) reports.Compared {
	t.Helper()
	study, err := scenarios.Simulate(m, scenarios.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	return reports.Compared{Name: m.Name, Model: m, Facts: reports.Rows(study)}
}

func TestADiffOfARunWithItselfIsEmpty(t *testing.T) {
	for _, m := range []*scenarios.Model{smallModel(t), loaded(t, "northshire"), loaded(t, "england-2015-16")} {
		side := compared(t, m)
		d := reports.CompareResults(side, side)
		if !d.Empty() || len(d.Moves) != 0 || len(d.Over(0)) != 0 {
			t.Errorf("%s: %+v", m.Name, d)
		}
		var b bytes.Buffer
		if err := reports.WriteDiff(&b, d); err != nil || !strings.Contains(b.String(), "Nothing differs") {
			t.Errorf("%s: %s, %v", m.Name, b.String(), err)
		}
	}
}

func loaded(t testing.TB, name string) *scenarios.Model {
	t.Helper()
	m, err := scenarios.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// The order of a table's rows is no difference of inputs.
func TestRowsInAnotherOrderAreTheSameInputs(t *testing.T) {
	was, is := loaded(t, "northshire"), loaded(t, "northshire").Clone()
	for _, table := range is.Tables {
		rand.New(rand.NewPCG(1, 2)).Shuffle(len(table.Rows), func(i, j int) { table.Rows[i], table.Rows[j] = table.Rows[j], table.Rows[i] })
	}
	if changes := reports.CompareInputs(was, is); len(changes) != 0 {
		t.Errorf("%v", changes)
	}
}

// Every cell of every table, changed alone, is the one change that is found: in place, or
// where it is part of the key, as a row gone and a row added.
func TestEveryChangedInputIsFound(t *testing.T) {
	was := smallModel(t)
	for n, table := range was.Tables {
		for r := range table.Rows {
			for c := range table.Schema.Columns {
				is := was.Clone()
				is.Tables[n].Rows[r].Cells[c] += "9"
				changes := reports.CompareInputs(was, is)
				column := table.Schema.Columns[c].Name
				if slices.Contains(table.Schema.Key, column) {
					if len(changes) != 2 || changes[0].Whole != reports.RowAdded || changes[1].Whole != reports.RowRemoved {
						t.Errorf("%s: %v", table.At(r, column), changes)
					}
					continue
				}
				if len(changes) != 1 || changes[0].Column != column || changes[0].Was+"9" != changes[0].Is {
					t.Errorf("%s: %v", table.At(r, column), changes)
				}
			}
		}
	}
}

// fact is a row of facts for the tests.
func fact(scenario, item, kind, currency, month, value string) reports.FactRow {
	unit := "pounds"
	if kind != "flow" {
		unit = "people"
	}
	return reports.FactRow{Scenario: scenario, Contract: "north", Provider: "T", Currency: currency, Month: month, Year: "2025-26", Item: item, Kind: kind, Value: value, Unit: unit}
}

func TestHowResultsMove(t *testing.T) {
	for _, c := range []struct {
		name     string
		old, new []reports.FactRow
		was, is  string
		share    float64
		facts    int
	}{
		{"a flow adds over the year",
			[]reports.FactRow{fact("A", "income", "flow", "", "2025-04", "100.00"), fact("A", "income", "flow", "", "2025-05", "100.00")},
			[]reports.FactRow{fact("A", "income", "flow", "", "2025-04", "100.00"), fact("A", "income", "flow", "", "2025-05", "110.00")}, "200", "210", 0.05, 1},
		{"a stock stands at the year's end, over currencies",
			[]reports.FactRow{fact("A", "person", "stock", "1", "2025-04", "7"), fact("A", "person", "stock", "1", "2025-05", "10"), fact("A", "person", "stock", "2", "2025-05", "10")},
			[]reports.FactRow{fact("A", "person", "stock", "1", "2025-04", "7"), fact("A", "person", "stock", "1", "2025-05", "15"), fact("A", "person", "stock", "2", "2025-05", "10")}, "20", "25", 0.25, 1},
		{"of rates the one that moved most",
			[]reports.FactRow{fact("A", "unit_price", "rate", "1", "2025-04", "10"), fact("A", "unit_price", "rate", "2", "2025-04", "20")},
			[]reports.FactRow{fact("A", "unit_price", "rate", "1", "2025-04", "11"), fact("A", "unit_price", "rate", "2", "2025-04", "20.5")}, "10", "11", 0.1, 2},
		{"one that is gone is nothing",
			[]reports.FactRow{fact("A", "income", "flow", "", "2025-04", "50"), fact("A", "cash", "flow", "", "2025-04", "1")},
			[]reports.FactRow{fact("A", "cash", "flow", "", "2025-04", "1.00")}, "50", "0", -1, 1},
		{"one from nothing is infinitely more",
			[]reports.FactRow{fact("A", "income", "flow", "", "2025-04", "0")}, []reports.FactRow{fact("A", "income", "flow", "", "2025-04", "1")}, "0", "1", math.Inf(1), 1},
		{"one that came to be missing is over any share",
			[]reports.FactRow{fact("A", "unit_price", "rate", "1", "2025-04", "10")}, []reports.FactRow{fact("A", "unit_price", "rate", "1", "2025-04", "")}, "10", "0", math.Inf(1), 1},
		{"what moves from one currency to another nets out and is still said",
			[]reports.FactRow{fact("A", "plan_value", "flow", "1", "2025-04", "10"), fact("A", "plan_value", "flow", "2", "2025-04", "10")},
			[]reports.FactRow{fact("A", "plan_value", "flow", "1", "2025-04", "15"), fact("A", "plan_value", "flow", "2", "2025-04", "5")}, "20", "20", 0, 2},
	} {
		d := reports.CompareResults(reports.Compared{Facts: c.old}, reports.Compared{Facts: c.new})
		if len(d.Moves) != 1 || d.Facts != c.facts {
			t.Errorf("%s: %+v", c.name, d)
			continue
		}
		turned := slices.Clone(c.new)
		slices.Reverse(turned)
		if again := reports.CompareResults(reports.Compared{Facts: c.old}, reports.Compared{Facts: turned}); !reflect.DeepEqual(again, d) {
			t.Errorf("%s: with the new facts in another order\n%+v\nwant\n%+v", c.name, again, d)
		}
		m := d.Moves[0]
		if m.Was.String() != c.was || m.Is.String() != c.is || math.Abs(m.Share()-c.share) > 1e-12 {
			t.Errorf("%s: was %s, is %s, share %v; want %s, %s, %v", c.name, m.Was, m.Is, m.Share(), c.was, c.is, c.share)
		}
		if over := len(d.Over(0.06)) == 1; over != (math.Abs(c.share) > 0.06) {
			t.Errorf("%s: over 6%% is %v", c.name, over)
		}
	}
}

func TestTheLargestMoveComesFirst(t *testing.T) {
	was := smallModel(t)
	is := was.Clone()
	contracts := is.Table("contracts")
	at := contracts.Schema.Index("annual_value")
	contracts.Rows[0].Cells[at] = "132000"
	d := reports.CompareResults(compared(t, was), compared(t, is))
	if len(d.Inputs) != 1 || d.Inputs[0].String() != "contracts, contract north: annual_value was 120000, is 132000" {
		t.Errorf("inputs: %v", d.Inputs)
	}
	if len(d.Moves) == 0 || d.Moves[0].Unit != "pounds" {
		t.Fatalf("%+v", d.Moves)
	}
	for i := 1; i < len(d.Moves); i++ {
		if a, b := &d.Moves[i-1], &d.Moves[i]; a.Unit == "pounds" && b.Unit == "pounds" && a.Change().Abs().LessThan(b.Change().Abs()) {
			t.Errorf("%s %s before %s %s", a.Item, a.Change(), b.Item, b.Change())
		}
	}
	var b bytes.Buffer
	if err := reports.WriteDiffJSON(&b, d); err != nil || !json.Valid(b.Bytes()) {
		t.Errorf("%v: %s", err, b.String())
	}
}

// The CSV and the JSON read back to the facts they were written of.
func TestFactsReadBack(t *testing.T) {
	s := study(t, "northshire", "block", "national+more-people")
	want := reports.Rows(s)
	var csv, js bytes.Buffer
	if err := reports.WriteCSV(&csv, s); err != nil {
		t.Fatal(err)
	}
	if err := reports.WriteJSON(&js, s, "v0", "f0"); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"csv": csv.String(), "csv with a mark": "\ufeff" + strings.ReplaceAll(csv.String(), "\n", "\r\n")} {
		if rows, err := reports.ReadCSV(strings.NewReader(text), name); err != nil || !slices.Equal(rows, want) {
			t.Errorf("%s: %d rows, want %d: %v", name, len(rows), len(want), err)
		}
	}
	head, rest, rows, err := reports.ReadJSON(js.Bytes(), "json")
	if err != nil || !slices.Equal(rows, want) {
		t.Errorf("json: %d rows, want %d: %v", len(rows), len(want), err)
	}
	if head.Fingerprint != "f0" || head.Version != "v0" || head.Selection.Baseline != "block" || strings.Join(head.Selection.Scenarios, " ") != "block national+more-people" {
		t.Errorf("%+v", head)
	}
	if _, there := rest["facts"]; there || rest["version"] != `"v0"` {
		t.Errorf("%v", rest)
	}
}

func TestFilesThatHoldNoFacts(t *testing.T) {
	s := study(t, "england-2015-16", "block")
	var whole bytes.Buffer
	if err := reports.WriteJSON(&whole, s, "v0", "f0"); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, text, says string }{
		{"a.json", "", "cut off"},
		{"a.json", "[]", "it is no object"},
		{"a.json", "{}", "without a run's baseline, scenarios and facts"},
		{"a.json", `{"baseline": "A", "scenarios": 7, "facts": []}`, "scenarios that is none"},
		{"a.json", whole.String()[:whole.Len()/2], "cut off"},
		{"a.json", whole.String() + "{}", "something after its end"},
		{"a.csv", "", "does not begin with the columns"},
		{"a.csv", "a,b\n1,2\n", "does not begin with the columns"},
		{"a.csv", "scenario,contract,commissioner,provider,currency,measure,month,year,item,kind,value,unit\nA,b\n", "a row that cannot be read"},
		{"a.csv", "scenario,contract,commissioner,provider,currency,measure,month,year,item,kind,value,unit\nA,,,,,,,,,,x,\n", `row 2, column value: found "x"`},
	} {
		var err error
		if strings.HasSuffix(c.name, ".csv") {
			_, err = reports.ReadCSV(strings.NewReader(c.text), c.name)
		} else {
			_, _, _, err = reports.ReadJSON([]byte(c.text), c.name)
		}
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%.40q: %v, want %s", c.text, err, c.says)
		}
	}
}
