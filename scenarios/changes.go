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
	// leavesOut says whether a change is not made; nil makes all of them.
	leavesOut func(scenario, change string) bool
	// draws follows cells that are uncertain through the changes; nil where none is.
	draws *drawing
}

func newEditor(m *Model, based func(first, second string) bool) *editor {
	tables := *m
	tables.Tables = slices.Clone(m.Tables)
	return &editor{original: m, tables: &tables, owned: map[string]*Table{}, based: based}
}

// applyAll makes the changes of scenarios, one after the other, and then the cuts that they leave.
func (e *editor) applyAll(scenarios []string) error {
	for _, name := range scenarios {
		e.apply(name)
	}
	if len(e.faults) == 0 {
		e.cut()
	}
	if len(e.faults) > 0 {
		e.faults.sort()
		return e.faults
	}
	return nil
}

// apply makes the changes of one scenario: change by change, in the order in which they first
// stand in the table, and within a change by line.
func (e *editor) apply(scenario string) {
	table := e.original.Table("changes")
	for _, lines := range linesByChange(table, scenario) {
		if e.leavesOut != nil && e.leavesOut(scenario, table.Cell(lines[0], "change")) {
			continue
		}
		for len(lines) > 0 {
			first := changeAt(table, lines[0])
			built, rest := lines[:1], lines[1:]
			if first.Operation == opInsert {
				built, rest = sameInsert(table, first, lines)
			}
			e.make(first, table, built)
			lines = rest
		}
	}
}

// linesByChange gathers the rows of a scenario's changes, each change's in order of line.
func linesByChange(table *Table, scenario string) [][]int {
	var changes [][]int
	at := map[string]int{}
	for row := range table.Rows {
		if table.Cell(row, "scenario") != scenario {
			continue
		}
		change := table.Cell(row, "change")
		if _, seen := at[change]; !seen {
			at[change] = len(changes)
			changes = append(changes, nil)
		}
		changes[at[change]] = append(changes[at[change]], row)
	}
	for _, lines := range changes {
		slices.SortStableFunc(lines, func(a, b int) int {
			return numberOr(table.Cell(a, "line"), decimal.Zero).Cmp(numberOr(table.Cell(b, "line"), decimal.Zero))
		})
	}
	return changes
}

func changeAt(lines *Table, row int) Change {
	return Change{
		Scenario: lines.Cell(row, "scenario"), Change: lines.Cell(row, "change"), Line: lines.Cell(row, "line"),
		Table: lines.Cell(row, "table"), Where: lines.Cell(row, "where"), Column: lines.Cell(row, "column"),
		Operation: lines.Cell(row, "operation"), Value: lines.Cell(row, "value"), From: lines.Cell(row, FromColumn),
		Reason: lines.Cell(row, "reason"), Row: row,
	}
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
	if change.From != "" && !e.mayBegin(change, schema, where, at) {
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
	rows := e.named(table, where, at)
	if len(rows) == 0 || e.fixesRun(table, rows, at) {
		return
	}
	if change.Operation == opRemove {
		e.remove(change, table, rows, at)
		return
	}
	if change.From != "" {
		if rows = e.split(table, where, change); len(rows) == 0 {
			at(FromColumn, quoted(change.From), "no row of "+change.Table+" that where names is in force then or begins later", "check where and the month")
			return
		}
	}
	change.Cells = len(rows)
	e.record(change)
	for _, row := range rows {
		e.touch(table, row, column, change, at)
	}
}

// place says what is wrong with a column of the line that a change is made of.
type place = func(column, found, allowed, remedy string)

// mayBegin says whether a change can take effect on its month.
func (e *editor) mayBegin(change Change, schema *Schema, where []Condition, at place) bool {
	_, after, known := runMonths(e.tables)
	switch {
	case !schema.Dated:
		at(FromColumn, quoted(change.From), "only rows of dated tables change on a month, and "+change.Table+" is not dated",
			"leave from blank, or name the months in where")
	case slices.ContainsFunc(where, func(c Condition) bool { return c.Column == FromColumn }):
		at("where", quoted(change.Where), "the month stands in from, and where names rows by their other columns", "take from out of where, or leave the column from blank")
	case known && month(change.From) >= after:
		at(FromColumn, quoted(change.From)+", a month after the run", "the run ends with "+(after-1).String(), "correct the month, or take the line out")
	default:
		return true
	}
	return false
}

// settingsOfRun are settings that scenarios share: they are compared month by month, with one
// baseline.
var settingsOfRun = []string{KeyStart, KeyMonths, KeyBaseline, KeyChance}

// fixesRun finds a change to what all scenarios of a run have to share.
func (e *editor) fixesRun(table *Table, rows []int, at place) bool {
	if table.Schema.Table != "model" {
		return false
	}
	for _, row := range rows {
		if key := table.Cell(row, "key"); slices.Contains(settingsOfRun, key) {
			at("where", quoted("key="+key), "scenarios are compared over the same months, with the same baseline and on the same draws, so none of them changes "+strings.Join(settingsOfRun, ", "),
				"change it in the model table, or choose the baseline when you run")
			return true
		}
	}
	return false
}

// remove takes rows out.
func (e *editor) remove(change Change, table *Table, rows []int, at place) {
	if change.From != "" {
		at(FromColumn, quoted(change.From), "a row is removed as a whole", "leave from blank, or set what the row should say from then on")
		return
	}
	change.Cells = len(rows)
	e.record(change)
	for _, row := range slices.Backward(rows) {
		for column := range table.Rows[row].SetBy {
			e.noteConflict(table, row, column, change, "(row removed)")
		}
		table.removed = append(table.removed, removedRow{table.Rows[row], len(e.changes) - 1})
		table.Rows = slices.Delete(table.Rows, row, row+1)
	}
}

// changedPlaces is where the product of a figure and a factor ends: far below a micro-pound.
const changedPlaces = 15

// touch changes one cell.
func (e *editor) touch(table *Table, row, column int, change Change, at place) {
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
			value = was.Mul(by).Round(changedPlaces).String()
		} else {
			value = was.Add(by).String()
		}
	}
	canonical, misfit := kind.Read(value)
	if misfit != nil {
		at("value", quoted(value)+" for "+table.At(row, kind.Name), misfit.Allowed, misfit.Remedy)
		return
	}
	if change.Operation == opSet {
		e.noteConflict(table, row, column, change, canonical)
	}
	e.draws.change(&table.Rows[row], column, change)
	*cell = canonical
	e.mark(&table.Rows[row], column)
	e.rebase(table, row, column, change)
}

// record notes a change as made. The tables it may touch know it at once, so that a fault of
// a cell can say what set it.
func (e *editor) record(change Change) {
	e.changes = append(e.changes, change)
	for _, table := range e.owned {
		table.changes = e.changes
	}
}

// mark notes the latest change on a cell.
func (e *editor) mark(row *Row, column int) {
	if row.SetBy == nil {
		row.SetBy = make([][]int, len(row.Cells))
	}
	row.SetBy[column] = append(slices.Clip(row.SetBy[column]), len(e.changes)-1)
}

// noteConflict reports a cell that a scenario gives a value after another, on which it does
// not stand, has changed it: the later one holds, and the earlier one is lost. What is
// multiplied or added to is not lost.
func (e *editor) noteConflict(table *Table, row, column int, change Change, value string) {
	if len(table.Rows[row].SetBy) == 0 {
		return
	}
	was := table.Rows[row].Cells[column]
	for _, earlier := range slices.Backward(table.Rows[row].SetBy[column]) {
		first := e.changes[earlier]
		if first.Scenario != change.Scenario && !e.based(first.Scenario, change.Scenario) {
			if was != value {
				e.conflicts = append(e.conflicts, Conflict{
					Cell:  CellSet{Table: table.Schema.Table, Where: rowKey(table, row), Column: table.Schema.Columns[column].Name}.String(),
					First: first.Scenario + ", " + first.Change, FirstValue: was,
					Second: change.Scenario + ", " + change.Change, SecondValue: value,
				})
			}
			return
		}
		if first.Operation == opSet || first.Operation == opInsert {
			return // what came before was lost, and reported, then
		}
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
	table.changes = e.changes
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
