package panel

import "slices"

// Program is a calculation in the order in which it is worked out. It is safe for
// concurrent use; each worker runs it on a Machine of its own.
type Program struct {
	steps     []step
	registers int // intermediate results held at a time
	slots     int
	outputs   int
	places    int // of the largest flow
}

// step works out one node, or one output.
type step struct {
	does    operation
	to      place
	from    []place
	by      []place // of combine with products: what each of from is multiplied by, or nothing
	times   []float64
	certain float64
	index   int // of chances
	month   *month
}

// place is where a panel of numbers lies: a register, a slot or an output.
type place struct {
	in kind
	at int
}

type kind uint8

const (
	register kind = iota
	drawn
	output
	nothing
)

// Compile puts a calculation into order: what each output needs and what no earlier one
// needed, output by output in the order given, so that outputs that rest on the same
// figures, asked for one after the other, keep few of them waiting. Outputs that are not in
// the order are not given, and nodes that no other needs are left out.
func (c *Calculation) Compile(outputs []Form, order []int, slots int) *Program {
	return c.compile(outputs, order, slots, nil)
}

// compile takes the nodes that are given from slots: each from the one it is given in. Where
// none are, slots are those of the calculation.
func (c *Calculation) compile(outputs []Form, order []int, slots int, given map[int]int) *Program {
	o := ordering{c: c, given: given, uses: make([]int, len(c.nodes)), at: make([]place, len(c.nodes)), done: make([]bool, len(c.nodes)), free: map[int][]int{}}
	for _, i := range order {
		for _, t := range outputs[i].terms {
			o.count(t.node)
		}
	}
	clear(o.done)
	program := &Program{slots: slots, outputs: len(outputs), steps: make([]step, 0, o.counted+len(order))}
	o.program = program
	for _, i := range order {
		nodes, times := make([]int, len(outputs[i].terms)), make([]float64, len(outputs[i].terms))
		for k, t := range outputs[i].terms {
			nodes[k], times[k] = t.node, t.times
		}
		o.workAll(nodes, true)
		o.add(step{does: combine, to: place{output, i}, certain: outputs[i].certain, times: times}, nodes)
	}
	return program
}

// ordering puts nodes into order and gives them registers.
type ordering struct {
	c       *Calculation
	given   map[int]int // by node, the slot it is given in
	program *Program
	counted int   // nodes that outputs rest on
	uses    []int // by node: takers that have yet to be worked out
	at      []place
	done    []bool
	free    map[int][]int // registers by width, those of a flow lying together
	places  room[place]   // that the steps take from
}

// count counts the takers of a node and of all it takes.
func (o *ordering) count(node int) {
	o.uses[node]++
	if o.done[node] {
		return
	}
	o.done[node] = true
	o.counted++
	if _, is := o.given[node]; is {
		return
	}
	for _, taken := range o.c.nodes[node].takes {
		o.count(taken)
	}
}

// width is how many registers a node's results take.
func (n *node) width() int {
	if n.month != nil {
		return 2 * n.month.size
	}
	return 1
}

// work adds the steps of a node and of all it takes, where they are not there yet.
func (o *ordering) work(at int) {
	if o.done[at] {
		return
	}
	o.done[at] = true
	if in, is := o.given[at]; is {
		o.at[at] = place{drawn, in}
		return
	}
	n := &o.c.nodes[at]
	o.workAll(n.takes, n.does == combine)
	switch n.does {
	case slot:
		o.at[at] = place{drawn, n.index}
		return
	case part:
		o.at[at] = place{register, o.at[n.takes[0]].at + n.index}
		return
	}
	o.at[at] = place{register, o.take(n.width())}
	if n.month != nil {
		o.program.places = max(o.program.places, n.month.size)
	}
	o.add(step{does: n.does, to: o.at[at], times: n.times, certain: n.certain, index: n.index, month: n.month}, n.takes)
}

// workAll works out what a step takes. A product that nothing but one sum takes is multiplied
// where it is added, rounded as it would be alone.
func (o *ordering) workAll(nodes []int, sum bool) {
	for _, taken := range nodes {
		if sum && o.within(taken) {
			o.workAll(o.c.nodes[taken].takes, false)
			continue
		}
		o.work(taken)
	}
}

// within says whether a node that a sum takes is a product multiplied in that sum.
func (o *ordering) within(at int) bool {
	_, given := o.given[at]
	return o.c.nodes[at].does == product && o.uses[at] == 1 && !given && !o.done[at]
}

// add adds a step that takes nodes, and gives back the registers that it is the last to take.
func (o *ordering) add(s step, nodes []int) {
	s.from = o.places.empty(len(nodes))[:0]
	for k, taken := range nodes {
		if s.does != combine || !o.within(taken) {
			s.from = append(s.from, o.at[taken])
			continue
		}
		if s.by == nil {
			s.by = slices.Repeat([]place{{in: nothing}}, len(nodes))
		}
		factors := o.c.nodes[taken].takes
		s.from, s.by[k] = append(s.from, o.at[factors[0]]), o.at[factors[1]]
	}
	o.program.steps = append(o.program.steps, s)
	for _, taken := range nodes {
		if s.does == combine && o.within(taken) {
			o.release(o.c.nodes[taken].takes[0])
			o.release(o.c.nodes[taken].takes[1])
			continue
		}
		o.release(taken)
	}
}

func (o *ordering) take(width int) int {
	if n := len(o.free[width]); n > 0 {
		first := o.free[width][n-1]
		o.free[width] = o.free[width][:n-1]
		return first
	}
	first := o.program.registers
	o.program.registers += width
	return first
}

// release gives the registers of a node back once its last taker has been worked out. A
// flow's go back when those of all its parts have.
func (o *ordering) release(at int) {
	o.uses[at]--
	if _, is := o.given[at]; is || o.uses[at] > 0 {
		return
	}
	switch n := &o.c.nodes[at]; n.does {
	case slot:
	case part:
		o.release(n.takes[0])
	default:
		o.free[n.width()] = append(o.free[n.width()], o.at[at].at)
	}
}

// Steps is how many steps the program has: what a draw costs, roughly.
func (p *Program) Steps() int { return len(p.steps) }

// Rests says for each slot whether any output follows from its value.
func (p *Program) Rests() []bool {
	rests := make([]bool, p.slots)
	for i := range p.steps {
		for _, from := range p.steps[i].from {
			if from.in == drawn {
				rests[from.at] = true
			}
		}
		for _, by := range p.steps[i].by {
			if by.in == drawn {
				rests[by.at] = true
			}
		}
	}
	return rests
}
