package panel

import "math"

// flowRoom is where a machine works out flows. All but series are by place; strips lie together.
type flowRoom struct {
	series    seriesRoom
	by        []strip // what leaves of one who is there, in a step
	leaving   []strip // in a step, of people
	begun     []strip // who begin in a step
	ahead     []strip // people and who begin
	change    []strip // of leaving, at a step's beginning
	sum, next []strip // of the series, up to one term and to the next
	left      []strip // in all steps so far
	ones      []strip
	starts    []float64 // how many times what is taken who begin in a step are
	end       []*vector
}

func (r *flowRoom) make(places int) {
	all := make([]strip, 9*places)
	for i, strips := range []*[]strip{&r.by, &r.leaving, &r.begun, &r.ahead, &r.change, &r.sum, &r.next, &r.left, &r.ones} {
		*strips = all[i*places : (i+1)*places]
	}
	for k := range r.ones {
		for l := range r.ones[k] {
			r.ones[k][l] = 1
		}
	}
	r.starts, r.end = make([]float64, places), make([]*vector, places)
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
	for offset := 0; offset < width; offset += stripLanes {
		fastest := 0.0
		for _, x := range s.from[s.month.pace()][offset:][:stripLanes] {
			fastest = max(fastest, x)
		}
		centre := fastest * s.month.days / 2
		if centre <= mostCentre {
			r.strip(s, offset, centre)
			continue
		}
		for k := range s.to {
			for l := range stripLanes {
				s.to[k][offset+l] = math.NaN()
			}
		}
	}
}

// strip carries people through a month in the lanes of a strip.
func (r *flowRoom) strip(s *placed, offset int, centre float64) {
	size := s.month.size
	people, starts, rates := s.from[:size], s.from[size:2*size], s.from[2*size:3*size]
	stays, shares := s.from[3*size:4*size], s.from[s.month.firstShare():]
	end, days := s.to[:size], s.to[size:2*size]
	by, leaving, begun, ahead, changed, left := r.by[:size], r.leaving[:size], r.begun[:size], r.ahead[:size], r.change[:size], r.left[:size]
	steps := max(1, math.Ceil(centre/longestStep))
	series := r.series.atLeast(centre / steps)
	for k := range size {
		r.starts[k], r.end[k] = s.month.starts[k]/steps, &end[k]
	}
	clear(left)
	for range int(steps) {
		begin(by, leaving, begun, ahead, people, starts, rates, r.starts, s.month.days/steps, offset)
		spread(numbers(changed), stripLanes, leaving, r.ones, begun, shares, offset, 0, 1, s.arrivals)
		last := series.last(change(changed, by, ahead, series.reach()))
		sum, next := r.sum[:size], r.next[:size]
		from := changed
		for j := last - 1; j >= 0; j-- { // Horner's form, from the inside
			spread(numbers(sum), stripLanes, from, by, changed, shares, offset, series.centre, series.c[j]/series.c[last], s.arrivals)
			from = sum
			sum, next = next, sum
		}
		settle(days, leaving, from, left, stays, series.c[last], offset)
		spread(numbers(end)[offset:], vectorLanes, leaving, r.ones, ahead, shares, offset, 0, 1, s.arrivals)
		people = r.end[:size]
	}
}
