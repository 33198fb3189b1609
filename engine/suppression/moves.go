package suppression

import (
	"cmp"
	"math"
	"slices"
)

// move is a change of cells that leaves every published sum as it is, by the cell. Added
// to the table or taken from it, it leaves each of them at 1 or more.
type move map[int]int

// moves are such changes: what a reader cannot tell from the table as it is.
type moves []move

// move says whether any of them changes the sum of the cells.
func (ms moves) move(cells []int) bool {
	return slices.ContainsFunc(ms, func(m move) bool {
		change := 0
		for _, cell := range cells {
			change += m[cell]
		}
		return change != 0
	})
}

// pivotFloor is the size under which a number is taken for what rounding left of nought. The
// numbers are near one, and what they give is checked in whole numbers.
const pivotFloor = 1e-9

// mostScaled is how large a multiple is tried to make a change whole.
const mostScaled = 6

// cheapest finds the change that moves the sum of the exposed cells and takes fewest cells that
// are published yet; of several the one whose cells are smallest. It is nil where none is found.
//
// Changes are looked for in a basis of those there are, by elimination over all cells but those
// of nought. In its order, what comes first makes up for what comes later: first hidden cells,
// then small ones, which takes least; and where that finds nothing, as cells of one cannot give
// any away, the largest first.
func (w *work) cheapest(exposed []int) move {
	var cells []int
	for cell, count := range w.Cells {
		if count > 0 {
			cells = append(cells, cell)
		}
	}
	slices.SortStableFunc(cells, func(a, b int) int {
		if w.hidden.Cells[a] != w.hidden.Cells[b] {
			return 1 - 2*truth(w.hidden.Cells[a])
		} else if w.hidden.Cells[a] {
			return w.Cells[b] - w.Cells[a]
		}
		return w.Cells[a] - w.Cells[b]
	})
	if m := w.cheapestOf(cells, exposed); m != nil {
		return m
	}
	slices.SortStableFunc(cells, func(a, b int) int { return w.Cells[b] - w.Cells[a] })
	return w.cheapestOf(cells, exposed)
}

// cheapestOf looks in the basis that an order of cells gives.
func (w *work) cheapestOf(cells, exposed []int) move {
	rows := w.equations(cells)
	pivots := reduce(rows, len(cells))
	var best move
	bestTaken, bestPeople := 0, 0
	change := make([]float64, len(cells))
	for free := range cells {
		if slices.Contains(pivots, free) {
			continue
		}
		clear(change)
		change[free] = 1
		for r, p := range pivots {
			change[p] = -rows[r][free]
		}
		if !touches(cells, change, exposed) {
			continue
		}
		m := w.whole(cells, change)
		if m == nil || !(moves{m}).move(exposed) {
			continue
		}
		taken, people := 0, 0
		for cell := range m {
			if !w.hidden.Cells[cell] {
				taken++
				people += w.Cells[cell]
			}
		}
		if best == nil || cmp.Or(cmp.Compare(taken, bestTaken), cmp.Compare(people, bestPeople)) < 0 {
			best, bestTaken, bestPeople = m, taken, people
		}
	}
	return best
}

// touches says whether a change may move the sum of the exposed cells: it has one of them.
func touches(cells []int, change []float64, exposed []int) bool {
	for i, cell := range cells {
		if change[i] != 0 && slices.Contains(exposed, cell) {
			return true
		}
	}
	return false
}

func truth(is bool) int {
	if is {
		return 1
	}
	return 0
}

// equations are the published sums over cells: what a change of those leaves as it is.
func (w *work) equations(cells []int) [][]float64 {
	at := make([]int, len(w.Cells))
	for i, cell := range cells {
		at[cell] = i + 1
	}
	var rows [][]float64
	for sum := range w.Sums {
		if w.hidden.Sums[sum] || w.values[sum] == 0 {
			continue
		}
		row := make([]float64, len(cells))
		for _, cell := range w.Sums[sum].Cells {
			if at[cell] > 0 {
				row[at[cell]-1] = 1
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// reduce brings rows into reduced echelon form and gives the column of each row's pivot. Rows
// beyond the pivots are nought.
func reduce(rows [][]float64, columns int) (pivots []int) {
	for column := 0; column < columns && len(pivots) < len(rows); column++ {
		r := len(pivots)
		for i := r + 1; i < len(rows); i++ {
			if math.Abs(rows[i][column]) > math.Abs(rows[r][column]) {
				rows[r], rows[i] = rows[i], rows[r]
			}
		}
		pivot := rows[r][column]
		if math.Abs(pivot) < pivotFloor {
			continue
		}
		for j := column; j < columns; j++ {
			rows[r][j] /= pivot
		}
		for i := range rows {
			if factor := rows[i][column]; i != r && factor != 0 {
				for j := column; j < columns; j++ {
					rows[i][j] -= factor * rows[r][j]
				}
			}
		}
		pivots = append(pivots, column)
	}
	return pivots
}

// whole turns a change into whole numbers and checks it, in whole numbers, for all that a move
// has to be. It is nil where it is none.
func (w *work) whole(cells []int, change []float64) move {
	for scale := 1.0; scale <= mostScaled; scale++ {
		m := move{}
		exact := true
		for i, cell := range cells {
			n := math.Round(change[i] * scale)
			exact = exact && math.Abs(change[i]*scale-n) < pivotFloor
			if n != 0 {
				m[cell] = int(n)
			}
		}
		if exact {
			if w.keeps(m) && (w.leaves(m, 1) || w.leaves(m, -1)) {
				return m
			}
			return nil
		}
	}
	return nil
}

// keeps says whether a change leaves every published sum as it is.
func (w *work) keeps(m move) bool {
	changes := make([]int, len(w.Sums))
	for cell, change := range m {
		for _, sum := range w.in[cell] {
			changes[sum] += change
		}
	}
	for sum, change := range changes {
		if change != 0 && !w.hidden.Sums[sum] {
			return false
		}
	}
	return true
}

// leaves says whether the table with a change added, or taken away, has no cell of it under 1.
func (w *work) leaves(m move, sign int) bool {
	for cell, change := range m {
		if w.Cells[cell]+sign*change < 1 {
			return false
		}
	}
	return true
}
