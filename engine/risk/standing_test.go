package risk

import (
	"context"
	"math"
	"testing"

	"parity/engine"
)

// value of an expression for drawn values.
func (e Expression) at(values []float64) float64 {
	sum := 0.0
	for _, product := range e {
		x := product.Times
		for _, slot := range product.Slots {
			x *= values[slot]
		}
		sum += x
	}
	return sum
}

// One value set in cells of 10 and 30, one that multiplies the first of these by a change, and
// one added to 5: each stands at its cells while another is drawn.
func TestSlotsStandAtTheirCells(t *testing.T) {
	first := Expression{{Times: 2, Slots: []int{0, 1}, Stands: []float64{10, 1}}}
	second := Expression{{Times: 1, Slots: []int{0}, Stands: []float64{30}}}
	third := Expression{{Times: 5}, {Times: 1, Slots: []int{2}, Stands: []float64{0}}}
	squared := Expression{{Times: 1, Slots: []int{0, 0}, Stands: []float64{10, 30}}}
	figures := map[Figure]Expression{{Row: 0}: first, {Row: 1}: second, {Row: 2}: third, {Row: 3}: squared}
	study, standing := Stand(&Study{Scenarios: []Scenario{{Uncertain: figures}}, Slots: 3}, []int{0})
	if study.Slots != 4 || standing.switchOf(0) != 3 || standing.switchOf(1) != -1 || standing.values[1] != 1 || standing.values[2] != 0 {
		t.Fatalf("%d slots, %+v", study.Slots, standing)
	}
	for _, c := range []struct {
		what   string
		values []float64
		want   [4]float64
	}{
		{"all stand", []float64{0, 1, 0, 1}, [4]float64{20, 30, 5, 300}},
		{"the first is drawn", []float64{7, 1, 0, 0}, [4]float64{14, 7, 5, 49}},
		{"the second is drawn", []float64{0, 1.5, 0, 1}, [4]float64{30, 30, 5, 300}},
		{"all are drawn", []float64{7, 1.5, 2, 0}, [4]float64{21, 7, 7, 49}},
	} {
		for row, want := range c.want {
			if got := study.Scenarios[0].Uncertain[Figure{Row: row}].at(c.values); math.Abs(got-want) > 1e-12 {
				t.Errorf("%s: figure %d is %v, want %v", c.what, row, got, want)
			}
		}
	}
}

// A switch goes with its slot: drawn where the slot is drawn, by hand or from a sample.
func TestAFactorIsDrawnAndTheOtherStands(t *testing.T) {
	// Two cells, 10 and 30, set by one value; one multiplied by another.
	study, standing := Stand(&Study{Slots: 2, Scenarios: []Scenario{{Uncertain: map[Figure]Expression{
		{Row: 0}: {{Times: 1, Slots: []int{0, 1}, Stands: []float64{10, 1}}},
		{Row: 1}: {{Times: 1, Slots: []int{0}, Stands: []float64{30}}},
	}}}}, []int{0})
	sum := func(draw []float64) float64 {
		return study.Scenarios[0].Uncertain[Figure{Row: 0}].at(draw) + study.Scenarios[0].Uncertain[Figure{Row: 1}].at(draw)
	}
	d := &Driving{
		Calculator: formulas{{yearly(engine.ItemIncome), sum}}, Sampler: newUniforms(1, 2, 0.5, 1.5), Standing: standing,
		Factors: []Factor{
			{Name: "set", AsOne: true, Drawn: []Drawn{{Slot: 0, P10: 0.6, Mean: 1, P90: 1.4}}},
			{Name: "times", AsOne: true, Drawn: []Drawn{{Slot: 1, P10: 0.6, Mean: 1, P90: 1.4}}},
		},
		Result: []Part{{0, 1}}, Draws: BlockDraws,
	}
	found, err := Drive(context.Background(), d, nil)
	if err != nil {
		t.Fatal(err)
	}
	set, times := found.driver("set"), found.driver("times")
	if found.Stands != 40 || set.Low != 1.2 || set.High != 2.8 || times.Low != 36 || times.High != 44 {
		t.Errorf("stands at %v; %+v; %+v", found.Stands, set, times)
	}
	if set.OffCentre != -38 || times.OffCentre != 0 || math.Abs(set.Bend) > 1e-9 || math.Abs(times.Bend) > 1e-9 {
		t.Errorf("%+v; %+v", set, times)
	}
	near(t, "mean", found.Mean, 2, found.MeanError)
}
