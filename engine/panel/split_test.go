package panel

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// randomForms builds a calculation of some slots, step upon step.
func randomForms(t *rapid.T, c *Calculation, slots int) []Form {
	forms := []Form{Certain(2)}
	for s := range slots {
		forms = append(forms, c.Slot(s))
	}
	pick := func() Form { return forms[rapid.IntRange(0, len(forms)-1).Draw(t, "form")] }
	for range rapid.IntRange(1, 25).Draw(t, "steps") {
		f, g := pick(), pick()
		switch rapid.IntRange(0, 7).Draw(t, "step") {
		case 0:
			forms = append(forms, c.Times(f.Scale(0.1), g))
		case 1:
			forms = append(forms, c.Max(f, g))
		case 2:
			forms = append(forms, c.Min(f, g))
		case 3:
			forms = append(forms, c.Hold(Sum(f, g.Scale(0.5), Certain(1))))
		case 4:
			forms = append(forms, c.Decayed(f))
		case 5:
			forms = append(forms, c.Over(f, c.Max(g, Certain(1))))
		case 6:
			end, days := c.Flow(30, []Form{f, Certain(5)}, []Form{g, Certain(1)}, []Form{c.Decayed(f), Certain(0.01)}, []Move{{0, 1, c.Decayed(g)}})
			forms = append(append(forms, end...), days...)
		default:
			forms = append(forms, f.Minus(g))
		}
	}
	return forms
}

// Whatever the calculation, working the rest out from what is kept gives the bits of working
// everything out.
func TestASplitGivesTheSameBits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const slots, lanes = 4, 7
		c := NewCalculation()
		forms := randomForms(t, c, slots)
		outputs := rapid.SliceOfN(rapid.SampledFrom(forms), 1, 4).Draw(t, "outputs")
		order := rapid.Permutation(slices.Collect(func(yield func(int) bool) {
			for i := range outputs {
				if !yield(i) {
					return
				}
			}
		})).Draw(t, "order")
		sets := rapid.SliceOfN(rapid.SliceOfNDistinct(rapid.IntRange(0, slots-1), 1, slots, rapid.ID[int]), 1, 3).Draw(t, "sets")
		panelOf := func(label string, rows int) [][]float64 {
			return rapid.SliceOfN(rapid.SliceOfN(rapid.Float64Range(0.1, 3), lanes, lanes), rows, rows).Draw(t, label)
		}
		first, second := panelOf("first", slots), panelOf("second", slots)
		room := func(rows int) [][]float64 {
			made := make([][]float64, rows)
			for i := range made {
				made[i] = make([]float64, lanes)
			}
			return made
		}
		split := c.Split(outputs, order, slots, sets)
		whole := room(len(outputs) + split.Kept)
		split.Whole.NewMachine().Work(first, whole, lanes)
		plain := c.Compile(outputs, order, slots).NewMachine()
		want, got := room(len(outputs)), room(len(outputs))
		plain.Work(first, want, lanes)
		equal(t, whole[:len(outputs)], want)
		for k, set := range sets {
			swapped := slices.Clone(first)
			for _, slot := range set {
				swapped[slot] = second[slot]
			}
			var inputs [][]float64
			for _, input := range split.After[split.Of[k]].Inputs {
				if input < slots {
					inputs = append(inputs, swapped[input])
				} else {
					inputs = append(inputs, whole[len(outputs)+input-slots])
				}
			}
			split.After[split.Of[k]].NewMachine().Work(inputs, got, lanes)
			plain.Work(swapped, want, lanes)
			equal(t, got, want)
		}
	})
}

func equal(t *rapid.T, got, want [][]float64) {
	for row := range want {
		for lane := range want[row] {
			if math.Float64bits(got[row][lane]) != math.Float64bits(want[row][lane]) {
				t.Fatalf("output %d, lane %d: %v, want %v", row, lane, got[row][lane], want[row][lane])
			}
		}
	}
}

// What does not follow from the slots that change is not worked out again.
func TestASplitLeavesOutWhatStays(t *testing.T) {
	c := NewCalculation()
	costly := c.Slot(0)
	for range 20 {
		costly = c.Hold(c.Times(costly, costly).Plus(Certain(1)))
	}
	split := c.Split([]Form{c.Times(costly, c.Slot(1))}, []int{0}, 2, [][]int{{1}})
	if split.Whole.Steps() < 20 || split.After[0].Steps() != 1 || !slices.Equal(split.After[0].Inputs, []int{1, 2}) || split.Kept != 1 {
		t.Errorf("%d steps in all, %d after, from %v", split.Whole.Steps(), split.After[0].Steps(), split.After[0].Inputs)
	}
}

// Sets from which nearly the same follows share their programs.
func TestSetsThatFollowAlikeShareAnAfter(t *testing.T) {
	c := NewCalculation()
	costly := c.Slot(0)
	for range 20 {
		costly = c.Hold(c.Times(costly, costly).Plus(c.Slot(1)))
	}
	split := c.Split([]Form{c.Times(costly, c.Slot(2))}, []int{0}, 3, [][]int{{0}, {2}, {1}})
	if want := []int{0, 1, 0}; !slices.Equal(split.Of, want) || len(split.After) != 2 {
		t.Errorf("%v of %d, want %v", split.Of, len(split.After), want)
	}
}
