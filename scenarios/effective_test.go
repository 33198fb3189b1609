package scenarios

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// effective says of each changed cell of a table: key.column: was > is (scenario, change).
func effective(t *testing.T, files map[string]string, scenario, table string) (*Effective, []string) {
	t.Helper()
	e, err := NewEffective(read(t, files), scenario, table)
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for row := range e.Table.Rows {
		for at, c := range e.Changes[row] {
			if c == nil {
				continue
			}
			was := c.Was
			if c.Inserted {
				was = "new"
			}
			said = append(said, strings.Join([]string{e.Table.Key(row), "; ", e.Table.Schema.Columns[at].Name, ": ", was, " > ", e.Table.Rows[row].Cells[at],
				" (", c.Change.Scenario, ", ", c.Change.Change, ")"}, ""))
		}
	}
	return e, said
}

func TestEffectiveTablesSayWhatSetEachCell(t *testing.T) {
	for _, c := range []struct {
		name, scenario, table string
		lines, want           []string
	}{
		{"a cell that is set", "a", "contracts", []string{`a,pay,1,contracts,contract=south,payment,set,activity,`},
			[]string{"contract south; payment: block > activity (a, pay)"}},
		{"what a scenario stands on counts", "c", "contracts", []string{`a,pay,1,contracts,contract=south,payment,set,activity,`, `c,more,1,contracts,contract=south,annual_value,multiply,2,`},
			[]string{"contract south; payment: block > activity (a, pay)", "contract south; annual_value: 600000 > 1200000 (c, more)"}},
		{"the latest of two changes, and what was read", "c", "contracts", []string{`a,one,1,contracts,contract=south,annual_value,add,1,`, `c,two,1,contracts,contract=south,annual_value,add,1,`},
			[]string{"contract south; annual_value: 600000 > 600002 (c, two)"}},
		{"a row begun on a month", "a", "contracts", []string{`a,pay,1,contracts,contract=north,payment,set,activity,2026-01`},
			[]string{"contract north, from 2026-01; from:  > 2026-01 (a, pay)", "contract north, from 2026-01; payment: block > activity (a, pay)"}},
		{"a price begun on a month is at the prices of that month", "a", "prices", []string{`a,up,1,prices,"schedule=local,currency=1",price,set,13,2026-01`},
			[]string{"schedule local, currency 1, measure day, from 2026-01; from:  > 2026-01 (a, up)", "schedule local, currency 1, measure day, from 2026-01; price: 12.5 > 13 (a, up)"}},
		{"a row that is put in", "a", "terms", []string{`a,cap,1,terms,"contract=north,step=1",term,insert,cap,`, `a,cap,2,terms,"contract=north,step=1",settle,insert,year,`},
			[]string{"contract north, step 1; contract: new > north (a, cap)", "contract north, step 1; step: new > 1 (a, cap)",
				"contract north, step 1; term: new > cap (a, cap)", "contract north, step 1; settle: new > year (a, cap)"}},
		{"another table", "a", "caseload", []string{`a,pay,1,contracts,,payment,set,activity,`}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, said := effective(t, changing(c.lines...), c.scenario, c.table); !slices.Equal(said, c.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(said, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

func TestEffectiveTablesListRowsTakenOut(t *testing.T) {
	e, said := effective(t, changing(`a,fewer,1,caseload,"contract=north,currency=1|2",,remove,,`), "a", "caseload")
	if len(said) != 0 || len(e.Table.Rows) != 1 || len(e.Removed) != 2 {
		t.Fatalf("%v, %d rows left, %d taken out", said, len(e.Table.Rows), len(e.Removed))
	}
	for i, currency := range []string{"1", "2"} {
		if out := e.Removed[i]; out.Row.Cells[1] != currency || out.Change.Change != "fewer" || out.Change.Scenario != "a" {
			t.Errorf("%+v", out)
		}
	}
}

func TestEffectiveTablesOfUnknownNames(t *testing.T) {
	m := read(t, changing(`a,pay,1,contracts,,payment,set,activity,`))
	var table *UnknownTableError
	if _, err := NewEffective(m, "a", "contract"); !errors.As(err, &table) || !strings.Contains(err.Error(), "did you mean contracts?") {
		t.Errorf("%v", err)
	}
	var scenario *UnknownScenarioError
	if _, err := NewEffective(m, "aa", "contracts"); !errors.As(err, &scenario) {
		t.Errorf("%v", err)
	}
}
