package extract

import (
	"cmp"
	"slices"

	"parity/engine/records"
)

// Exception is a record that was not priced: where it is and why, and nothing of what it
// says.
type Exception struct {
	Line   int64  // of the file, or row of the sheet, on which the record begins
	Column string // of the extract; blank for the whole line
	// Schedule is which of two schedules has no price for it; blank where it could not be read.
	Schedule string
	Reason   records.Reason
}

// MostExceptions is how many exceptions are kept, the first of the file; all are counted.
const MostExceptions = 10_000

// Count is how many records there are of a kind.
type Count struct {
	Column, Schedule string
	Reason           records.Reason
	Records          int64
}

// counts counts exceptions by what they are.
type counts map[Exception]int64 // without lines

func (c counts) add(e Exception) {
	e.Line = 0
	c[e]++
}

// list is the counts, most first.
func (c counts) list() []Count {
	var list []Count
	for e, n := range c {
		list = append(list, Count{e.Column, e.Schedule, e.Reason, n})
	}
	slices.SortFunc(list, func(a, b Count) int {
		return cmp.Or(cmp.Compare(b.Records, a.Records), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Schedule, b.Schedule), cmp.Compare(a.Reason, b.Reason))
	})
	return list
}
