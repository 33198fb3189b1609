package reports

import (
	"fmt"
	"math"
	"strings"

	"parity/scenarios"
)

// apartNotes say where the mean of the draws, the principal projection, is not what the run
// without draws gives, and why.
func apartNotes(f *RiskFigures) []string {
	var notes []string
	for _, name := range heldApart {
		var apart []string
		for i := range f.Scenarios {
			item, known := f.Scenarios[i].Item(name, "", "")
			if !known || !item.Whole.liesApart() {
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
	if notes == nil {
		return nil
	}
	if off := offCells(f.Drawn.Uncertainty); off != nil {
		notes = append(notes, fmt.Sprintf("The mean of %s is not what the cells hold, which shifts what follows from it. What else lies apart comes of caps, collars, capacity and growth, which bend.", list(off)))
	}
	for i := range f.Scenarios {
		if words := f.Scenarios[i].BendsInWords(); words != "" {
			notes = append(notes, words)
		}
	}
	if len(f.Drawn.Uncertainty.Parameters) == 0 {
		return notes
	}
	return append(notes, "parity drivers "+f.Drawn.Model.Name+" --scenario A --result ITEM says more of what shifts a mean.")
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

// StrandedInWords says how much cost stands in no contract's row, as no contract asks for it any
// more; blank where there is none.
func (f *RiskFigures) StrandedInWords() string {
	least, most := math.Inf(1), math.Inf(-1)
	for i := range f.Scenarios {
		sum := 0.0
		for _, item := range f.Scenarios[i].Stranded() {
			sum += item.Whole.Mean
		}
		least, most = min(least, sum), max(most, sum)
	}
	if most < leastApart {
		return ""
	}
	amount := poundsInWords(most)
	if poundsInWords(least) != amount {
		amount = fmt.Sprintf("between %s and %s, by scenario,", poundsInWords(least), amount)
	}
	return fmt.Sprintf("Cost that no contract asks for any more (cost_stranded) is the provider's and in no contract's: on average %s over the run.", amount)
}

// ErrorsInWords says which figures of the page have a large Monte Carlo error, and how many draws would
// halve it: heldApart, and what terms come to; blank where none is.
func (f *RiskFigures) ErrorsInWords() string {
	var large []string
	more := 0
	for i := range f.Scenarios {
		for _, name := range heldApart {
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
		for k := range f.Scenarios[i].Items {
			if item := &f.Scenarios[i].Items[k]; item.Binds != nil && item.Binds[0].Binds.Draws > 0 && item.Whole.DrawsToHalve > 0 && !f.manyContracts() {
				large, more = append(large, fmt.Sprintf("%s %s of %s", f.Scenarios[i].Key, TermName(item.Item), item.Contract)), item.Whole.DrawsToHalve
			}
		}
	}
	if large == nil {
		return ""
	}
	return fmt.Sprintf("The Monte Carlo error is large beside what is measured (docs/methods.md, What the draws come to) for %s: --draws %d would halve it.", list(large), more)
}
