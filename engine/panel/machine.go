package panel

import (
	"math"

	"gonum.org/v1/gonum/floats"
)

// Lanes is how many draws are worked out together: enough for a step to cost more than
// finding it, few enough for the people of a flow to stay near the processor. Eight panels
// make a block of 1,000 draws.
const Lanes = 125

// Machine runs a program on one panel at a time. It is not safe for concurrent use.
type Machine struct {
	program   *Program
	memory    []float64
	registers [][]float64
	flow      flowRoom
}

// NewMachine gives a machine with room for the program's intermediate results.
func (p *Program) NewMachine() *Machine {
	m := &Machine{program: p, memory: make([]float64, p.registers*Lanes), registers: make([][]float64, p.registers)}
	m.flow.make(p.largest)
	return m
}

// Work works out a panel: values[slot][lane] are what was drawn, out[output][lane] takes the
// results. There are as many lanes as values and out have, Lanes at most.
func (m *Machine) Work(values, out [][]float64, lanes int) {
	for r := range m.registers {
		m.registers[r] = m.memory[r*Lanes : r*Lanes+lanes]
	}
	at := func(p place) []float64 {
		switch p.in {
		case drawn:
			return values[p.at]
		case output:
			return out[p.at]
		}
		return m.registers[p.at]
	}
	for i := range m.program.steps {
		s := &m.program.steps[i]
		if s.does == flow {
			m.flow.run(s, at, m.registers, lanes)
			continue
		}
		to := at(s.to)
		switch s.does {
		case combine:
			combineTo(to, s, at)
		case product:
			floats.MulTo(to, at(s.from[0]), at(s.from[1]))
		case quotient:
			floats.DivTo(to, at(s.from[0]), at(s.from[1]))
		case larger:
			a, b := at(s.from[0]), at(s.from[1])
			for l := range to {
				to[l] = max(a[l], b[l])
			}
		case smaller:
			a, b := at(s.from[0]), at(s.from[1])
			for l := range to {
				to[l] = min(a[l], b[l])
			}
		default:
			each(to, at(s.from[0]), s.function())
		}
	}
}

// function is what a step does with a single number.
func (s *step) function() func(float64) float64 {
	switch s.does {
	case ceiling:
		return math.Ceil
	case exponential:
		return math.Exp
	case power:
		return func(x float64) float64 { return math.Pow(x, s.certain) }
	}
	return meanOfDecay
}

func each(to, from []float64, f func(float64) float64) {
	for l := range to {
		to[l] = f(from[l])
	}
}

// combineTo is certain + the sum of times x what is taken.
func combineTo(to []float64, s *step, at func(place) []float64) {
	if len(s.from) == 0 {
		for l := range to {
			to[l] = s.certain
		}
		return
	}
	floats.ScaleTo(to, s.times[0], at(s.from[0]))
	if s.certain != 0 {
		floats.AddConst(s.certain, to)
	}
	for k := 1; k < len(s.from); k++ {
		floats.AddScaled(to, s.times[k], at(s.from[k]))
	}
}
