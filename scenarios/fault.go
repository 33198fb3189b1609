package scenarios

import (
	"cmp"
	"slices"
	"strings"
)

// Fault is one thing that is wrong with a model: where it is, what was found there, what is
// allowed and what to do about it.
type Fault struct {
	Place   string // "prices.csv, row 12, column price" or "sheet prices, cell D12"
	Found   string
	Allowed string
	Remedy  string
	Warning bool // the model can be run all the same

	table, row, column int // for sorting

	slight bool // one of many alike, which are told together
}

// String says it all in one line.
func (f Fault) String() string {
	var b strings.Builder
	b.WriteString(f.Place)
	b.WriteString(": ")
	if f.Warning {
		b.WriteString("warning: ")
	}
	b.WriteString("found ")
	b.WriteString(f.Found)
	for _, part := range []string{f.Allowed, f.Remedy} {
		if part != "" {
			b.WriteString("; ")
			b.WriteString(part)
		}
	}
	return b.String()
}

// Faults is everything that is wrong with a model, as an error.
type Faults []Fault

// Error lists all faults, one a line.
func (fs Faults) Error() string {
	lines := make([]string, len(fs))
	for i, f := range fs {
		lines[i] = f.String()
	}
	return strings.Join(lines, "\n")
}

// Hard are the faults that are not warnings.
func (fs Faults) Hard() Faults {
	return slices.DeleteFunc(slices.Clone(fs), func(f Fault) bool { return f.Warning })
}

// Warnings are the faults that leave the model fit to run.
func (fs Faults) Warnings() Faults {
	return slices.DeleteFunc(slices.Clone(fs), func(f Fault) bool { return !f.Warning })
}

// sort puts faults in the order of tables, rows and columns, and of finding within a cell.
func (fs Faults) sort() {
	slices.SortStableFunc(fs, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.table, b.table), cmp.Compare(a.row, b.row), cmp.Compare(a.column, b.column))
	})
}
