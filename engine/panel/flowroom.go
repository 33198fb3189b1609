package panel

import "math"

// flowRoom is where a machine works out flows. All but series are by place.
type flowRoom struct {
	series    seriesRoom
	by        []vector // what leaves of one who is there, in a step
	leaving   []vector // in a step, of people
	begun     []vector // what leaves of those who begin
	change    []vector // of leaving, at a step's beginning
	ahead     []vector // people and who begin
	sum, next []vector // of the series, up to one term and to the next
	ones      []vector
}

func (r *flowRoom) make(places int) {
	for _, vectors := range []*[]vector{&r.by, &r.leaving, &r.begun, &r.change, &r.ahead, &r.sum, &r.next, &r.ones} {
		*vectors = make([]vector, places)
	}
	for k := range r.ones {
		addWeighted(&r.ones[k], 1, nil, nil)
	}
}

// mostCentre is how often the fastest place may empty in a month. Past it a drawn stay is no
// stay, and what the month comes to is not known.
const mostCentre = 1e6

// run carries people through a month, dn/dt = A'n + r (J. Kalbfleisch and J. Lawless, "The
// analysis of panel data under a Markov assumption", Journal of the American Statistical
// Association 80, 1985, have A'). Over a step of t days the person-days are
//
//	n t + t^2 phi2(A't) (r + A'n)
//
// (Hochbruck and Ostermann, as in seriesAbout, (2.9)), of which the places' rates are the people
// who leave; and the people at the end are n + r t + A'(person-days), as everybody who leaves has
// been there. It is written in people who leave, so that moves are of shares alone.
//
// The series lies about the middle of what A't can be: where a of those in a place leave it and
// s of them move on, a column of A't + centre has the 1-norm |centre - a| + s a, which is no more
// than centre where that is at least a (1 + s) / 2.
func (r *flowRoom) run(s *placed) {
	size := s.month.size
	people, starts, rates := s.from[:size], s.from[size:2*size], s.from[2*size:3*size]
	pace, shares := s.from[3*size], s.from[s.month.firstShare():]
	end, days := s.to[:size], s.to[size:2*size]
	fastest := 0.0
	for _, x := range pace[:width] {
		fastest = max(fastest, x)
	}
	centre := fastest * s.month.days / 2
	if !(centre <= mostCentre) {
		for k := range s.to {
			addWeighted(&s.to[k], math.NaN(), nil, nil)
		}
		return
	}
	steps := max(1, math.Ceil(centre/longestStep))
	time := s.month.days / steps
	terms := r.series.atLeast(centre / steps)
	for k := range size {
		addWeighted(&r.by[k], 0, []float64{time}, rates[k:k+1])
		multiply(&r.begun[k], time*s.month.starts[k]/steps, rates[k], starts[k])
	}
	for step := range int(steps) {
		for k := range size {
			now := people[k]
			if step > 0 {
				now = &end[k]
			}
			multiply(&r.leaving[k], 1, &r.by[k], now)
			addWeighted(&r.ahead[k], 0, []float64{1, s.month.starts[k] / steps}, []*vector{now, starts[k]})
		}
		r.sumSeries(size, shares, s.arrivals, terms)
		for k := range size {
			addWeighted(&r.leaving[k], 0, []float64{1, terms.unit}, []*vector{&r.leaving[k], &r.sum[k]})
			if step == 0 {
				divide(&days[k], &r.leaving[k], rates[k])
				continue
			}
			divide(&r.next[k], &r.leaving[k], rates[k])
			addWeighted(&days[k], 0, []float64{1, 1}, []*vector{&days[k], &r.next[k]})
		}
		for strip := 0; strip < width; strip += stripLanes {
			spread(end, r.leaving, r.ones, r.ahead, shares, strip, 0, 1, s.arrivals)
		}
	}
}

// sumSeries leaves in sum what the series comes to, in Horner's form from the inside.
func (r *flowRoom) sumSeries(size int, shares []*vector, a *arrivals, terms *series) {
	for strip := 0; strip < width; strip += stripLanes {
		sum, next := r.sum[:size], r.next[:size]
		if len(terms.times)%2 == 0 {
			sum, next = next, sum // so that the last term goes to r.sum
		}
		spread(r.change[:size], r.leaving, r.by, r.begun, shares, strip, 0, 1, a)
		from := r.change
		for _, times := range terms.times {
			spread(sum, from, r.by, r.change, shares, strip, terms.centre, times, a)
			from = sum
			sum, next = next, sum
		}
	}
}
