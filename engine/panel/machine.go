package panel

import "math"

// Machine runs a program on one panel at a time. It is not safe for concurrent use.
type Machine struct {
	program *Program
	places  []vector // slots, then registers, then one for outputs
	order   []placed // the program's steps, with where their numbers lie
	flow    flowRoom
	chance  chanceRoom
}

// placed is a step with where its numbers lie.
type placed struct {
	*step
	to       []vector // one, or those of a flow
	from     []*vector
	by       []*vector // nil for what is added as it is
	arrivals *arrivals // of a flow
}

// NewMachine gives a machine with room for the program's intermediate results.
func (p *Program) NewMachine() *Machine {
	m := &Machine{program: p, places: make([]vector, p.slots+p.registers+1)}
	at := func(q place) int {
		switch q.in {
		case drawn:
			return q.at
		case register:
			return p.slots + q.at
		}
		return p.slots + p.registers
	}
	var taken room[*vector]
	m.order = make([]placed, len(p.steps))
	for i := range p.steps {
		s := &m.order[i]
		s.step = &p.steps[i]
		first, many := at(s.step.to), 1
		if s.month != nil {
			many = 2 * s.month.size
			s.arrivals = arrivalsOf(s.month)
		}
		s.to = m.places[first : first+many]
		s.from, s.by = taken.empty(len(s.step.from)), taken.empty(len(s.step.by))
		for k, from := range s.step.from {
			s.from[k] = &m.places[at(from)]
		}
		for k, by := range s.step.by {
			if by.in != nothing {
				s.by[k] = &m.places[at(by)]
			}
		}
	}
	m.flow.make(p.places)
	m.chance.make(p.places)
	return m
}

// Work works out a panel: values[slot][lane] are what was drawn, out[output][lane] takes the
// results. There are as many lanes as values and out have, Lanes at most.
func (m *Machine) Work(values, out [][]float64, lanes int) {
	for slot := range values {
		v := &m.places[slot]
		copy(v[:], values[slot][:lanes])
		for l := lanes; l < width; l++ {
			v[l] = v[0] // a draw like any other, which nobody asked for
		}
	}
	m.chance.forget()
	for i := range m.order {
		s := &m.order[i]
		to := &s.to[0]
		switch s.does {
		case flow:
			m.flow.run(s)
		case chances:
			m.chance.run(s, lanes)
		case poisson:
			s.poissons(to, lanes)
		case combine:
			if s.by != nil {
				addProducts(to, s.certain, s.times, s.from, s.by)
			} else {
				addWeighted(to, s.certain, s.times, s.from)
			}
		case product:
			multiply(to, 1, s.from[0], s.from[1])
		case quotient:
			divide(to, s.from[0], s.from[1])
		case larger:
			takeLarger(to, s.from[0], s.from[1])
		case smaller:
			takeSmaller(to, s.from[0], s.from[1])
		default:
			s.plainly(to)
		}
		if s.step.to.in == output {
			copy(out[s.step.to.at], to[:lanes])
		}
	}
}

// plainly works out a step lane by lane.
func (s *placed) plainly(to *vector) {
	a := s.from[0]
	switch s.does {
	case ceiling:
		for l := range to[:width] {
			to[l] = math.Ceil(a[l])
		}
	case exponential:
		for l := range to[:width] {
			to[l] = math.Exp(a[l])
		}
	case power:
		for l := range to[:width] {
			to[l] = math.Pow(a[l], s.certain)
		}
	case decayed:
		for l := range to[:width] {
			to[l] = meanOfDecay(a[l])
		}
	}
}
