package scenarios

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"parity/engine/risk"
	"parity/tariff"
)

// cutting is one line of a cut in one month in which it takes effect.
type cutting struct {
	row   int    // in the cuts table
	month string // blank for the start
}

// cut makes the cuts of the tables as the scenarios leave them, as changes of their own: after
// all other changes, in order of their months, and of one month in the order of the table.
func (e *editor) cut() {
	cuts := e.tables.Table("cuts")
	var due []cutting
	for row := range cuts.Rows {
		due = append(due, e.due(cuts, row)...)
	}
	slices.SortStableFunc(due, func(a, b cutting) int { return strings.Compare(a.month, b.month) })
	for _, c := range due {
		e.makeCut(cuts, c)
	}
}

// due lists the months of the run in which a line of a cut takes effect: once, or again each
// April after.
func (e *editor) due(cuts *Table, row int) []cutting {
	list := []cutting{{row, cuts.Cell(row, FromColumn)}}
	first, after, known := runMonths(e.tables)
	if cuts.Cell(row, "every_year") != "yes" || !known {
		return list
	}
	begins := max(first, month(cuts.Cell(row, FromColumn)))
	for again := (begins.Year() + 1).April(); again < after; again = (again.Year() + 1).April() {
		list = append(list, cutting{row, again.String()})
	}
	return list
}

// makeCut makes one line of a cut in one month.
func (e *editor) makeCut(cuts *Table, due cutting) {
	at := func(column, found, allowed, remedy string) {
		if column == "where" {
			column = "cells"
		}
		e.faults = append(e.faults, cuts.Fault(due.row, column, found, allowed, remedy))
	}
	cells, err := ParseCells(cuts.Cell(due.row, "cells"))
	if err != nil || !mayBeCut(cells) {
		return // Check has said so
	}
	change := cutChange(cuts, due, cells)
	schema, _ := SchemaOf(cells.Table)
	if change.From != "" && !e.mayBegin(change, schema, cells.Where, at) {
		return
	}
	table := e.own(cells.Table)
	rows := e.named(table, cells.Where, at)
	if len(rows) > 0 && change.From != "" {
		rows = e.split(table, cells.Where, change)
	}
	rows = slices.DeleteFunc(rows, func(row int) bool {
		return table.Cell(row, cells.Column) == "" && cells.Table != "resources" // a price that is missing stays so
	})
	if len(rows) == 0 {
		if len(e.faults) == 0 {
			at("cells", quoted(cells.String()), "a cut touches a cell that holds a number, and none of them does"+inMonth(change.From), "check the cells and the month")
		}
		return
	}
	change.Cells = len(rows)
	e.record(change)
	for _, row := range rows {
		e.cutCell(table, row, change, at)
	}
}

// cutChange is a line of a cut as the change that it makes in a month.
func cutChange(cuts *Table, due cutting, cells CellSet) Change {
	name := cuts.Cell(due.row, "cut")
	change := Change{
		Scenario: cuts.madeBy(due.row), Change: "cut " + name, Cut: name, Line: cuts.Cell(due.row, "line"), Row: due.row,
		Table: cells.Table, Where: FormatWhere(cells.Where), Column: cells.Column, From: due.month, Reason: cuts.Cell(due.row, NoteColumn),
	}
	row := &cuts.Rows[due.row]
	share, amount := cuts.Schema.Index("share"), cuts.Schema.Index("amount")
	if row.Cells[share] != "" {
		change.Operation, change.Value = opMultiply, one().Sub(numberOr(row.Cells[share], decimal.Zero)).String()
		if drawn := row.expression(share); drawn != nil {
			change.follows = plus(certain(1), times(certain(-1), drawn))
		}
		return change
	}
	change.Operation, change.Value = opAdd, numberOr(row.Cells[amount], decimal.Zero).Neg().String()
	if drawn := row.expression(amount); drawn != nil {
		change.follows = times(certain(-1), drawn)
	}
	return change
}

// madeBy is the scenario that put a row where it is, blank for a row as read.
func (t *Table) madeBy(row int) string {
	if r := &t.Rows[row]; r.Line == 0 {
		for _, set := range r.SetBy {
			if len(set) > 0 {
				return t.changes[set[0]].Scenario
			}
		}
	}
	return ""
}

// cutCell cuts one cell. Of a resource it is the capacity where that is stated, and else the
// share that is available, of which there is all where nothing is said.
func (e *editor) cutCell(table *Table, row int, change Change, at place) {
	column := table.Schema.Index(change.Column)
	if change.Column == "capacity" && table.Rows[row].Cells[column] == "" {
		column = table.Schema.Index("available_share")
	}
	cell := &table.Rows[row].Cells[column]
	if table.Schema.Table == "resources" && *cell == "" {
		*cell = allAvailable
	}
	if was, by := number(*cell), number(change.Value); change.Operation == opAdd && was != nil && was.Add(*by).IsNegative() {
		at("amount", quoted(by.Neg().String())+inMonth(change.From), "there is "+was.String()+" to cut of "+table.At(row, change.Column), "cut less, or in fewer years")
		return
	}
	e.touch(table, row, column, change, at)
}

// allAvailable is the share that is available where nothing is cut.
const allAvailable = "1"

// cutBy is the last cut of a cell, nil where none has cut it.
func (t *Table) cutBy(row, column int) *Change {
	if r := &t.Rows[row]; r.SetBy != nil {
		for _, n := range slices.Backward(r.SetBy[column]) {
			if t.changes[n].Cut != "" {
				return &t.changes[n]
			}
		}
	}
	return nil
}

// inMonth says in messages from when a cut would act: " from 2026-04", or nothing for the start.
func inMonth(from string) string {
	if from == "" {
		return ""
	}
	return " from " + from
}

// cutColumns are the cells that may be cut, by table.
var cutColumns = map[string][]string{"resources": {"capacity", "available_share"}, "contracts": {"annual_value"}, "prices": {"price"}}

func mayBeCut(cells CellSet) bool { return slices.Contains(cutColumns[cells.Table], cells.Column) }

// checkCuts holds each line of a cut to what can be cut, how much and when.
func checkCuts(m *Model) Faults {
	t := m.Table("cuts")
	first, after, known := runMonths(m)
	var faults Faults
	for row := range t.Rows {
		fault := func(column, found, allowed, remedy string) {
			faults = append(faults, t.Fault(row, column, found, allowed, remedy))
		}
		cells, err := ParseCells(t.Cell(row, "cells"))
		if _, there := SchemaOf(cells.Table); err == nil && there && !mayBeCut(cells) {
			fault("cells", quoted(cells.String()), "cuts are made to resources[...].capacity, resources[...].available_share, contracts[...].annual_value and prices[...].price",
				"name one of these; anything else is changed by a scenario's changes")
		}
		share, amount := t.Cell(row, "share"), t.Cell(row, "amount")
		switch {
		case share == "" && amount == "":
			fault("share", "nothing", "a cut takes a share (0.1 is 10%), or an amount off annual_value", "fill one of the two")
		case share != "" && amount != "":
			fault("amount", quoted(amount)+" beside a share of "+share, "a cut takes either a share or an amount", "leave one of the two blank")
		case amount != "" && cells.Column != "annual_value":
			fault("amount", quoted(amount)+" off "+quoted(cells.String()), "an amount is taken off contracts[...].annual_value only", "give a share")
		}
		if from := t.Cell(row, FromColumn); known && from != "" {
			if begins, err := tariff.ParseMonth(from); err == nil && (begins < first || begins >= after) {
				fault(FromColumn, quoted(from)+", a month outside the run", "the run goes from "+first.String()+" to "+(after-1).String(), "correct the month, or leave it blank for the start")
			}
		}
	}
	return faults
}

// cutExpression is what the value of a cut follows from.
func (c *Change) cutExpression() risk.Expression {
	if c.follows != nil {
		return c.follows
	}
	return certain(float(c.Value))
}
