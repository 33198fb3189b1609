package scenarios

import (
	"fmt"
	"slices"

	"parity/engine/draws"
)

// newDrawing reads the uncertainty table of a model that Check has found sound, and lays out a
// slot for each value that is drawn, in the order of the table.
func newDrawing(m *Model) (*drawing, error) {
	d := &drawing{}
	t := m.Table("uncertainty")
	next := 0
	var faults Faults
	for row := range t.Rows {
		p, misfits := newUncertainParameter(m, t, row)
		if len(misfits) > 0 {
			faults = append(faults, misfits...)
			continue
		}
		p.first = next
		next += p.slots()
		d.parameters = append(d.parameters, p)
	}
	if len(faults) > 0 {
		return nil, faults
	}
	return d, nil
}

// slots is how many values a draw has.
func (d *drawing) slots() int {
	if len(d.parameters) == 0 {
		return 0
	}
	last := &d.parameters[len(d.parameters)-1]
	return last.first + last.slots()
}

// newUncertainParameter works out what is drawn for a row of the uncertainty table: around the cells
// as they stand, or as the scenarios that alone have them insert them, whichever scenarios are run.
func newUncertainParameter(m *Model, t *Table, row int) (uncertainParameter, Faults) {
	found, faults := uncertainCells(m, t, row)
	if len(faults) > 0 {
		return uncertainParameter{}, faults
	}
	p := uncertainParameter{parameter: found}
	p.drawn.Name, p.drawn.Group = t.Cell(row, "parameter"), t.Cell(row, "group")
	for _, at := range p.rows {
		p.keys, p.wheres = append(p.keys, p.moved.Key(at)), append(p.wheres, rowKey(p.moved, at))
	}
	inserted := p.inserted(m)
	if len(p.values)+len(inserted.values) == 0 {
		return p, Faults{t.Fault(row, "cells", quoted(p.cells.String())+", which holds no number in any scenario", "a draw moves a number that stands there, as a run without draws uses it", "insert a number there, or take the row out")}
	}
	if draws.Family(t.Cell(row, "family")) == draws.Dirichlet {
		return p, p.drawShares(inserted)
	}
	p.values = append(slices.Clone(p.values), inserted.values...)
	p.drawn.Of, faults = p.distribution()
	return p, faults
}

// insertedCells are cells that changes insert.
type insertedCells struct {
	keys   []string
	wheres [][]Condition
	values []float64
}

// inserted are the cells the parameter moves that only scenarios have.
func (p *uncertainParameter) inserted(m *Model) insertedCells {
	var cells insertedCells
	schema := p.moved.Schema
	for _, cellsOf := range insertedRows(m, p.cells.Table) {
		row := Row{Cells: make([]string, len(schema.Columns))}
		for at := range schema.Columns {
			row.Cells[at] = cellsOf[schema.Columns[at].Name]
		}
		one := &Table{Schema: schema, Rows: []Row{row}}
		if one.Cell(0, p.cells.Column) != "" && meets(one, 0, p.cells.Where) {
			cells.keys, cells.wheres = append(cells.keys, one.Key(0)), append(cells.wheres, rowKey(one, 0))
			cells.values = append(cells.values, value(one, 0, p.cells.Column))
		}
	}
	return cells
}

// drawShares makes a dirichlet of the shares of the tables, or of those that scenarios insert.
func (p *uncertainParameter) drawShares(inserted insertedCells) Faults {
	for i, key := range inserted.keys {
		switch at := slices.Index(p.keys, key); {
		case len(p.rows) == 0 && at < 0:
			p.keys, p.wheres, p.values = append(p.keys, key), append(p.wheres, inserted.wheres[i]), append(p.values, inserted.values[i])
		case at < 0 || p.values[at] != inserted.values[i]:
			return Faults{p.table.Fault(p.row, "cells", fmt.Sprintf("%s for %s, which a scenario inserts among the shares", short(inserted.values[i]), key),
				"a dirichlet draws the same shares in every scenario that has them", "name the shares of one scenario, or draw each by a beta")}
		}
	}
	shares, err := draws.NewDirichlet(p.values, value(p.table, p.row, "concentration"))
	if err != nil {
		return Faults{p.table.Fault(p.row, "cells", "shares that cannot be drawn", err.Error(), "correct them")}
	}
	p.drawn.Shares = shares
	return nil
}
