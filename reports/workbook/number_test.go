package workbook

import (
	"math"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// Numbers are written as strconv writes them, whatever their size and places.
func TestNumbersAreWrittenInFull(t *testing.T) {
	of := func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
	for _, x := range []float64{0, math.Copysign(0, -1), 1, -1, 0.5, -0.001, 0.0004, 1234.56, 1e15, 1e15 + 1, 999999999999.999, 1e12 + 0.001, -1e21, 0.1 + 0.2, math.MaxFloat64, math.SmallestNonzeroFloat64} {
		if got := string(appendNumber(nil, x)); got != of(x) {
			t.Errorf("%s, want %s", got, of(x))
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64().Draw(t, "any number")
		if rapid.Bool().Draw(t, "with places") {
			x = float64(rapid.Int64Range(-1<<52, 1<<52).Draw(t, "digits")) / math.Pow(10, float64(rapid.IntRange(0, 9).Draw(t, "places")))
		}
		if got := string(appendNumber(nil, x)); got != of(x) {
			t.Errorf("%s, want %s", got, of(x))
		}
	})
}
