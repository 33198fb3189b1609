package scenarios

import (
	"slices"

	"github.com/shopspring/decimal"

	"parity/tariff"
)

// TraceCell is a cell of a table that a number rests on.
type TraceCell struct {
	Cell   string // in the grammar of cells: contracts[contract=north].annual_value
	At     string // file or sheet, row and column
	Text   string // as the scenario leaves it; "" is blank
	Change *CellChange
	// Evidence, Source and Note are those of the row.
	Evidence, Source, Note string
}

// rowOf finds the row of a table that holds in a month, by the values of its key columns
// without from where the table is dated; -1 where there is none. The zero month is for
// tables that are not dated.
func (t *tracer) rowOf(table string, month tariff.Month, key ...string) int {
	list := t.rowsOf(t.tables.Table(table), key)
	held := -1
	for _, row := range list {
		if from(t.tables.Table(table), row) <= month || !t.tables.Table(table).Schema.Dated {
			held = row
		}
	}
	return held
}

// rowsOf are the rows of a key, in order of from.
func (t *tracer) rowsOf(table *Table, key []string) []int {
	name := table.Schema.Table
	if t.found[name] == nil {
		columns := table.Schema.Key
		if table.Schema.Dated {
			columns = slices.DeleteFunc(slices.Clone(columns), func(column string) bool { return column == FromColumn })
		}
		byKey := map[string][]int{}
		keys, rows := group(table, columns...)
		for k := range keys {
			byKey[joinKey(keys[k])] = rows[k]
		}
		t.found[name] = byKey
	}
	return t.found[name][joinKey(key)]
}

// cell is the number in a column of the row of a table that holds in a month; blank is what
// a blank cell, or no row at all, stands for.
func (t *tracer) cell(table string, month tariff.Month, column string, blank decimal.Decimal, key ...string) TraceNode {
	return t.cellAt(t.tables, table, t.rowOf(table, month, key...), column, blank)
}

// cellAt is the number in a cell of a row, -1 for none, of the tables as a scenario leaves
// them.
func (t *tracer) cellAt(tables *Model, table string, row int, column string, blank decimal.Decimal) TraceNode {
	of := tables.Table(table)
	n := TraceNode{Label: column, Value: blank, Unit: of.Schema.Columns[of.Schema.Index(column)].Unit}
	if row < 0 {
		n.Note = "no row of " + table + " says otherwise"
		return n
	}
	n.Cell = t.cellOf(of, row, column)
	if value := number(n.Cell.Text); value != nil {
		n.Value = *value
	} else {
		n.Note = "blank stands for " + blank.String()
	}
	return n
}

// cellOf says where a cell is, what it says and what set it.
func (t *tracer) cellOf(of *Table, row int, column string) *TraceCell {
	return &TraceCell{
		Cell: CellSet{Table: of.Schema.Table, Where: rowKey(of, row), Column: column}.String(),
		At:   of.place(row, column), Text: of.Cell(row, column),
		Change:   of.changed(row, of.Schema.Index(column), t.original.Table(of.Schema.Table)),
		Evidence: of.Cell(row, EvidenceColumn), Source: of.Cell(row, SourceColumn), Note: of.Cell(row, NoteColumn),
	}
}

// settingOf is a cell that holds no number: a form, a schedule's name.
func (t *tracer) settingOf(table string, row int, column string) TraceNode {
	n := TraceNode{Label: column, Listed: true}
	if row >= 0 {
		n.Cell = t.cellOf(t.tables.Table(table), row, column)
	}
	return n
}

// uplift is the row of a series, by the months it takes effect and was published.
func (t *tracer) upliftRow(series *tariff.Uplifts, row tariff.UpliftRow) int {
	published := ""
	if row.Published != 0 {
		published = row.Published.String()
	}
	return t.rowOf("uplifts", 0, series.Name, row.From.String(), published)
}
