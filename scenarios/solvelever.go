package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// Lever is the cells that goal seek varies together, and how far.
type Lever struct {
	Cells  CellSet
	By     By
	Places int32       // decimal places of its values: from one to the next is 1 in the last of them
	Held   []LeverCell // the cells, as the scenario leaves them
	// Stands is the value at which the cells stay as they are; nil where there is none, as
	// they are set to one value and hold several or none.
	Stands    *decimal.Decimal
	Low, High Bound // of the values looked at

	column *Column
	open   bool  // more than High may be looked at, where nothing up to there meets the target
	near   int64 // the index that answers are to be near to: of Stands, or of the cells' mean
}

// LeverCell is one cell of a lever.
type LeverCell struct {
	Key   string // its row, as people read it
	Place string
	Value string // canonical; blank where it is
}

// value is the lever's value with an index: the values are counted in their last place.
func (l *Lever) value(index int64) decimal.Decimal { return decimal.New(index, -l.Places) }

// newLever finds the cells that are to be varied in the tables as a scenario leaves them.
func newLever(tables *Model, q Seek) (Lever, error) {
	l := Lever{By: q.By}
	canonical, misfit := readCells(q.Vary)
	if misfit != nil {
		allowed := misfit.Allowed
		if allowed == "" {
			allowed = "cells are named as table[column=value|value,column=value].column"
		}
		return l, unsolvable("cells %q: %s; %s", q.Vary, allowed, misfit.Remedy)
	}
	cells, err := ParseCells(canonical)
	if err != nil {
		return l, err
	}
	l.Cells = cells
	schema, _ := SchemaOf(cells.Table)
	l.column = &schema.Columns[schema.Index(cells.Column)]
	if err := l.mayVary(schema); err != nil {
		return l, err
	}
	if err := l.hold(tables.Table(cells.Table), tables); err != nil {
		return l, err
	}
	if err := l.choose(); err != nil {
		return l, err
	}
	return l, l.bound(q)
}

// mayVary refuses columns that hold no number, or the rows' names.
func (l *Lever) mayVary(schema *Schema) error {
	var numbers []string
	for i := range schema.Columns {
		if c := &schema.Columns[i]; c.Kind.Numeric() && !slices.Contains(schema.Key, c.Name) {
			numbers = append(numbers, c.Name)
		}
	}
	there := "the numbers of " + schema.Table + " are " + strings.Join(numbers, ", ")
	if len(numbers) == 0 || !slices.Contains(changeableTables(tableNames()), schema.Table) {
		return unsolvable("cells %q: %s holds no number that can be varied; name cells of another table, such as contracts[contract=...].annual_value", l.Cells, schema.Table)
	}
	if schema.Table == "uncertainty" || schema.Table == "correlations" {
		return unsolvable("cells %q: what is varied is a figure of the model, not how uncertain it is; name cells of another table", l.Cells)
	}
	switch {
	case slices.Contains(schema.Key, l.Cells.Column):
		return unsolvable("cells %q: %s names the rows, and is no figure; %s", l.Cells, l.Cells.Column, there)
	case !l.column.Kind.Numeric():
		return unsolvable("cells %q: %s; only numbers can be varied: %s", l.Cells, l.column.Allowed(), there)
	}
	return nil
}

// hold finds the cells.
func (l *Lever) hold(table *Table, tables *Model) error {
	rows := matching(table, l.Cells.Where)
	for _, condition := range l.Cells.Where {
		for _, value := range condition.Values {
			if slices.ContainsFunc(rows, func(row int) bool { return table.Cell(row, condition.Column) == value }) {
				continue
			}
			if derive := derivedSchedules(tables)[value]; table.Schema.Table == "prices" && condition.Column == "schedule" && derive != "" {
				return unsolvable("cells %q: the prices of schedule %s are derived (%s), so there are none to vary; vary what they are derived from: %s",
					l.Cells, value, derive, derivedFrom[derive])
			}
			known := valuesOf(table, condition.Column)
			if slices.Contains(known, value) {
				return unsolvable("cells %q: no row of %s has %s=%s together with the rest; take it out, or check the codes", l.Cells, table.Schema.Table, condition.Column, value)
			}
			there := "it has none at all"
			if len(known) > mostNamed {
				there = fmt.Sprintf("there are %d others", len(known))
			} else if len(known) > 0 {
				there = "there are " + strings.Join(known, ", ")
			}
			return unsolvable("cells %q: no row of %s has %s %s; %s; %s", l.Cells, table.Schema.Table, condition.Column, quoted(value), there,
				didYouMean(value, known, "name rows that the scenario has"))
		}
	}
	if derived := namesOfDerived(tables); len(rows) == 0 && table.Schema.Table == "prices" && len(derived) > 0 {
		return unsolvable("cells %q: the scenario has no row of prices, as those of %s are derived; vary what they are derived from: annual_value of a contract, packages, or unit costs of resources",
			l.Cells, strings.Join(derived, ", "))
	}
	if len(rows) == 0 {
		return unsolvable("cells %q: the scenario has no row of %s; name cells that are there", l.Cells, table.Schema.Table)
	}
	for _, row := range rows {
		if cut := table.cutBy(row, table.Schema.Index(l.Cells.Column)); cut != nil {
			return unsolvable("cells %q: %s is what %s leaves, and cuts are made after all else; vary the cut: cuts[cut=%s,line=%s].%s",
				l.Cells, table.place(row, l.Cells.Column), cut.By(), cut.Cut, cut.Line, map[string]string{opMultiply: "share", opAdd: "amount"}[cut.Operation])
		}
		l.Held = append(l.Held, LeverCell{Key: table.Key(row), Place: table.At(row, l.Cells.Column), Value: table.Cell(row, l.Cells.Column)})
	}
	return nil
}

// derivedFrom says what moves the prices of a derived schedule.
var derivedFrom = map[string]string{
	"rebase":       "annual_value of its contract, or packages and unit costs, which share it out",
	"package_cost": "packages, or unit costs of resources",
}

// choose settles what is done to the cells, and with which values.
func (l *Lever) choose() error {
	alike := !slices.ContainsFunc(l.Held, func(c LeverCell) bool { return c.Value != l.Held[0].Value })
	if l.By == "" {
		l.By = ByScale
		if alike || l.column.Kind == Whole {
			l.By = BySet
		}
	}
	l.Places = l.column.Places
	sum, zero := decimal.Zero, true
	for _, cell := range l.Held {
		if cell.Value == "" && l.By != BySet {
			return unsolvable("cells %q: nothing stands in %s, so there is no figure to %s; name rows that hold a number, or set all of them to one value (--by set)",
				l.Cells, cell.Place, map[By]string{ByScale: "multiply", ByAmount: "add to"}[l.By])
		}
		held := numberOr(cell.Value, decimal.Zero)
		sum, zero = sum.Add(held), zero && held.IsZero()
	}
	near := sum.Div(decimal.NewFromInt(int64(len(l.Held))))
	switch l.By {
	case ByScale:
		if l.column.Kind == Whole {
			return unsolvable("cells %q: %s holds whole numbers, which a factor does not keep whole; use --by set or --by amount", l.Cells, l.Cells.Column)
		}
		if zero {
			return unsolvable("cells %q: 0 stands in all of them, and stays 0 by whatever it is multiplied; use --by set or --by amount", l.Cells)
		}
		l.Places, near = scalePlaces, one()
	case ByAmount:
		near = decimal.Zero
	case BySet:
	default:
		return unsolvable("--by %s is none; it is set (to one value), scale (all by one factor) or amount (one amount added to all)", l.By)
	}
	if alike && l.Held[0].Value != "" || l.By != BySet {
		l.Stands = &near
	}
	l.near = indexOf(near.Shift(l.Places).Round(0))
	return nil
}

// with is what a value of the lever makes of a cell.
func (l *Lever) with(value decimal.Decimal, cell LeverCell) string {
	held := numberOr(cell.Value, decimal.Zero)
	switch l.By {
	case ByScale:
		return held.Mul(value).Round(changedPlaces).String()
	case ByAmount:
		return held.Add(value).String()
	}
	return value.String()
}

// namesOfDerived names the schedules whose prices are worked out and not given.
func namesOfDerived(tables *Model) []string {
	t := tables.Table("schedules")
	var derived []string
	for row := range t.Rows {
		if of := t.Cell(row, "derive"); of != "" && of != "given" {
			derived = append(derived, t.Cell(row, "schedule"))
		}
	}
	return derived
}
