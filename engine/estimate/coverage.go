package estimate

import (
	"parity/engine/episodes"
	"parity/engine/records"
)

// Coverage is how many months at the ends of a window look as if the records left them out.
type Coverage struct {
	First int // months before anybody leaves
	Last  int // months after the last person comes or leaves
}

// fewestMonthly is the number of people a month, over the months between, that makes a month
// without any a strange one: it would come one time in 150 by chance.
const fewestMonthly = 5

// CoverageOf looks for months in which nobody leaves as the window begins, as where an extract
// has only those who are still there, and in which nothing happens as it ends, as where it was
// made before. Nothing is told of windows in which few people leave.
func CoverageOf(t *episodes.Timelines, w records.Window) Coverage {
	exits, any := make([]int, w.Months), make([]int, w.Months)
	for _, o := range t.Observed(w) {
		for i := range exits {
			left := o.MovesOut[i] + o.Exits[i]
			exits[i] += left
			any[i] += left + o.Starts[i]
		}
	}
	var c Coverage
	sum := func(of []int) (sum int) {
		for _, n := range of {
			sum += n
		}
		return sum
	}
	for c.First < w.Months && exits[c.First] == 0 {
		c.First++
	}
	for c.Last < w.Months && any[w.Months-1-c.Last] == 0 {
		c.Last++
	}
	if c.First == w.Months || sum(exits) < fewestMonthly*(w.Months-c.First) {
		c.First = 0
	}
	if c.Last == w.Months || sum(any) < fewestMonthly*(w.Months-c.Last) {
		c.Last = 0
	}
	return c
}
