package panel

import "unsafe"

// begin begins a step of so many days: by is what leaves of one who is there, leaving who leaves
// of people, begun are so many times starts, ahead people and begun.
func begin(by, leaving, begun, ahead []strip, people, starts, rates []*vector, times []float64, time float64, offset int) {
	if !wide {
		beginPlainly(by, leaving, begun, ahead, people, starts, rates, times, time, offset)
		return
	}
	beginWide(&by[0], &leaving[0], &begun[0], &ahead[0], &people[0], &starts[0], &rates[0], &times[0], time, 8*offset, len(by))
}

// change multiplies change with by, and gives what part of all who are ahead the sizes of change
// were before that, in the lane in which they are the largest part, and no more than most.
func change(change, by, ahead []strip, most float64) (reach float64) {
	if !wide {
		return changePlainly(change, by, ahead, most)
	}
	return changeWide(&change[0], &by[0], &ahead[0], most, len(change))
}

// settle adds so many times sum to leaving, and that to before, of which it gives the days.
func settle(days []vector, leaving, sum, before []strip, stays []*vector, times float64, offset int) {
	if !wide {
		settlePlainly(days, leaving, sum, before, stays, times, offset)
		return
	}
	settleWide(&days[0], &leaving[0], &sum[0], &before[0], &stays[0], times, 8*offset, len(leaving))
}

// spread sets to, of which the places lie so many numbers apart, to by x (who arrives - from) +
// keep x from + times x plus by place, where from are who leave it.
func spread(to []float64, apart int, from, by, plus []strip, shares []*vector, offset int, keep, times float64, a *arrivals) {
	if !wide {
		spreadPlainly(to, apart, from, by, plus, shares, offset, keep, times, a)
		return
	}
	spreadWide(&to[0], 8*apart, &from[0], &by[0], &plus[0], unsafe.SliceData(shares), 8*offset, keep, times,
		len(from), &a.certain[0], unsafe.SliceData(a.moves), &a.drawn[0], unsafe.SliceData(a.shared))
}

//go:noescape
func beginWide(by, leaving, begun, ahead *strip, people, starts, rates **vector, times *float64, time float64, offset, places int)

//go:noescape
func changeWide(change, by, ahead *strip, most float64, places int) (reach float64)

//go:noescape
func settleWide(days *vector, leaving, sum, before *strip, stays **vector, times float64, offset, places int)

//go:noescape
func spreadWide(to *float64, apart int, from, by, plus *strip, shares **vector, offset int, keep, times float64, places int, certain *int, moves *arrival, drawn *int, shared *sharedArrival)
