package risk

import "math"

// Binding says how often a term's line is other than zero, and what it then comes to.
type Binding struct {
	Column int
	Binds  Chance // of a line of half a penny or more, either way
	// Mean is that of the draws in which the term binds, and Error its Monte Carlo error, one
	// standard error; both 0 where it binds in fewer than two draws.
	Mean, Error float64
}

// Binding says how often the line of a column binds. It has to be kept draw by draw.
func (s *Sample) Binding(column int) (Binding, error) {
	on := s.desk()
	defer s.leave(on)
	var err error
	if on.values, err = s.valuesInto(on.values, column); err != nil {
		return Binding{}, err
	}
	bound := on.values[:0]
	for _, x := range on.values {
		if math.Abs(x) >= halfPenny {
			bound = append(bound, x)
		}
	}
	b := Binding{Column: column, Binds: chanceOf(len(bound), s.Draws())}
	if len(bound) >= 2 {
		m := momentsOf(bound)
		b.Mean, b.Error = m.mean(), m.meanError()
	}
	return b, nil
}
