package estimate

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// Ends of intervals have the chances they are said to have, from nobody to millions, and those
// of many people are those of a normal.
func TestIntervalsHaveTheirChances(t *testing.T) {
	for _, n := range []float64{0, 1, 2.5, 10, 300, 1e4, 1e6, 1e7} {
		i := countInterval(n)
		of := distuv.Gamma{Alpha: n + 0.5, Beta: 1}
		if low, high := of.CDF(i.Low), of.CDF(i.High); math.Abs(low-0.1) > 1e-6 || math.Abs(high-0.9) > 1e-6 {
			t.Errorf("count %g: from %g (%g) to %g (%g)", n, i.Low, low, i.High, high)
		}
		if n >= 1e4 && math.Abs(i.Low-(n-score*math.Sqrt(n))) > 1.5 || n > 0 && !(i.Low < n && n < i.High) {
			t.Errorf("count %g: %+v", n, i)
		}
		if n < 2 {
			continue
		}
		k, all := math.Ceil(n/3), n
		s := shareInterval(k, all)
		beta := distuv.Beta{Alpha: k, Beta: all - k}
		if low, high := beta.CDF(s.Low), beta.CDF(s.High); math.Abs(low-0.1) > 1e-6 || math.Abs(high-0.9) > 1e-6 {
			t.Errorf("share %g of %g: from %g (%g) to %g (%g)", k, all, s.Low, low, s.High, high)
		}
	}
	if got := shareInterval(0, 7); got != (Interval{0, 0}) {
		t.Errorf("nobody of seven: %+v", got)
	}
	if got := shareInterval(7, 7); got != (Interval{1, 1}) {
		t.Errorf("all of seven: %+v", got)
	}
}
