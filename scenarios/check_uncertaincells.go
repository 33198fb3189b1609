package scenarios

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"parity/engine/draws"
)

// uncertainCells finds the cells that a row of the uncertainty table moves. Without faults it gives
// no values where there is nothing to hold the row to: where the cell is unreadable, which is a fault
// of its own, or where only scenarios have the cells.
func uncertainCells(m *Model, t *Table, row int) (parameter, Faults) {
	p := parameter{table: t, row: row}
	fault := func(found, allowed, remedy string) (parameter, Faults) {
		return p, Faults{t.Fault(row, "cells", found, allowed, remedy)}
	}
	cells, err := ParseCells(t.Cell(row, "cells"))
	schema, known := SchemaOf(cells.Table)
	if err != nil || !known || schema.Index(cells.Column) < 0 {
		return p, nil
	}
	for _, condition := range cells.Where {
		if schema.Index(condition.Column) < 0 {
			return p, nil
		}
	}
	column := &schema.Columns[schema.Index(cells.Column)]
	switch {
	case cells.Table == "uncertainty" || cells.Table == "correlations":
		return fault(quoted(cells.String()), "what is uncertain is a figure of the model, not how uncertain it is", "name cells of another table")
	case cells.Table == "changes" && column.Kind == Value:
		// What a change sets is of the kind of the column it changes, which its row says.
	case column.Kind == Whole:
		return fault(quoted(cells.String())+", which holds whole numbers", "what is drawn is no whole number", "name a column of other numbers")
	case !column.Kind.Numeric():
		return fault(quoted(cells.String())+", which holds no number", "only numbers are drawn", "name a column of numbers")
	}
	moved := m.Table(cells.Table)
	rows := matching(moved, cells.Where)
	if moved.changes == nil { // what a scenario has taken out is not misspelt
		if faults := notNamed(m, t, row, cells, rows); len(faults) > 0 {
			return p, faults
		}
	}
	if column.Kind == Value && len(rows) > 0 {
		decided, fault := changedColumn(t, row, moved, rows)
		if len(fault) > 0 {
			return p, fault
		}
		column = decided
	}
	p.moved, p.cells, p.column, p.rows = moved, cells, column, rows
	var values []float64
	for _, at := range rows {
		if changedByScenario(moved, at, schema.Index(cells.Column)) {
			continue
		}
		text := moved.Cell(at, cells.Column)
		if text == "" && moved.Rows[at].begun && cells.Column == "opening" {
			continue // people are opened once only
		}
		if text == "" {
			return fault(moved.At(at, cells.Column)+", which is blank", "a draw moves a number that stands there, as a run without draws uses it", "fill that cell, or name the rows that hold a number")
		}
		if _, misfit := column.Read(text); misfit != nil {
			return p, nil
		}
		values = append(values, value(moved, at, cells.Column))
	}
	if len(values) == len(rows) {
		p.values = values
	}
	return p, nil
}

// changedColumn is what the values of changes that a parameter moves have to be: of one column.
func changedColumn(t *Table, row int, lines *Table, rows []int) (*Column, Faults) {
	at := lines.Schema.Index("value")
	var column Column
	for i, line := range rows {
		decided := lines.Schema.columnAt(lines.Rows[line].Cells, at)
		fault := func(found, allowed, remedy string) (*Column, Faults) {
			return nil, Faults{t.Fault(row, "cells", lines.At(line, "value")+", "+found, allowed, remedy)}
		}
		switch {
		case decided.Kind == Whole:
			return fault("which holds a whole number", "what is drawn is no whole number", "name changes of other numbers")
		case !decided.Kind.Numeric():
			return fault("which holds no number", "only numbers are drawn", "name changes of numbers")
		case i > 0 && decided.Name != column.Name:
			return fault("which is a "+decided.Name+" where others are a "+column.Name, "one interval is around figures of one column", "give each a row of its own")
		}
		column = decided
	}
	return &column, nil
}

// changedByScenario says whether a scenario has changed a cell that was there: the interval is around
// the figure of the tables as they stand, and not around what a scenario makes of it.
func changedByScenario(t *Table, row, column int) bool {
	setBy := t.Rows[row].SetBy
	return setBy != nil && slices.ContainsFunc(setBy[column], func(change int) bool { return t.changes[change].Operation != opInsert })
}

// notNamed finds values of a where that no row has, neither as the tables stand nor among the rows
// that changes insert.
func notNamed(m *Model, t *Table, row int, cells CellSet, rows []int) Faults {
	moved := m.Table(cells.Table)
	inserted := sync.OnceValue(func() []map[string]string { return insertedRows(m, cells.Table) })
	var apart Faults // values that are there, but not together
	for i, condition := range cells.Where {
		for _, value := range condition.Values {
			if slices.ContainsFunc(rows, func(at int) bool { return moved.Cell(at, condition.Column) == value }) {
				continue
			}
			where := slices.Clone(cells.Where)
			where[i].Values = []string{value}
			if slices.ContainsFunc(inserted(), func(row map[string]string) bool {
				return !slices.ContainsFunc(where, func(c Condition) bool { return !slices.Contains(c.Values, row[c.Column]) })
			}) {
				continue
			}
			known := valuesOf(moved, condition.Column)
			if !slices.Contains(known, value) {
				return Faults{t.Fault(row, "cells", quoted(condition.Column+"="+value), fmt.Sprintf("no row of %s has this %s", cells.Table, condition.Column), didYouMean(value, known, "name rows that are there"))}
			}
			apart = append(apart, t.Fault(row, "cells", quoted(condition.Column+"="+value), fmt.Sprintf("no row of %s has it together with the rest of %s", cells.Table, quoted(FormatWhere(cells.Where))), "take it out, or check the codes"))
		}
	}
	if len(apart) > 0 {
		return apart[:1]
	}
	if len(moved.Rows) == 0 && len(inserted()) == 0 {
		return Faults{t.Fault(row, "cells", quoted(cells.String()), "cells of rows that are there, and "+cells.Table+" has none", "take the row out, or fill "+cells.Table)}
	}
	return nil
}

// insertedRows lists the rows that changes insert into a table, by column.
func insertedRows(m *Model, table string) []map[string]string {
	t := m.Table("changes")
	schema, _ := SchemaOf(table)
	var rows []map[string]string
	at := map[string]int{}
	for row := range t.Rows {
		if t.Cell(row, "table") != table || t.Cell(row, "operation") != opInsert {
			continue
		}
		key := strings.Join([]string{t.Cell(row, "scenario"), t.Cell(row, "change"), t.Cell(row, "where"), t.Cell(row, FromColumn)}, "\x00")
		i, seen := at[key]
		if !seen {
			i = len(rows)
			at[key] = i
			rows = append(rows, map[string]string{})
		}
		set := func(name, text string) {
			if column := schema.Index(name); column >= 0 {
				rows[i][name], _ = schema.Columns[column].Read(text)
			}
		}
		where, _ := ParseWhere(t.Cell(row, "where"))
		for _, condition := range where {
			set(condition.Column, condition.Values[0])
		}
		set(t.Cell(row, "column"), t.Cell(row, "value"))
		if from := t.Cell(row, FromColumn); from != "" {
			set(FromColumn, from)
		}
	}
	return rows
}

// wholes are the columns that hold shares of one whole, by table, with the columns that rows of
// one whole have in common.
var wholes = []struct {
	table, column string
	common        []string
}{
	{"moves", "share", []string{"contract", "from_currency", FromColumn}},
	{"reallocation", "share", []string{"contract", "recorded", FromColumn}},
	{"outcomes", "weight", []string{"contract", FromColumn}},
}

// sharing are the rows of one table that share a whole, found once for all parameters: an
// estimated caseload has thousands of wholes.
type sharing struct {
	sets [][]int
	set  []int // of each row
}

// sharers are sharing by table.
type sharers map[string]*sharing

// of gives the wholes that any of a table's rows is of, in the order of their first rows.
func (s sharers) of(t *Table, rows []int, common []string) [][]int {
	found := s[t.Schema.Table]
	if found == nil {
		found = &sharing{groups(t, common...), make([]int, len(t.Rows))}
		s[t.Schema.Table] = found
		for i, set := range found.sets {
			for _, row := range set {
				found.set[row] = i
			}
		}
	}
	var at []int
	for _, row := range rows {
		at = append(at, found.set[row])
	}
	slices.Sort(at)
	var sets [][]int
	for _, i := range slices.Compact(at) {
		sets = append(sets, found.sets[i])
	}
	return sets
}

// checkShares holds a dirichlet to all the shares of one whole.
func checkShares(p parameter) Faults {
	fault := func(found, allowed, remedy string) Faults {
		return Faults{p.table.Fault(p.row, "cells", found, allowed, remedy)}
	}
	at := -1
	for i, whole := range wholes {
		if whole.table == p.moved.Schema.Table && whole.column == p.column.Name {
			at = i
		}
	}
	if at < 0 {
		return fault(quoted(p.table.Cell(p.row, "cells")), "a dirichlet draws shares of one whole: share of the moves out of one currency, share of those recorded in one, weight of the outcomes of one contract", "name such shares, or choose beta")
	}
	sets := p.sharers.of(p.moved, p.rows, wholes[at].common)
	names := func() string {
		var names []string
		for _, set := range sets {
			var where []Condition
			for _, column := range wholes[at].common {
				if cell := p.moved.Cell(set[0], column); cell != "" || len(groups(p.moved, column)) > 1 {
					where = append(where, Condition{Column: column, Values: []string{cell}})
				}
			}
			names = append(names, CellSet{Table: wholes[at].table, Where: where, Column: wholes[at].column}.String())
		}
		return strings.Join(names, ", ")
	}
	switch {
	case len(sets) > 1:
		return fault(fmt.Sprintf("shares of %d wholes", len(sets)), "a dirichlet draws the shares of one", "give each a row of its own: "+names())
	case len(p.rows) < len(sets[0]):
		return fault(fmt.Sprintf("%d of the %d shares of one whole", len(p.rows), len(sets[0])), "a dirichlet draws all shares of a whole, so that they stay within it", "name "+names())
	}
	concentration := p.table.Schema.Columns[p.table.Schema.Index("concentration")]
	if _, misfit := concentration.Read(p.table.Cell(p.row, "concentration")); misfit != nil {
		return nil // the cell's own fault says so
	}
	_, err := draws.NewDirichlet(p.values, value(p.table, p.row, "concentration"))
	refusal := (*draws.Refusal)(nil)
	switch errors.As(err, &refusal); {
	case refusal == nil:
		return nil
	case refusal.Beyond:
		return Faults{p.table.Fault(p.row, "concentration", refusal.Found, refusal.Allowed, refusal.Remedy)}
	case sum(p.moved, p.rows, p.column.Name) > 1:
		return nil // a fault of the shares themselves
	}
	return fault(refusal.Found, refusal.Allowed, refusal.Remedy)
}
