package reports

import (
	"fmt"
	"strings"

	"parity/scenarios"
)

// InputChange is a cell of an input table, or a whole row, in which two models differ.
type InputChange struct {
	Table  string `json:"table"`
	Row    string `json:"row"`              // the row's key, as people read it
	Column string `json:"column,omitempty"` // blank where the whole row was added or removed
	Was    string `json:"was"`
	Is     string `json:"is"`
	Whole  string `json:"whole_row,omitempty"` // "added" or "removed"
}

// What an InputChange says of a whole row.
const (
	RowAdded   = "added"
	RowRemoved = "removed"
)

// String is the change in a line: "prices, schedule local, currency 1: price was 10, is 12".
func (c InputChange) String() string {
	place := c.Table
	if c.Row != "" {
		place += ", " + c.Row
	}
	if c.Whole != "" {
		return fmt.Sprintf("%s: row %s", place, c.Whole)
	}
	return fmt.Sprintf("%s: %s was %s, is %s", place, c.Column, shownCell(c.Was), shownCell(c.Is))
}

func shownCell(text string) string {
	if text == "" {
		return "blank"
	}
	if runes := []rune(text); len(runes) > textShown {
		return string(runes[:textShown]) + "…"
	}
	return text
}

// textShown is how many characters of a cell a line repeats.
const textShown = 60

// CompareInputs lists how the tables of one model differ from those of another, cell by cell
// of rows with the same key: in the order of tables and of the new model's rows, then rows
// that are gone. The order of rows makes no difference.
func CompareInputs(was, is *scenarios.Model) []InputChange {
	var changes []InputChange
	for _, schema := range scenarios.Schemas() {
		changes = append(changes, compareTables(was.Table(schema.Table), is.Table(schema.Table))...)
	}
	return changes
}

func compareTables(was, is *scenarios.Table) []InputChange {
	var changes []InputChange
	old := rowsByKey(was)
	for r := range is.Rows {
		key := rowKey(is, r)
		rows := old[key]
		if len(rows) == 0 {
			changes = append(changes, InputChange{Table: is.Schema.Table, Row: is.Key(r), Whole: RowAdded})
			continue
		}
		old[key] = rows[1:]
		for c := range is.Schema.Columns {
			if a, b := was.Rows[rows[0]].Cells[c], is.Rows[r].Cells[c]; a != b {
				changes = append(changes, InputChange{Table: is.Schema.Table, Row: is.Key(r), Column: is.Schema.Columns[c].Name, Was: a, Is: b})
			}
		}
	}
	for r := range was.Rows {
		if key := rowKey(was, r); len(old[key]) > 0 && old[key][0] == r {
			changes = append(changes, InputChange{Table: was.Schema.Table, Row: was.Key(r), Whole: RowRemoved})
			old[key] = old[key][1:]
		}
	}
	return changes
}

// rowsByKey finds a table's rows by their key; where a fault gives two the same, in order.
func rowsByKey(t *scenarios.Table) map[string][]int {
	rows := map[string][]int{}
	for r := range t.Rows {
		key := rowKey(t, r)
		rows[key] = append(rows[key], r)
	}
	return rows
}

func rowKey(t *scenarios.Table, row int) string {
	var parts []string
	for _, at := range t.Schema.KeyIndexes() {
		parts = append(parts, t.Rows[row].Cells[at])
	}
	return strings.Join(parts, "\x00")
}
