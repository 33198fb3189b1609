package workbook

import (
	"cmp"
	"slices"
	"strconv"

	"parity/scenarios"
)

// planEffective opens the sheet of inputs that scenarios change.
func (b *book) planEffective() *shared {
	s := &sheet{name: "Scenario inputs", title: "Inputs as scenarios leave them", kind: workings,
		about:  "A cell that no scenario changes is read straight from its input sheet. One that a scenario changes stands here: the input, with the values of the changes sheet set, multiplied or added in their order.",
		widths: []float64{26, 14, 44, 20, 16, 44, 18}, freeze: "A6", heads: [2]int{5, 5}}
	b.head(s)
	s.skip(inputHead)
	s.add(heads("Scenarios", "Table", "Row", "Column", "As given", "Changed by", "In force")...)
	return &shared{sheet: s, found: map[string]block{}, asked: &b.asked}
}

const (
	effectiveGiven = 5
	effectiveValue = 7
)

// table is a table as the scenario leaves it.
func (s *scenario) table(name string) *scenarios.Table {
	t := s.is.Tables.Table(name)
	if s.read != nil {
		s.read[name] = t
	}
	return t
}

// input is a number of the scenario's tables, as an expression that follows the input sheet
// and the changes sheet. A blank cell counts as 0, as it does in Excel.
func (s *scenario) input(t *scenarios.Table, row int, column string) expr {
	c := t.Schema.Index(column)
	r := &t.Rows[row]
	result, given := whole(0), false
	sheet := s.inputOf(t.Schema.Table)
	if r.Line > 0 && sheet != nil {
		if base, known := sheet.byRow[r.Line]; known {
			result, given = sheet.cell(base, c), true
		}
	}
	if r.SetBy == nil || len(r.SetBy[c]) == 0 {
		if !given {
			return s.changed(t, row, column, result, whole(0), "")
		}
		return result
	}
	from, by := result, ""
	changes := s.inputOf("changes")
	for _, n := range r.SetBy[c] {
		change := &s.is.Changes[n]
		var value expr
		if change.Cut != "" {
			value = s.cutValue(change)
		} else {
			value = changes.cell(change.Row, changes.table.Schema.Index("value"))
		}
		switch change.Operation {
		case "multiply":
			result = times(result, value)
		case "add":
			result = plus(result, value)
		default:
			result = value
		}
		if by != "" {
			by += "; "
		}
		by += change.Operation + " by " + change.By()
	}
	return s.changed(t, row, column, from, result, by)
}

// cutValue is what a cut multiplies a cell by, or adds to it: what it leaves of the whole, or the
// amount taken off.
func (s *scenario) cutValue(change *scenarios.Change) expr {
	cuts := s.table("cuts")
	if change.Operation == "multiply" {
		return minus(whole(1), s.input(cuts, change.Row, "share"))
	}
	return minus(whole(0), s.input(cuts, change.Row, "amount"))
}

// changed is the row of an input that a scenario changes.
func (s *scenario) changed(t *scenarios.Table, row int, column string, from, now expr, by string) expr {
	key := t.Schema.Table + "\x00" + t.Key(row) + "\x00" + column + "\x00" + now.text
	e := s.effective
	b, known := e.found[key]
	if !known {
		now.values = []float64{parse(t.Cell(row, column))}
		n := e.add(cell{}, textCell(t.Schema.Table, style{role: label}), textCell(t.Key(row), style{role: label}),
			textCell(column, style{role: label}), exprCell(from, style{role: figure}), textCell(by, style{role: label}), exprCell(now, style{role: figure}))
		e.rows[n-1].users = &users{}
		b = block{n, n}
		e.found[key] = b
	}
	e.serve(s.at, b)
	return e.fixed(effectiveValue, b.from)
}

func parse(text string) float64 {
	x, _ := strconv.ParseFloat(text, 64)
	return x
}

// begins is the month from which a dated row of the scenario's table holds, as text to
// compare months with.
func (s *scenario) begins(t *scenarios.Table, row int) expr {
	c := t.Schema.Index(scenarios.FromColumn)
	r := &t.Rows[row]
	text := t.Cell(row, scenarios.FromColumn)
	if sheet := s.inputOf(t.Schema.Table); sheet != nil && r.Line > 0 {
		if base, known := sheet.byRow[r.Line]; known && sheet.table.Rows[base].Cells[c] == text {
			return sheet.text(base, c)
		}
	}
	changes := s.inputOf("changes")
	for i := range s.is.Changes {
		if change := &s.is.Changes[i]; change.Cut == "" && change.From == text && change.Table == t.Schema.Table {
			return changes.text(change.Row, changes.table.Schema.Index(scenarios.FromColumn))
		}
	}
	// A row inserted with `from` in its key, or begun by a cut: the month stands on the constants' sheet.
	return s.constants.month(text)
}

// since is a value of a dated row of a table.
func (s *scenario) since(t *scenarios.Table, row int, value expr) since {
	return since{from: s.begins(t, row), month: t.Cell(row, scenarios.FromColumn), value: value}
}

// rowsOf lists the rows of a table that have these values in these columns, in order of
// from. Columns and values come in pairs.
func rowsOf(t *scenarios.Table, pairs ...string) []int {
	columns := make([]int, len(pairs)/2)
	for p := range columns {
		columns[p] = t.Schema.Index(pairs[2*p])
	}
	var rows []int
	for i := range t.Rows {
		cells := t.Rows[i].Cells
		meets := true
		for p, column := range columns {
			meets = meets && cells[column] == pairs[2*p+1]
		}
		if meets {
			rows = append(rows, i)
		}
	}
	if from := t.Schema.Index(scenarios.FromColumn); from >= 0 {
		slices.SortStableFunc(rows, func(a, b int) int {
			return cmp.Compare(t.Rows[a].Cells[from], t.Rows[b].Cells[from])
		})
	}
	return rows
}

// inForce is the row, of rows in order of from, that holds in a month; -1 for none.
func inForce(t *scenarios.Table, rows []int, month string) int {
	held := -1
	for _, r := range rows {
		if t.Cell(r, scenarios.FromColumn) <= month {
			held = r
		}
	}
	return held
}
