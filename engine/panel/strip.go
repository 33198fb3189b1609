package panel

import (
	"math"
	"unsafe"
)

// stripLanes is how many lanes of a flow are carried at a time: so few that all of its places
// stay next to the processor from a month's beginning to its end.
const stripLanes = 16

// strip is one number of a place of a flow, in the lanes that are carried at a time.
type strip [stripLanes]float64

// stripBytes is how far apart strips lie that follow each other.
const stripBytes = 8 * stripLanes

// numbers are the numbers of vectors or strips that follow each other.
func numbers[T vector | strip](of []T) []float64 {
	return unsafe.Slice((*float64)(unsafe.Pointer(unsafe.SliceData(of))), len(of)*int(unsafe.Sizeof(of[0]))/8)
}

// Strips are worked out in two spellings, as vectors are. offset is the lane of vectors at which
// a strip begins.

// beginPlainly begins a step of so many days: by is what leaves of one who is there, leaving who
// leaves of people, begun are so many times starts, ahead people and begun.
func beginPlainly(by, leaving, begun, ahead []strip, people, starts, rates []*vector, times []float64, time float64, offset int) {
	for k := range by {
		for l := range stripLanes {
			by[k][l] = time * rates[k][offset+l]
			leaving[k][l] = by[k][l] * people[k][offset+l]
			begun[k][l] = times[k] * starts[k][offset+l]
			ahead[k][l] = people[k][offset+l] + begun[k][l]
		}
	}
}

// changePlainly multiplies change with by, and gives what part of all who are ahead the sizes of
// change were before that, in the lane in which they are the largest part, and no more than most.
func changePlainly(change, by, ahead []strip, most float64) (reach float64) {
	for l := range stripLanes {
		size, all := 0.0, 0.0
		for k := range change {
			size += math.Abs(change[k][l])
			all += math.Abs(ahead[k][l])
			change[k][l] *= by[k][l]
		}
		part := size / all
		if !(part < most) {
			part = most
		}
		reach = max(reach, part)
	}
	return reach
}

// settlePlainly adds so many times sum to leaving, and that to before, of which it gives the days.
func settlePlainly(days []vector, leaving, sum, before []strip, stays []*vector, times float64, offset int) {
	for k := range leaving {
		for l := range stripLanes {
			leaving[k][l] += float64(times * sum[k][l])
			before[k][l] += leaving[k][l]
			days[k][offset+l] = before[k][l] * stays[k][offset+l]
		}
	}
}

// spreadPlainly sets to, of which the places lie so many numbers apart, to by x (who arrives -
// from) + keep x from + times x plus by place, where from are who leave it.
func spreadPlainly(to []float64, apart int, from, by, plus []strip, shares []*vector, offset int, keep, times float64, a *arrivals) {
	moves, shared := a.moves, a.shared
	for k := range from {
		var arrived strip
		for _, move := range moves[:a.certain[k]] {
			for l, x := range from[move.from/stripBytes] {
				arrived[l] += float64(move.share * x)
			}
		}
		for _, move := range shared[:a.drawn[k]] {
			share := shares[move.share][offset:][:stripLanes]
			for l, x := range from[move.from/stripBytes] {
				arrived[l] += float64(share[l] * x)
			}
		}
		moves, shared = moves[a.certain[k]:], shared[a.drawn[k]:]
		for l, x := range from[k] {
			to[k*apart+l] = float64(by[k][l]*(arrived[l]-x)) + float64(keep*x) + float64(times*plus[k][l])
		}
	}
}
