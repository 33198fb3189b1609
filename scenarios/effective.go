package scenarios

import (
	"slices"
	"strings"
)

// Effective is one table as a scenario leaves it, with what set each cell that it changes.
type Effective struct {
	Model    *Model
	Scenario Scenario
	Table    *Table
	// Changes has for each row and column of the schema what a change made of the cell; nil
	// where it is as read.
	Changes [][]*CellChange
	Removed []RemovedRow
}

// CellChange is what the scenario's changes made of one cell.
type CellChange struct {
	Change   Change // the latest that touched it
	Was      string // as read; "" where it was blank or not there
	Inserted bool   // the whole row was not there as read
	Begun    bool   // the row is the one before it, begun anew on a month
}

// RemovedRow is a row that a change took out.
type RemovedRow struct {
	Row    Row // as it was when it was taken out
	Change Change
}

// UnknownTableError is a table that was asked for and that no model has.
type UnknownTableError struct{ Name string }

func (e *UnknownTableError) Error() string {
	names := tableNames()
	return "no table is called " + quoted(e.Name) + "; there are " + strings.Join(names, ", ") + "; " +
		didYouMean(e.Name, names, "name one of them")
}

// NewEffective gives a table of a model as a scenario, or several stacked with +, leaves it;
// a blank scenario is the model's baseline. Faults come back as Faults, unknown names as
// *UnknownScenarioError and *UnknownTableError.
func NewEffective(m *Model, scenario, table string) (*Effective, error) {
	if _, known := SchemaOf(table); !known {
		return nil, &UnknownTableError{table}
	}
	if faults := Check(m).Hard(); len(faults) > 0 {
		return nil, faults
	}
	if scenario == "" {
		_, scenario = Selection{}.order(m)
	}
	m, err := withMechanisms(m, scenario)
	if err != nil {
		return nil, err
	}
	s, err := Apply(m, scenario)
	if err != nil {
		return nil, err
	}
	e := &Effective{Model: m, Scenario: s, Table: s.Tables.Table(table)}
	original := m.Table(table)
	e.Changes = make([][]*CellChange, len(e.Table.Rows))
	for row := range e.Table.Rows {
		e.Changes[row] = make([]*CellChange, len(e.Table.Schema.Columns))
		for column := range e.Table.Schema.Columns {
			e.Changes[row][column] = e.Table.changed(row, column, original)
		}
	}
	for _, out := range e.Table.removed {
		e.Removed = append(e.Removed, RemovedRow{out.row, e.Table.changes[out.change]})
	}
	slices.SortStableFunc(e.Removed, func(a, b RemovedRow) int { return a.Row.Line - b.Row.Line })
	return e, nil
}

// changed is what changes made of a cell, nil where it is as read.
func (t *Table) changed(row, column int, original *Table) *CellChange {
	r := &t.Rows[row]
	c := &CellChange{Inserted: r.Line == 0, Begun: r.begun}
	if !c.Inserted {
		if was := slices.IndexFunc(original.Rows, func(o Row) bool { return o.Line == r.Line }); was >= 0 {
			c.Was = original.Rows[was].Cells[column]
		}
	}
	if r.SetBy != nil && len(r.SetBy[column]) > 0 {
		set := r.SetBy[column]
		c.Change = t.changes[set[len(set)-1]]
		return c
	}
	if r.Cells[column] == c.Was {
		return nil
	}
	// No line names the cell: it follows from a change of the row, its key from an insert, its
	// from and price_base from a change that begins it on a month.
	if began := t.began(row); began >= 0 {
		c.Change = t.changes[began]
		return c
	}
	return nil
}

// began is the change that put a row where it is: the first on any of its cells, on the
// month it begins where it was split; -1 where none did.
func (t *Table) began(row int) int {
	r := &t.Rows[row]
	first := -1
	for _, set := range r.SetBy {
		for _, change := range set {
			if r.begun && t.changes[change].From != t.Cell(row, FromColumn) {
				continue
			}
			if first < 0 || change < first {
				first = change
			}
		}
	}
	return first
}
