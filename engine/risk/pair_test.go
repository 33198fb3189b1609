package risk

import (
	"context"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"
)

func compare(t testing.TB, s *Sample, a, b int) Pair {
	t.Helper()
	pair, err := s.Compare(a, b)
	if err != nil {
		t.Fatal(err)
	}
	return pair
}

// A less B is 100 + 20 y: what moves both alike, x, cancels.
func TestADifferenceOnTheSameDrawsHasItsClosedForm(t *testing.T) {
	sample := collect(t, formulas{
		{yearly("a"), func(d []float64) float64 { return 1000 + 300*d[0] + 40*d[1] }},
		{yearly("b"), func(d []float64) float64 { return 900 + 300*d[0] + 20*d[1] }},
	}, Whole(10_000), 2)
	pair := compare(t, sample, 0, 1)
	near(t, "mean", pair.Mean, 100, pair.MeanError)
	near(t, "sd", pair.SD, 20, 20/math.Sqrt(2*10_000))
	if math.Abs(pair.MeanError-0.2) > 0.01 {
		t.Errorf("the mean is known to %v, want 0.2", pair.MeanError)
	}
	z := distuv.UnitNormal.Quantile(0.9)
	near(t, "P10", pair.P10.Value, 100-20*z, pair.P10.Error)
	near(t, "P90", pair.P90.Value, 100+20*z, pair.P90.Error)
	near(t, "chance of A above B", pair.Above.P(), distuv.UnitNormal.CDF(5), pair.Above.Error)
	if pair.DrawsToHalve != 0 || pair.A != 0 || pair.B != 1 || pair.Draws != 10_000 {
		t.Errorf("%+v", pair)
	}
	// Of two runs on draws of their own the difference would have an sd of 427.
	apart := math.Hypot(summaryOf(t, sample, 0).SD, summaryOf(t, sample, 1).SD)
	if apart < 20*pair.SD {
		t.Errorf("pairing takes the sd from %v to %v only", apart, pair.SD)
	}
}

// The chance that each of several pays more than each other is what comparing the two gives.
func TestChancesOfPayingMoreAreThoseOfPairs(t *testing.T) {
	sample := collect(t, formulas{
		{yearly("a"), func(d []float64) float64 { return 1000 + 300*d[0] + 40*d[1] }},
		{yearly("b"), func(d []float64) float64 { return 980 + 300*d[0] + 20*d[1] }},
		{yearly("c"), func(d []float64) float64 { return 1000 + 300*d[0] + max(0, 40*d[1]) }}, // equal to a in half the draws
	}, Whole(10_000), 2)
	more, err := sample.More([]int{2, 0, 1})
	if err != nil {
		t.Fatal(err)
	}
	for i, a := range []int{2, 0, 1} {
		for j, b := range []int{2, 0, 1} {
			if want := compare(t, sample, a, b).Above; more[i][j] != want {
				t.Errorf("%d above %d: %+v, want %+v", a, b, more[i][j], want)
			}
		}
	}
	if more[1][0].Draws != 0 || !(more[0][1].P() > 0.4) || !(more[0][1].P() < 0.6) {
		t.Errorf("c above a: %+v, and a above c: %+v; want half of the draws, and none", more[0][1], more[1][0])
	}
}

// var(a - b) = var(a) + var(b) - 2 cov(a, b), whatever the two are.
func TestThePairedVarianceIsThatOfItsParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.Float64Range(-100, 100)
		loads := rapid.SliceOfN(number, 6, 6).Draw(t, "loads")
		line := func(at []float64) func([]float64) float64 {
			return func(d []float64) float64 { return 500 + at[0]*d[0] + at[1]*d[1] + at[2]*d[2]*d[2] }
		}
		study := formulas{{yearly("a"), line(loads[:3])}, {yearly("b"), line(loads[3:])}}
		sample, err := Collect(context.Background(), study, newNormals(3, 3), Origin{"study", 3, Whole(1000)}, 1, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		a, _ := sample.Values(0)
		b, _ := sample.Values(1)
		pair, err := sample.Compare(0, 1)
		if err != nil {
			t.Fatal(err)
		}
		varA, varB := stat.Variance(a, nil), stat.Variance(b, nil)
		want := varA + varB - 2*stat.Covariance(a, b, nil)
		if got := pair.SD * pair.SD; math.Abs(got-want) > 1e-9*(varA+varB) {
			t.Fatalf("variance %v, want %v", got, want)
		}
		if want := stat.Correlation(a, b, nil); varA > 1 && varB > 1 && math.Abs(pair.Correlation-want) > 1e-9 {
			t.Fatalf("correlation %v, want %v", pair.Correlation, want)
		}
		for k := range a {
			a[k] -= b[k]
		}
		slices.Sort(a)
		if pair.P50.Value != (a[499]+(a[500]-a[499])*0.5) && math.Abs(pair.P50.Value-(a[499]+a[500])/2) > 1e-9 {
			t.Fatalf("P50 %v, want between %v and %v", pair.P50.Value, a[499], a[500])
		}
	})
}

// A cap that seldom binds leaves two payments the same in most draws: neither is above.
func TestDrawsInWhichNothingDiffers(t *testing.T) {
	sample := collect(t, formulas{
		{yearly("open"), func(d []float64) float64 { return 100 + 10*d[0] }},
		{yearly("capped"), func(d []float64) float64 { return min(110, 100+10*d[0]) + 1e-12*d[1] }},
	}, Whole(10_000), 2)
	pair := compare(t, sample, 0, 1)
	near(t, "chance of the open payment above", pair.Above.P(), distuv.UnitNormal.Survival(1), pair.Above.Error)
	if pair.Below.Draws != 0 || math.Abs(pair.P10.Value) > 1e-9 || math.Abs(pair.P50.Value) > 1e-9 {
		t.Errorf("%+v", pair)
	}
}

// The advice: a mean difference within two of its errors of zero is not known to be one.
func TestAMeanDifferenceThatIsNotKnownAsksForMoreDraws(t *testing.T) {
	sample := collect(t, formulas{
		{yearly("a"), func(d []float64) float64 { return 1000 + 100*d[0] }},
		{yearly("b"), func(d []float64) float64 { return 1000 + 100*d[1] }},
		{yearly("a again"), func(d []float64) float64 { return 1000 + 100*d[0] }},
	}, Whole(10_000), 2)
	if pair := compare(t, sample, 0, 1); math.Abs(pair.Mean) >= 2*pair.MeanError || pair.DrawsToHalve != 40_000 {
		t.Errorf("%+v", pair)
	}
	if pair := compare(t, sample, 0, 2); pair.SD != 0 || pair.DrawsToHalve != 0 || math.Abs(pair.Correlation-1) > 1e-12 {
		t.Errorf("%+v", pair)
	}
}
