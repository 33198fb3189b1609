package scenarios

import (
	"slices"

	"parity/engine/draws"
	"parity/engine/risk"
)

// expression is what the cell of a column follows from, nil where it is certain.
func (r *Row) expression(column int) risk.Expression {
	if r.drawn == nil {
		return nil
	}
	return r.drawn[column]
}

// number is the expression of a cell; a cell that is certain is its number.
func (r *Row) number(column int) risk.Expression {
	if e := r.expression(column); e != nil {
		return e
	}
	return certain(float(r.Cells[column]))
}

// setDrawn says what a cell follows from; nil that it is certain.
func (r *Row) setDrawn(column int, e risk.Expression) {
	if r.drawn == nil {
		if e == nil {
			return
		}
		r.drawn = make([]risk.Expression, len(r.Cells))
	}
	r.drawn[column] = e
}

// drawing is the uncertain parameters of a model, for an editor to follow the cells they move
// through the changes of a scenario: what is drawn takes its place in the tables first, and the
// changes act on it. A nil drawing follows nothing.
type drawing struct {
	changes    *Table // the model's, with the values that are drawn marked
	parameters []uncertainParameter
}

// uncertainParameter is a row of the uncertainty table with what is drawn for it.
type uncertainParameter struct {
	parameter
	drawn  draws.Parameter
	first  int           // of its slots
	keys   []string      // of the rows that have the cells as they stand; of shares, a slot each
	wheres [][]Condition // the same rows in the grammar of cells
}

// slots is how many values are drawn for the parameter.
func (p *uncertainParameter) slots() int {
	if p.drawn.Shares != nil {
		return p.drawn.Shares.Len()
	}
	return 1
}

// follows is what a cell that the parameter moves follows from.
func (p *uncertainParameter) follows(t *Table, row int) risk.Expression {
	place, stands := p.first, value(t, row, p.cells.Column)
	if p.drawn.Shares != nil {
		place += slices.Index(p.keys, t.Key(row))
	}
	switch p.operation() {
	case opMultiply:
		stands = 1
	case opAdd:
		stands = 0
	}
	at := slot(place, stands)
	cell := t.Rows[row].number(t.Schema.Index(p.cells.Column))
	switch p.operation() {
	case opMultiply:
		return uncertainOrNil(times(cell, at))
	case opAdd:
		return plus(cell, at)
	}
	return at
}

// mark puts the parameters into the tables as they stand.
func (d *drawing) mark(m *Model) {
	for i := range d.parameters {
		p := &d.parameters[i]
		t := m.Table(p.cells.Table)
		column := t.Schema.Index(p.cells.Column)
		for _, row := range p.rows {
			t.Rows[row].setDrawn(column, p.follows(t, row))
		}
	}
	d.changes = m.Table("changes")
}

// change follows a cell, as it was, through a change of it.
func (d *drawing) change(row *Row, column int, change Change) {
	if d == nil {
		return
	}
	by := change.follows
	var number risk.Expression
	if change.Cut != "" {
		number = change.cutExpression()
	} else {
		line, at := &d.changes.Rows[change.Row], d.changes.Schema.Index("value")
		by, number = line.expression(at), line.number(at)
	}
	if was := row.expression(column); by == nil && was == nil {
		return
	}
	switch change.Operation {
	case opMultiply:
		row.setDrawn(column, uncertainOrNil(times(row.number(column), number)))
	case opAdd:
		row.setDrawn(column, plus(row.number(column), number))
	default:
		row.setDrawn(column, by)
	}
}

// insert draws the cells of a row that a change has added, where parameters move them.
func (d *drawing) insert(t *Table, row int) {
	if d == nil {
		return
	}
	for i := range d.parameters {
		p := &d.parameters[i]
		if p.cells.Table == t.Schema.Table && t.Cell(row, p.cells.Column) != "" && meets(t, row, p.cells.Where) {
			t.Rows[row].setDrawn(t.Schema.Index(p.cells.Column), p.follows(t, row))
		}
	}
}
