package reports

import (
	"fmt"
	"math"
	"strings"

	"parity/engine"
	"parity/scenarios"
)

// errorsApart is how many of its Monte Carlo errors a difference has to come to before it is said
// to be one.
const errorsApart = 3

// apartNotes say where the mean of the draws, the principal projection, is not what the run
// without draws gives.
func apartNotes(f *RiskFigures) []string {
	var notes []string
	for _, name := range []string{engine.ItemIncome, engine.GoalCost, engine.GoalSurplus} {
		var apart []string
		for i := range f.Scenarios {
			item, known := f.Scenarios[i].Item(name, "", "")
			if !known || math.Abs(item.Whole.Apart) <= errorsApart*item.Whole.MeanError || math.Abs(item.Whole.Apart) < 1 {
				continue
			}
			word := "above"
			if item.Whole.Apart < 0 {
				word = "below"
			}
			apart = append(apart, fmt.Sprintf("%s %s (%s)", poundsInWords(math.Abs(item.Whole.Apart)), word, f.Scenarios[i].Key))
		}
		if apart != nil {
			notes = append(notes, fmt.Sprintf("The mean of the draws is the principal projection. Its %s over the run lies apart from that of the run without draws, by more than Monte Carlo error: %s.",
				name, strings.Join(apart, ", ")))
		}
	}
	if notes != nil && len(f.Drawn.Uncertainty.Parameters) > 0 {
		why := "parity drivers " + f.Drawn.Model.Name + " --scenario A --result ITEM names the parameters that bend a result."
		if off := offCells(f.Drawn.Uncertainty); off != nil {
			why = fmt.Sprintf("The mean of %s is not what the cells hold. What else lies apart comes of caps, collars, capacity and growth, which bend. ", list(off)) + why
		}
		notes = append(notes, why)
	}
	return notes
}

// sameMean is how near a drawn value's mean comes to the cell, as a part of it, to be called
// the same.
const sameMean = 1e-6

// offCells names the parameters whose mean is not what the cells hold as they stand.
func offCells(u *scenarios.Uncertainty) []string {
	var names []string
	for _, moved := range u.Moved {
		rest := moved.Least
		switch {
		case moved.Operation == "multiply":
			rest = 1
		case moved.Operation == "add":
			rest = 0
		case moved.Least != moved.Most:
			continue // set in cells that hold several figures, it is apart from most of them
		}
		if math.Abs(moved.Mean-rest) <= sameMean*max(math.Abs(rest), moved.P90-moved.P10) {
			continue
		}
		names = append(names, fmt.Sprintf("%s (%s, where %s stands)", u.Parameters[moved.Parameter].Name, shortNumber(moved.Mean), shortNumber(rest)))
	}
	return names
}

// errorNotes say which headlines have a large Monte Carlo error and how many draws would
// halve it.
func errorNotes(f *RiskFigures) []string {
	var large []string
	more := 0
	for i := range f.Scenarios {
		for _, name := range []string{engine.ItemIncome, engine.GoalCost, engine.GoalSurplus} {
			item, known := f.Scenarios[i].Item(name, "", "")
			if !known {
				continue
			}
			if item.Whole.DrawsToHalve > 0 {
				large, more = append(large, f.Scenarios[i].Key+" "+name), item.Whole.DrawsToHalve
			}
			if item.Against != nil && item.Against[0].DrawsToHalve > 0 {
				large, more = append(large, f.Scenarios[i].Key+" "+name+" against the baseline"), item.Against[0].DrawsToHalve
			}
		}
	}
	if large == nil {
		return nil
	}
	return []string{fmt.Sprintf("The Monte Carlo error is large beside what is measured (docs/methods.md, What the draws come to) for %s: --draws %d would halve it.", list(large), more)}
}
