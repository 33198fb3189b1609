package panel

import (
	"encoding/binary"
	"math"

	"parity/engine/draws"
)

// Poisson is how many come where so many are expected, by chance: a uniform number.
func (c *Calculation) Poisson(mean, chance Form) Form {
	if mean.Is(0) {
		return mean
	}
	return c.of(c.node(node{does: poisson, takes: []int{c.whole(mean), c.whole(chance)}}))
}

// Chances is a month of people who flow one by one. People and starts are whole; End and
// PersonDays are what is expected of them; Chance are uniform numbers, all by place.
type Chances struct {
	Days                                           float64
	People, Starts, Rates, End, PersonDays, Chance []Form
	Moves                                          []Move
}

// ByChance is where people are at the month's end, and their person-days. Who is in a place at
// its beginning, and who starts in it, is at its end where a chance says that is the one of
// one person's: staying, moving or gone. What more or fewer than expected are there at the end
// were so for half the month, on average: the person-days expected are moved by as much.
func (c *Calculation) ByChance(m Chances) (end, personDays []Form) {
	n := node{does: chances, month: &month{size: len(m.People), days: m.Days}}
	for _, side := range [][]Form{m.People, m.Starts, m.Rates, m.End, m.PersonDays, m.Chance} {
		for _, f := range side {
			n.takes = append(n.takes, c.whole(f))
		}
	}
	c.addMoves(&n, m.Moves)
	n.index = c.flowOf(n)
	return c.parts(n)
}

// flowOf numbers flows by their rates and moves: those of one number have the same operators.
func (c *Calculation) flowOf(n node) int {
	size := n.month.size
	key := n.month.appendKey(nil)
	for _, taken := range n.takes[2*size : 3*size] {
		key = binary.AppendUvarint(key, uint64(taken))
	}
	for _, taken := range n.takes[6*size:] {
		key = binary.AppendUvarint(key, uint64(taken))
	}
	number, known := c.flows[string(key)]
	if !known {
		number = len(c.flows)
		c.flows[string(key)] = number
	}
	return number
}

// chanceRoom is where a machine works out who goes where.
type chanceRoom struct {
	solved map[int]*operators // by number of the flow
	// One place's people, who leaves and how that changes, for one column of operators.
	people, leaving, change, series []float64
}

// operators are, by lane, the chances of one person's: row by row from a place to each other
// over a whole month, and for who starts evenly within it.
type operators struct {
	known         [width]bool
	whole, within [width][]float64
}

func (r *chanceRoom) make(places int) {
	r.people, r.leaving = make([]float64, places), make([]float64, places)
	r.change, r.series = make([]float64, places), make([]float64, places)
}

// poissons draws how many come in each lane.
func (s *placed) poissons(to *vector, lanes int) {
	mean, chance := s.from[0], s.from[1]
	for l := range lanes {
		stream := draws.StreamOf(chance[l])
		to[l] = float64(stream.Poisson(mean[l]))
	}
	s.spread(to, lanes)
}

// spread gives the lanes that nobody asked for the first one's number.
func (s *placed) spread(to *vector, lanes int) {
	for l := lanes; l < width; l++ {
		to[l] = to[0]
	}
}

// run draws where people are after a month, lane by lane.
func (r *chanceRoom) run(s *placed, lanes int) {
	size := s.month.size
	side := func(i int) []*vector { return s.from[i*size : (i+1)*size] }
	people, starts, expected, personDays, chance := side(0), side(1), side(3), side(4), side(5)
	end, days := s.to[:size], s.to[size:2*size]
	at := r.operatorsOf(s.index)
	for l := range lanes {
		if !at.known[l] {
			r.solve(s, at, l)
		}
		for k := range size {
			end[k][l] = 0
		}
		for from := range size {
			stream := draws.StreamOf(chance[from][l])
			stream.Uniform() // the starts'
			goWhere(&stream, end, l, from, int(people[from][l]), at.whole[l][from*size:(from+1)*size])
			goWhere(&stream, end, l, from, int(starts[from][l]), at.within[l][from*size:(from+1)*size])
		}
		for k := range size {
			days[k][l] = max(0, personDays[k][l]+s.month.days/2*(end[k][l]-expected[k][l]))
		}
	}
	for k := range size {
		s.spread(&end[k], lanes)
		s.spread(&days[k], lanes)
	}
}

// goWhere puts n people who were in one place where chance has them. Most stay, so they are
// drawn first, then those who are gone, and the few who move one by one.
func goWhere(stream *draws.Stream, end []vector, l, from, n int, chances []float64) {
	if n <= 0 {
		return
	}
	stay, moves := chances[from], 0.0
	for to, chance := range chances {
		if to != from {
			moves += chance
		}
	}
	stayed := stream.Binomial(n, min(1, stay))
	end[from][l] += float64(stayed)
	n -= stayed
	if left := 1 - stay; n > 0 && left > 0 {
		n = stream.Binomial(n, min(1, moves/left))
	}
	for range n {
		u := stream.Uniform() * moves
		to := from
		for k, chance := range chances {
			if k == from || chance == 0 {
				continue
			}
			to = k
			if u -= chance; u < 0 {
				break
			}
		}
		end[to][l]++
	}
}

// operatorsOf finds the room for a flow's operators.
func (r *chanceRoom) operatorsOf(flow int) *operators {
	if r.solved == nil {
		r.solved = map[int]*operators{}
	}
	if r.solved[flow] == nil {
		r.solved[flow] = &operators{}
	}
	return r.solved[flow]
}

// forget has operators worked out anew: a panel has other rates than the one before.
func (r *chanceRoom) forget() {
	for _, at := range r.solved {
		at.known = [width]bool{}
	}
}

// solve works out one lane's operators, column by column: what becomes of one person in each
// place, by the Taylor series of its days in Horner's form (flowRoom.run). The days that person spends in each place are
// the length of the month times the chances of one who starts evenly within it.
func (r *chanceRoom) solve(s *placed, at *operators, l int) {
	size := s.month.size
	if at.whole[l] == nil {
		at.whole[l], at.within[l] = make([]float64, size*size), make([]float64, size*size)
	}
	rates := s.from[2*size : 3*size]
	norm := s.month.lanePace(rates, l) * s.month.days
	steps := max(1, math.Ceil(norm/longestTaylor))
	time, terms := s.month.days/steps, taylorTerms(norm/steps)
	for from := range size {
		row, days := at.whole[l][from*size:(from+1)*size], at.within[l][from*size:(from+1)*size]
		clear(days)
		clear(r.people)
		r.people[from] = 1
		for range int(steps) {
			r.flow(s, l, r.people, r.change)
			copy(r.series, r.change)
			for k := terms; k > 1; k-- {
				r.flow(s, l, r.series, r.series)
				for p := range size {
					r.series[p] = r.change[p] + r.series[p]*time/float64(k+1)
				}
			}
			for p := range size {
				r.series[p] = r.people[p]*time + r.series[p]*time*time/2
				days[p] += r.series[p]
			}
			r.flow(s, l, r.series, r.change)
			for p := range size {
				r.people[p] += r.change[p]
			}
		}
		for p := range size {
			row[p] = max(0, r.people[p])
			days[p] = max(0, days[p]/s.month.days)
		}
	}
	at.known[l] = true
}

// flow sets change to A' x people in one lane; change may be people.
func (r *chanceRoom) flow(s *placed, l int, people, change []float64) {
	size := s.month.size
	for k := range size {
		r.leaving[k] = people[k] * s.from[2*size+k][l]
	}
	for k := range size {
		change[k] = -r.leaving[k]
	}
	for _, move := range s.month.moves {
		share := move.certain
		if move.share >= 0 {
			share = s.from[move.share][l]
		}
		change[move.to] += share * r.leaving[move.from]
	}
}

const (
	// longestTaylor is the longest time, in the time that the fastest place takes to empty and
	// fill its neighbours, over which one Taylor series is summed: its terms grow to e^6
	// before they shrink, which costs three of the sixteen digits.
	longestTaylor = 6
	mostTaylor    = 100 // terms: far more than longestTaylor asks
)

// lanePace is how fast a lane's fastest place empties and fills others.
func (m *month) lanePace(rates []*vector, l int) float64 {
	fastest := 0.0
	for k := range rates {
		fastest = max(fastest, 2*rates[k][l])
	}
	return fastest
}

// taylorTerms is how many terms of a series whose k-th is at most norm/(k+1) of the one before
// come to all that matters.
func taylorTerms(norm float64) int {
	k, left := 2, norm/3
	for left > seriesError && k < mostTaylor {
		k++
		left *= norm / float64(k+1)
	}
	return k
}
