package draws

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"
)

// Each share of a Dirichlet is by itself a beta, whatever its place among the parts.
func TestEachShareIsABeta(t *testing.T) {
	const (
		n             = 10_000
		concentration = 30
		likely        = 1.95 // Kolmogorov-Smirnov at one in a thousand
	)
	for _, means := range [][]float64{{0.4, 0.1, 0.3}, {0.2, 0.5, 0.3}, {0.05}, {0.01, 0, 0.9}} {
		shares, err := NewDirichlet(means, concentration)
		if err != nil {
			t.Fatal(err)
		}
		drawn := filled(sampler(t, []Parameter{{Name: "moves", Shares: shares}}), 0, n)
		for part, mean := range means {
			if shares.Mean(part) != mean && !near(shares.Mean(part), mean, 1e-12) {
				t.Errorf("%v: mean of part %d is %v", means, part, shares.Mean(part))
			}
			if mean == 0 {
				if slices.Max(drawn[part]) != 0 {
					t.Errorf("%v: a share of 0 is drawn as %v", means, slices.Max(drawn[part]))
				}
				continue
			}
			gonum := distuv.Beta{Alpha: concentration * mean, Beta: concentration * (1 - mean)}
			if !near(shares.SD(part), gonum.StdDev(), 1e-12) {
				t.Errorf("%v: standard deviation of part %d is %v, gonum's %v", means, part, shares.SD(part), gonum.StdDev())
			}
			slices.Sort(drawn[part])
			furthest := 0.0
			for i, x := range drawn[part] {
				furthest = max(furthest, math.Abs(gonum.CDF(x)-float64(i)/n))
			}
			if furthest > likely/math.Sqrt(n) {
				t.Errorf("%v: part %d lies %v from its beta", means, part, furthest)
			}
		}
		if len(means) > 1 && means[1] > 0 {
			checkCovariance(t, shares)
		}
	}
}

// checkCovariance holds two shares to the covariance of a Dirichlet, -m1 m2 / (concentration + 1).
func checkCovariance(t *testing.T, shares *Shares) {
	t.Helper()
	const n = 20_000
	drawn := filled(sampler(t, []Parameter{{Name: "moves", Shares: shares}}), 0, n)
	want := -shares.Mean(0) * shares.Mean(1) / (shares.concentration + 1)
	if got := stat.Covariance(drawn[0], drawn[1], nil); math.Abs(got-want) > 0.06*math.Abs(want) {
		t.Errorf("covariance %v, want %v", got, want)
	}
}

func TestSharesNeverSumToMoreThanTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sumOf := func(means []float64) (sum float64) {
			for _, mean := range means {
				sum += mean
			}
			return sum
		}
		something := func(means []float64) bool { return sumOf(means) > 0 }
		means := rapid.SliceOfN(rapid.Float64Range(0, 1), 1, 6).Filter(something).Draw(t, "means")
		whole, sum := rapid.Float64Range(0.01, 1).Draw(t, "whole"), sumOf(means)
		for i := range means {
			means[i] *= whole / sum
		}
		shares, err := NewDirichlet(means, math.Exp(rapid.Float64Range(-5, 12).Draw(t, "log concentration")))
		if err != nil {
			t.Fatal(err)
		}
		drawn := rows(len(means), 1)
		for i := range drawn {
			drawn[i][0] = rapid.Float64Range(LeastUniform, 1-LeastUniform).Draw(t, "u")
		}
		newParts(shares, tables{}).fromUniforms(drawn)
		total := 0.0
		for i := range drawn {
			if share := drawn[i][0]; !(share >= 0 && share <= 1) {
				t.Fatalf("shares %v", drawn)
			}
			total += drawn[i][0]
		}
		if total > 1+1e-12 || (whole > 1-1e-9 && total < 1-1e-9) {
			t.Fatalf("shares %v sum to %v, their means to %v", drawn, total, whole)
		}
	})
}

func TestDirichletRefusals(t *testing.T) {
	for _, c := range []struct {
		means         []float64
		concentration float64
		want          string
	}{
		{[]float64{0.5}, 0, "found a concentration of 0; concentration is a number from 0.001 to 1e+12; give the number of people the shares are as good as seen in"},
		{[]float64{0.5, 1.5}, 10, "found a share of 1.5; shares lie between 0 and 1; correct it"},
		{[]float64{0.5, 0.6}, 10, "found shares that sum to 1.1; shares of one whole sum to above 0 and to 1 at most; correct them"},
		{[]float64{0, 0}, 10, "found shares that sum to 0; shares of one whole sum to above 0 and to 1 at most; correct them"},
		{nil, 10, "found shares that sum to 0; shares of one whole sum to above 0 and to 1 at most; correct them"},
	} {
		if _, err := NewDirichlet(c.means, c.concentration); err == nil || err.Error() != c.want {
			t.Errorf("%v, %v: got\n%v\nwant\n%s", c.means, c.concentration, err, c.want)
		}
	}
}
