package scenarios

import (
	"slices"
	"strings"
)

// sameInsert takes out of a change's lines those that build one row with the first, wherever
// they stand in it, and gives the rest.
func sameInsert(table *Table, first Change, lines []int) (built, rest []int) {
	for _, line := range lines {
		other := changeAt(table, line)
		if other.Operation == opInsert && other.Table == first.Table && other.From == first.From && sameWhere(first.Where, other.Where) {
			built = append(built, line)
		} else {
			rest = append(rest, line)
		}
	}
	return built, rest
}

// sameWhere says whether two texts name the same rows, in whatever order.
func sameWhere(a, b string) bool {
	if a == b {
		return true
	}
	one, errA := ParseWhere(a)
	other, errB := ParseWhere(b)
	if errA != nil || errB != nil || len(one) != len(other) {
		return false
	}
	for _, condition := range one {
		if !slices.ContainsFunc(other, func(c Condition) bool {
			return c.Column == condition.Column && slices.Equal(c.Values, condition.Values)
		}) {
			return false
		}
	}
	return true
}

// insert adds the row that the lines of one change build.
func (e *editor) insert(change Change, schema *Schema, where []Condition, lines *Table, built []int) {
	at := func(line int, column, found, allowed, remedy string) {
		e.faults = append(e.faults, lines.Fault(line, column, found, allowed, remedy))
	}
	row := Row{Cells: make([]string, len(schema.Columns))}
	for _, condition := range where {
		if !slices.Contains(schema.Key, condition.Column) {
			at(built[0], "where", quoted(condition.Column), "for insert, where gives the new row's key: "+strings.Join(schema.Key, ", "), "give it in a line of its own, with the column and the value")
			return
		}
		if len(condition.Values) != 1 {
			at(built[0], "where", quoted(change.Where), "an insert names one row, so one value a column", "insert each row by lines of its own")
			return
		}
		row.Cells[schema.Index(condition.Column)] = condition.Values[0]
	}
	if change.From != "" {
		row.Cells[schema.Index(FromColumn)] = change.From
	}
	table := e.own(change.Table)
	for i := range table.Rows {
		if sameKey(schema, table.Rows[i].Cells, row.Cells) {
			at(built[0], "where", quoted(change.Where), "insert adds a row, and "+e.whose(table, i)+" has this key already", "use set to change it")
			return
		}
	}
	if change.Table == "model" && slices.Contains(settingsOfRun, row.Cells[0]) {
		e.fixesRun(&Table{Schema: schema, Rows: []Row{row}}, []int{0}, func(column, found, allowed, remedy string) { at(built[0], column, found, allowed, remedy) })
		return
	}
	for _, line := range built {
		one := changeAt(lines, line)
		column := schema.Index(one.Column)
		if column < 0 {
			at(line, "column", quoted(one.Column), "the columns of "+change.Table+" are "+strings.Join(schema.columnNames(), ", "),
				didYouMean(one.Column, schema.columnNames(), "name one of them"))
			continue
		}
		if row.Cells[column] != "" {
			at(line, "column", quoted(one.Column)+" a second time", "one row has one "+one.Column+", and it is "+quoted(row.Cells[column])+" already",
				"take the line out, or correct where if another row was meant")
			continue
		}
		kind := schema.Columns[column]
		if schema.Table == "model" {
			kind = schema.columnAt(row.Cells, column)
		}
		canonical, misfit := kind.Read(one.Value)
		if misfit != nil {
			at(line, "value", quoted(one.Value), misfit.Allowed, misfit.Remedy)
			continue
		}
		e.draws.change(&row, column, one)
		row.Cells[column] = canonical
		one.Cells = 1
		e.record(one)
		e.mark(&row, column)
	}
	table.Rows = append(table.Rows, row)
	e.draws.insert(table, len(table.Rows)-1)
}

// whose is where a row stands, or which scenario put it there.
func (e *editor) whose(table *Table, row int) string {
	if r := &table.Rows[row]; r.Line == 0 {
		for _, by := range r.SetBy {
			if len(by) > 0 {
				return "the row that scenario " + e.changes[by[0]].Scenario + ", change " + e.changes[by[0]].Change + ", inserts"
			}
		}
	}
	return table.At(row, "")
}

func sameKey(schema *Schema, a, b []string) bool {
	for _, at := range schema.KeyIndexes() {
		if a[at] != b[at] {
			return false
		}
	}
	return true
}
