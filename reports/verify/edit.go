package verify

import (
	"fmt"
	"math"
	"slices"
	"strconv"
)

// Edit is a cell, or a whole sheet, that is not as the run gives it.
type Edit struct {
	Sheet, Cell string // Cell is blank for a whole sheet, Sheet in a file that has none
	What        What
	Was, Is     string // as the run gives it, and as the file has it
}

// What is how a cell differs.
type What string

const (
	ValueEdited   What = "value"
	TypeEdited    What = "type"
	FormulaEdited What = "formula"
	CellAdded     What = "added"
	CellRemoved   What = "removed"
	SheetAdded    What = "sheet added"
	SheetRemoved  What = "sheet removed"
	// ResultDiffers is a formula as it was whose stored value is not what the run gives:
	// because it follows an edited cell, or because the value itself was edited.
	ResultDiffers What = "result"
)

// edits lists where a sheet as it is departs from what it was, in the order of its cells.
func edits(sheet string, was, is []cell) []Edit {
	var list []Edit
	for len(was) > 0 || len(is) > 0 {
		var order int
		switch {
		case len(was) == 0:
			order = 1
		case len(is) == 0:
			order = -1
		case was[0].row != is[0].row:
			order = was[0].row - is[0].row
		default:
			order = was[0].column - is[0].column
		}
		switch {
		case order < 0:
			list = append(list, Edit{sheet, was[0].name(), CellRemoved, was[0].shown(), "nothing"})
			was = was[1:]
		case order > 0:
			list = append(list, Edit{sheet, is[0].name(), CellAdded, "nothing", is[0].shown()})
			is = is[1:]
		default:
			if what, differs := compare(&was[0], &is[0]); differs {
				list = append(list, Edit{sheet, is[0].name(), what, was[0].shown(), is[0].shown()})
				last := &list[len(list)-1]
				if what == ResultDiffers || what == TypeEdited {
					last.Was, last.Is = was[0].value(), is[0].value()
				}
			}
			was, is = was[1:], is[1:]
		}
	}
	return list
}

// compare says how a cell differs from what it was.
func compare(was, is *cell) (What, bool) {
	if (was.formula != "") != (is.formula != "") || !sameFormula(was.formula, is.formula) {
		return FormulaEdited, true
	}
	calculated := was.formula != ""
	switch {
	case was.kind != is.kind:
		if calculated {
			return ResultDiffers, true
		}
		return TypeEdited, true
	case was.kind == number && !sameNumber(was.number, is.number, calculated),
		was.kind == truth && was.number != is.number,
		was.text != is.text:
		if calculated {
			return ResultDiffers, true
		}
		return ValueEdited, true
	}
	return "", false
}

const (
	// digitsNoise is how far two spellings of one number may lie apart: spreadsheets keep 15
	// digits of it.
	digitsNoise = 1e-14
	// calculationNoise is how far apart, relative to their size, two engines may come out
	// that add the same numbers in another order; and of numbers around zero, absolutely.
	calculationNoise = 1e-9
	// wellBelowAPenny holds large sums of money to the penny all the same.
	wellBelowAPenny = 0.004
)

// sameNumber says whether two numbers are the same but for the noise of writing them, or for
// those that a spreadsheet has calculated, of calculating.
func sameNumber(a, b float64, calculated bool) bool {
	apart, size := math.Abs(a-b), max(math.Abs(a), math.Abs(b))
	if !calculated {
		return apart <= digitsNoise*size
	}
	return apart <= min(calculationNoise*max(size, 1), wellBelowAPenny)
}

// mostShown is how many characters of a cell a report repeats.
const mostShown = 60

// shown is what stands in the cell, for people: its formula, or its value.
func (c *cell) shown() string {
	if c.formula != "" {
		return clipped("=" + c.formula)
	}
	return c.value()
}

// value is what the cell shows: texts in quotation marks.
func (c *cell) value() string {
	switch c.kind {
	case number:
		return strconv.FormatFloat(c.number, 'f', -1, 64)
	case truth:
		if c.number != 0 {
			return "TRUE"
		}
		return "FALSE"
	case failure:
		return c.text
	case text:
		return strconv.Quote(clipped(c.text))
	}
	return "nothing"
}

func clipped(text string) string {
	if runes := []rune(text); len(runes) > mostShown {
		return string(runes[:mostShown]) + "…"
	}
	return text
}

// String is the edit in a line: "prices!D12: value was 12.5, is 13".
func (e Edit) String() string {
	switch e.What {
	case SheetAdded:
		return fmt.Sprintf("sheet %s: was added", e.Sheet)
	case SheetRemoved:
		return fmt.Sprintf("sheet %s: is missing", e.Sheet)
	}
	if e.Sheet == "" {
		return fmt.Sprintf("%s: was %s, is %s", e.Cell, e.Was, e.Is)
	}
	return fmt.Sprintf("%s!%s: %s was %s, is %s", e.Sheet, e.Cell, e.What.noun(), e.Was, e.Is)
}

func (w What) noun() string {
	switch w {
	case CellAdded, CellRemoved:
		return "cell"
	case ResultDiffers:
		return "formula's result"
	}
	return string(w)
}

// split parts the cells that were edited from the results that differ.
func split(all []Edit) (edited, results []Edit) {
	for _, e := range all {
		if e.What == ResultDiffers {
			results = append(results, e)
		} else {
			edited = append(edited, e)
		}
	}
	return slices.Clip(edited), slices.Clip(results)
}
