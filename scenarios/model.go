package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"parity/engine/risk"
)

// Row is one row of a table.
type Row struct {
	Cells []string // canonical text, one for each column of the schema; "" is blank
	Line  int      // the row's number in its file or sheet as a person sees it; 0 where a change made it
	// SetBy lists for each column the changes that touched its cell, in order, as indices
	// into Scenario.Changes; nil until something has.
	SetBy [][]int

	begun   bool // a change began the row at a month, as a copy of the row before it
	spelled bool // its price_base was blank in that row and is spelled out in this one

	drawn []risk.Expression // of each column's cell, nil for a cell that is certain; nil where all are
}

// Table is one table of a model.
type Table struct {
	Schema  *Schema
	Place   string   // where it was read: "prices.csv" or "sheet prices"
	Columns []string // the columns that were there to read, in their order there
	Rows    []Row

	changes []Change     // for a table a scenario has changed: what SetBy counts
	removed []removedRow // for a table a scenario has changed: the rows it took out
	letters []string     // for a sheet: each schema column's letter, "" where it was not there
}

// removedRow is a row that was taken out, as it was then, and by which of the changes.
type removedRow struct {
	row    Row
	change int
}

// Input is one file a model was read from.
type Input struct {
	Name   string // without folder
	SHA256 string // of its bytes, in hexadecimal
}

// Model is a set of tables: what a run needs to know.
type Model struct {
	Name     string
	Tables   []*Table // those that have rows, in the order of Schemas
	Inputs   []Input
	Warnings []Fault // what was read all the same, but should be looked at
	// LeftAsIs says of the published mechanisms that were asked for which contracts they are not
	// for, a sentence each without its full stop.
	LeftAsIs []string
}

// Table finds a table by name; it is empty, never nil, where the model has none. A name that is
// no table's at all panics, as it can only be a slip in the program.
func (m *Model) Table(name string) *Table {
	for _, t := range m.Tables {
		if t.Schema.Table == name {
			return t
		}
	}
	schema, known := SchemaOf(name)
	if !known {
		panic("scenarios: no table is called " + name)
	}
	return &Table{Schema: schema, Place: name}
}

// Setting is a value of the model table, "" where it is not set.
func (m *Model) Setting(key string) string {
	t := m.Table("model")
	for i := range t.Rows {
		if t.Rows[i].Cells[0] == key {
			return t.Rows[i].Cells[1]
		}
	}
	return ""
}

// Clone copies the model so deeply that a change to the copy leaves the original as it is.
func (m *Model) Clone() *Model {
	clone := &Model{Name: m.Name, Inputs: slices.Clone(m.Inputs), Warnings: slices.Clone(m.Warnings)}
	clone.Tables = make([]*Table, len(m.Tables))
	for i, t := range m.Tables {
		clone.Tables[i] = t.clone()
	}
	return clone
}

func (t *Table) clone() *Table {
	clone := *t
	width := len(t.Schema.Columns)
	cells := make([]string, len(t.Rows)*width) // one allocation for the whole table
	clone.Rows = make([]Row, len(t.Rows))
	for i, row := range t.Rows {
		own := cells[i*width : (i+1)*width : (i+1)*width]
		copy(own, row.Cells)
		clone.Rows[i] = Row{Cells: own, Line: row.Line, SetBy: cloneSetBy(row.SetBy), begun: row.begun, spelled: row.spelled, drawn: slices.Clone(row.drawn)}
	}
	return &clone
}

func cloneSetBy(setBy [][]int) [][]int {
	if setBy == nil {
		return nil
	}
	clone := make([][]int, len(setBy))
	for i := range setBy {
		clone[i] = slices.Clone(setBy[i])
	}
	return clone
}

// Cell is the text of a column of a row, "" where it is blank or the table has no such column.
func (t *Table) Cell(row int, column string) string {
	at := t.Schema.Index(column)
	if at < 0 {
		return ""
	}
	return t.Rows[row].Cells[at]
}

// Key is the row's key as people read it: "schedule local, currency 1, measure day".
func (t *Table) Key(row int) string {
	var parts []string
	for _, name := range t.Schema.Key {
		value := t.Cell(row, name)
		switch {
		case value == "":
		case name == "key": // of the table model: "the key key start" would be one too many
			parts = append(parts, value)
		default:
			parts = append(parts, name+" "+value)
		}
	}
	return strings.Join(parts, ", ")
}

// At says where a cell is: "prices.csv, row 12, column price" or "sheet prices, cell D12".
// With a blank column it names the row.
func (t *Table) At(row int, column string) string {
	place := t.place(row, column)
	r, at := t.Rows[row], t.Schema.Index(column)
	if at >= 0 && at < len(r.SetBy) && len(r.SetBy[at]) > 0 {
		by := t.changes[r.SetBy[at][len(r.SetBy[at])-1]]
		switch {
		case by.Cut == "":
			place += fmt.Sprintf(" (set by scenario %s, change %s)", by.Scenario, by.Change)
		case by.Scenario == "":
			place += fmt.Sprintf(" (set by %s)", by.Change)
		default:
			place += fmt.Sprintf(" (set by scenario %s, %s)", by.Scenario, by.Change)
		}
	}
	return place
}

// place is At without what set the cell.
func (t *Table) place(row int, column string) string {
	r := t.Rows[row]
	at := t.Schema.Index(column)
	var place string
	switch {
	case r.Line == 0:
		place = fmt.Sprintf("%s, %s", t.Schema.Table, t.Key(row))
		if at >= 0 {
			place += ", column " + column
		}
	case at >= 0 && at < len(t.letters) && t.letters[at] != "":
		place = fmt.Sprintf("%s, cell %s%d", t.Place, t.letters[at], r.Line)
	case at >= 0:
		place = fmt.Sprintf("%s, row %d, column %s", t.Place, r.Line, column)
	default:
		place = fmt.Sprintf("%s, row %d", t.Place, r.Line)
	}
	return place
}

// Fault is a fault of a cell of the table, or of the row where column is blank.
func (t *Table) Fault(row int, column, found, allowed, remedy string) Fault {
	return Fault{Place: t.At(row, column), Found: found, Allowed: allowed, Remedy: remedy,
		table: t.Schema.order(), row: t.Rows[row].Line, column: t.Schema.Index(column)}
}
