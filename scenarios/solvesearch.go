package scenarios

import (
	"cmp"
	"slices"

	"github.com/sourcegraph/conc/iter"
)

// gridSteps is into how many even steps the range of a search is divided.
const gridSteps = 100

// search looks for the whole numbers at which a function of whole numbers, itself whole,
// comes to nothing or passes it. What it asks of the function it keeps.
type search struct {
	off   func(index int64) (int64, error)
	known map[int64]tried
}

// tried is what the function gave at a number.
type tried struct {
	off int64
	err error
}

func newSearch(off func(int64) (int64, error)) *search {
	return &search{off: off, known: map[int64]tried{}}
}

// at asks the function, once for each number.
func (s *search) at(index int64) tried {
	if found, asked := s.known[index]; asked {
		return found
	}
	var found tried
	found.off, found.err = s.off(index)
	s.known[index] = found
	return found
}

// all asks the function at many numbers, side by side.
func (s *search) all(indices []int64) {
	found := iter.Map(indices, func(index *int64) (one tried) {
		one.off, one.err = s.off(*index)
		return one
	})
	for i, index := range indices {
		s.known[index] = found[i]
	}
}

// gridOver divides a range into even steps, as far as its numbers go, and adds one number
// more where it lies within.
func gridOver(low, high, more int64) []int64 {
	steps := min(high-low, gridSteps)
	indices := []int64{low}
	for i := int64(1); i <= steps; i++ {
		whole, rest := (high-low)/steps, (high-low)%steps
		indices = append(indices, low+whole*i+rest*i/steps)
	}
	if at, found := slices.BinarySearch(indices, more); !found && low < more && more < high {
		indices = slices.Insert(indices, at, more)
	}
	return indices
}

// sorted are the numbers that were asked, in order.
func (s *search) sorted() []int64 {
	indices := make([]int64, 0, len(s.known))
	for index := range s.known {
		indices = append(indices, index)
	}
	slices.Sort(indices)
	return indices
}

// edge is the last number on the way from one to another for which something holds, as it
// does for the first and does not for the other; where it changes more than once between
// them, one of the places where it changes.
func (s *search) edge(in, out int64, holds func(tried) bool) int64 {
	for out-in > 1 || in-out > 1 {
		middle := in + (out-in)/2
		if holds(s.at(middle)) {
			in = middle
		} else {
			out = middle
		}
	}
	return in
}

// narrowFaults finds, between a number that can be asked and one beside it that cannot, the
// last that can: an answer may lie before it.
func (s *search) narrowFaults() {
	indices := s.sorted()
	for i := 1; i < len(indices); i++ {
		a, b := indices[i-1], indices[i]
		switch sound := func(t tried) bool { return t.err == nil }; {
		case sound(s.at(a)) && !sound(s.at(b)):
			s.edge(a, b, sound)
		case !sound(s.at(a)) && sound(s.at(b)):
			s.edge(b, a, sound)
		}
	}
}

// plateau is numbers that all give the same.
type plateau struct{ low, high int64 }

// plateauAround is the plateau a number lies in.
func (s *search) plateauAround(index int64) plateau {
	level := s.at(index).off
	same := func(t tried) bool { return t.err == nil && t.off == level }
	indices := s.sorted()
	at, _ := slices.BinarySearch(indices, index)
	first, last := at, at
	for first > 0 && same(s.at(indices[first-1])) {
		first--
	}
	for last+1 < len(indices) && same(s.at(indices[last+1])) {
		last++
	}
	around := plateau{indices[first], indices[last]}
	if first > 0 {
		around.low = s.edge(indices[first], indices[first-1], same)
	}
	if last+1 < len(indices) {
		around.high = s.edge(indices[last], indices[last+1], same)
	}
	return around
}

// crossings are the plateaus that meet nothing, or come nearest to it where the function passes
// it from one number to the next, in order. Of two as near, that nearer to a number is taken.
func (s *search) crossings(near int64) []plateau {
	var found []plateau
	add := func(index int64) {
		if around := s.plateauAround(index); !slices.Contains(found, around) {
			found = append(found, around)
		}
	}
	indices := s.sorted()
	for i, a := range indices {
		here := s.at(a)
		if here.err != nil {
			continue
		}
		if here.off == 0 {
			add(a)
			continue
		}
		if i+1 == len(indices) {
			break
		}
		there := s.at(indices[i+1])
		if there.err != nil || there.off == 0 || here.off < 0 == (there.off < 0) {
			continue
		}
		before := s.edge(a, indices[i+1], func(t tried) bool { return t.err == nil && t.off != 0 && t.off < 0 == (here.off < 0) })
		after := s.at(before + 1)
		if after.err != nil {
			continue
		}
		if s.nearer(before+1, before, near) {
			before++
		}
		add(before)
	}
	slices.SortFunc(found, func(a, b plateau) int { return cmp.Compare(a.low, b.low) })
	return found
}

// nearer says whether the function comes nearer to nothing at one number than at another, or
// as near at a number that is nearer to a third.
func (s *search) nearer(one, other, near int64) bool {
	a, b := distance(s.at(one).off, 0), distance(s.at(other).off, 0)
	if a != b {
		return a < b
	}
	return distance(one, near) < distance(other, near)
}

func distance(a, b int64) int64 { return max(a-b, b-a) }

// nearest is the number at which the function comes nearest to nothing; false where it could
// not be asked anywhere. Where it turns there, the turn is looked for more closely.
func (s *search) nearest(near int64) (int64, bool) {
	best, found := int64(0), false
	for _, index := range s.sorted() {
		if s.at(index).err == nil && (!found || s.nearer(index, best, near)) {
			best, found = index, true
		}
	}
	return best, found
}

// turn looks for the turning point around a number that is nearer to nothing than those
// asked on either side of it, by thirds.
func (s *search) turn(index int64) {
	indices := s.sorted()
	at, _ := slices.BinarySearch(indices, index)
	if at == 0 || at+1 >= len(indices) {
		return
	}
	low, high := indices[at-1], indices[at+1]
	for _, end := range []int64{low, high} {
		if t := s.at(end); t.err != nil || t.off == s.at(index).off {
			return // the edge of what can be run, or level ground
		}
	}
	for high-low > 2 {
		third := (high - low) / 3
		a, b := low+third, high-third
		if s.at(a).err != nil || s.at(b).err != nil {
			return
		}
		if distance(s.at(a).off, 0) <= distance(s.at(b).off, 0) {
			high = b
		} else {
			low = a
		}
	}
	s.at(low + (high-low)/2)
}
