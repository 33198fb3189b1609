package risk

import "parity/engine/panel"

// Swapping is a draft put into order so that draws can be worked out again with the values of
// one factor being others, at no more than what follows from these costs.
type Swapping struct {
	outcomes []Outcome
	slots    int
	split    *panel.Split
}

// Swapping puts the draft into order for factors, of a study in which slots can stand.
func (d *Draft) Swapping(factors []Factor, standing *Standing) *Swapping {
	p := d.of
	var sets [][]int
	for i := range factors {
		var set []int
		for _, drawn := range factors[i].Drawn {
			set = append(set, drawn.Slot)
			if at := standing.switchOf(drawn.Slot); at >= 0 {
				set = append(set, at)
			}
		}
		sets = append(sets, set)
	}
	return &Swapping{p.outcomes, p.study.Slots, p.calculation.Split(p.forms, p.inTime(), p.study.Slots, sets)}
}

// Outcomes lists what each draw gives, in order of scenario, item and period.
func (s *Swapping) Outcomes() []Outcome { return s.outcomes }

// NewWorker gives what one of several workers draws with: a Swapper.
func (s *Swapping) NewWorker() Worker {
	w := &swapper{of: s, whole: s.split.Whole.NewMachine(), kept: newPanel(s.split.Kept), after: make([]*panel.Machine, len(s.split.After))}
	for i, after := range s.split.After {
		w.after[i] = after.NewMachine()
	}
	return w
}

// Swapper is a worker that can work the panel of its last Work out again.
type Swapper interface {
	Worker
	// Swap is Work of values that differ from those of the last Work for one factor alone, and
	// gives the same to the last bit.
	Swap(factor int, values, out [][]float64)
}

type swapper struct {
	of          *Swapping
	whole       *panel.Machine
	kept        [][]float64
	after       []*panel.Machine
	inputs, all [][]float64 // room for rows
}

func (w *swapper) Work(values, out [][]float64) {
	w.all = append(append(w.all[:0], out...), w.kept...)
	w.whole.Work(values, w.all, len(out[0]))
}

func (w *swapper) Swap(factor int, values, out [][]float64) {
	w.inputs = w.inputs[:0]
	after := w.of.split.Of[factor]
	for _, input := range w.of.split.After[after].Inputs {
		if input < w.of.slots {
			w.inputs = append(w.inputs, values[input])
		} else {
			w.inputs = append(w.inputs, w.kept[input-w.of.slots])
		}
	}
	w.after[after].Work(w.inputs, out, len(out[0]))
}

// anew is a Swapper that works everything out each time.
type anew struct{ Worker }

func (a anew) Swap(_ int, values, out [][]float64) { a.Work(values, out) }
