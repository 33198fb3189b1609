package risk

import (
	"encoding/binary"
	"math"
)

// halfPenny is what an amount has to come to before it is other than zero: less is rounded
// away on any statement, and unrounded sums that should cancel leave some billionths.
const halfPenny = 0.005

// moments are the sums of a column over some draws. They are made panel by panel and added in
// the order of the draws, so that parts that are merged come to the same last bit (T. Chan,
// G. Golub and R. LeVeque, "Algorithms for computing the sample variance", The American
// Statistician 37(3), 1983).
type moments struct {
	draws       int
	sum         float64
	squares     float64 // of the differences from the mean
	least, most float64
	deficits    int // draws below zero by half a penny or more
}

// momentsOf sums up one panel: once through it, as differences from its first draw, every
// other of them apart so that one sum need not wait for the other.
func momentsOf(column []float64) moments {
	first := column[0]
	m := moments{draws: len(column)}
	var sums, squares [2]float64
	least, most, deficits := first, first, 0
	for i, x := range column {
		apart := x - first
		sums[i&1] += apart
		squares[i&1] += float64(apart * apart)
		if x < least { // columns are numbers: no need of what min does for others
			least = x
		}
		if x > most {
			most = x
		}
		if x <= -halfPenny {
			deficits++
		}
	}
	m.least, m.most, m.deficits = least, most, deficits
	apart, n := sums[0]+sums[1], float64(len(column))
	m.sum = apart + float64(n*first)
	m.squares = max(0, squares[0]+squares[1]-float64(apart*apart)/n)
	return m
}

// momentsOfAll sums up a column of whole panels.
func momentsOfAll(column []float64) moments {
	var m moments
	for panel := 0; panel < len(column); panel += PanelDraws {
		m.add(momentsOf(column[panel:][:PanelDraws]))
	}
	return m
}

func (m *moments) add(next moments) {
	if m.draws == 0 {
		*m = next
		return
	}
	apart := next.mean() - m.mean()
	weight := float64(m.draws) * float64(next.draws) / float64(m.draws+next.draws)
	m.squares += next.squares + float64(float64(apart*apart)*weight)
	m.sum += next.sum
	m.draws += next.draws
	m.least, m.most = min(m.least, next.least), max(m.most, next.most)
	m.deficits += next.deficits
}

func (m *moments) mean() float64 { return m.sum / float64(m.draws) }

// variance is that of a sample: over draws less one.
func (m *moments) variance() float64 { return m.squares / float64(m.draws-1) }

func (m *moments) sd() float64 { return math.Sqrt(m.variance()) }

// meanError is the Monte Carlo error of the mean, one standard error.
func (m *moments) meanError() float64 { return m.sd() / math.Sqrt(float64(m.draws)) }

// momentsBytes is how much room the moments of a panel take in a store.
const momentsBytes = 5 * numberBytes

// numberBytes is how much room a number takes in a store.
const numberBytes = 8

func (m *moments) put(into []byte) {
	for i, x := range [...]float64{m.sum, m.squares, m.least, m.most, float64(m.deficits)} {
		putNumber(into[i*numberBytes:], x)
	}
}

// readMoments reads the moments of a panel.
func readMoments(from []byte) moments {
	var x [momentsBytes / numberBytes]float64
	for i := range x {
		x[i] = readNumber(from[i*numberBytes:])
	}
	return moments{PanelDraws, x[0], x[1], x[2], x[3], int(x[4])}
}

func putNumber(into []byte, x float64) {
	binary.LittleEndian.PutUint64(into, math.Float64bits(x))
}

func putNumbers(into []byte, numbers []float64) {
	for len(numbers) > 0 && len(into) >= numberBytes {
		putNumber(into, numbers[0])
		into, numbers = into[numberBytes:], numbers[1:]
	}
}

func readNumber(from []byte) float64 {
	return math.Float64frombits(binary.LittleEndian.Uint64(from))
}
