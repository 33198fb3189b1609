package scenarios

import (
	"fmt"
	"math"

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
	for b := range c.names {
		for a := range b {
			row, linked := rows[[2]int{a, b}]
			if !linked || c.ranks[[2]int{a, b}] == 0 {
				continue
			}
			for _, group := range []int{a, b} {
				if c.ranks[[2]int{group, group}] == 0 {
					faults = append(faults, t.Fault(row, "rank", fmt.Sprintf("%s between %s and %s, where those of %s do not move together", quoted(t.Cell(row, "rank")), t.Cell(row, "group_a"), t.Cell(row, "group_b"), c.names[group]),
						"what moves with another group has a part in common", "give "+c.names[group]+" a rank with itself above 0, or take this row out"))
				}
			}
		}
	}
	return faults
}

// correlated is the groups of uncertain parameters and their rank correlations.
type correlated struct {
	names []string
	sizes []int // parameters
	ranks map[[2]int]float64
}

// newCorrelated takes groups to move as one within, and apart from each other.
func newCorrelated(t *Table) *correlated {
	c := &correlated{ranks: map[[2]int]float64{}}
	for _, rows := range groups(t, "group") {
		if name := t.Cell(rows[0], "group"); name != "" {
			c.ranks[[2]int{len(c.names), len(c.names)}] = 1
			c.names, c.sizes = append(c.names, name), append(c.sizes, len(rows))
		}
	}
	return c
}

// group is the place of a group, -1 where there is none of the name.
func (c *correlated) group(name string) int {
	for i := range c.names {
		if c.names[i] == name {
			return i
		}
	}
	return -1
}

func (c *correlated) set(pair [2]int, rank float64) { c.ranks[pair] = rank }

// matrix is the correlation of the normals that are drawn for the parameters: 2 sin(pi rank / 6)
// (docs/methods.md, "Draws"), of parameters of a group in the diagonal.
// It is as long as there are groups: how many parameters each has makes no difference, so that
// one that joins makes nothing impossible.
func (c *correlated) matrix() *mat.SymDense {
	matrix := mat.NewSymDense(len(c.names), nil)
	for b := range c.names {
		for a := range b + 1 {
			matrix.SetSym(a, b, 2*math.Sin(math.Pi/6*c.ranks[[2]int{a, b}]))
		}
	}
	return matrix
}

// semidefinite is how far below 0 an eigenvalue may come by rounding.
const semidefinite = -1e-9

// worst is the pair of groups that does most to make the matrix none of correlations: that adds
// most to the variance below 0 of the sum with the least variance.
func (c *correlated) worst() (pair [2]int, found bool) {
	matrix := c.matrix()
	var eigen mat.EigenSym
	if !eigen.Factorize(matrix, true) || eigen.Values(nil)[0] >= semidefinite {
		return pair, false
	}
	var vectors mat.Dense
	eigen.VectorsTo(&vectors)
	most := 0.0
	for b := range c.names {
		for a := range b {
			if adds := matrix.At(a, b) * vectors.At(a, 0) * vectors.At(b, 0); adds < most {
				most, pair = adds, [2]int{a, b}
			}
		}
	}
	return pair, true
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
