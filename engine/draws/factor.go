package draws

import (
	"cmp"
	"slices"
	"strings"
)

// Factor is parameters that depend on each other and on no other: one parameter, a group, or all
// groups that correlations link.
type Factor struct {
	Name       string // the parameter's, or the groups' joined by " and "
	Parameters []int  // by their places, rising
}

// Factors are what the parameters fall into, in the order of their first parameters.
func (s *Sampler) Factors() []Factor { return s.names }

func (s *Sampler) nameFactors(factors []factor) {
	for _, f := range factors {
		var named Factor
		var groups []string
		for _, source := range f.sources {
			for _, of := range source.scalars {
				named.Parameters = append(named.Parameters, of.place)
				named.Name = of.name
				groups = append(groups, of.group)
			}
		}
		slices.Sort(named.Parameters)
		if len(named.Parameters) > 1 {
			slices.Sort(groups)
			named.Name = strings.Join(slices.Compact(groups), " and ")
		}
		s.names = append(s.names, named)
	}
	slices.SortFunc(s.names, func(a, b Factor) int { return cmp.Compare(a.Parameters[0], b.Parameters[0]) })
}

// scalar is a parameter of one figure.
type scalar struct {
	place, slot int
	name, group string
	address     Address
	marginal    marginal
}

// source is a random number and the parameters that move with it.
type source struct {
	name    string
	group   string // "" where it is one parameter's
	address Address
	scalars []scalar // those that are made from a normal score last
	uniform int      // how many are not
	own     float64  // the weight of a parameter's own score beside the group's
}

// factor is sources that are correlated.
type factor struct {
	sources []source
	// root, where there are more sources than one or parameters have a score of their own, has a
	// row for each source: what its parameters have in common is the sum over the independent
	// scores of the sources up to it.
	root [][]float64
}

// fill draws the parameters of a factor. It needs no room but the rows that it fills.
func (f *factor) fill(first uint64, values [][]float64) {
	for i := range f.sources {
		s := &f.sources[i]
		row := values[s.scalars[0].slot]
		for lane := range row {
			row[lane] = s.address.Uniform(first + uint64(lane))
		}
		if f.root == nil {
			s.copy(values, 1, len(s.scalars))
			for i := range s.scalars {
				s.scalars[i].marginal.fromUniforms(values[s.scalars[i].slot])
			}
			return
		}
		standardNormal().fill(row, 0, 1)
	}
	for i := len(f.root) - 1; i >= 0; i-- { // a row needs those before it as they are
		row := values[f.sources[i].scalars[0].slot]
		for lane, z := range row {
			row[lane] = f.root[i][i] * z
		}
		for j, weight := range f.root[i][:i] {
			for lane, z := range values[f.sources[j].scalars[0].slot] {
				row[lane] += weight * z
			}
		}
	}
	for i := range f.sources {
		f.sources[i].fromScores(values, first)
	}
}

// sort puts parameters that are made from a normal score behind the others.
func (s *source) sort() {
	var uniform, scored []scalar
	for _, of := range s.scalars {
		if of.marginal.scored() {
			scored = append(scored, of)
		} else {
			uniform = append(uniform, of)
		}
	}
	s.scalars, s.uniform = append(uniform, scored...), len(uniform)
}

// fromScores draws the parameters of a source from the normal scores in the first's row.
func (s *source) fromScores(values [][]float64, first uint64) {
	if s.own > 0 {
		s.loosen(values, first)
		return
	}
	s.copy(values, max(s.uniform, 1), len(s.scalars))
	if s.uniform > 0 {
		chances(values[s.scalars[0].slot])
		s.copy(values, 1, s.uniform)
	}
	for i := range s.scalars {
		if of := &s.scalars[i]; i < s.uniform {
			of.marginal.fromUniforms(values[of.slot])
		} else {
			of.marginal.fromScores(values[of.slot])
		}
	}
}

// lanesAtOnce is how many scores of a parameter's own are made at a time: a room on the stack.
const lanesAtOnce = 64

// loosen draws parameters that have a score of their own, at their own address, beside what they
// have in common, which is in the first's row.
func (s *source) loosen(values [][]float64, first uint64) {
	common := values[s.scalars[0].slot]
	var room [lanesAtOnce]float64
	for i := len(s.scalars) - 1; i >= 0; i-- { // the first's row last
		of := &s.scalars[i]
		row := values[of.slot]
		for from := 0; from < len(row); from += lanesAtOnce {
			own := room[:min(lanesAtOnce, len(row)-from)]
			for lane := range own {
				own[lane] = of.address.Uniform(first + uint64(from+lane))
			}
			standardNormal().fill(own, 0, 1)
			for lane, z := range own {
				row[from+lane] = common[from+lane] + float64(s.own*z)
			}
		}
		if i < s.uniform {
			chances(row)
			of.marginal.fromUniforms(row)
		} else {
			of.marginal.fromScores(row)
		}
	}
}

// copy gives parameters the numbers in the first's row.
func (s *source) copy(values [][]float64, from, to int) {
	for i := from; i < to; i++ {
		copy(values[s.scalars[i].slot], values[s.scalars[0].slot])
	}
}
