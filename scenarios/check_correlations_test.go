package scenarios

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"
)

// groupsNamed are so many groups of one parameter.
func groupsNamed(n int) *correlated {
	c := &correlated{at: map[string]int{}, ranks: map[[2]int]float64{}}
	for k := range n {
		name := fmt.Sprint("group ", k)
		c.at[name], c.ranks[[2]int{k, k}] = k, 1
		c.names, c.sizes = append(c.names, name), append(c.sizes, 1)
	}
	return c
}

// Looked at family by family, correlations are those that figures can have where the matrix of all
// of them is; and where it is not, the pair that is named is one that the least of all eigenvalues is of.
func TestFamiliesAreAsTheWhole(t *testing.T) {
	none := 0
	rapid.Check(t, func(t *rapid.T) {
		c := groupsNamed(rapid.IntRange(1, 8).Draw(t, "groups"))
		for b := range c.names {
			for a := range b {
				if rapid.IntRange(0, 2).Draw(t, "linked") == 0 {
					c.set([2]int{a, b}, float64(rapid.IntRange(-10, 10).Draw(t, "rank"))/10)
				}
			}
		}
		var all []int
		for _, family := range c.families() {
			if !slices.IsSorted(family) {
				t.Fatalf("family %v", family)
			}
			all = append(all, family...)
		}
		slices.Sort(all)
		for k := range c.names {
			if len(all) != len(c.names) || all[k] != k {
				t.Fatalf("families %v of %d groups", c.families(), len(c.names))
			}
		}
		var eigen mat.EigenSym
		if !eigen.Factorize(c.matrix(all), true) {
			t.Fatal("no eigenvalues")
		}
		least := eigen.Values(nil)[0]
		pair, found := c.worst()
		if found != (least < semidefinite) {
			t.Fatalf("found %v, the least eigenvalue is %v", found, least)
		}
		if !found {
			return
		}
		none++
		for _, family := range c.families() {
			if slices.Contains(family, pair[0]) {
				var own mat.EigenSym
				if !slices.Contains(family, pair[1]) || !own.Factorize(c.matrix(family), false) || math.Abs(own.Values(nil)[0]-least) > 1e-9 {
					t.Fatalf("pair %v of family %v is named, and the least eigenvalue is %v", pair, family, least)
				}
			}
		}
	})
	if none == 0 {
		t.Error("all correlations were those of figures: the test looks at half")
	}
}

// Pairs beside each other, as an estimated caseload has thousands of, are each looked at alone.
func TestThousandsOfPairs(t *testing.T) {
	const pairs = 5000 // a matrix of all would take minutes
	c := groupsNamed(2 * pairs)
	for k := range pairs {
		c.set([2]int{2 * k, 2*k + 1}, 0.8)
	}
	if n := len(c.families()); n != pairs {
		t.Fatalf("%d families", n)
	}
	if pair, found := c.worst(); found {
		t.Errorf("%v cannot be", pair)
	}
	c.set([2]int{0, 2}, -0.9) // with 1, which moves with 0, and 3, which moves with 2
	c.set([2]int{1, 3}, 0.9)
	if pair, found := c.worst(); !found || pair[1] > 3 {
		t.Errorf("%v %v; four of them cannot be", pair, found)
	}
}
