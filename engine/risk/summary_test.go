package risk

import (
	"math"
	"math/big"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"parity/engine"
)

// near fails unless got lies within so many of its errors of want.
func near(t *testing.T, what string, got, want, err float64) {
	t.Helper()
	const errors = 4
	if !(math.Abs(got-want) <= errors*err) {
		t.Errorf("%s is %v, want %v within %v", what, got, want, errors*err)
	}
}

func summaryOf(t *testing.T, s *Sample, column int) Summary {
	t.Helper()
	summary, err := s.Summary(column)
	if err != nil {
		t.Fatal(err)
	}
	return summary
}

func TestANormalFigureComesToItsClosedForm(t *testing.T) {
	const mean, sd = 1000, 50
	s := summaryOf(t, collect(t, contract(), Whole(20_000), 2), cost)
	near(t, "mean", s.Mean, mean, s.MeanError)
	near(t, "sd", s.SD, sd, sd/math.Sqrt(2*20_000))
	if want := s.SD / math.Sqrt(20_000); s.MeanError != want {
		t.Errorf("error of the mean %v, want %v", s.MeanError, want)
	}
	for _, q := range s.Quantiles {
		p := float64(q.Percent) / 100
		z := distuv.UnitNormal.Quantile(p)
		near(t, "quantile", q.Value, mean+sd*z, q.Error)
		// The error by density: sqrt(p (1-p) / n) / f.
		want := math.Sqrt(p*(1-p)/20_000) / (distuv.UnitNormal.Prob(z) / sd)
		if q.Error < want/2 || q.Error > want*2 || q.BinError != 0 {
			t.Errorf("P%d has errors %v and %v, want about %v and 0", q.Percent, q.Error, q.BinError, want)
		}
	}
	// The mean of the highest tenth of a normal: mean + sd f(z) / 0.1.
	z := distuv.UnitNormal.Quantile(0.9)
	near(t, "expected shortfall", s.Shortfall.Mean, mean+sd*distuv.UnitNormal.Prob(z)/0.1, s.Shortfall.Error)
	if s.Shortfall.Lowest {
		t.Error("the worst of a cost are its lowest draws")
	}
	if s.DrawsToHalve != 0 {
		t.Errorf("%d draws are advised where 20,000 are enough", s.DrawsToHalve)
	}
}

func TestASurplusIsWorstWhereItIsLowest(t *testing.T) {
	sample := collect(t, contract(), Whole(4000), 2)
	s := summaryOf(t, sample, surplus)
	values, err := sample.Values(surplus)
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(values)
	if want := stat.Mean(values[:400], nil); !s.Shortfall.Lowest || math.Abs(s.Shortfall.Mean-want) > 1e-9 {
		t.Errorf("expected shortfall %v, want %v", s.Shortfall, want)
	}
	below, _ := slices.BinarySearch(values, 0)
	if s.Deficit.Draws != below || s.Deficit.Of != 4000 || s.Deficit.P() != float64(below)/4000 {
		t.Errorf("deficit in %+v, want %d draws", s.Deficit, below)
	}
}

// Where every pound of cost is paid the surplus is nothing but what sums leave in their last
// digits: that is no deficit.
func TestBillionthsAreNoDeficit(t *testing.T) {
	sample := collect(t, formulas{
		{yearly(engine.GoalSurplus), func(d []float64) float64 { return 1e-9 * d[0] }},
		{yearly(engine.GoalSurplus), func(d []float64) float64 { return -0.005 }},
	}, Whole(1000), 1)
	for column, want := range []int{0, 1000} {
		if s := summaryOf(t, sample, column); s.Deficit.Draws != want {
			t.Errorf("column %d is in deficit in %d draws, want %d", column, s.Deficit.Draws, want)
		}
	}
}

// Expected shortfall and its error, written down as the mean and its standard error over all
// draws of what lies beyond the edge.
func TestExpectedShortfallAgainstAllDraws(t *testing.T) {
	sample := collect(t, contract(), Whole(2000), 2)
	values, err := sample.Values(surplus)
	if err != nil {
		t.Fatal(err)
	}
	edge := slices.Sorted(slices.Values(values))[199]
	beyond := make([]float64, len(values))
	for k, x := range values {
		beyond[k] = min(0, x-edge)
	}
	mean, sd := stat.MeanStdDev(beyond, nil)
	got := summaryOf(t, sample, surplus).Shortfall
	if want := edge + 10*mean; math.Abs(got.Mean-want) > 1e-9 {
		t.Errorf("expected shortfall %v, want %v", got.Mean, want)
	}
	if want := 10 * sd / math.Sqrt(2000); math.Abs(got.Error-want) > 1e-12*want {
		t.Errorf("its error is %v, want %v", got.Error, want)
	}
}

// The errors are what they say: over many seeds, figures scatter by them.
func TestErrorsAreTheScatterOverSeeds(t *testing.T) {
	const seeds = 200
	var mean, p10, chance, shortfall, shortfallError, p10Error, chanceError []float64
	for seed := range uint64(seeds) {
		sample, err := Collect(t.Context(), contract(), newNormals(seed, 3), Origin{"study", seed, Whole(2000)}, 0, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		s := summaryOf(t, sample, surplus)
		mean = append(mean, s.Mean/s.MeanError)
		p10, p10Error = append(p10, s.P(10).Value), append(p10Error, s.P(10).Error)
		chance, chanceError = append(chance, s.Deficit.P()), append(chanceError, s.Deficit.Error)
		shortfall, shortfallError = append(shortfall, s.Shortfall.Mean), append(shortfallError, s.Shortfall.Error)
	}
	for _, c := range []struct {
		what          string
		scatter, says float64
	}{
		{"mean", stat.StdDev(mean, nil), 1},
		{"P10", stat.StdDev(p10, nil), stat.Mean(p10Error, nil)},
		{"chance of deficit", stat.StdDev(chance, nil), stat.Mean(chanceError, nil)},
		{"expected shortfall", stat.StdDev(shortfall, nil), stat.Mean(shortfallError, nil)},
	} {
		// The scatter over 200 seeds is itself known to 5%.
		if ratio := c.says / c.scatter; ratio < 0.8 || ratio > 1.25 {
			t.Errorf("%s scatters by %v, and its error says %v", c.what, c.scatter, c.says)
		}
	}
}

func TestAFigureThatNeverMoves(t *testing.T) {
	s := summaryOf(t, collect(t, contract(), Whole(1000), 1), block)
	if s.Mean != 990 || s.SD != 0 || s.MeanError != 0 || s.P(1).Value != 990 || s.P(99) != (Quantile{99, 990, 0, 0}) || s.Shortfall.Mean != 990 || s.Shortfall.Error != 0 || s.DrawsToHalve != 0 {
		t.Errorf("a block of 990 comes to %+v", s)
	}
}

func TestFewDrawsSayHowManyWouldHalveTheError(t *testing.T) {
	if s := summaryOf(t, collect(t, contract(), Whole(1000), 1), cost); s.DrawsToHalve != 4000 {
		t.Errorf("1,000 draws advise %d, want 4,000: P10 is known to %v", s.DrawsToHalve, s.P(10).Error)
	}
}

// A chance that no draw showed is still not known to be nothing.
func TestAChanceOfNoDraws(t *testing.T) {
	for _, draws := range []int{0, 1000} {
		if c := chanceOf(draws, 1000); math.Abs(c.Error-1.0/2002) > 1e-15 {
			t.Errorf("error of %d draws in 1,000 is %v, want 1/2002", draws, c.Error)
		}
	}
	if c := chanceOf(500, 1000); math.Abs(c.Error-math.Sqrt(0.25/1000)) > 1e-5 {
		t.Errorf("error of 500 draws in 1,000 is %v", c.Error)
	}
}

// Quantiles are gonum's linear interpolation, once the places are told in its way: type 4 at
// (1 + p (n-1)) / n is type 7 at p.
func TestQuantilesAgainstGonum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Float64Range(-1e6, 1e6), 2, 200).Draw(t, "values")
		p := rapid.Float64Range(0, 1).Draw(t, "p")
		got, off := quantile(inOrder(values), p)
		slices.Sort(values)
		n := float64(len(values))
		want := stat.Quantile(min(1, (1+p*(n-1))/n), stat.LinInterp, values, nil)
		if math.Abs(got-want) > 1e-6 || off != 0 {
			t.Fatalf("quantile %v is %v, want %v", p, got, want)
		}
	})
}

// Sums made by panels are those of exact arithmetic, but for the last digits of float64.
func TestMomentsAgainstBigSums(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		around := rapid.Float64Range(-1e9, 1e9).Draw(t, "around")
		values := rapid.SliceOfN(rapid.Float64Range(-1e4, 1e4), 3*PanelDraws, 3*PanelDraws).Draw(t, "values")
		for i := range values {
			values[i] += around
		}
		exact := func(x float64) *big.Float { return new(big.Float).SetPrec(500).SetFloat64(x) }
		sum, squares := exact(0), exact(0)
		for _, x := range values {
			sum.Add(sum, exact(x))
		}
		mean := new(big.Float).Quo(sum, exact(float64(len(values))))
		for _, x := range values {
			d := exact(x)
			d.Sub(d, mean)
			squares.Add(squares, d.Mul(d, d))
		}
		wantMean, _ := mean.Float64()
		wantSquares, _ := squares.Float64()
		m := momentsOfAll(values)
		if math.Abs(m.mean()-wantMean) > 1e-14*max(1, math.Abs(wantMean))*float64(len(values)) || math.Abs(m.squares-wantSquares) > 1e-3+1e-8*wantSquares {
			t.Fatalf("mean %v and squares %v, want %v and %v", m.mean(), m.squares, wantMean, wantSquares)
		}
		if m.least != slices.Min(values) || m.most != slices.Max(values) {
			t.Fatalf("from %v to %v", m.least, m.most)
		}
	})
}

func TestCurveRunsFromTheLeastToTheMost(t *testing.T) {
	sample := collect(t, contract(), Whole(2000), 2)
	curve, err := sample.Curve(cost)
	if err != nil {
		t.Fatal(err)
	}
	s := summaryOf(t, sample, cost)
	if len(curve) != 101 || curve[0].Value != s.Least || curve[100].Value != s.Most || curve[50] != s.P(50) || curve[90] != s.P(90) {
		t.Errorf("the curve runs from %v by %v to %v", curve[0], curve[50], curve[100])
	}
	if !slices.IsSortedFunc(curve, func(a, b Quantile) int { return int(math.Copysign(1, a.Value-b.Value)) }) {
		t.Error("the curve does not rise")
	}
}

// Quantiles are never added up: the P90 of a total is less than the sum of its parts' P90s
// where the parts do not move as one, and its mean is the sum of theirs.
func TestQuantilesOfATotalAreNotSums(t *testing.T) {
	a := func(d []float64) float64 { return 100 + 10*d[0] }
	b := func(d []float64) float64 { return 100 + 10*d[1] }
	sample := collect(t, formulas{
		{yearly("a"), a}, {yearly("b"), b}, {yearly("total"), func(d []float64) float64 { return a(d) + b(d) }},
	}, Whole(10_000), 2)
	x, y, total := summaryOf(t, sample, 0), summaryOf(t, sample, 1), summaryOf(t, sample, 2)
	if math.Abs(total.Mean-x.Mean-y.Mean) > 1e-9 {
		t.Errorf("means %v and %v, and of the total %v", x.Mean, y.Mean, total.Mean)
	}
	z := distuv.UnitNormal.Quantile(0.9)
	near(t, "P90 of the total", total.P(90).Value, 200+10*math.Sqrt2*z, total.P(90).Error)
	if sum := x.P(90).Value + y.P(90).Value; sum-total.P(90).Value < 10*z*(2-math.Sqrt2)/2 {
		t.Errorf("the P90s sum to %v, and the total's is %v", sum, total.P(90).Value)
	}
}
