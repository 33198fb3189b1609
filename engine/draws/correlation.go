package draws

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// groupMark begins the name at whose address a group's numbers lie, which no parameter's does.
const groupMark = "\x00"

// link puts parameters that move with their group to one source, and sources that are correlated
// into one factor. Sources of a factor are in the order of their names, so that the order of the
// parameters is none of the draws'.
func link(seed uint64, scalars []scalar, correlations []Correlation) ([]factor, error) {
	ranks, err := ranksOf(scalars, correlations)
	if err != nil {
		return nil, err
	}
	var sources []source
	shared := map[string]int{}
	for _, of := range scalars {
		group := of.group
		at, found := shared[group]
		switch {
		case group == "" || ranks.within(group) == 0:
			sources = append(sources, source{name: of.name, address: of.address, scalars: []scalar{of}})
		case found:
			sources[at].scalars = append(sources[at].scalars, of)
		default:
			shared[group] = len(sources)
			sources = append(sources, source{name: groupMark + group, group: group, address: At(seed, groupMark+group), scalars: []scalar{of}})
		}
	}
	for i := range sources {
		sources[i].sort()
	}
	slices.SortFunc(sources, func(a, b source) int { return strings.Compare(a.name, b.name) })
	linked, byGroup := ranks.linked(), map[string][]int{}
	for i := range sources {
		byGroup[sources[i].group] = append(byGroup[sources[i].group], i)
	}
	var factors []factor
	for taken, from := make([]bool, len(sources)), 0; ; {
		for from < len(sources) && taken[from] {
			from++
		}
		if from == len(sources) {
			return factors, nil
		}
		members := []int{from}
		taken[from] = true
		for i := 0; i < len(members); i++ {
			for _, group := range linked[sources[members[i]].group] {
				for _, j := range byGroup[group] {
					if !taken[j] {
						members, taken[j] = append(members, j), true
					}
				}
			}
		}
		slices.Sort(members)
		var f factor
		for _, i := range members {
			f.sources = append(f.sources, sources[i])
		}
		if err := f.correlate(ranks); err != nil {
			return nil, err
		}
		factors = append(factors, f)
	}
}

// ranks are the rank correlations of groups, from either side.
type ranks map[[2]string]float64

func ranksOf(scalars []scalar, correlations []Correlation) (ranks, error) {
	r := ranks{}
	for _, of := range scalars {
		if of.group != "" {
			r[[2]string{of.group, of.group}] = 1
		}
	}
	given := map[[2]string]bool{}
	for _, c := range correlations {
		pair, turned := [2]string{c.A, c.B}, [2]string{c.B, c.A}
		for _, group := range pair {
			if _, found := r[[2]string{group, group}]; !found {
				return nil, fmt.Errorf("a correlation of %q, which is no group; correlations are of groups of parameters; give a parameter this group", group)
			}
		}
		if !(math.Abs(c.Rank) <= 1) {
			return nil, fmt.Errorf("a rank correlation of %s between %q and %q; ranks lie between -1 and 1; correct it", short(c.Rank), c.A, c.B)
		}
		if given[pair] {
			return nil, fmt.Errorf("the correlation of %q and %q a second time; two groups have one; take one out", c.A, c.B)
		}
		if c.A == c.B && c.Rank < 0 {
			return nil, fmt.Errorf("a rank correlation of %s of %q with itself; within a group ranks lie between 0 and 1, since any number of parameters may join it; give a group of its own to what goes the other way", short(c.Rank), c.A)
		}
		given[pair], given[turned] = true, true
		r[pair], r[turned] = c.Rank, c.Rank
	}
	for _, c := range correlations {
		for _, group := range []string{c.A, c.B} {
			if c.Rank != 0 && r.within(group) == 0 {
				return nil, fmt.Errorf("a rank correlation of %s between %q and %q, where those of %q do not move together; what moves with a group has a part in common; give %q a rank with itself", short(c.Rank), c.A, c.B, group, group)
			}
		}
	}
	return r, nil
}

// linked are the groups that each is correlated with.
func (r ranks) linked() map[string][]string {
	linked := map[string][]string{}
	for pair, rank := range r {
		if rank != 0 && pair[0] != pair[1] {
			linked[pair[0]] = append(linked[pair[0]], pair[1])
		}
	}
	return linked
}

// within is the rank correlation of the parameters of a group, 1 where they move as one.
func (r ranks) within(group string) float64 { return r[[2]string{group, group}] }

func (r ranks) between(a, b *source) float64 {
	if a.group == "" || b.group == "" {
		return 0
	}
	return r[[2]string{a.group, b.group}]
}

// ofScores is the correlation of normal scores whose rank correlation is rank.
func ofScores(rank float64) float64 { return 2 * math.Sin(math.Pi/6*rank) }

// What rounding leaves of zero in the root of a matrix of correlations, and how far the root
// may come to lie from the matrix: where it lies further, the matrix is no one's.
const (
	pivotOfNothing = 1e-13
	rootTolerance  = 1e-4
)

// correlate finds the lower triangular root (Cholesky's) of the correlations of the parts that
// groups have in common. What a group's parameters have in common has the variance of their
// correlation with each other; the rest of each is its own, so that a parameter more moves none
// of the others. Parts that follow from those before them have a row that ends early.
func (f *factor) correlate(r ranks) error {
	if first := &f.sources[0]; len(f.sources) == 1 && (first.group == "" || r.within(first.group) == 1) {
		return nil
	}
	n := len(f.sources)
	matrix := make([][]float64, n)
	f.root = make([][]float64, n)
	for i := range n {
		matrix[i], f.root[i] = make([]float64, n), make([]float64, n)
		for j := range i + 1 {
			matrix[i][j] = ofScores(r.between(&f.sources[i], &f.sources[j]))
		}
	}
	for j := range n {
		for i := j; i < n; i++ {
			rest := matrix[i][j]
			for k := range j {
				rest -= f.root[i][k] * f.root[j][k]
			}
			switch {
			case i > j && f.root[j][j] > 0:
				f.root[i][j] = rest / f.root[j][j]
			case i == j && rest > pivotOfNothing:
				f.root[i][j] = math.Sqrt(rest)
			}
		}
	}
	for i, row := range f.root {
		for j := range i + 1 {
			got := 0.0
			for k := range j + 1 {
				got += row[k] * f.root[j][k]
			}
			if math.Abs(got-matrix[i][j]) > rootTolerance {
				return fmt.Errorf("correlations that no figures can have together, with %s among them; all correlations make a positive semidefinite matrix; bring them nearer to 0", f.groups())
			}
		}
		length := 0.0
		for _, weight := range row {
			length += weight * weight
		}
		common := matrix[i][i]
		if r.within(f.sources[i].group) == 1 {
			common = 1 // to the last digit, and nothing of each parameter's own
		}
		for j := range row {
			row[j] *= math.Sqrt(common / length) // so that each score is standard normal to the last digit
		}
		f.sources[i].own = math.Sqrt(1 - common)
	}
	return nil
}

// groups names the groups of a factor.
func (f *factor) groups() string {
	var names []string
	for _, s := range f.sources {
		names = append(names, s.group)
	}
	return strings.Join(names, ", ")
}
