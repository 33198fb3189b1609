package evidence

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"testing"

	"parity/scenarios"
	"parity/tariff"
)

// service is a model in which every table and every rule of payment and cost plays a part.
func service(t testing.TB) *scenarios.Model {
	t.Helper()
	m, err := scenarios.ReadFolder(os.DirFS("testdata/service"), "service")
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func run(t testing.TB, m *scenarios.Model) *scenarios.Study {
	t.Helper()
	study, err := scenarios.Simulate(m, scenarios.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	return study
}

// recorded is every line of a study in turn, and whether it touches an invented row.
type recorded struct {
	amounts  []tariff.Pence
	touching []bool
}

func (r *recorded) line(amount tariff.Pence, touched rests) {
	g, touches := gathered{}, false
	g.line(amount, touched)
	g.groups(func(_ int, class Class) { touches = touches || class == Illustrative })
	r.amounts, r.touching = append(r.amounts, amount), append(r.touching, touches)
}

func (r *recorded) unknown() {
	r.amounts, r.touching = append(r.amounts, -1), append(r.touching, false)
}

// record walks the lines of every scenario.
func record(study *scenarios.Study) *recorded {
	r := &recorded{}
	shared := newPlacer(study.Model)
	baseline := newWalker(shared, &study.Scenarios[study.Baseline], nil)
	for s := range study.Scenarios {
		w := newWalker(shared, &study.Scenarios[s], baseline)
		for c := range w.m.Contracts {
			w.income(c, r)
		}
		w.cost(r)
	}
	return r
}

// sound gives every row of a model the best evidence, but for one that is invented.
func sound(m *scenarios.Model, table string, invented int) *scenarios.Model {
	m = m.Clone()
	for _, t := range m.Tables {
		at, source := t.Schema.Index(scenarios.EvidenceColumn), t.Schema.Index(scenarios.SourceColumn)
		if at < 0 {
			continue
		}
		for row := range t.Rows {
			t.Rows[row].Cells[at], t.Rows[row].Cells[source] = Published.String(), "A source"
			if t.Schema.Table == table && row == invented {
				t.Rows[row].Cells[at] = Illustrative.String()
			}
		}
	}
	return m
}

// otherWords are what is said in place of words that no number goes with.
var otherWords = map[string]string{
	"proportional": "simplest_first", "simplest_first": "proportional", // rule
	"currency=1|14": "currency=2", // protect
}

// nudged is a number a little off, within what its column allows, or other words.
func nudged(column *scenarios.Column, text string) (string, bool) {
	if other, known := otherWords[text]; known {
		return other, true
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil || !column.Kind.Numeric() && column.Name != "value" {
		return "", false
	}
	if column.Kind == scenarios.Whole {
		return fmt.Sprint(int(x) + 1), true
	}
	if x == 0 {
		return "", false
	}
	return strconv.FormatFloat(x*0.93, 'f', 9, 64), true
}

// However a number of a row is moved, the lines that move with it are among those that touch
// the row: no line rests on what it does not name.
func TestEveryLineThatMovesWithARowTouchesIt(t *testing.T) {
	m := service(t)
	moved, tried := map[string]int{}, 0
	for _, table := range m.Tables {
		if table.Schema.Index(scenarios.EvidenceColumn) < 0 || tableOf(table.Schema.Table).Reach != ReachesMoney {
			continue
		}
		for row := range table.Rows {
			if len(table.Rows) > 30 && row%13 != 5 {
				continue // of the long tables some
			}
			before := record(run(t, sound(m, table.Schema.Table, row)))
			for at := range table.Schema.Columns {
				column := &table.Schema.Columns[at]
				to, can := nudged(column, table.Rows[row].Cells[at])
				if !can || slices.Contains(table.Schema.Key, column.Name) {
					continue
				}
				other := sound(m, table.Schema.Table, row)
				other.Table(table.Schema.Table).Rows[row].Cells[at] = to
				study, err := scenarios.Simulate(other, scenarios.Selection{})
				if err != nil {
					continue // weights and shares that have to sum to one
				}
				tried++
				after := record(study)
				if len(after.amounts) != len(before.amounts) {
					t.Fatalf("%s, %s: other lines altogether", table.At(row, ""), column.Name)
				}
				for l := range before.amounts {
					if before.amounts[l] == after.amounts[l] {
						continue
					}
					moved[table.Schema.Table]++
					if !before.touching[l] {
						t.Errorf("%s, %s: line %d moves from %s to %s and does not touch the row", table.At(row, ""), column.Name, l, before.amounts[l], after.amounts[l])
						break
					}
				}
			}
		}
	}
	t.Logf("%d numbers nudged", tried)
	for i := range tables {
		if tables[i].Reach == ReachesMoney && moved[tables[i].Name] == 0 && tables[i].Name != "currencies" {
			t.Errorf("no line of money moved with a row of %s: the model of this test has to use it", tables[i].Name)
		}
	}
}
