package risk

import (
	"context"
	"math"
	"testing"

	"parity/engine"
)

// A square bends the mean by its variance times 3, a kink at the mean by 10 normal densities
// there, a straight line not at all, and what two do together neither does alone.
func TestWhatBendsTheMean(t *testing.T) {
	results := formulas{
		{yearly(engine.ItemIncome), func(x []float64) float64 { return 100 + 2*x[0] + 3*x[1]*x[1] + 10*max(0, x[2]) + 5*x[0]*x[3] }},
		{yearly(engine.GoalCost), func(x []float64) float64 { return 100 - 7*x[0] + x[3] }},
	}
	bending := &Bending{Calculator: results, Sampler: newNormals(1, 4), Factors: standardNormals(4)}
	found, err := bending.Most(context.Background(), []int{0, 1})
	if err != nil {
		t.Fatal(err)
	}
	kink, square := found[0][0], found[0][1]
	if kink.Factor != 2 || square.Factor != 1 {
		t.Fatalf("what bends most: %+v", found[0])
	}
	near(t, "square", square.By, 3, square.Error)
	near(t, "kink", kink.By, 10/math.Sqrt(2*math.Pi), kink.Error)
	if square.Error > 1 || kink.Error > 1 {
		t.Errorf("known to %v and %v only", square.Error, kink.Error)
	}
	for _, straight := range append(found[0][2:], found[1]...) {
		if math.Abs(straight.By) > 1e-9 {
			t.Errorf("a straight line bends: %+v", straight)
		}
	}
}

// All values of a factor at their means is where it starts from, wherever those are; values
// that move as one are drawn as one.
func TestBendsOfValuesThatMoveAsOne(t *testing.T) {
	both := []Factor{{Name: "both", AsOne: true, Drawn: []Drawn{{Slot: 0, P10: -p90, P90: p90}, {Slot: 1, P10: -p90, P90: p90}}}}
	product := formulas{{yearly(engine.ItemIncome), func(x []float64) float64 { return 4*x[0]*x[1] + x[0] }}}
	bending := &Bending{Calculator: product, Sampler: asOne{newNormals(1, 2)}, Factors: both}
	found, err := bending.Most(context.Background(), []int{0})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "product of a value with itself", found[0][0].By, 4, found[0][0].Error)
}

// asOne draws every slot as the first.
type asOne struct{ normals }

func (a asOne) Fill(first uint64, values [][]float64) {
	a.normals.Fill(first, values[:1])
	for _, row := range values[1:] {
		copy(row, values[0])
	}
}

// A context that has ended stops it.
func TestBendingIsStopped(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	bending := &Bending{Calculator: contract(), Sampler: newNormals(1, 3), Factors: standardNormals(3)}
	if _, err := bending.Most(ctx, []int{0}); err == nil {
		t.Fatal("worked on")
	}
}
