package scenarios

import (
	"slices"

	"parity/engine/risk"
)

// idle finds parameters that move no figure: neither of the scenarios that were run, nor of any
// other of the model.
func (d *drawing) idle(u *Uncertainty, marked *Model) Faults {
	still := slices.Clone(d.parameters)
	reach := func(uncertain map[risk.Figure]risk.Expression) {
		slots := slotsOf(uncertain)
		still = slices.DeleteFunc(still, func(p uncertainParameter) bool { return p.anySlot(slots) })
	}
	for i := range u.Study.Scenarios {
		reach(u.Study.Scenarios[i].Uncertain)
	}
	var applied []*Model
	table := marked.Table("scenarios")
	for row := range table.Rows {
		if len(still) == 0 {
			return nil
		}
		left, err := apply(marked, table.Cell(row, "scenario"), d)
		if err != nil {
			continue // its own fault, said when it is run
		}
		if model, err := Compile(left.Tables); err == nil {
			applied = append(applied, left.Tables)
			reach(bind(left.Tables, model))
		}
	}
	if len(table.Rows) == 0 {
		applied = append(applied, marked)
	}
	var faults Faults
	for i := range still {
		p := &still[i]
		allowed, remedy := p.whyIdle(applied)
		faults = append(faults, p.table.Fault(p.row, "cells", quoted(p.cells.String())+", which moves nothing in any scenario", allowed, remedy))
	}
	return faults
}

// anySlot says whether any of the parameter's slots is among some.
func (p *uncertainParameter) anySlot(slots map[int]bool) bool {
	for part := range p.slots() {
		if slots[p.first+part] {
			return true
		}
	}
	return false
}

// notDrawn says of columns that hold numbers why no draw of them moves what a contract pays or what
// care costs.
var notDrawn = map[string]string{
	"indices.value":          "a deflator is a release, which figures in real terms are made with as it was published",
	"schedules.rounding":     "what prices are rounded to is agreed",
	"recovery.recovery_rate": "what a claimed recovery is paid follows from the score of its outcome; make that uncertain",
	"recovery.return_rate":   "who comes back is among the starts that the caseload states; make those uncertain",
	"resources.wte_per_unit": "staff follow from care and move neither payment nor cost",
	"resources.staff_share":  "staff follow from care and move neither payment nor cost",
	"resources.wte_cost":     "staff follow from care and move neither payment nor cost",
}

// whyIdle says why a parameter moves nothing, by the tables as scenarios leave them.
func (p *uncertainParameter) whyIdle(applied []*Model) (allowed, remedy string) {
	const out = "take the row out"
	if why := notDrawn[p.cells.Table+"."+p.cells.Column]; why != "" {
		return why, out
	}
	for _, tables := range applied {
		t := tables.Table(p.cells.Table)
		column := t.Schema.Index(p.cells.Column)
		for row := range t.Rows {
			if e := t.Rows[row].expression(column); e == nil || !p.anySlot(slotsOf(map[risk.Figure]risk.Expression{{}: e})) {
				continue
			}
			switch p.cells.Table {
			case "moves":
				return "every contract has rows of its own for the currency, or nobody in it", "name the contracts' own rows, or take the row out"
			case "reallocation":
				return "the share of the rightly recorded is what the others leave, or every contract has rows of its own for the currency", "name the shares of those recorded wrongly, in the rows that hold, or take the row out"
			case "reviews":
				return "a more particular row takes its place everywhere", "name that row, or take the row out"
			case "commissioners":
				return "a commissioner's weights take the place of its population", "name the cells of weights, or take the row out"
			case "uplifts":
				return "no schedule, resource or contract rises by it", "name the series in one of them, or take the row out"
			}
			return "nothing that is worked out takes it from there", out
		}
	}
	return "a draw takes its place in the tables before a scenario's changes, and every scenario sets or removes what it moves", "make what is set uncertain, as cells of changes, or take the row out"
}
