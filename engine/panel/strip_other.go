//go:build !amd64

package panel

// begin begins a step of so many days: by is what leaves of one who is there, leaving who leaves
// of people, begun are so many times starts, ahead people and begun.
func begin(by, leaving, begun, ahead []strip, people, starts, rates []*vector, times []float64, time float64, offset int) {
	beginPlainly(by, leaving, begun, ahead, people, starts, rates, times, time, offset)
}

// change multiplies change with by, and gives what part of all who are ahead the sizes of change
// were before that, in the lane in which they are the largest part, and no more than most.
func change(change, by, ahead []strip, most float64) (reach float64) {
	return changePlainly(change, by, ahead, most)
}

// settle adds so many times sum to leaving, and that to before, of which it gives the days.
func settle(days []vector, leaving, sum, before []strip, stays []*vector, times float64, offset int) {
	settlePlainly(days, leaving, sum, before, stays, times, offset)
}

// spread sets to, of which the places lie so many numbers apart, to by x (who arrives - from) +
// keep x from + times x plus by place, where from are who leave it.
func spread(to []float64, apart int, from, by, plus []strip, shares []*vector, offset int, keep, times float64, a *arrivals) {
	spreadPlainly(to, apart, from, by, plus, shares, offset, keep, times, a)
}
