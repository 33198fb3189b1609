package risk

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestDrawsAreSortedAsByComparing(t *testing.T) {
	number := rapid.OneOf(rapid.Float64Range(-1e6, 1e6), rapid.Float64Range(-math.MaxFloat64, math.MaxFloat64),
		rapid.SampledFrom([]float64{0, 1, -1, math.SmallestNonzeroFloat64, -math.SmallestNonzeroFloat64, math.MaxFloat64, -math.MaxFloat64}))
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(number, 1, 400).Draw(t, "values")
		want := slices.Clone(values)
		slices.Sort(want)
		if sortDraws(values); !slices.Equal(values, want) {
			t.Fatalf("sorted as %v, want %v", values, want)
		}
	})
}
