package scenarios

import (
	"slices"
	"testing"
)

// TestSetBy follows each changed cell to the changes that made it, and on to their lines.
func TestSetBy(t *testing.T) {
	m := read(t, changing(
		`b,other,1,contracts,contract=south,annual_value,set,9,`,
		`c,more,1,contracts,contract=north,annual_value,multiply,2,`,
		`a,value,1,contracts,,annual_value,set,100,`,
		`a,cap,1,terms,"contract=north,step=1",term,insert,cap,`,
		`a,cap,2,terms,"contract=north,step=1",settle,insert,year,`,
		`a,late,1,contracts,contract=north,annual_value,add,5,2025-10`,
	))
	s, err := Apply(m, "c+b")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		table, where, column, value string
		want                        []string // operation and value, in order
	}{
		{"contracts", "contract=north,from=", "annual_value", "200", []string{"set 100", "multiply 2"}},
		{"contracts", "contract=north,from=2025-10", "annual_value", "210", []string{"set 100", "add 5", "multiply 2"}},
		{"contracts", "contract=north,from=2025-10", "payment", "block", nil},
		{"contracts", "contract=south", "annual_value", "9", []string{"set 100", "set 9"}},
		{"terms", "contract=north", "term", "cap", []string{"insert cap"}},
		{"terms", "contract=north", "settle", "year", []string{"insert year"}},
		{"terms", "contract=north", "upper", "", nil},
		{"caseload", "contract=south", "opening", "30", nil},
	} {
		table := s.Tables.Table(c.table)
		where, _ := ParseWhere(c.where)
		rows := matching(table, where)
		if len(rows) != 1 {
			t.Fatalf("%s[%s] has %d rows", c.table, c.where, len(rows))
		}
		row := table.Rows[rows[0]]
		at := table.Schema.Index(c.column)
		if row.Cells[at] != c.value {
			t.Errorf("%s[%s].%s is %s, want %s", c.table, c.where, c.column, row.Cells[at], c.value)
		}
		var got []string
		if row.SetBy != nil {
			for _, change := range row.SetBy[at] {
				by := s.Changes[change]
				lines := m.Table("changes")
				got = append(got, lines.Cell(by.Row, "operation")+" "+lines.Cell(by.Row, "value"))
				if lines.Cell(by.Row, "scenario") != by.Scenario || lines.Cell(by.Row, "change") != by.Change || lines.Cell(by.Row, "line") != by.Line {
					t.Errorf("change %d (%+v) does not lead to its line", change, by)
				}
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s[%s].%s was made by %q, want %q", c.table, c.where, c.column, got, c.want)
		}
	}
	if got, want := s.Tables.Table("contracts").At(0, "annual_value"), "contracts.csv, row 2, column annual_value (set by scenario c, change more)"; got != want {
		t.Errorf("place %q, want %q", got, want)
	}
}

// TestSetByOfSplitRows keeps the changes of a row and of the copy that begins later apart.
func TestSetByOfSplitRows(t *testing.T) {
	s, err := Apply(read(t, changing(
		`a,x,1,contracts,contract=north,annual_value,add,1,`,
		`a,x,2,contracts,contract=north,annual_value,add,1,`,
		`a,x,3,contracts,contract=north,annual_value,add,1,`,
		`a,x,4,contracts,contract=north,annual_value,add,1,2025-10`,
		`a,x,5,contracts,"contract=north,from=",annual_value,add,1,`,
	)), "a")
	if err != nil {
		t.Fatal(err)
	}
	table := s.Tables.Table("contracts")
	at := table.Schema.Index("annual_value")
	first, copied := table.Rows[0].SetBy[at], table.Rows[len(table.Rows)-1].SetBy[at]
	if !slices.Equal(first, []int{0, 1, 2, 4}) || !slices.Equal(copied, []int{0, 1, 2, 3}) {
		t.Errorf("changes %v and %v, want 0 1 2 4 and 0 1 2 3", first, copied)
	}
}

// TestCells counts the cells that each change sets.
func TestCells(t *testing.T) {
	s, err := Apply(read(t, changing(`a,x,1,contracts,,payment,set,activity,2025-10`, `a,x,2,contracts,,payment,set,block,`, `a,x,3,caseload,currency=1,,remove,,`)), "a")
	if err != nil {
		t.Fatal(err)
	}
	var got []int
	for _, change := range s.Changes {
		got = append(got, change.Cells)
	}
	if want := []int{2, 4, 2}; !slices.Equal(got, want) {
		t.Errorf("cells %v, want %v", got, want)
	}
}
