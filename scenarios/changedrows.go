package scenarios

import (
	"fmt"
	"slices"
	"strings"
)

// matching lists the rows that meet every condition. A * of a key stands for itself here.
func matching(table *Table, where []Condition) []int {
	var rows []int
	for i := range table.Rows {
		if meets(table, i, where) {
			rows = append(rows, i)
		}
	}
	return rows
}

func meets(table *Table, row int, where []Condition) bool {
	for _, condition := range where {
		if !slices.Contains(condition.Values, table.Cell(row, condition.Column)) {
			return false
		}
	}
	return true
}

// mostNamed is how many codes a message lists.
const mostNamed = 30

// named lists the rows that a where names, and finds fault where it names none, or has a value
// that no row of them has: a code that is misspelt must not be passed over.
func (e *editor) named(table *Table, where []Condition, at place) []int {
	rows := matching(table, where)
	complete := true
	for _, condition := range where {
		for _, value := range condition.Values {
			if slices.ContainsFunc(rows, func(row int) bool { return table.Cell(row, condition.Column) == value }) {
				continue
			}
			known := valuesOf(table, condition.Column)
			if slices.Contains(known, value) {
				continue // it is there, but not together with the rest
			}
			complete = false
			allowed := fmt.Sprintf("no row of %s has this %s", table.Schema.Table, condition.Column)
			if len(known) > 0 && len(known) <= mostNamed {
				allowed += "; there are " + strings.Join(known, ", ")
			}
			at("where", quoted(condition.Column+"="+value), allowed, didYouMean(value, known, "name rows that are there, or use insert to add one"))
		}
	}
	if !complete {
		return nil
	}
	if len(rows) == 0 {
		at("where", whereOrAll(where), "it has to name rows that are there, and no row of "+table.Schema.Table+" is so",
			"check the codes, or use insert to add a row")
		return nil
	}
	for _, condition := range where {
		for _, value := range condition.Values {
			if !slices.ContainsFunc(rows, func(row int) bool { return table.Cell(row, condition.Column) == value }) {
				at("where", quoted(condition.Column+"="+value), "no row of "+table.Schema.Table+" has it together with the rest of "+quoted(FormatWhere(where)),
					"take it out, or change these rows in a line of their own")
				return nil
			}
		}
	}
	return rows
}

func whereOrAll(where []Condition) string {
	if len(where) == 0 {
		return "a blank, which stands for every row"
	}
	return quoted(FormatWhere(where))
}

// valuesOf lists what stands in a column, each value once, blanks left out.
func valuesOf(table *Table, column string) []string {
	var values []string
	for row := range table.Rows {
		if value := table.Cell(row, column); value != "" && !slices.Contains(values, value) {
			values = append(values, value)
		}
	}
	return values
}

// split makes the rows that are in force at the change's month and that where names begin
// anew then, and lists the rows from that month on: what changes there holds in later rows of
// theirs too.
func (e *editor) split(table *Table, where []Condition, change Change) []int {
	fromAt := table.Schema.Index(FromColumn)
	inForce := map[string]int{} // by key without from
	var keys []string
	for row := range table.Rows {
		if table.Rows[row].Cells[fromAt] > change.From {
			continue
		}
		key := keyWithoutFrom(table, row)
		if best, seen := inForce[key]; !seen {
			keys = append(keys, key)
			inForce[key] = row
		} else if table.Rows[best].Cells[fromAt] < table.Rows[row].Cells[fromAt] {
			inForce[key] = row
		}
	}
	for _, key := range keys {
		if row := inForce[key]; table.Rows[row].Cells[fromAt] != change.From && meets(table, row, where) {
			table.Rows = append(table.Rows, e.begin(table, row, change.From))
		}
	}
	return slices.DeleteFunc(matching(table, where), func(row int) bool { return table.Rows[row].Cells[fromAt] < change.From })
}

// begin copies a row to begin at a later month. What a blank cell says by the row's own from
// is spelled out, and people are opened once only.
func (e *editor) begin(table *Table, row int, from string) Row {
	copied := Row{Cells: slices.Clone(table.Rows[row].Cells), Line: table.Rows[row].Line, SetBy: slices.Clone(table.Rows[row].SetBy), begun: true, drawn: slices.Clone(table.Rows[row].drawn)}
	was := table.Cell(row, FromColumn)
	copied.Cells[table.Schema.Index(FromColumn)] = from
	if base := table.Schema.Index("price_base"); base >= 0 && copied.Cells[base] == "" {
		copied.spelled = true
		copied.Cells[base] = was
		if was == "" {
			copied.Cells[base] = e.original.Setting(KeyStart)
		}
	}
	if opening := table.Schema.Index("opening"); opening >= 0 {
		copied.Cells[opening] = ""
		copied.setDrawn(opening, nil)
	}
	return copied
}

// rebase gives a figure that is set from a month on the prices of that month, as a blank
// price_base says, unless a row or a change names its price_base. Multiplied or added to, a
// figure keeps the base it had.
func (e *editor) rebase(table *Table, row, column int, change Change) {
	figure := table.Schema.Columns[column].Name
	r := &table.Rows[row]
	if !r.spelled || change.Operation != opSet || change.From == "" || (figure != "price" && figure != "unit_cost") {
		return
	}
	base := table.Schema.Index("price_base")
	if r.SetBy != nil && len(r.SetBy[base]) > 0 {
		return
	}
	if r.Cells[base] = change.From; change.From == table.Cell(row, FromColumn) {
		r.Cells[base] = ""
	}
}
