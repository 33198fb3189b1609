package risk

import "parity/engine/panel"

// Draws are worked out in panels and handed out in blocks.
const (
	PanelDraws = panel.Lanes    // draws a Worker works out at a time
	BlockDraws = 8 * PanelDraws // ranges of draws are multiples of it
)

// Calculator works out what each draw of a study comes to.
type Calculator interface {
	// Outcomes are the figures of each draw, in the order in which workers give them.
	Outcomes() []Outcome
	// NewWorker gives a worker with memory of its own.
	NewWorker() Worker
}

// Repeating is a Calculator some of whose outcomes come to the same in every draw: scenarios that
// differ in their contracts alone have one cost.
type Repeating interface {
	Calculator
	// Firsts gives for each outcome the first that comes to the same.
	Firsts() []int
}

// firstsOf is Firsts of any calculator.
func firstsOf(c Calculator) []int {
	if repeating, is := c.(Repeating); is {
		return repeating.Firsts()
	}
	firsts := make([]int, len(c.Outcomes()))
	for i := range firsts {
		firsts[i] = i
	}
	return firsts
}

// Worker works out panels of draws, for one caller at a time.
type Worker interface {
	// Work fills out[outcome][lane] from values[slot][lane]. Every row has the same length,
	// PanelDraws at most. What it gives depends on the values alone, to the last bit.
	Work(values, out [][]float64)
}

// Sampler gives the drawn values. It is safe for several callers at once.
type Sampler interface {
	// Slots is how many values a draw has.
	Slots() int
	// Fill sets values[slot][lane] to what the draw first + lane has in the slot.
	Fill(first uint64, values [][]float64)
}

// Sink takes draws as they are worked out.
type Sink interface {
	// Put takes the draws from first on: values[outcome][lane]. It is called by several
	// workers at once, in no order, and may not keep values.
	Put(first int, values [][]float64) error
}
