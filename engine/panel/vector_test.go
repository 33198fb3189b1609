package panel

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// close says whether numbers differ by no more than rounding does of sums of terms this large.
func close(got, want, terms float64) bool {
	return got == want || math.Abs(got-want) <= 1e-15*terms || math.IsNaN(got) && math.IsNaN(want)
}

func randomNumbers(t *rapid.T, label string, n int) []float64 {
	return rapid.SliceOfN(rapid.Float64Range(-1e6, 1e6), n, n).Draw(t, label)
}

// vectors gives vectors of random numbers; drawing every lane on its own would take long.
func vectors(t *rapid.T, n int) []vector {
	all := make([]vector, n)
	for k := range all {
		seeds := randomNumbers(t, "numbers", 7)
		for l := range width {
			all[k][l] = seeds[l%7] + float64(l)*seeds[(l+k)%7]/width
		}
	}
	return all
}

func sameVectors(t *rapid.T, what string, got, want *vector, terms func(lane int) float64) {
	t.Helper()
	for l := range width {
		if !close(got[l], want[l], terms(l)) {
			t.Fatalf("%s, lane %d: %v, and plainly %v", what, l, got[l], want[l])
		}
	}
	for l := width; l < len(got); l++ {
		if got[l] != 0 {
			t.Fatalf("%s writes past the lanes", what)
		}
	}
}

// Sums and products are the same four lanes at a time, whatever the number of terms, and where
// the result takes the place of one of them.
func TestSumsAndProductsAreThosePlainlyWorkedOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 40).Draw(t, "terms")
		all, times := vectors(t, n+1), randomNumbers(t, "times", n)
		certain := rapid.Float64Range(-1e6, 1e6).Draw(t, "certain")
		from, by := make([]*vector, n), make([]*vector, n)
		for k := range from {
			from[k] = &all[k]
			if rapid.Bool().Draw(t, "multiplied") {
				by[k] = &all[rapid.IntRange(0, n).Draw(t, "by")]
			}
		}
		sizeOf := func(by []*vector) func(lane int) float64 {
			return func(lane int) float64 {
				size := math.Abs(certain)
				for k := range from {
					each := math.Abs(times[k] * from[k][lane])
					if by != nil && by[k] != nil {
						each *= math.Abs(by[k][lane])
					}
					size += each
				}
				return size * float64(n+2)
			}
		}
		var got, want vector
		addWeighted(&got, certain, times, from)
		addWeightedPlainly(&want, certain, times, from)
		sameVectors(t, "a sum", &got, &want, sizeOf(nil))
		addProducts(&got, certain, times, from, by)
		addProductsPlainly(&want, certain, times, from, by)
		sameVectors(t, "a sum of products", &got, &want, sizeOf(by))
		if n > 0 { // as a flow adds to what it has
			into := all[0]
			kept := from[0]
			from[0] = &into
			addWeighted(&into, certain, times, from)
			from[0] = kept
			addWeighted(&got, certain, times, from)
			sameVectors(t, "a sum in place", &into, &got, func(int) float64 { return 0 })
		}
	})
}

func TestPairsAreThosePlainlyWorkedOut(t *testing.T) {
	odd := rapid.SampledFrom([]float64{math.NaN(), math.Inf(1), math.Inf(-1), 0})
	rapid.Check(t, func(t *rapid.T) {
		all := vectors(t, 2)
		a, b := &all[0], &all[1]
		for range rapid.IntRange(0, 6).Draw(t, "odd numbers") {
			all[rapid.IntRange(0, 1).Draw(t, "side")][rapid.IntRange(0, width-1).Draw(t, "lane")] = odd.Draw(t, "odd")
		}
		times := rapid.Float64Range(-10, 10).Draw(t, "times")
		size := func(of func(x, y float64) float64) func(int) float64 {
			return func(l int) float64 { return 4 * math.Abs(of(a[l], b[l])) }
		}
		var got, want vector
		multiply(&got, times, a, b)
		multiplyPlainly(&want, times, a, b)
		sameVectors(t, "a product", &got, &want, size(func(x, y float64) float64 { return times * x * y }))
		divide(&got, a, b)
		dividePlainly(&want, a, b)
		sameVectors(t, "a quotient", &got, &want, func(int) float64 { return 0 })
		takeLarger(&got, a, b)
		takeLargerPlainly(&want, a, b)
		sameVectors(t, "the larger", &got, &want, func(int) float64 { return 0 })
		takeSmaller(&got, a, b)
		takeSmallerPlainly(&want, a, b)
		sameVectors(t, "the smaller", &got, &want, func(int) float64 { return 0 })
	})
}
