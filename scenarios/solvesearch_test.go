package scenarios

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// crossingsOf runs a search of a function over a range as goal seek does.
func crossingsOf(off func(int64) (int64, error), low, high, near int64) []plateau {
	s := newSearch(off)
	s.all(gridOver(low, high, near))
	s.narrowFaults()
	return s.crossings(near)
}

func TestCrossings(t *testing.T) {
	sure := func(f func(int64) int64) func(int64) (int64, error) {
		return func(x int64) (int64, error) { return f(x), nil }
	}
	for _, c := range []struct {
		name            string
		off             func(int64) (int64, error)
		low, high, near int64
		want            []plateau
	}{
		{"a line that meets nothing at a number", sure(func(x int64) int64 { return 3 * (x - 123_457) }), 0, 1_000_000, 0, []plateau{{123_457, 123_457}}},
		{"a line that passes it between two: the nearer", sure(func(x int64) int64 { return 3*(x-123_457) + 1 }), 0, 1_000_000, 0, []plateau{{123_457, 123_457}}},
		{"of two as near, the one nearer to where it stands", sure(func(x int64) int64 { return 2*(x-123_457) + 1 }), 0, 1_000_000, 0, []plateau{{123_456, 123_456}}},
		{"and from the other side", sure(func(x int64) int64 { return 2*(x-123_457) + 1 }), 0, 1_000_000, 900_000, []plateau{{123_457, 123_457}}},
		{"a step: all that is as near", sure(func(x int64) int64 {
			if x < 500_000 {
				return -7
			}
			return 9
		}), 0, 1_000_000, 0, []plateau{{0, 499_999}}},
		{"level ground", sure(func(x int64) int64 { return max(0, x-700_001) + min(0, x-300_003) }), 0, 1_000_000, 0, []plateau{{300_003, 700_001}}},
		{"three crossings", sure(func(x int64) int64 { return (x - 100_001) * (x - 500_003) / 1000 * (x - 900_007) / 1000 }), 0, 1_000_000, 0,
			[]plateau{{100_001, 100_001}, {500_003, 500_003}, {900_007, 900_007}}},
		{"it touches where it is asked", sure(func(x int64) int64 { return -(x - 420_000) * (x - 420_000) }), 0, 1_000_000, 0, []plateau{{420_000, 420_000}}},
		{"no crossing", sure(func(x int64) int64 { return x + 1 }), 0, 1_000_000, 0, nil},
		{"one number alone", sure(func(x int64) int64 { return x - 5 }), 5, 5, 0, []plateau{{5, 5}}},
		{"right before it cannot be asked", func(x int64) (int64, error) {
			if x > 123_999 {
				return 0, errors.New("beyond")
			}
			return x - 123_998, nil
		}, 0, 1_000_000, 0, []plateau{{123_998, 123_998}}},
		{"nowhere", func(int64) (int64, error) { return 0, errors.New("never") }, 0, 10, 0, nil},
	} {
		if got := crossingsOf(c.off, c.low, c.high, c.near); !slices.Equal(got, c.want) {
			t.Errorf("%s: found %v, want %v", c.name, got, c.want)
		}
	}
}

// Where the grid asks every number, the search finds what looking at each in turn does.
func TestCrossingsAreAllThereAre(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Int64Range(-3, 3), 2, gridSteps+1).Draw(t, "values")
		got := crossingsOf(func(x int64) (int64, error) { return values[x], nil }, 0, int64(len(values)-1), -1)
		var want []plateau
		around := func(at int) {
			low, high := at, at
			for low > 0 && values[low-1] == values[at] {
				low--
			}
			for high+1 < len(values) && values[high+1] == values[at] {
				high++
			}
			if p := (plateau{int64(low), int64(high)}); !slices.Contains(want, p) {
				want = append(want, p)
			}
		}
		for i, v := range values {
			switch {
			case v == 0:
				around(i)
			case i+1 < len(values) && v*values[i+1] < 0 && max(v, -v) <= max(values[i+1], -values[i+1]):
				around(i)
			case i+1 < len(values) && v*values[i+1] < 0:
				around(i + 1)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("found %v, want %v", got, want)
		}
	})
}

// What rises throughout is found to the last place in any range, with few questions.
func TestCrossingOfWhatRises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low := rapid.Int64Range(-1e15, 1e15).Draw(t, "low")
		high := low + rapid.Int64Range(1, 1e15).Draw(t, "range")
		root := rapid.Int64Range(low, high).Draw(t, "root")
		wide := rapid.Int64Range(1, 1e6).Draw(t, "width")
		s := newSearch(func(x int64) (int64, error) { return (x - root) / wide, nil })
		s.all(gridOver(low, high, 0))
		got := s.crossings(0)
		if want := (plateau{max(low, root-wide+1), min(high, root+wide-1)}); len(got) != 1 || got[0] != want {
			t.Errorf("found %v, want %v", got, want)
		}
		if len(s.known) > 3*gridSteps {
			t.Errorf("it took %d questions", len(s.known))
		}
	})
}

func TestGridHasBothEndsAndWhatStands(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low := rapid.Int64Range(-1e15, 1e15).Draw(t, "low")
		high := low + rapid.Int64Range(0, 1e15).Draw(t, "range")
		more := rapid.Int64Range(low-10, high+10).Draw(t, "more")
		grid := gridOver(low, high, more)
		if grid[0] != low || grid[len(grid)-1] != high || !slices.IsSorted(grid) || len(slices.Compact(slices.Clone(grid))) != len(grid) || len(grid) > gridSteps+2 {
			t.Errorf("grid %v of %d to %d", grid, low, high)
		}
		if slices.Contains(grid, more) != (low <= more && more <= high) {
			t.Errorf("grid %v with %d", grid, more)
		}
	})
}

// Between two numbers asked, a function that turns without meeting nothing is nearest at its
// turn.
func TestNearestIsLookedForAtTheTurn(t *testing.T) {
	s := newSearch(func(x int64) (int64, error) { return -5 - max(x-123_456, 123_456-x), nil })
	s.all(gridOver(0, 1_000_000, 0))
	best, _ := s.nearest(0)
	s.turn(best)
	if best, ok := s.nearest(0); !ok || best != 123_456 {
		t.Errorf("nearest at %d, want at the turn, 123456", best)
	}
}
