package scenarios

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"

	"parity/engine/draws"
)

// parameter is a row of the uncertainty table and the cells it moves.
type parameter struct {
	table  *Table // uncertainty
	row    int
	moved  *Table // of the cells
	cells  CellSet
	column *Column   // what the cells have to be
	rows   []int     // of moved
	values []float64 // of the cells, as they stand

	sharers sharers // of all parameters
}

// checkUncertainty holds the uncertainty table to what can be drawn: cells that are there and hold
// numbers, each of one parameter, and distributions that stay within what the cells' column allows.
func checkUncertainty(m *Model) Faults {
	t := m.Table("uncertainty")
	if len(t.Rows) == 0 {
		return nil
	}
	faults := Faults{onlyAsTheyStand(t)}
	type cell struct {
		table       string
		row, column int
	}
	movedBy := map[cell]int{}
	var slight Faults
	wholes := sharers{}
	for row := range t.Rows {
		misfits := checkInterval(t, row)
		p, found := uncertainCells(m, t, row)
		misfits = append(misfits, found...)
		overlaps := map[int]bool{}
		for _, at := range p.rows {
			c := cell{p.moved.Schema.Table, at, p.moved.Schema.Index(p.cells.Column)}
			other, taken := movedBy[c]
			if !taken {
				movedBy[c] = row
			} else if !overlaps[other] {
				overlaps[other] = true
				misfits = append(misfits, t.Fault(row, "cells", fmt.Sprintf("%s, which parameter %s moves too (%s)", p.moved.At(at, p.cells.Column), t.Cell(other, "parameter"), t.At(other, "")),
					"a cell moves with one parameter", "name other cells in one of the two rows"))
			}
		}
		if len(misfits) == 0 && len(p.values) > 0 {
			p.sharers = wholes
			misfits = checkDrawn(p)
			if len(misfits) == 1 && misfits[0].slight {
				slight = append(slight, misfits[0])
				misfits = nil
			}
		}
		faults = append(faults, misfits...)
	}
	return append(faults, together(t, slight)...)
}

// mostSlight is how many means that are slightly off their cells are told one by one. A table of
// estimates has a skewed interval in most of its rows.
const mostSlight = 3

// together tells of many such means in one warning.
func together(t *Table, slight Faults) Faults {
	if len(slight) <= mostSlight {
		return slight
	}
	return Faults{{Place: t.Place, Found: fmt.Sprintf("%d parameters whose means lie off their cells by less than a tenth of their intervals, first in row %d", len(slight), slight[0].row),
		Allowed: "the mean of the draws is the principal projection, and a run without draws uses the cells as they stand",
		Remedy:  "parity risk says how far that moves results", Warning: true, table: t.Schema.order()}}
}

// onlyAsTheyStand warns that a run without draws leaves the table aside.
func onlyAsTheyStand(t *Table) Fault {
	found := fmt.Sprintf("%d uncertain parameters", len(t.Rows))
	if len(t.Rows) == 1 {
		found = "1 uncertain parameter"
	}
	return Fault{Place: t.Place, Found: found, Allowed: "a run uses the cells as they stand and draws nothing",
		Remedy: "take what it gives as one projection; parity risk draws the table and gives the range", Warning: true, table: t.Schema.order()}
}

// checkInterval holds what a row says to what its family takes.
func checkInterval(t *Table, row int) Faults {
	var faults Faults
	fault := func(column, found, allowed, remedy string) {
		faults = append(faults, t.Fault(row, column, found, allowed, remedy))
	}
	family := draws.Family(t.Cell(row, "family"))
	if family == draws.Dirichlet {
		if t.Cell(row, "concentration") == "" {
			fault("concentration", "nothing", "a dirichlet takes its means from the cells and its width from concentration", "fill the cell")
		}
		for _, column := range []string{"low", "high"} {
			if end := t.Cell(row, column); end != "" {
				fault(column, quoted(end)+" for a dirichlet", "a dirichlet takes its means from the cells and its width from concentration", "leave the cell blank")
			}
		}
		if operation := t.Cell(row, "operation"); operation != "" && operation != opSet {
			fault("operation", quoted(operation)+" for a dirichlet", "a dirichlet draws the shares themselves, which take the cells' place", "leave the cell blank")
		}
		if group := t.Cell(row, "group"); group != "" {
			fault("group", quoted(group)+" for a dirichlet", "the shares of a dirichlet move with each other and with no group", "leave the cell blank")
		}
		return faults
	}
	if concentration := t.Cell(row, "concentration"); concentration != "" {
		fault("concentration", quoted(concentration)+" for a "+string(family), "only a dirichlet has a concentration", "leave the cell blank")
	}
	for _, column := range []string{"low", "high"} {
		if t.Cell(row, column) == "" {
			fault(column, "nothing", "an 80% interval has a low and a high end", "fill the cell")
		}
	}
	low, lowErr := strconv.ParseFloat(t.Cell(row, "low"), 64)
	high, highErr := strconv.ParseFloat(t.Cell(row, "high"), 64)
	if lowErr == nil && highErr == nil && low >= high { // the cells' own faults say what is no number
		fault("high", fmt.Sprintf("an interval from %s to %s", t.Cell(row, "low"), t.Cell(row, "high")), "low lies below high", "change the two round")
	}
	return faults
}

// checkDrawn holds a parameter whose row and cells are in order to what its column allows, and
// warns where its mean is not the cell.
func checkDrawn(p parameter) Faults {
	if draws.Family(p.table.Cell(p.row, "family")) == draws.Dirichlet {
		return checkShares(p)
	}
	low, lowErr := strconv.ParseFloat(p.table.Cell(p.row, "low"), 64)
	high, highErr := strconv.ParseFloat(p.table.Cell(p.row, "high"), 64)
	inOrder := lowErr == nil && highErr == nil && !math.IsNaN(low+high) && !math.IsInf(low+high, 0)
	operations := []string{opSet, opMultiply, opAdd}
	if !inOrder || p.table.Cell(p.row, "family") == "" || !slices.Contains(operations, p.operation()) {
		return nil // the cells' own faults say so
	}
	if faults := p.endsWithin(low, high); len(faults) > 0 {
		return faults
	}
	d, faults := p.distribution()
	if d == nil {
		return faults
	}
	faults = p.meanOffCell(d.Mean(), slices.Min(p.values), slices.Max(p.values))
	for i := range faults {
		stands := map[string]float64{opSet: p.values[0], opMultiply: 1, opAdd: 0}[p.operation()]
		faults[i].slight = slices.Min(p.values) == slices.Max(p.values) && math.Abs(d.Mean()-stands) < slightly*(high-low)
	}
	return faults
}

// slightly is how far a mean lies off its cell, as a part of the interval, where that is a matter
// of its skew alone.
const slightly = 0.1

// distribution is what is drawn for a parameter of one slot. It is nil, without faults, where the
// row's family is none: the cell's own fault says so.
func (p *parameter) distribution() (draws.Distribution, Faults) {
	family, operation := draws.Family(p.table.Cell(p.row, "family")), p.operation()
	least, most := slices.Min(p.values), slices.Max(p.values)
	if family == draws.PERT && operation == opSet && least != most {
		return nil, Faults{p.table.Fault(p.row, "family", fmt.Sprintf("a pert that is set in cells from %s to %s", short(least), short(most)),
			"the most likely value of a pert is the cell as it stands, and one interval has one", "use multiply or add, which move each cell from where it stands, or give each a row of its own")}
	}
	rest := map[string]float64{opSet: p.values[0], opMultiply: 1, opAdd: 0}[operation]
	within := draws.Unbounded()
	for _, cell := range p.values {
		within = narrower(within, p.mayBe(cell))
	}
	d, err := draws.From(family, value(p.table, p.row, "low"), value(p.table, p.row, "high"), rest, within)
	if refusal := (*draws.Refusal)(nil); errors.As(err, &refusal) {
		if refusal.Beyond {
			refusal.Allowed += " (" + p.column.Allowed() + ")"
		}
		return nil, Faults{p.table.Fault(p.row, "family", refusal.Found, refusal.Allowed, refusal.Remedy)}
	} else if err != nil {
		return nil, nil
	}
	return d, nil
}

// operation is what a draw does to the cells; blank is set.
func (p *parameter) operation() string {
	if operation := p.table.Cell(p.row, "operation"); operation != "" {
		return operation
	}
	return opSet
}

// makes is what a draw makes of a cell.
func (p *parameter) makes(drawn, cell float64) float64 {
	switch p.operation() {
	case opMultiply:
		return cell * drawn
	case opAdd:
		return cell + drawn
	}
	return drawn
}

// endsWithin finds ends of an interval that make of a cell what its column does not allow.
func (p *parameter) endsWithin(low, high float64) Faults {
	var faults Faults
	bounds := p.column.bounds()
	for _, end := range []struct {
		column string
		drawn  float64
	}{{"low", low}, {"high", high}} {
		for i, cell := range p.values {
			made := p.makes(end.drawn, cell)
			if bounds.Holds(made) {
				continue
			}
			found := quoted(p.table.Cell(p.row, end.column)) + " for " + p.moved.At(p.rows[i], p.cells.Column)
			if p.operation() != opSet {
				found = fmt.Sprintf("%s, which makes %s of the %s in %s", quoted(p.table.Cell(p.row, end.column)), short(made), short(cell), p.moved.At(p.rows[i], p.cells.Column))
			}
			faults = append(faults, p.table.Fault(p.row, end.column, found, p.column.Allowed(), "narrow the interval"))
			break
		}
	}
	return faults
}

// bounds are what the numbers of a column may be.
func (c *Column) bounds() draws.Bounds {
	bounds := draws.Unbounded()
	switch c.Kind {
	case Share:
		return draws.Bounds{Low: 0, High: 1}
	case Rate:
		return draws.Bounds{Low: -MaxRate, High: MaxRate}
	case Money:
		bounds.Low = 0
	}
	if c.Min != nil {
		bounds.Low = *c.Min
	}
	if c.Above != nil {
		bounds = draws.Above(*c.Above)
	}
	if c.Max != nil {
		bounds.High = *c.Max
	}
	return bounds
}

// mayBe is what may be drawn so that the cell stays what its column allows.
func (p *parameter) mayBe(cell float64) draws.Bounds {
	bounds := p.column.bounds()
	low := bounds.Low
	if p.column.Above != nil {
		low = *p.column.Above
	}
	switch operation := p.operation(); {
	case operation == opMultiply && cell == 0:
		return draws.Unbounded()
	case operation == opMultiply && cell < 0:
		bounds.Low, bounds.High = bounds.High/cell, low/cell
		return bounds
	case operation == opMultiply:
		low, bounds.High = low/cell, bounds.High/cell
	case operation == opAdd:
		low, bounds.High = low-cell, bounds.High-cell
	}
	if bounds.Low = low; p.column.Above != nil {
		bounds.Low = draws.Above(low).Low
	}
	return bounds
}

func narrower(a, b draws.Bounds) draws.Bounds {
	return draws.Bounds{Low: max(a.Low, b.Low), High: min(a.High, b.High)}
}

// sameMean is how near a mean comes to the cell, as a part of it, to be called the same.
const sameMean = 1e-9

// meanOffCell warns where the mean of the draws, which is the principal projection, is not what a
// run without draws uses.
func (p *parameter) meanOffCell(mean, least, most float64) Faults {
	var found string
	switch operation := p.operation(); {
	case operation == opMultiply && math.Abs(mean-1) > sameMean:
		found = fmt.Sprintf("a mean of %s, which makes the cells %s on average", short(mean), moreOrLess(percent(mean-1), mean > 1))
	case operation == opAdd && math.Abs(mean) > sameMean:
		found = fmt.Sprintf("a mean of %s, which makes the cells %s on average", short(mean), moreOrLess(short(math.Abs(mean)), mean > 0))
	case operation == opSet && least != most:
		found = fmt.Sprintf("a mean of %s, set in cells from %s to %s", short(mean), short(least), short(most))
	case operation == opSet && math.Abs(mean-least) > sameMean*max(math.Abs(mean), math.Abs(least)):
		by := short(math.Abs(mean - least))
		if least != 0 {
			by += " (" + percent((mean-least)/least) + ")"
		}
		found = fmt.Sprintf("a mean of %s, where %s holds %s: %s", short(mean), p.moved.At(p.rows[0], p.cells.Column), short(least), moreOrLess(by, mean > least))
	default:
		return nil
	}
	fault := p.table.Fault(p.row, "cells", found, "the mean of the draws is the principal projection, and a run without draws uses the cells as they stand",
		"move the interval or the cell if the two should agree")
	fault.Warning = true
	return Faults{fault}
}

func moreOrLess(by string, more bool) string {
	if more {
		return by + " more"
	}
	return by + " less"
}

// percent writes how large a fraction is to three digits: 3.52%.
func percent(x float64) string { return strconv.FormatFloat(100*math.Abs(x), 'g', 3, 64) + "%" }
