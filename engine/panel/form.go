package panel

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
)

// Form is a number of a calculation: a certain number and a sum of nodes, each so many
// times. The zero Form is 0.
type Form struct {
	certain float64
	terms   []term // in order of node, each node once, none 0 times
}

type term struct {
	node  int
	times float64
}

// Certain is a number that is the same in every draw.
func Certain(x float64) Form { return Form{certain: x} }

// Certain is the number and true where it is the same in every draw.
func (f Form) Certain() (float64, bool) { return f.certain, len(f.terms) == 0 }

// Is says whether the form is certain and the number x.
func (f Form) Is(x float64) bool { return len(f.terms) == 0 && f.certain == x }

// Terms is how many uncertain parts the form sums.
func (f Form) Terms() int { return len(f.terms) }

// Scale is the form so many times.
func (f Form) Scale(times float64) Form {
	switch {
	case times == 1:
		return f
	case times == 0:
		return Form{}
	}
	scaled := Form{certain: f.certain * times, terms: slices.Clone(f.terms)}
	for i := range scaled.terms {
		scaled.terms[i].times *= times
	}
	return scaled
}

// Same says whether two forms say the same, to the last bit.
func (f Form) Same(g Form) bool {
	return sameBits(f.certain, g.certain) && slices.EqualFunc(f.terms, g.terms, func(a, b term) bool {
		return a.node == b.node && sameBits(a.times, b.times)
	})
}

// Plus is the sum of two forms.
func (f Form) Plus(g Form) Form {
	if len(f.terms) == 0 {
		return Form{certain: f.certain + g.certain, terms: g.terms}
	}
	return f.and(g, 1)
}

// Minus is the difference of two forms.
func (f Form) Minus(g Form) Form { return f.and(g, -1) }

// and is the form and another so many times, which is not 0.
func (f Form) and(g Form, times float64) Form {
	sum := Form{certain: f.certain + g.certain*times, terms: f.terms}
	if len(g.terms) == 0 {
		return sum
	}
	sum.terms = make([]term, 0, len(f.terms)+len(g.terms))
	a, b := f.terms, g.terms
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0].node < b[0].node:
			sum.terms, a = append(sum.terms, a[0]), a[1:]
		case a[0].node > b[0].node:
			sum.terms, b = append(sum.terms, term{b[0].node, b[0].times * times}), b[1:]
		default:
			if both := a[0].times + b[0].times*times; both != 0 {
				sum.terms = append(sum.terms, term{a[0].node, both})
			}
			a, b = a[1:], b[1:]
		}
	}
	sum.terms = append(sum.terms, a...)
	for _, t := range b {
		sum.terms = append(sum.terms, term{t.node, t.times * times})
	}
	return sum
}

// Sum is the sum of forms. Equal nodes are gathered.
func Sum(forms ...Form) Form {
	var sum Form
	n := 0
	for _, f := range forms {
		sum.certain += f.certain
		n += len(f.terms)
	}
	if n == 0 {
		return sum
	}
	all := make([]term, 0, n)
	for _, f := range forms {
		all = append(all, f.terms...)
	}
	slices.SortStableFunc(all, func(a, b term) int { return cmp.Compare(a.node, b.node) })
	sum.terms = all[:0]
	for _, t := range all {
		if k := len(sum.terms); k > 0 && sum.terms[k-1].node == t.node {
			sum.terms[k-1].times += t.times
			continue
		}
		sum.terms = append(sum.terms, t)
	}
	sum.terms = slices.DeleteFunc(sum.terms, func(t term) bool { return t.times == 0 })
	return sum
}

// Linear is the sum of the forms, each so many times.
func (c *Calculation) Linear(times []float64, forms []Form) Form {
	var sum Form
	var nodes []int
	for i, f := range forms {
		if times[i] == 0 {
			continue
		}
		sum.certain += times[i] * f.certain
		for _, t := range f.terms {
			for len(c.gathered) <= t.node {
				c.gathered = append(c.gathered, gathering{})
			}
			g := &c.gathered[t.node]
			if !g.seen {
				*g = gathering{seen: true}
				nodes = append(nodes, t.node)
			}
			g.times += times[i] * t.times
		}
	}
	slices.Sort(nodes)
	for _, node := range nodes {
		if times := c.gathered[node].times; times != 0 {
			sum.terms = append(sum.terms, term{node, times})
		}
		c.gathered[node] = gathering{}
	}
	return sum
}

// gathering is how often a node has been met so far in a sum.
type gathering struct {
	seen  bool
	times float64
}

// AppendKey appends what tells the form from any other of its calculation.
func (f Form) AppendKey(key []byte) []byte {
	key = binary.LittleEndian.AppendUint64(key, math.Float64bits(f.certain))
	key = binary.AppendUvarint(key, uint64(len(f.terms)))
	for _, t := range f.terms {
		key = binary.AppendUvarint(key, uint64(t.node))
		key = binary.LittleEndian.AppendUint64(key, math.Float64bits(t.times))
	}
	return key
}
