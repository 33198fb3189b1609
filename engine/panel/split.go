package panel

import "slices"

// Split is a calculation of which panels can be worked out again where only some slots have
// other values: what does not follow from these is kept, and only the rest is worked out.
type Split struct {
	// Whole works everything out: the outputs asked for, and after them what is kept.
	Whole *Program
	Kept  int
	After []After
	Of    []int // by set of slots, which After works it out
}

// After works the outputs out again where a set of slots has other values.
type After struct {
	*Program
	// Inputs are what its slots take: slots of the whole, and counted on from the last of
	// these, what is kept.
	Inputs []int
}

// Split compiles outputs for sets of slots that are to have other values. The same values give
// the same bits either way.
func (c *Calculation) Split(outputs []Form, order []int, slots int, sets [][]int) *Split {
	needed := c.needed(outputs)
	kept := map[int]int{}
	all, orders := slices.Clone(outputs), slices.Clone(order)
	s := &Split{}
	gathered, shared := c.gather(needed, sets)
	s.Of = shared
	for i := range gathered {
		given, after := map[int]int{}, After{}
		for _, at := range c.edge(outputs, needed, gathered[i].follows) {
			given[at] = len(after.Inputs)
			if c.nodes[at].does == slot {
				after.Inputs = append(after.Inputs, c.nodes[at].index)
				continue
			}
			if _, known := kept[at]; !known {
				kept[at] = len(kept)
				all, orders = append(all, c.of(at)), append(orders, len(all))
			}
			after.Inputs = append(after.Inputs, slots+kept[at])
		}
		after.Program = c.compile(outputs, order, len(after.Inputs), given)
		s.After = append(s.After, after)
	}
	s.Whole, s.Kept = c.compile(all, orders, slots, nil), len(kept)
	return s
}

// mostExtra is how much more work than its own a set of slots may be given for the sake of
// sharing an After with others: many sets follow through the same flows of people, and an
// After for each would fill the memory.
const mostExtra = 1.25

// together are sets of slots that share an After.
type together struct {
	follows []bool // by node
	work    int
	least   int // work of the set with the least
}

// gather puts sets together from which nearly the same follows.
func (c *Calculation) gather(needed []bool, sets [][]int) (gathered []together, shared []int) {
	for _, set := range sets {
		follows, work := c.following(set), 0
		var nodes []int
		for at, does := range follows {
			if does && needed[at] {
				nodes, work = append(nodes, at), work+c.work(at)
			}
		}
		joined := func(t *together) int {
			sum := t.work
			for _, at := range nodes {
				if !t.follows[at] {
					sum += c.work(at)
				}
			}
			return sum
		}
		at := slices.IndexFunc(gathered, func(t together) bool {
			most := mostExtra * float64(min(work, t.least))
			return float64(max(work, t.work)) <= most && float64(joined(&t)) <= most
		})
		shared = append(shared, at)
		if at < 0 {
			shared[len(shared)-1] = len(gathered)
			gathered = append(gathered, together{follows, work, work})
			continue
		}
		t := &gathered[at]
		t.work, t.least = joined(t), min(t.least, work)
		for _, at := range nodes {
			t.follows[at] = true
		}
	}
	return gathered, shared
}

// work is how much it takes to work a node out: a unit for it and one for each that it takes.
func (c *Calculation) work(node int) int { return 1 + len(c.nodes[node].takes) }

// needed says of each node whether outputs rest on it.
func (c *Calculation) needed(outputs []Form) []bool {
	needed := make([]bool, len(c.nodes))
	for _, f := range outputs {
		for _, t := range f.terms {
			needed[t.node] = true
		}
	}
	for at := len(c.nodes) - 1; at >= 0; at-- { // a node takes only those before it
		if needed[at] {
			for _, taken := range c.nodes[at].takes {
				needed[taken] = true
			}
		}
	}
	return needed
}

// following says of each node whether it follows from any of some slots.
func (c *Calculation) following(slots []int) []bool {
	follows := make([]bool, len(c.nodes))
	for at, n := range c.nodes {
		if n.does == slot {
			follows[at] = slices.Contains(slots, n.index)
			continue
		}
		follows[at] = slices.ContainsFunc(n.takes, func(taken int) bool { return follows[taken] })
	}
	return follows
}

// edge are the nodes that what follows takes and that do not themselves follow, or are slots, in
// order.
func (c *Calculation) edge(outputs []Form, needed, follows []bool) []int {
	taken := make([]bool, len(c.nodes))
	take := func(node int) {
		if !follows[node] || c.nodes[node].does == slot {
			taken[node] = true
		}
	}
	for at, n := range c.nodes {
		if needed[at] && follows[at] {
			for _, node := range n.takes {
				take(node)
			}
		}
	}
	for _, f := range outputs {
		for _, t := range f.terms {
			take(t.node)
		}
	}
	var edge []int
	for at, is := range taken {
		if is {
			edge = append(edge, at)
		}
	}
	return edge
}
