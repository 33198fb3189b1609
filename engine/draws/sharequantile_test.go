package draws

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// TestAShareAloneIsABeta holds the quantiles of a part of a Dirichlet to those of its marginal.
func TestAShareAloneIsABeta(t *testing.T) {
	shares, err := NewDirichlet([]float64{0.2, 0.1, 0}, 40)
	if err != nil {
		t.Fatal(err)
	}
	for part, beta := range []distuv.Beta{{Alpha: 8, Beta: 32}, {Alpha: 4, Beta: 36}} {
		for _, p := range []float64{1e-6, Tail, 0.5, 1 - Tail, 1 - 1e-6} {
			if got := beta.CDF(shares.Quantile(part, p)); math.Abs(got-p) > 1e-12 {
				t.Errorf("part %d stays below its quantile of %v with %v", part, p, got)
			}
		}
	}
	if got := shares.Quantile(2, 0.9); got != 0 {
		t.Errorf("a share of nothing reaches %v", got)
	}
	whole, err := NewDirichlet([]float64{1}, 40)
	if err != nil {
		t.Fatal(err)
	}
	if got := whole.Quantile(0, 0.1); got != 1 {
		t.Errorf("the whole comes down to %v", got)
	}
}
