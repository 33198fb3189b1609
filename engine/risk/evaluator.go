package risk

import (
	"fmt"
	"math"
)

// evaluator works one result out panel by panel, for one caller at a time.
type evaluator struct {
	d        *Driving
	worker   Swapper
	values   [][]float64 // what the next panel is worked out from: rows of the panels below
	standing [][]float64
	a, b     [][]float64 // drawn
	out      [][]float64
	result   []float64
}

func newEvaluator(d *Driving) *evaluator {
	rows := len(d.Standing.values) + len(d.Standing.switches)
	worker := d.Calculator.NewWorker()
	swaps, can := worker.(Swapper)
	if !can {
		swaps = anew{worker}
	}
	e := &evaluator{
		d: d, worker: swaps, values: make([][]float64, rows),
		standing: newPanel(rows), a: newPanel(rows), b: newPanel(rows),
		out: newPanel(len(d.Calculator.Outcomes())), result: make([]float64, PanelDraws),
	}
	e.stand()
	return e
}

// stand has all values as the cells stand.
func (e *evaluator) stand() {
	for slot, to := range e.d.Standing.Values() {
		for lane := range e.standing[slot] {
			e.standing[slot][lane] = to
		}
	}
	copy(e.values, e.standing)
}

// fill draws a panel of each of the two samples: the second's draws are numbered from secondDraws on.
func (e *evaluator) fill(first int) {
	drawn := len(e.d.Standing.values) // switches stay 0
	e.d.Sampler.Fill(uint64(first), e.a[:drawn])
	e.d.Sampler.Fill(secondDraws+uint64(first), e.b[:drawn])
}

// take has the values of a factor from a panel.
func (e *evaluator) take(f *Factor, from [][]float64) {
	for _, d := range f.Drawn {
		e.values[d.Slot] = from[d.Slot]
		if at := e.d.Standing.switchOf(d.Slot); at >= 0 {
			e.values[at] = from[at]
		}
	}
}

// work works the result out for a panel. What it gives holds until the next panel.
func (e *evaluator) work() []float64 {
	e.worker.Work(e.values, e.out)
	return e.sum()
}

// swap works the result out for the panel of the last work but for the values of one factor.
func (e *evaluator) swap(factor int) []float64 {
	e.worker.Swap(factor, e.values, e.out)
	return e.sum()
}

// sum makes the result of its parts.
func (e *evaluator) sum() []float64 {
	clear(e.result)
	for _, part := range e.d.Result {
		for lane, x := range e.out[part.Outcome] {
			e.result[lane] += float64(part.Times * x)
		}
	}
	return e.result
}

// checkResults finds what is no number.
func checkResults(results []float64) error {
	for _, x := range results {
		if !(math.Abs(x) <= mostFigure) {
			return fmt.Errorf("the result comes to %g; a figure is a number up to %g either way; look for what divides by a figure that may be drawn near zero", x, mostFigure)
		}
	}
	return nil
}
