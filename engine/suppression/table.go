package suppression

import (
	"cmp"
	"slices"

	"parity/engine/records"
)

// Smallest is the smallest count of people that is published, but for none at all.
const Smallest = records.FewPeople

// Sum is a total that is to be published beside the cells it is of.
type Sum struct {
	Kind  int   // sums of a lower kind are hidden before those of a higher one
	Cells []int // places in Table.Cells, each once
}

// Table is counts of people and sums of them.
type Table struct {
	Cells []int // counts, 0 or more
	Sums  []Sum
}

// Hidden says what of a table is not to be published.
type Hidden struct {
	Cells []bool
	Sums  []bool
}

// small says whether a count gives somebody away.
func small(count int) bool { return count > 0 && count < Smallest }

// value is what a sum comes to.
func (t *Table) value(sum int) int {
	total := 0
	for _, cell := range t.Sums[sum].Cells {
		total += t.Cells[cell]
	}
	return total
}

// Suppress hides every count and sum from 1 to 4, and then what else it takes until there is for
// each of them, and for each cell hidden with them, another table of whole numbers that shows
// the same and has another count in its place, and no published sum leaves 1 to 4 people to
// those of its cells that are hidden. A cell of nought is never hidden.
func Suppress(t Table) Hidden {
	w := &work{Table: t, values: make([]int, len(t.Sums)), hidden: Hidden{make([]bool, len(t.Cells)), make([]bool, len(t.Sums))}}
	for cell, count := range t.Cells {
		w.hidden.Cells[cell] = small(count)
	}
	for sum := range t.Sums {
		w.values[sum] = t.value(sum)
		w.hidden.Sums[sum] = small(w.values[sum])
	}
	w.memberships()
	for w.leavesFew() || w.exposes() {
		// each of the two has made something safe before it says so
	}
	return w.hidden
}

// work is a table as more and more of it is hidden.
type work struct {
	Table
	values []int   // of the sums
	in     [][]int // of each cell, the sums it is in
	hidden Hidden
	safe   moves // changes that what is hidden leaves open, and that nothing hidden later takes back
}

func (w *work) memberships() {
	w.in = make([][]int, len(w.Cells))
	for sum := range w.Sums {
		for _, cell := range w.Sums[sum].Cells {
			w.in[cell] = append(w.in[cell], sum)
		}
	}
}

// leavesFew finds a published sum that leaves 1 to 4 people to its hidden cells, and hides the
// smallest cell of it that is published, or where there is none, the sum.
func (w *work) leavesFew() bool {
	for sum := range w.Sums {
		if w.hidden.Sums[sum] {
			continue
		}
		people, smallest := 0, -1
		for _, cell := range w.Sums[sum].Cells {
			switch {
			case w.hidden.Cells[cell]:
				people += w.Cells[cell]
			case w.Cells[cell] > 0 && (smallest < 0 || w.Cells[cell] < w.Cells[smallest]):
				smallest = cell
			}
		}
		if !small(people) {
			continue
		}
		if smallest < 0 {
			w.hidden.Sums[sum] = true
		} else {
			w.hidden.Cells[smallest] = true
		}
		return true
	}
	return false
}

// exposes finds something hidden that might be worked out, and sees to it that it cannot. A cell
// that was hidden to cover others covers nothing once it is known.
func (w *work) exposes() bool {
	for sum, value := range w.values {
		if small(value) && !w.safe.move(w.Sums[sum].Cells) {
			w.secure(w.Sums[sum].Cells, w.Sums[sum].Kind)
			return true
		}
	}
	for cell, hidden := range w.hidden.Cells {
		if hidden && !w.safe.move([]int{cell}) {
			w.secure([]int{cell}, -1)
			return true
		}
	}
	return false
}

// secure hides the cells of a change that moves what is exposed, the change that takes fewest
// cells. Where published sums leave no such change, it hides a sum: one whose hiding lets such a
// change be, or where none does alone, the first that could have to do with it.
func (w *work) secure(exposed []int, kind int) {
	if m := w.cheapest(exposed); m != nil {
		w.hide(m)
		return
	}
	candidates := w.candidates(exposed, kind)
	for _, sum := range candidates {
		w.hidden.Sums[sum] = true
		if m := w.cheapest(exposed); m != nil {
			w.hide(m)
			return
		}
		w.hidden.Sums[sum] = false
	}
	w.hidden.Sums[candidates[0]] = true // with no sum published there is always a change, so there is one
}

func (w *work) hide(m move) {
	for cell := range m {
		w.hidden.Cells[cell] = true
	}
	w.safe = append(w.safe, m)
}

// candidates lists the published sums in the order in which they are hidden: first one beside an
// exposed sum that is the only one of its kind hidden, then those that share cells with what is
// exposed, then by kind and size.
func (w *work) candidates(exposed []int, kind int) []int {
	fellows := 0
	for sum := range w.Sums {
		if w.hidden.Sums[sum] && w.Sums[sum].Kind == kind {
			fellows++
		}
	}
	rank := func(sum int) int {
		switch {
		case fellows == 1 && w.Sums[sum].Kind == kind:
			return 0
		case slices.ContainsFunc(w.Sums[sum].Cells, func(cell int) bool { return slices.Contains(exposed, cell) }):
			return 1
		}
		return 2
	}
	var list []int
	for sum, value := range w.values {
		if !w.hidden.Sums[sum] && value > 0 {
			list = append(list, sum)
		}
	}
	slices.SortStableFunc(list, func(a, b int) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(w.Sums[a].Kind, w.Sums[b].Kind), cmp.Compare(w.values[a], w.values[b]))
	})
	return list
}
