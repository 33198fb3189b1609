package panel

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// said is a form beside what it is in each lane, worked out number by number.
type said struct {
	form  Form
	lanes []float64
}

const saidLanes = 5

// sayMore says one thing more of what has been said, in a calculation and number by number.
func sayMore(t *rapid.T, c *Calculation, all []said) said {
	pick := func() said { return all[rapid.IntRange(0, len(all)-1).Draw(t, "of")] }
	a, b := pick(), pick()
	each := func(form Form, of func(x, y float64) float64) said {
		lanes := make([]float64, saidLanes)
		for l := range lanes {
			lanes[l] = of(a.lanes[l], b.lanes[l])
		}
		return said{form, lanes}
	}
	switch rapid.IntRange(0, 9).Draw(t, "what") {
	case 0:
		return each(a.form.Plus(b.form), func(x, y float64) float64 { return x + y })
	case 1:
		return each(a.form.Minus(b.form), func(x, y float64) float64 { return x - y })
	case 2:
		return each(c.Times(a.form, b.form), func(x, y float64) float64 { return x * y })
	case 3:
		away := c.Max(b.form, Certain(0.5)) // from nothing to divide by
		return each(c.Over(a.form, away), func(x, y float64) float64 { return x / max(y, 0.5) })
	case 4:
		return each(c.Max(a.form, b.form), math.Max)
	case 5:
		return each(c.Min(a.form, b.form), math.Min)
	case 6:
		return each(c.Hold(a.form).Scale(-3), func(x, _ float64) float64 { return -3 * x })
	case 7:
		return each(c.Decayed(a.form), func(x, _ float64) float64 { return meanOfDecay(x) })
	case 8:
		return each(c.Linear([]float64{2, 0, -1}, []Form{a.form, a.form, b.form}), func(x, y float64) float64 { return 2*x - y })
	}
	third := pick()
	form := c.Dot([]Pair{{a.form, b.form}, {third.form, a.form}, {b.form, b.form}})
	lanes := make([]float64, saidLanes)
	for l := range lanes {
		lanes[l] = a.lanes[l]*b.lanes[l] + third.lanes[l]*a.lanes[l] + b.lanes[l]*b.lanes[l]
	}
	return said{form, lanes}
}

// A calculation gives in each lane what it says, in whatever order its outputs are worked out
// and whatever others there are.
func TestACalculationIsWhatItSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := NewCalculation()
		slots := rapid.IntRange(1, 4).Draw(t, "slots")
		values := make([][]float64, slots)
		all := []said{{Certain(1.5), []float64{1.5, 1.5, 1.5, 1.5, 1.5}}, {Form{}, make([]float64, saidLanes)}}
		for slot := range values {
			values[slot] = rapid.SliceOfN(rapid.Float64Range(-2, 2), saidLanes, saidLanes).Draw(t, "drawn")
			all = append(all, said{c.Slot(slot), values[slot]})
		}
		for range rapid.IntRange(1, 25).Draw(t, "things said") {
			more := sayMore(t, c, all)
			for _, x := range more.lanes {
				if math.Abs(x) > 1e6 {
					return // rounding would drown the rest
				}
			}
			all = append(all, more)
		}
		outputs := make([]Form, len(all))
		order := make([]int, len(all))
		for k := range all {
			outputs[k], order[k] = all[k].form, k
		}
		order = rapid.Permutation(order).Draw(t, "order")
		out := make([][]float64, len(all))
		for k := range out {
			out[k] = make([]float64, saidLanes)
		}
		machine := c.Compile(outputs, order, slots).NewMachine()
		for range 2 { // what a panel leaves behind does not reach the next
			machine.Work(values, out, saidLanes)
		}
		for k := range all {
			for l, want := range all[k].lanes {
				if math.Abs(out[k][l]-want) > 1e-6*max(1, math.Abs(want)) {
					t.Fatalf("thing %d, lane %d: %v, want %v", k, l, out[k][l], want)
				}
			}
		}
	})
}

func TestWhatIsSaidTwiceIsWorkedOutOnce(t *testing.T) {
	c := NewCalculation()
	a, b := c.Slot(0), c.Slot(1)
	first := c.Max(c.Times(a, b), a.Plus(b))
	second := c.Max(b.Plus(a), c.Times(b, a))
	program := c.Compile([]Form{first, second, first.Scale(2)}, []int{0, 1, 2}, 2)
	// The product, the sum, the larger of them, and three outputs.
	if steps := program.Steps(); steps != 6 {
		t.Errorf("%d steps, want 6", steps)
	}
}

func TestWhatIsCertainTakesNoStep(t *testing.T) {
	c := NewCalculation()
	x := c.Times(Certain(3), Certain(4)).Plus(c.Max(Certain(1), Certain(2))).Minus(c.Exp(Form{}))
	if got, certain := x.Certain(); !certain || got != 13 {
		t.Errorf("3 x 4 + 2 - 1 is %v, certain %v", got, certain)
	}
	c.Times(c.Slot(0), c.Slot(1)) // which no output needs
	if steps := c.Compile([]Form{x}, []int{0}, 2).Steps(); steps != 1 {
		t.Errorf("%d steps, want the output's alone", steps)
	}
	gone := c.Slot(0).Minus(c.Slot(0))
	if !gone.Is(0) {
		t.Error("a figure less itself is not nothing")
	}
}
