package suppression

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// crossed is a table of rows and columns with its totals, as a matrix is published.
func crossed(rows ...[]int) Table {
	t := Table{}
	wide := len(rows[0])
	byColumn := make([][]int, wide)
	var all []int
	for i, row := range rows {
		var cells []int
		for j, count := range row {
			cell := i*wide + j
			t.Cells = append(t.Cells, count)
			cells, all = append(cells, cell), append(all, cell)
			byColumn[j] = append(byColumn[j], cell)
		}
		t.Sums = append(t.Sums, Sum{Kind: 0, Cells: cells})
	}
	for _, cells := range byColumn {
		t.Sums = append(t.Sums, Sum{Kind: 1, Cells: cells})
	}
	t.Sums = append(t.Sums, Sum{Kind: 2, Cells: all})
	return t
}

// shown writes a table as it would be published, a row a line, totals after a bar.
func shown(t Table, h Hidden, wide int) string {
	text := func(hidden bool, count int) string {
		if hidden {
			return "*"
		}
		return fmt.Sprint(count)
	}
	out := ""
	for i := range len(t.Cells) / wide {
		for j := range wide {
			out += text(h.Cells[i*wide+j], t.Cells[i*wide+j]) + " "
		}
		out += "| " + text(h.Sums[i], t.value(i)) + "\n"
	}
	for j := range wide {
		sum := len(t.Cells)/wide + j
		out += text(h.Sums[sum], t.value(sum)) + " "
	}
	last := len(t.Sums) - 1
	return out + "| " + text(h.Sums[last], t.value(last))
}

func TestSuppress(t *testing.T) {
	for _, c := range []struct {
		name  string
		table Table
		wide  int
		want  string
	}{
		{"nothing is small: nothing is hidden", crossed([]int{20, 0}, []int{5, 15}), 2, "20 0 | 20\n5 15 | 20\n25 15 | 40"},
		{"one small cell takes the three that would give it away", crossed([]int{20, 3}, []int{8, 15}), 2, "* * | 23\n* * | 23\n28 18 | 46"},
		{"the smallest partners are chosen", crossed([]int{3, 20, 9}, []int{30, 40, 50}, []int{12, 60, 11}), 3, "* 20 * | 32\n30 40 50 | 120\n* 60 * | 83\n45 120 70 | 235"},
		{"a nought is published and gives nothing cover", crossed([]int{3, 0, 9}, []int{0, 40, 0}, []int{12, 0, 11}), 3, "* 0 * | 12\n0 40 0 | 40\n* 0 * | 23\n15 40 20 | 75"},
		{"two small cells that hold under five together take a third", crossed([]int{1, 2, 9}, []int{30, 40, 50}, []int{12, 60, 11}), 3, "* * * | 12\n* * 50 | 120\n* 60 * | 83\n43 102 70 | 215"},
		{"a small total takes another total with it", crossed([]int{3, 0}, []int{20, 30}, []int{40, 50}), 2, "* 0 | *\n* 30 | *\n40 50 | 90\n63 80 | 143"},
		{"fewer than five in all: nothing but noughts", crossed([]int{3, 0}, []int{0, 1}), 2, "* 0 | *\n0 * | *\n* * | *"},
	} {
		if got := shown(c.table, Suppress(c.table), c.wide); got != c.want {
			t.Errorf("%s: published\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

// reader works out, by trying every table of whole numbers, what values a sum of cells could
// have given what is published. Nothing that is hidden is nought.
type reader struct {
	Table
	hidden Hidden
	cells  []int // those hidden
	counts []int // as tried
	seen   map[string]map[int]bool
	of     map[string][]int
	tries  int
}

// mostTried bounds what is tried of one table.
const mostTried = 300_000

func (r *reader) try(at int) {
	if r.tries++; r.tries > mostTried {
		return
	}
	for sum := range r.Sums { // what is left of each published sum has to be there for the cells left
		if r.hidden.Sums[sum] {
			continue
		}
		left, open := r.value(sum), 0
		for _, cell := range r.Sums[sum].Cells {
			if slices.Contains(r.cells[at:], cell) {
				open++
			} else {
				left -= r.counts[cell]
			}
		}
		if left < open || open == 0 && left != 0 {
			return
		}
	}
	if at == len(r.cells) {
		for name, cells := range r.of {
			total := 0
			for _, cell := range cells {
				total += r.counts[cell]
			}
			r.seen[name][total] = true
		}
		return
	}
	cell := r.cells[at]
	for count := 1; count <= r.most(cell); count++ {
		r.counts[cell] = count
		r.try(at + 1)
	}
	r.counts[cell] = r.Cells[cell]
}

// most is the largest count a cell can have: what any published sum it is in has.
func (r *reader) most(cell int) int {
	most := 3 * Smallest // where no sum bounds it, enough to see that it may differ
	for sum := range r.Sums {
		if !r.hidden.Sums[sum] && slices.Contains(r.Sums[sum].Cells, cell) {
			most = min(most, r.value(sum))
		}
	}
	return most
}

// No small count and no small sum can be worked out from what is published: another table of
// whole numbers shows the same. Found by trying tables, without the arithmetic of Suppress.
func TestNothingSmallCanBeWorkedOut(t *testing.T) {
	tried := 0
	rapid.Check(t, func(t *rapid.T) {
		high, wide := rapid.IntRange(1, 3).Draw(t, "rows"), rapid.IntRange(1, 3).Draw(t, "columns")
		rows := make([][]int, high)
		for i := range rows {
			rows[i] = rapid.SliceOfN(rapid.OneOf(rapid.Just(0), rapid.IntRange(1, 4), rapid.IntRange(0, 12)), wide, wide).Draw(t, "row")
		}
		table := crossed(rows...)
		if rapid.Bool().Draw(t, "with its diagonal") { // as agreement is published
			var on, off []int
			for i := range high {
				for j := range wide {
					if i == j {
						on = append(on, i*wide+j)
					} else {
						off = append(off, i*wide+j)
					}
				}
			}
			table.Sums = slices.Insert(table.Sums, len(table.Sums)-1, Sum{Kind: 3, Cells: on}, Sum{Kind: 3, Cells: off})
		}
		if rapid.Bool().Draw(t, "with a block") { // as super classes are
			var block []int
			down, across := rapid.IntRange(1, high).Draw(t, "down"), rapid.IntRange(1, wide).Draw(t, "across")
			for i := range down {
				for j := range across {
					block = append(block, i*wide+j)
				}
			}
			table.Sums = slices.Insert(table.Sums, len(table.Sums)-1, Sum{Kind: 4, Cells: block})
		}
		h := Suppress(table)
		r := &reader{Table: table, hidden: h, counts: slices.Clone(table.Cells), seen: map[string]map[int]bool{}, of: map[string][]int{}}
		for cell, hidden := range h.Cells {
			if hidden {
				r.cells = append(r.cells, cell)
			}
			if table.Cells[cell] == 0 && hidden {
				t.Fatalf("cell %d is nought and hidden", cell)
			}
			if small(table.Cells[cell]) && !hidden {
				t.Fatalf("cell %d of %d is published", cell, table.Cells[cell])
			}
			if hidden {
				r.of[fmt.Sprint("cell ", cell)] = []int{cell}
			}
		}
		for sum := range table.Sums {
			if small(table.value(sum)) {
				if !h.Sums[sum] {
					t.Fatalf("sum %d of %d is published", sum, table.value(sum))
				}
				r.of[fmt.Sprint("sum ", sum)] = table.Sums[sum].Cells
			}
		}
		for sum := range table.Sums {
			if h.Sums[sum] {
				continue
			}
			people := 0
			for _, cell := range table.Sums[sum].Cells {
				if h.Cells[cell] {
					people += table.Cells[cell]
				}
			}
			if small(people) {
				t.Fatalf("sum %d leaves %d people to its hidden cells in\n%s", sum, people, shown(crossed(rows...), h, wide))
			}
		}
		if len(r.of) == 0 {
			return
		}
		for name := range r.of {
			r.seen[name] = map[int]bool{}
		}
		r.try(0)
		if r.tries <= mostTried {
			tried++
		}
		for name, values := range r.seen {
			if len(values) < 2 && r.tries <= mostTried {
				t.Fatalf("%s can be worked out from\n%s", name, shown(crossed(rows...), h, wide))
			}
		}
	})
	if tried < 20 {
		t.Errorf("only %d tables were tried to the end", tried)
	}
}

// A matrix as large as that of the clusters is suppressed at once, and equally each time.
func TestSuppressIsTheSameEachTime(t *testing.T) {
	rows := make([][]int, 22)
	for i := range rows {
		rows[i] = make([]int, 22)
		for j := range rows[i] {
			rows[i][j] = (i*7 + j*13) % 17 % 9
		}
		rows[i][i] = 100 + i
	}
	table := crossed(rows...)
	one, two := Suppress(table), Suppress(table)
	if !slices.Equal(one.Cells, two.Cells) || !slices.Equal(one.Sums, two.Sums) {
		t.Error("two runs hide different cells")
	}
	published := 0
	for cell, hidden := range one.Cells {
		if !hidden && table.Cells[cell] >= Smallest {
			published++
		}
	}
	if published == 0 {
		t.Error("nothing is published")
	}
}
