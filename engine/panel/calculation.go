package panel

import (
	"math"
	"slices"
)

// operation is what a node does with the nodes it takes.
type operation uint8

const (
	slot        operation = iota // the value drawn for slot number index
	combine                      // certain + sum of times x node
	product                      // a x b
	quotient                     // a / b
	larger                       // max(a, b)
	smaller                      // min(a, b)
	ceiling                      // the least whole number not below a
	exponential                  // e^a
	power                        // a^exponent
	decayed                      // (1 - e^-|a|) / |a|
	flow                         // a month of people flowing; its results are parts
	part                         // result number index of a flow
	poisson                      // how many come of a mean a, by chance b
	chances                      // a month of people flowing one by one; its results are parts
)

// Calculation is built from forms and then compiled. It is not safe for concurrent use.
type Calculation struct {
	nodes []node
	known nodeTable
	flows map[string]int // those that chance plays with, numbered

	keptTakes room[int] // of the nodes
	keptTimes room[float64]

	takes    []int // room for a node
	times    []float64
	gathered []gathering // room for Linear, by node
	factors  []float64   // room for Dot
	forms    []Form
	singles  []term // room for forms of a single node
}

// NewCalculation begins a calculation.
func NewCalculation() *Calculation {
	return &Calculation{flows: map[string]int{}}
}

// node finds the node that says the same, or adds it. The caller keeps the slices.
func (c *Calculation) node(n node) int {
	hash := n.hash()
	at, there := c.known.find(hash, func(at int) bool { return c.nodes[at].same(&n) })
	if there {
		return at
	}
	c.known.add(hash)
	return c.keep(&n)
}

// keep adds a node, with what it takes in the calculation's own room.
func (c *Calculation) keep(n *node) int {
	at := len(c.nodes)
	if at == cap(c.nodes) { // by doubling: nodes are many, and each growth copies all
		c.nodes = slices.Grow(c.nodes, max(at, roomTogether))
	}
	c.nodes = append(c.nodes, node{n.does, c.keptTakes.keep(n.takes), c.keptTimes.keep(n.times), n.certain, n.index, n.month})
	return at
}

// taking is a node that does something with others, in the calculation's room for one.
func (c *Calculation) taking(does operation, others ...int) node {
	c.takes = append(c.takes[:0], others...)
	return node{does: does, takes: c.takes}
}

// of is a node once.
func (c *Calculation) of(node int) Form { return c.termOf(node, 1) }

// termOf is a node so many times. Such forms lie many together, as most forms are one.
func (c *Calculation) termOf(node int, times float64) Form {
	if len(c.singles) == cap(c.singles) {
		c.singles = make([]term, 0, singlesTogether)
	}
	at := len(c.singles)
	c.singles = append(c.singles, term{node, times})
	return Form{terms: c.singles[at : at+1 : at+1]}
}

// singlesTogether is how many forms of a single node lie together.
const singlesTogether = 1024

// scale is the form so many times.
func (c *Calculation) scale(f Form, times float64) Form {
	if len(f.terms) != 1 || times == 0 || times == 1 {
		return f.Scale(times)
	}
	scaled := c.termOf(f.terms[0].node, f.terms[0].times*times)
	scaled.certain = f.certain * times
	return scaled
}

// Slot is the value drawn for a slot.
func (c *Calculation) Slot(index int) Form { return c.of(c.node(node{does: slot, index: index})) }

// whole is a node that holds all of a form: a new one where it is more than one node once.
func (c *Calculation) whole(f Form) int {
	if f.certain == 0 && len(f.terms) == 1 && f.terms[0].times == 1 {
		return f.terms[0].node
	}
	n := node{does: combine, certain: f.certain, takes: c.takes[:0], times: c.times[:0]}
	for _, t := range f.terms {
		n.takes, n.times = append(n.takes, t.node), append(n.times, t.times)
	}
	c.takes, c.times = n.takes, n.times
	return c.node(n)
}

// Hold makes one node of a form, so that what is built on it does not repeat its terms.
func (c *Calculation) Hold(f Form) Form {
	if len(f.terms) <= 1 {
		return f
	}
	return c.of(c.whole(f))
}

// scaled splits a form into a factor and the node it multiplies.
func (c *Calculation) scaled(f Form) (times float64, node int) {
	if f.certain == 0 && len(f.terms) == 1 {
		return f.terms[0].times, f.terms[0].node
	}
	return 1, c.whole(f)
}

// Times is the product of two forms.
func (c *Calculation) Times(f, g Form) Form {
	if x, ok := f.Certain(); ok {
		return c.scale(g, x)
	}
	if x, ok := g.Certain(); ok {
		return c.scale(f, x)
	}
	m, a := c.scaled(f)
	n, b := c.scaled(g)
	return c.scale(c.of(c.node(c.taking(product, min(a, b), max(a, b)))), m*n)
}

// Over is f / g.
func (c *Calculation) Over(f, g Form) Form {
	if x, ok := g.Certain(); ok {
		return c.scale(f, 1/x)
	}
	if f.Is(0) {
		return f
	}
	n, b := c.scaled(g)
	m, a := 1.0, 0
	if x, ok := f.Certain(); ok {
		m, a = x, c.whole(Certain(1))
	} else {
		m, a = c.scaled(f)
	}
	return c.scale(c.of(c.node(c.taking(quotient, a, b))), m/n)
}

// Max is the larger of two forms.
func (c *Calculation) Max(f, g Form) Form { return c.either(larger, math.Max, f, g) }

// Min is the smaller of two forms.
func (c *Calculation) Min(f, g Form) Form { return c.either(smaller, math.Min, f, g) }

func (c *Calculation) either(does operation, known func(x, y float64) float64, f, g Form) Form {
	x, first := f.Certain()
	y, second := g.Certain()
	if first && second {
		return Certain(known(x, y))
	}
	a, b := c.whole(f), c.whole(g)
	return c.of(c.node(c.taking(does, min(a, b), max(a, b))))
}

// Ceil is the least whole number not below the form.
func (c *Calculation) Ceil(f Form) Form { return c.single(ceiling, 0, math.Ceil, f) }

// Exp is e to the form.
func (c *Calculation) Exp(f Form) Form { return c.single(exponential, 0, math.Exp, f) }

// Power is the form to a certain exponent.
func (c *Calculation) Power(f Form, exponent float64) Form {
	return c.single(power, exponent, func(x float64) float64 { return math.Pow(x, exponent) }, f)
}

// Decayed is the mean of e^-t over t from 0 to the size of the form: (1 - e^-|x|) / |x|.
func (c *Calculation) Decayed(f Form) Form { return c.single(decayed, 0, meanOfDecay, f) }

func (c *Calculation) single(does operation, exponent float64, known func(float64) float64, f Form) Form {
	if x, ok := f.Certain(); ok {
		return Certain(known(x))
	}
	n := c.taking(does, c.whole(f))
	n.certain = exponent
	return c.of(c.node(n))
}

func meanOfDecay(x float64) float64 {
	if x == 0 {
		return 1
	}
	return -math.Expm1(-math.Abs(x)) / math.Abs(x)
}

// Pair is two forms to be multiplied.
type Pair struct{ First, Second Form }

// Dot is the sum of the products of pairs. Pairs of which one side is the same node are
// gathered first, so that people who are paid for in three ways are multiplied once.
func (c *Calculation) Dot(pairs []Pair) Form {
	times, forms := c.factors[:0], c.forms[:0] // pairs of which one side is certain
	var gathered []gatheredPairs
	for _, p := range pairs {
		first, second := p.First, p.Second
		if _, certain := first.Certain(); certain {
			first, second = second, first
		}
		if x, certain := second.Certain(); certain {
			times, forms = append(times, x), append(forms, first)
			continue
		}
		if len(first.terms) != 1 || first.certain != 0 {
			first, second = second, first
		}
		if len(first.terms) != 1 || first.certain != 0 {
			times, forms = append(times, 1), append(forms, c.Times(first, second))
			continue
		}
		by, node := c.scaled(first)
		at := slices.IndexFunc(gathered, func(g gatheredPairs) bool { return g.node == node })
		if at < 0 {
			at = len(gathered)
			gathered = append(gathered, gatheredPairs{node: node})
		}
		gathered[at].times, gathered[at].forms = append(gathered[at].times, by), append(gathered[at].forms, second)
	}
	for _, g := range gathered {
		times, forms = append(times, 1), append(forms, c.Times(c.of(g.node), c.Linear(g.times, g.forms)))
	}
	sum := c.Linear(times, forms)
	c.factors, c.forms = times, forms
	return sum
}

// gatheredPairs are the pairs of which one side is a node, and what it is multiplied with.
type gatheredPairs struct {
	node  int
	times []float64
	forms []Form
}
