package scenarios

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// The operations of a change.
const (
	opSet      = "set"
	opMultiply = "multiply"
	opAdd      = "add"
	opInsert   = "insert"
	opRemove   = "remove"
)

// editor applies the changes of scenarios to a model's tables, copying a table when it is
// first touched, and remembers which change touched which cell.
type editor struct {
	original  *Model
	tables    *Model
	owned     map[string]*Table
	changes   []Change
	conflicts []Conflict
	faults    Faults
	// based says whether the first scenario is one that the second stands on.
	based func(first, second string) bool
}

func newEditor(m *Model, based func(first, second string) bool) *editor {
	tables := *m
	tables.Tables = slices.Clone(m.Tables)
	return &editor{original: m, tables: &tables, owned: map[string]*Table{}, based: based}
}

// apply makes the changes of one scenario, in the order of its lines.
func (e *editor) apply(scenario string) {
	lines := e.original.Table("changes")
	for i := 0; i < len(lines.Rows); i++ {
		if lines.Cell(i, "scenario") != scenario {
			continue
		}
		change := changeAt(lines, i)
		built := []int{i}
		if change.Operation == opInsert {
			for i+1 < len(lines.Rows) && sameInsert(change, changeAt(lines, i+1)) {
				i++
				built = append(built, i)
			}
		}
		e.make(change, lines, built)
	}
}

func changeAt(lines *Table, row int) Change {
	return Change{
		Scenario: lines.Cell(row, "scenario"), Change: lines.Cell(row, "change"), Line: lines.Cell(row, "line"),
		Table: lines.Cell(row, "table"), Where: lines.Cell(row, "where"), Column: lines.Cell(row, "column"),
		Operation: lines.Cell(row, "operation"), Value: lines.Cell(row, "value"), From: lines.Cell(row, FromColumn),
		Reason: lines.Cell(row, "reason"), Row: row,
	}
}

// sameInsert says whether two lines build one row together.
func sameInsert(a, b Change) bool {
	return b.Operation == opInsert && a.Scenario == b.Scenario && a.Change == b.Change && a.Table == b.Table && a.Where == b.Where && a.From == b.From
}

// make applies one change: a line, or the lines that build one row.
func (e *editor) make(change Change, lines *Table, built []int) {
	at := func(column, found, allowed, remedy string) {
		e.faults = append(e.faults, lines.Fault(built[0], column, found, allowed, remedy))
	}
	schema, known := SchemaOf(change.Table)
	if !known || change.Table == "changes" || change.Table == "scenarios" {
		return // Check has said so
	}
	where, err := ParseWhere(change.Where)
	if err != nil {
		return
	}
	if change.From != "" && !schema.Dated {
		at(FromColumn, quoted(change.From), "only rows of dated tables change on a month, and "+change.Table+" is not dated",
			"leave from blank, or name the months in where")
		return
	}
	if change.Operation == opInsert {
		e.insert(change, schema, where, lines, built)
		return
	}
	column := schema.Index(change.Column)
	if column < 0 && change.Operation != opRemove {
		at("column", quoted(change.Column), "the columns of "+change.Table+" are "+strings.Join(schema.columnNames(), ", "),
			didYouMean(change.Column, schema.columnNames(), "name one of them"))
		return
	}
	table := e.own(change.Table)
	rows := matching(table, where)
	if len(rows) == 0 {
		at("where", quoted(change.Where), "it has to name rows that are there, and no row of "+change.Table+" is so",
			"check the codes, or use insert to add a row")
		return
	}
	if change.Operation == opRemove {
		if change.From != "" {
			at(FromColumn, quoted(change.From), "a row is removed as a whole", "leave from blank, or set what the row should say from then on")
			return
		}
		change.Cells = len(rows)
		e.changes = append(e.changes, change)
		for _, row := range slices.Backward(rows) {
			table.Rows = slices.Delete(table.Rows, row, row+1)
		}
		return
	}
	if change.From != "" {
		rows = e.split(table, where, change.From)
	}
	change.Cells = len(rows)
	e.changes = append(e.changes, change)
	for _, row := range rows {
		e.touch(table, row, column, change, at)
	}
}

// touch changes one cell.
func (e *editor) touch(table *Table, row, column int, change Change, at func(column, found, allowed, remedy string)) {
	cell := &table.Rows[row].Cells[column]
	kind := &table.Schema.Columns[column]
	if table.Schema.Table == "model" && column == 1 {
		named := modelKey(table.Rows[row].Cells[0])
		kind = &named
	}
	value := change.Value
	if change.Operation != opSet {
		was, wasErr := decimal.NewFromString(*cell)
		by, byErr := decimal.NewFromString(change.Value)
		if byErr != nil {
			at("value", quoted(change.Value), change.Operation+" takes a number", "write one, such as 1.08")
			return
		}
		if wasErr != nil {
			at("where", quoted(change.Where), change.Operation+" changes cells that hold a number, and "+table.At(row, kind.Name)+" holds "+quoted(*cell),
				"set it instead, or name other rows")
			return
		}
		if change.Operation == opMultiply {
			value = was.Mul(by).String()
		} else {
			value = was.Add(by).String()
		}
	}
	canonical, misfit := kind.Read(value)
	if misfit != nil {
		at("value", quoted(value)+" for "+table.At(row, kind.Name), misfit.Allowed, misfit.Remedy)
		return
	}
	e.noteConflict(table, row, column, change, *cell)
	*cell = canonical
	e.mark(&table.Rows[row], column)
}

// mark notes the latest change on a cell.
func (e *editor) mark(row *Row, column int) {
	if row.SetBy == nil {
		row.SetBy = make([][]int, len(row.Cells))
	}
	row.SetBy[column] = append(slices.Clip(row.SetBy[column]), len(e.changes)-1)
}

// noteConflict reports a cell that a scenario sets after another, on which it does not
// stand, has set it: the later one holds.
func (e *editor) noteConflict(table *Table, row, column int, change Change, was string) {
	if change.Operation != opSet || len(table.Rows[row].SetBy) == 0 {
		return
	}
	for _, earlier := range slices.Backward(table.Rows[row].SetBy[column]) {
		first := e.changes[earlier]
		if first.Operation != opSet && first.Operation != opInsert {
			continue
		}
		if first.Scenario != change.Scenario && !e.based(first.Scenario, change.Scenario) && was != change.Value {
			e.conflicts = append(e.conflicts, Conflict{
				Cell:  CellSet{Table: table.Schema.Table, Where: rowKey(table, row), Column: table.Schema.Columns[column].Name}.String(),
				First: first.Scenario + ", " + first.Change, FirstValue: was,
				Second: change.Scenario + ", " + change.Change, SecondValue: change.Value,
			})
		}
		return
	}
}

// rowKey is a row's key as conditions, blank parts left out.
func rowKey(table *Table, row int) []Condition {
	var where []Condition
	for _, name := range table.Schema.Key {
		if value := table.Cell(row, name); value != "" {
			where = append(where, Condition{Column: name, Values: []string{value}})
		}
	}
	return where
}

// own is the editor's copy of a table.
func (e *editor) own(name string) *Table {
	if table := e.owned[name]; table != nil {
		return table
	}
	table := e.tables.Table(name).clone()
	e.owned[name] = table
	at, found := slices.BinarySearchFunc(e.tables.Tables, table.Schema.order(), func(t *Table, order int) int {
		return t.Schema.order() - order
	})
	if found {
		e.tables.Tables[at] = table
	} else {
		e.tables.Tables = slices.Insert(e.tables.Tables, at, table)
	}
	return table
}

// matching lists the rows that meet every condition. A * of a key stands for itself here.
func matching(table *Table, where []Condition) []int {
	var rows []int
	for i := range table.Rows {
		meets := true
		for _, condition := range where {
			meets = meets && slices.Contains(condition.Values, table.Cell(i, condition.Column))
		}
		if meets {
			rows = append(rows, i)
		}
	}
	return rows
}

// split makes a dated table's matching rows begin anew at a month, and lists the rows from
// that month on: what changes there holds from then, in later rows too.
func (e *editor) split(table *Table, where []Condition, from string) []int {
	fromAt := table.Schema.Index(FromColumn)
	inForce := map[string]int{} // the row in force at the month, by key without from
	var keys []string
	for _, row := range matching(table, where) {
		if table.Rows[row].Cells[fromAt] > from {
			continue
		}
		key := undatedKey(table, row)
		if best, seen := inForce[key]; !seen {
			keys = append(keys, key)
			inForce[key] = row
		} else if table.Rows[best].Cells[fromAt] < table.Rows[row].Cells[fromAt] {
			inForce[key] = row
		}
	}
	for _, key := range keys {
		if row := inForce[key]; table.Rows[row].Cells[fromAt] != from {
			table.Rows = append(table.Rows, e.begin(table, row, from))
		}
	}
	var rows []int
	for _, row := range matching(table, where) {
		if table.Rows[row].Cells[fromAt] >= from {
			rows = append(rows, row)
		}
	}
	return rows
}

// begin copies a row to begin at a later month. What a blank cell says by the row's own from
// is spelled out, and people are opened once only.
func (e *editor) begin(table *Table, row int, from string) Row {
	copied := Row{Cells: slices.Clone(table.Rows[row].Cells), Line: table.Rows[row].Line, SetBy: slices.Clone(table.Rows[row].SetBy)}
	was := table.Cell(row, FromColumn)
	copied.Cells[table.Schema.Index(FromColumn)] = from
	if base := table.Schema.Index("price_base"); base >= 0 && copied.Cells[base] == "" {
		copied.Cells[base] = was
		if was == "" {
			copied.Cells[base] = e.original.Setting(KeyStart)
		}
	}
	if opening := table.Schema.Index("opening"); opening >= 0 {
		copied.Cells[opening] = ""
	}
	return copied
}

func undatedKey(table *Table, row int) string {
	var b strings.Builder
	for _, name := range table.Schema.Key {
		if name != FromColumn {
			b.WriteString(table.Cell(row, name))
			b.WriteByte('\x00')
		}
	}
	return b.String()
}

// insert adds the row that the lines of one change build.
func (e *editor) insert(change Change, schema *Schema, where []Condition, lines *Table, built []int) {
	table := e.own(change.Table)
	row := Row{Cells: make([]string, len(schema.Columns))}
	for _, condition := range where {
		if len(condition.Values) != 1 {
			e.faults = append(e.faults, lines.Fault(built[0], "where", quoted(change.Where), "an insert names one row, so one value a column",
				"insert each row by a change of its own"))
			return
		}
		if column := schema.Index(condition.Column); column >= 0 {
			row.Cells[column] = condition.Values[0]
		}
	}
	if change.From != "" {
		row.Cells[schema.Index(FromColumn)] = change.From
	}
	for i := range table.Rows {
		if sameKey(schema, table.Rows[i].Cells, row.Cells) {
			e.faults = append(e.faults, lines.Fault(built[0], "where", quoted(change.Where), "insert adds a row, and "+table.At(i, "")+" has this key already",
				"use set to change it"))
			return
		}
	}
	for _, line := range built {
		one := changeAt(lines, line)
		column := schema.Index(one.Column)
		if column < 0 {
			e.faults = append(e.faults, lines.Fault(line, "column", quoted(one.Column),
				"the columns of "+change.Table+" are "+strings.Join(schema.columnNames(), ", "),
				didYouMean(one.Column, schema.columnNames(), "name one of them")))
			continue
		}
		canonical, misfit := schema.Columns[column].Read(one.Value)
		if misfit != nil {
			e.faults = append(e.faults, lines.Fault(line, "value", quoted(one.Value), misfit.Allowed, misfit.Remedy))
			continue
		}
		row.Cells[column] = canonical
		one.Cells = 1
		e.changes = append(e.changes, one)
		e.mark(&row, column)
	}
	table.Rows = append(table.Rows, row)
}

func sameKey(schema *Schema, a, b []string) bool {
	for _, at := range schema.KeyIndexes() {
		if a[at] != b[at] {
			return false
		}
	}
	return true
}
