package draws

import (
	"fmt"
	"strings"
)

// Sampler draws all that is uncertain. Each parameter has a slot, a place in a draw, for each
// of its figures.
type Sampler struct {
	slots   []slots
	factors []factor
	shares  []wholes
	names   []Factor
	chances []Address // of chance itself, each with months slots after those of the parameters
	months  int
}

// slots are the places of a parameter.
type slots struct{ first, count int }

// wholes are the shares of a parameter.
type wholes struct {
	address Address
	slots   slots
	parts   parts
}

// NewSampler makes ready to draw parameters, in the run of a seed. It is an error if two
// parameters have one name, a correlation is of a group there is not, or no figures can have
// all the correlations together.
func NewSampler(seed uint64, parameters []Parameter, correlations []Correlation) (*Sampler, error) {
	s := &Sampler{}
	t, seen := tables{}, map[string]bool{}
	var scalars []scalar
	next := 0
	for i, p := range parameters {
		switch {
		case seen[p.Name]:
			return nil, fmt.Errorf("two parameters named %q; each needs a name of its own; rename one", p.Name)
		case strings.HasPrefix(p.Name, groupMark) || strings.HasPrefix(p.Name, chanceMark):
			return nil, fmt.Errorf("a parameter named %q; names are text that can be seen; rename it", p.Name)
		case (p.Of == nil) == (p.Shares == nil):
			return nil, fmt.Errorf("parameter %q: either a distribution or shares; give one of the two", p.Name)
		case p.Shares != nil && p.Group != "":
			return nil, fmt.Errorf("parameter %q: shares in group %q; shares move with each other and with no group; leave the group blank", p.Name, p.Group)
		}
		seen[p.Name] = true
		at := slots{next, 1}
		if p.Shares != nil {
			at.count = p.Shares.Len()
			s.shares = append(s.shares, wholes{At(seed, p.Name), at, newParts(p.Shares, t)})
			s.names = append(s.names, Factor{p.Name, []int{i}})
		} else {
			scalars = append(scalars, scalar{i, next, p.Name, p.Group, At(seed, p.Name), newMarginal(p.Of, t)})
		}
		s.slots = append(s.slots, at)
		next += at.count
	}
	linked, err := link(seed, scalars, correlations)
	if err != nil {
		return nil, err
	}
	s.factors = linked
	s.nameFactors(linked)
	return s, nil
}

// AddChance gives chance itself slots after all others: for each name one a month, of uniform
// numbers that StreamOf makes streams of.
func (s *Sampler) AddChance(seed uint64, names []string, months int) {
	s.months = months
	for _, name := range names {
		s.chances = append(s.chances, chanceAt(seed, name))
	}
}

// Slots is how many figures a draw has.
func (s *Sampler) Slots() int { return s.figures() + len(s.chances)*s.months }

// figures are the slots of parameters.
func (s *Sampler) figures() int {
	if len(s.slots) == 0 {
		return 0
	}
	last := s.slots[len(s.slots)-1]
	return last.first + last.count
}

// Slot is where the figures of a parameter are, by its place among the parameters.
func (s *Sampler) Slot(parameter int) (first, count int) {
	return s.slots[parameter].first, s.slots[parameter].count
}

// Fill draws: values[slot][lane] becomes the figure of the draw first + lane. It may be called
// from any number of goroutines at once, and a draw is the same in whatever range it is made.
func (s *Sampler) Fill(first uint64, values [][]float64) {
	for i := range s.factors {
		s.factors[i].fill(first, values)
	}
	for _, w := range s.shares {
		w.parts.fill(w.address, first, values[w.slots.first:w.slots.first+w.slots.count])
	}
	next := s.figures()
	for _, address := range s.chances {
		for month := range s.months {
			for lane := range values[next] {
				values[next][lane] = address.Uniform((first+uint64(lane))*uint64(s.months) + uint64(month))
			}
			next++
		}
	}
}
