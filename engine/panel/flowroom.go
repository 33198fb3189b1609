package panel

import "math"

const (
	// seriesError is how small the first term left out of the person-days' series is beside
	// the first, which is what people who come and go in a month make of its days: a small
	// part of them. The bound treats everybody as if they were in the fastest place, and so
	// overstates what is left out many times over.
	seriesError = 1e-9
	// longestStep is the longest time, in the time that the fastest place takes to empty
	// and fill its neighbours, over which one series is summed. Its terms grow to e^6
	// before they shrink, which costs three of the sixteen digits.
	longestStep = 6
)

// flowRoom is where a machine works out flows.
type flowRoom struct {
	change        []vector // of the people of each place, a day
	leaving, next []vector // who leaves each place: of one term of the series, and of the next
	now, then     []row    // what makes a place's part of A'y out of leaving, and out of next
}

// row is what is added up for one place: something of its own, what leaves it, and what
// others send.
type row struct {
	times []float64
	from  []*vector
}

func (r *flowRoom) make(places int) {
	r.change, r.leaving, r.next = make([]vector, places), make([]vector, places), make([]vector, places)
	r.now, r.then = make([]row, places), make([]row, places)
}

// run carries people n through a month of t days with r starts a day. Their change at its
// beginning is v = r + A'n; the person-days are
//
//	n t + t^2/2 (v + A't/3 (v + A't/4 (v + ...)))
//
// which is the Taylor series of the solution in Horner's form, worked out from the inside;
// and the people at the end are n + r t + A'(person-days), as everybody who leaves has been
// there. The series ends where what it leaves out cannot matter, by the 1-norm of A': the
// leaving rate x (1 + shares that move on), at its largest in the panel.
func (r *flowRoom) run(s *placed) {
	size := s.month.size
	people, starts, rates := s.from[:size], s.from[size:2*size], s.from[2*size:3*size]
	end, days := s.to[:size], s.to[size:2*size]
	norm := s.month.norm(rates)
	steps := max(1, math.Ceil(norm/longestStep))
	time := s.month.days / steps
	terms := termsFor(norm / steps)
	r.lay(s)
	for k := range size {
		end[k], days[k] = *people[k], vector{}
	}
	for range int(steps) {
		for k := range size {
			multiply(&r.leaving[k], 1, &end[k], rates[k])
		}
		for k := range size {
			r.now[k].add(&r.change[k], starts[k], 1/s.month.days)
			s.moveUncertain(&r.change[k], k, r.leaving)
		}
		r.days(s, days, end, time, terms)
		for k := range size {
			multiply(&r.next[k], 1, &r.next[k], rates[k])
		}
		for k := range size {
			r.then[k].add(&r.change[k], starts[k], 1/steps)
			s.moveUncertain(&r.change[k], k, r.next)
			addWeighted(&end[k], 0, []float64{1, 1}, []*vector{&end[k], &r.change[k]})
		}
	}
}

// days adds the person-days of some time to days, and leaves them in next.
func (r *flowRoom) days(s *placed, days, people []vector, time float64, terms int) {
	size := len(people)
	rates := s.from[2*size : 3*size]
	for k := range size {
		multiply(&r.leaving[k], time/float64(terms+1), &r.change[k], rates[k])
	}
	for term := terms; term > 2; term-- {
		for k := range size {
			row, scale := &r.now[k], time/float64(term)
			row.times[0], row.from[0] = 1, &r.change[k]
			if !s.month.uncertain {
				send(&r.next[k], row.times, row.from, scale, rates[k])
				continue
			}
			addWeighted(&r.next[k], 0, row.times, row.from)
			s.moveUncertain(&r.next[k], k, r.leaving)
			multiply(&r.next[k], scale, &r.next[k], rates[k])
		}
		r.leaving, r.next = r.next, r.leaving
		r.now, r.then = r.then, r.now
	}
	for k := range size {
		r.now[k].add(&r.next[k], &r.change[k], 1)
		s.moveUncertain(&r.next[k], k, r.leaving)
		addWeighted(&r.next[k], 0, []float64{time, time * time / 2}, []*vector{&people[k], &r.next[k]})
		addWeighted(&days[k], 0, []float64{1, 1}, []*vector{&days[k], &r.next[k]})
	}
}

// lay lays out what each place keeps and is sent: A'y = sent - leaving. The first entry is
// for what is added to it.
func (r *flowRoom) lay(s *placed) {
	for k := range s.month.size {
		r.now[k] = row{append(r.now[k].times[:0], 0, -1), append(r.now[k].from[:0], nil, &r.leaving[k])}
		r.then[k] = row{append(r.then[k].times[:0], 0, -1), append(r.then[k].from[:0], nil, &r.next[k])}
	}
	for _, move := range s.month.moves {
		if move.share < 0 {
			r.now[move.to].send(move.certain, &r.leaving[move.from])
			r.then[move.to].send(move.certain, &r.next[move.from])
		}
	}
}

func (r *row) send(times float64, from *vector) {
	r.times, r.from = append(r.times, times), append(r.from, from)
}

// add sets to to times x plus + what the row adds up.
func (r *row) add(to, plus *vector, times float64) {
	r.times[0], r.from[0] = times, plus
	addWeighted(to, 0, r.times, r.from)
}

// moveUncertain adds what others send place k by shares that are drawn.
func (s *placed) moveUncertain(to *vector, k int, leaving []vector) {
	if !s.month.uncertain {
		return
	}
	for _, move := range s.month.moves {
		if move.share >= 0 && move.to == k {
			share, leaving := s.from[move.share], &leaving[move.from]
			for l := range to {
				to[l] += share[l] * leaving[l]
			}
		}
	}
}

// norm is how many times over the month the fastest place empties and fills its
// neighbours, at most. Uncertain shares may come to all who leave.
func (m *month) norm(rates []*vector) float64 {
	fastest := 0.0
	for k, reach := range m.reach {
		fastest = max(fastest, largestOf(rates[k])*reach)
	}
	return fastest * m.days
}

// termsFor is how many terms of a series whose k-th is at most norm/(k+1) of the one before
// come to all that matters.
func termsFor(norm float64) int {
	const most = 100 // far more than a norm of longestStep asks
	k, left := 1, 1.0
	for k < 2 || left > seriesError && k < most {
		k++
		left *= norm / float64(k+1)
	}
	return k
}
