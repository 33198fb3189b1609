package risk

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestAnyDrawIsWhereComparingPutsIt(t *testing.T) {
	number := rapid.OneOf(rapid.Float64Range(-1e6, 1e6), rapid.Float64Range(-math.MaxFloat64, math.MaxFloat64),
		rapid.SampledFrom([]float64{0, 1, -1, math.SmallestNonzeroFloat64, -math.SmallestNonzeroFloat64, math.MaxFloat64, -math.MaxFloat64}))
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(number, 1, 400).Draw(t, "values")
		want := slices.Clone(values)
		slices.Sort(want)
		order := inOrder(values)
		for range 30 {
			i := rapid.IntRange(0, len(values)-1).Draw(t, "place")
			if got, _ := order.at(i); got != want[i] {
				t.Fatalf("draw %d in order is %v, want %v", i, got, want[i])
			}
		}
	})
}

func inOrder(values []float64) *sorted {
	return sortedOf(values, slices.Min(values), slices.Max(values))
}
