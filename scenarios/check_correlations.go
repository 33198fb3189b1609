package scenarios

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// checkCorrelations holds correlations to the groups there are, and all of them together to what
// figures can have.
func checkCorrelations(m *Model) Faults {
	t := m.Table("correlations")
	if len(t.Rows) == 0 {
		return nil
	}
	var faults Faults
	c := newCorrelated(m.Table("uncertainty"))
	first, whole := map[[2]int]int{}, true
	for row := range t.Rows {
		a, b := c.group(t.Cell(row, "group_a")), c.group(t.Cell(row, "group_b"))
		for _, column := range []string{"group_a", "group_b"} {
			if group := t.Cell(row, column); group != "" && c.group(group) < 0 {
				faults = append(faults, t.Fault(row, column, quoted(group)+", which is no group of uncertainty", column+" is a group of the uncertainty table", didYouMean(group, c.names, "give a parameter this group")))
			}
		}
		rank := value(t, row, "rank")
		if a < 0 || b < 0 || math.Abs(rank) > 1 {
			whole = false
			continue
		}
		pair := [2]int{min(a, b), max(a, b)}
		if earlier, seen := first[pair]; seen {
			faults = append(faults, t.Fault(row, "", fmt.Sprintf("the groups %s and %s a second time, first in row %d", t.Cell(row, "group_a"), t.Cell(row, "group_b"), t.Rows[earlier].Line),
				"two groups have one correlation, whichever is named first", "take out one of the two rows"))
			continue
		}
		first[pair] = row
		if a == b && rank < 0 {
			whole = false
			faults = append(faults, t.Fault(row, "rank", quoted(t.Cell(row, "rank"))+" of "+t.Cell(row, "group_a")+" with itself",
				"within a group ranks lie between 0 and 1, since any number of parameters may join it", "give a group of its own to what goes the other way"))
			continue
		}
		if a == b && c.sizes[a] == 1 {
			fault := t.Fault(row, "group_b", quoted(t.Cell(row, "group_b"))+" with itself, a group of one parameter", "correlation within a group is that of two parameters or more; this one does nothing", "take the row out, or give another parameter this group")
			fault.Warning = true
			faults = append(faults, fault)
		}
		c.set(pair, rank)
	}
	if !whole || len(faults.Hard()) > 0 {
		return faults
	}
	if apart := c.linkedApart(t, first); len(apart) > 0 {
		return append(faults, apart...)
	}
	if pair, ok := c.worst(); ok {
		row := first[pair]
		remedy := "bring it and others nearer to 0"
		if rank, ok := c.nearest(pair); ok {
			remedy = fmt.Sprintf("with the others as they stand %s would do", short(rank))
		}
		faults = append(faults, t.Fault(row, "rank", fmt.Sprintf("%s between %s and %s, the worst pair of correlations that no figures can have together", quoted(t.Cell(row, "rank")), t.Cell(row, "group_a"), t.Cell(row, "group_b")),
			"all correlations make a positive semidefinite matrix: what moves with two others moves them with each other", remedy))
	}
	return faults
}

// linkedApart finds groups whose parameters do not move together and yet are to move with others.
func (c *correlated) linkedApart(t *Table, rows map[[2]int]int) Faults {
	var faults Faults
	for _, pair := range c.linked() {
		for _, group := range pair {
			if c.ranks[[2]int{group, group}] == 0 {
				faults = append(faults, t.Fault(rows[pair], "rank", fmt.Sprintf("%s between %s and %s, where those of %s do not move together", quoted(t.Cell(rows[pair], "rank")), t.Cell(rows[pair], "group_a"), t.Cell(rows[pair], "group_b"), c.names[group]),
					"what moves with another group has a part in common", "give "+c.names[group]+" a rank with itself above 0, or take this row out"))
			}
		}
	}
	return faults
}

// correlated is the groups of uncertain parameters and their rank correlations.
type correlated struct {
	names []string
	at    map[string]int // the place of a name
	sizes []int          // parameters
	ranks map[[2]int]float64
}

// newCorrelated takes groups to move as one within, and apart from each other.
func newCorrelated(t *Table) *correlated {
	c := &correlated{at: map[string]int{}, ranks: map[[2]int]float64{}}
	for _, rows := range groups(t, "group") {
		if name := t.Cell(rows[0], "group"); name != "" {
			c.ranks[[2]int{len(c.names), len(c.names)}] = 1
			c.at[name] = len(c.names)
			c.names, c.sizes = append(c.names, name), append(c.sizes, len(rows))
		}
	}
	return c
}

// group is the place of a group, -1 where there is none of the name.
func (c *correlated) group(name string) int {
	if at, found := c.at[name]; found {
		return at
	}
	return -1
}

func (c *correlated) set(pair [2]int, rank float64) { c.ranks[pair] = rank }

// linked are the pairs of different groups that are correlated, in the order of the later and then
// of the earlier.
func (c *correlated) linked() [][2]int {
	var pairs [][2]int
	for pair, rank := range c.ranks {
		if pair[0] != pair[1] && rank != 0 {
			pairs = append(pairs, pair)
		}
	}
	slices.SortFunc(pairs, func(a, b [2]int) int { return cmp.Or(cmp.Compare(a[1], b[1]), cmp.Compare(a[0], b[0])) })
	return pairs
}

// families are the groups that are correlated with each other, by way of others too, each in their
// order. An estimated caseload has thousands of pairs, and a matrix of all of them would take minutes.
func (c *correlated) families() [][]int {
	first := make([]int, len(c.names)) // of a group's family, or one nearer to it
	for group := range first {
		first[group] = group
	}
	root := func(group int) int {
		for first[group] != group {
			group = first[group]
		}
		return group
	}
	for _, pair := range c.linked() {
		a, b := root(pair[0]), root(pair[1])
		first[max(a, b)] = min(a, b)
	}
	var families [][]int
	at := map[int]int{}
	for group := range first {
		if of := root(group); of == group {
			at[of] = len(families)
			families = append(families, []int{group})
		} else {
			families[at[of]] = append(families[at[of]], group)
		}
	}
	return families
}

// matrix is the correlation of the normals that are drawn for the parameters of a family: 2 sin(pi rank / 6)
// (docs/methods.md, "Draws"), of parameters of a group in the diagonal.
// It is as long as there are groups: how many parameters each has makes no difference, so that
// one that joins makes nothing impossible.
func (c *correlated) matrix(family []int) *mat.SymDense {
	matrix := mat.NewSymDense(len(family), nil)
	for j, b := range family {
		for i, a := range family[:j+1] {
			matrix.SetSym(i, j, 2*math.Sin(math.Pi/6*c.ranks[[2]int{a, b}]))
		}
	}
	return matrix
}

// semidefinite is how far below 0 an eigenvalue may come by rounding.
const semidefinite = -1e-9

// worst is the pair of groups that does most to make the matrix none of correlations: that adds
// most to the variance below 0 of the sum with the least variance.
func (c *correlated) worst() (pair [2]int, found bool) {
	least := semidefinite
	for _, family := range c.families() {
		matrix := c.matrix(family)
		var eigen mat.EigenSym
		if len(family) == 1 || !eigen.Factorize(matrix, true) || eigen.Values(nil)[0] >= least {
			continue
		}
		least, found = eigen.Values(nil)[0], true
		var vectors mat.Dense
		eigen.VectorsTo(&vectors)
		most := 0.0
		for j := range family {
			for i := range j {
				if adds := matrix.At(i, j) * vectors.At(i, 0) * vectors.At(j, 0); adds < most {
					most, pair = adds, [2]int{family[i], family[j]}
				}
			}
		}
	}
	return pair, found
}

// rankSteps is how finely another rank is looked for: in hundredths.
const rankSteps = 100

// nearest is the rank nearest to a pair's own, in hundredths, that with the others as they stand
// makes a matrix of correlations.
func (c *correlated) nearest(pair [2]int) (rank float64, found bool) {
	own := c.ranks[pair]
	defer c.set(pair, own)
	for step := range 2*rankSteps + 1 {
		for _, rank := range []float64{math.Ceil(own*rankSteps) - float64(step), math.Floor(own*rankSteps) + float64(step)} {
			if math.Abs(rank) > rankSteps {
				continue
			}
			c.set(pair, rank/rankSteps)
			if _, bad := c.worst(); !bad {
				return rank / rankSteps, true
			}
		}
	}
	return 0, false
}
