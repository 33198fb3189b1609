package panel

import (
	"math"

	"gonum.org/v1/gonum/floats"
)

const (
	// seriesError is how small the first term left out of a series is beside the first
	// taken, by a bound that overstates it.
	seriesError = 1e-12
	// longestStep is the longest time, in the time that the fastest place takes to empty
	// and fill its neighbours, over which one series is summed. Its terms grow to e^6
	// before they shrink, which costs three of the sixteen digits.
	longestStep = 6
)

// flowRoom is where a machine works out flows.
type flowRoom struct {
	change, leaving, rates [][]float64 // by place and lane
	memory                 []float64
	shares                 [][]float64
}

func (r *flowRoom) make(places int) {
	r.memory = make([]float64, 3*places*Lanes)
	r.change, r.leaving, r.rates = make([][]float64, places), make([][]float64, places), make([][]float64, places)
}

// run carries people through a month. Let w(1) = r + A'n be the change of the people a
// day, and w(k+1) = A'w(k); then the people at the end of t days are n + the sum of
// w(k) t^k/k!, and the person-days n t + the sum of w(k) t^(k+1)/(k+1)!. The series ends
// where what it leaves out cannot matter, by the 1-norm of A': leaving rate x (1 + shares
// that move on), at its largest in the panel.
func (r *flowRoom) run(s *step, at func(place) []float64, registers [][]float64, lanes int) {
	size := s.month.size
	for k := range size {
		r.change[k] = r.memory[3*k*Lanes : 3*k*Lanes+lanes]
		r.leaving[k] = r.memory[(3*k+1)*Lanes : (3*k+1)*Lanes+lanes]
		r.rates[k] = r.memory[(3*k+2)*Lanes : (3*k+2)*Lanes+lanes]
	}
	people, starts, rates := s.from[:size], s.from[size:2*size], s.from[2*size:3*size]
	end, days := registers[s.to.at:s.to.at+size], registers[s.to.at+size:s.to.at+2*size]
	fastest := 0.0
	for k := range size {
		rate := at(rates[k])
		fastest = max(fastest, floats.Max(rate))
		floats.ScaleTo(r.rates[k], -1, rate)
		copy(end[k], at(people[k]))
		clear(days[k])
	}
	norm := fastest * s.month.reach() * s.month.days
	steps := max(1, math.Ceil(norm/longestStep))
	time := s.month.days / steps
	terms := termsFor(norm / steps)
	for range int(steps) {
		for k := range size {
			floats.AddScaled(days[k], time, end[k])
			floats.MulTo(r.leaving[k], end[k], r.rates[k])
			copy(r.change[k], r.leaving[k])
			floats.AddScaled(r.change[k], 1/s.month.days, at(starts[k]))
		}
		r.move(s, at)
		factor := time
		for k := 1; ; k++ {
			for p := range size {
				floats.AddScaled(end[p], factor, r.change[p])
				floats.AddScaled(days[p], factor*time/float64(k+1), r.change[p])
			}
			if k == terms {
				break
			}
			factor *= time / float64(k+1)
			for p := range size {
				floats.MulTo(r.leaving[p], r.change[p], r.rates[p])
				copy(r.change[p], r.leaving[p])
			}
			r.move(s, at)
		}
	}
}

// move adds to each place what comes from others. What leaves is below zero.
func (r *flowRoom) move(s *step, at func(place) []float64) {
	for _, move := range s.month.moves {
		if move.share < 0 {
			floats.AddScaled(r.change[move.to], -move.certain, r.leaving[move.from])
			continue
		}
		share, leaving, change := at(s.from[move.share]), r.leaving[move.from], r.change[move.to]
		for l := range change {
			change[l] -= share[l] * leaving[l]
		}
	}
}

// reach is 1 + the largest share that moves on from a place; uncertain shares may come to
// all of it.
func (m *month) reach() float64 {
	shares := make([]float64, m.size)
	for _, move := range m.moves {
		if move.share >= 0 {
			shares[move.from] = 1
			continue
		}
		shares[move.from] += move.certain
	}
	return 1 + min(1, floats.Max(shares))
}

// termsFor is how many terms of a series with ratio norm/k come to all that matters.
func termsFor(norm float64) int {
	k, left := 1, 1.0
	for left > seriesError && k < 100 {
		k++
		left *= norm / float64(k)
	}
	return k
}
