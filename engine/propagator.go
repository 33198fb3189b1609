package engine

import (
	"encoding/binary"
	"math"
	"sync"

	"gonum.org/v1/gonum/mat"
)

// Months have 28 to 31 days.
const (
	shortestMonth = 28
	longestMonth  = 31
)

// Propagators holds flows already solved, by what they say, so that contracts and
// scenarios with the same stays and moves solve them once. It is safe for concurrent use;
// the zero value is ready.
type Propagators struct {
	mu     sync.Mutex
	solved map[string]*propagator
}

// propagator carries a caseload over a month of each length, for one flow.
type propagator struct {
	once  sync.Once
	steps [longestMonth - shortestMonth + 1]step
}

// step carries a caseload over some days, the starts being even over them:
//
//	people at the end = end x people at the beginning + held x starts a day
//	person-days       = held x people at the beginning + heldTwice x starts a day
//
// where end = exp(A' t), held its integral over t and heldTwice the integral of that.
type step struct{ end, held, heldTwice *mat.Dense }

// over is the step of a month of so many days.
func (p *propagator) over(days int) step { return p.steps[days-shortestMonth] }

// Month solves a flow whose rates a day are rates (size x size, row by row: what goes from
// the column's place to the row's) over a month of so many days, starts being even over it:
//
//	people at the end = end x people at the beginning + held x starts a day
//	person-days       = held x people at the beginning + heldTwice x starts a day
func (c *Propagators) Month(rates []float64, size, days int) (end, held, heldTwice *mat.Dense) {
	s := c.of(rates, size).over(days)
	return s.end, s.held, s.heldTwice
}

// of gives the propagator of a flow whose rates a day are rates, row i and column j being
// what goes from j to i (size x size, row by row).
func (c *Propagators) of(rates []float64, size int) *propagator {
	key := make([]byte, 0, 8*len(rates))
	for _, rate := range rates {
		key = binary.LittleEndian.AppendUint64(key, math.Float64bits(rate))
	}
	c.mu.Lock()
	if c.solved == nil {
		c.solved = map[string]*propagator{}
	}
	p, ok := c.solved[string(key)]
	if !ok {
		p = &propagator{}
		c.solved[string(key)] = p
	}
	c.mu.Unlock()
	p.once.Do(func() { p.solve(rates, size) })
	return p
}

// solve finds the step of one day by the matrix exponential and puts longer ones together
// from it. All entries of a step are at least zero, so that nothing cancels on the way.
func (p *propagator) solve(rates []float64, size int) {
	day := dayStep(rates, size)
	week := day.then(day).then(day)
	week = week.then(week).then(day)
	fortnight := week.then(week)
	p.steps[0] = fortnight.then(fortnight)
	for i := 1; i < len(p.steps); i++ {
		p.steps[i] = p.steps[i-1].then(day)
	}
}

// dayStep is the step of one day: the first row of blocks of
//
//	    | A'  I  0 |
//	exp | 0   0  I |
//	    | 0   0  0 |
//
// (C. F. Van Loan, "Computing integrals involving the matrix exponential", IEEE
// Transactions on Automatic Control 23(3), 1978, pp. 395-404).
func dayStep(rates []float64, size int) step {
	block := mat.NewDense(3*size, 3*size, nil)
	block.Slice(0, size, 0, size).(*mat.Dense).Copy(mat.NewDense(size, size, rates))
	for i := range 2 * size {
		block.Set(i, size+i, 1)
	}
	var solved mat.Dense
	solved.Exp(block)
	part := func(k int) *mat.Dense { return mat.DenseCopyOf(solved.Slice(0, size, k*size, (k+1)*size)) }
	return step{end: part(0), held: part(1), heldTwice: part(2)}
}

// then is the step over s and after it next.
func (s step) then(next step) step {
	var both step
	product := func(a, b *mat.Dense) *mat.Dense {
		var c mat.Dense
		c.Mul(a, b)
		return &c
	}
	both.end = product(next.end, s.end)
	both.held = product(next.held, s.end)
	both.held.Add(both.held, s.held)
	both.heldTwice = product(next.held, s.held)
	both.heldTwice.Add(both.heldTwice, s.heldTwice)
	both.heldTwice.Add(both.heldTwice, next.heldTwice)
	return both
}
