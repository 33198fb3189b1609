package estimate

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"
)

func TestStartsWithoutATrend(t *testing.T) {
	const tries = 1000
	random := rand.New(rand.NewPCG(6, 3))
	for _, mean := range []float64{0.4, 3, 30} {
		held := 0
		for range tries {
			counts := make([]int, 12)
			for i := range counts {
				for at := random.ExpFloat64(); at < mean; at += random.ExpFloat64() {
					counts[i]++
				}
			}
			if s := newStarts(counts, 12); s.Holds(mean) {
				held++
			}
		}
		if held < 730 || held > 870 { // wide for the smallest mean, as counts are whole
			t.Errorf("mean %g: held %d of %d times", mean, held, tries)
		}
	}
	even, uneven := newStarts([]int{10, 10, 10, 10}, 4), newStarts([]int{0, 20, 0, 20}, 4)
	if even.Spread != 1 || uneven.Spread < 10 || uneven.High-uneven.Low < 3*(even.High-even.Low) || even.PerMonth != uneven.PerMonth {
		t.Errorf("even %+v, uneven %+v", even, uneven)
	}
}

func TestWhyThereIsNoTrend(t *testing.T) {
	many := func(months, each int) []int {
		counts := make([]int, months)
		for i := range counts {
			counts[i] = each
		}
		return counts
	}
	steep := many(24, 0)
	for i := range steep {
		steep[i] = 1 << (i / 2)
	}
	for name, c := range map[string]struct {
		counts []int
		want   NoTrend
	}{
		"a year and eleven months":  {many(23, 50), TrendShort},
		"few":                       {many(24, 4), TrendFew},
		"doubling every two months": {steep, TrendSteep},
		"enough":                    {many(24, 5), ""},
	} {
		if s := newStarts(c.counts, len(c.counts)); s.WhyNone != c.want || (s.Trend == nil) != (c.want != "") {
			t.Errorf("%s: %q, trend %v", name, s.WhyNone, s.Trend)
		}
	}
}

func TestTrendSolvesItsEquations(t *testing.T) {
	close := func(a, b float64) bool { return math.Abs(a-b) <= 1e-6*max(1, math.Abs(a), math.Abs(b)) }
	wide := 0
	rapid.Check(t, func(t *rapid.T) {
		counts := make([]int, rapid.IntRange(24, 40).Draw(t, "months"))
		least := rapid.IntRange(5, 60).Draw(t, "least")
		for i := range counts {
			counts[i] = least + rapid.IntRange(0, 2*least).Draw(t, "more")
		}
		at := rapid.IntRange(0, len(counts)).Draw(t, "at")
		s := newStarts(counts, at)
		if s.Trend == nil {
			t.Skip("too steep")
		}
		var score0, score1, i00, i01, i11, x2 float64
		for i, n := range counts {
			x := float64(i-at) / 12
			mu := s.PerMonth * math.Pow(1+s.Trend.Growth, x)
			score0, score1 = score0+float64(n)-mu, score1+x*(float64(n)-mu)
			i00, i01, i11 = i00+mu, i01+x*mu, i11+x*x*mu
			x2 += (float64(n) - mu) * (float64(n) - mu) / mu
		}
		if math.Abs(score0)+math.Abs(score1) > 1e-6*i00 {
			t.Fatalf("level %v and growth %v leave %v and %v", s.PerMonth, s.Trend.Growth, score0, score1)
		}
		if s.Spread > 1 {
			wide++
			if !close(s.Spread, x2/float64(len(counts)-2)) {
				t.Fatalf("spread %v, want %v", s.Spread, x2/float64(len(counts)-2))
			}
		}
		det := i00*i11 - i01*i01
		level, slope, r := math.Sqrt(s.Spread*i11/det), math.Sqrt(s.Spread*i00/det), -i01/math.Sqrt(i00*i11)
		const tenth = 1.2815515655446004 // standard errors above which a tenth of a normal lies
		for _, i := range []struct{ got, want Interval }{
			{s.Interval, Interval{s.PerMonth * math.Exp(-tenth*level), s.PerMonth * math.Exp(tenth*level)}},
			{s.Trend.Interval, Interval{(1+s.Trend.Growth)*math.Exp(-tenth*slope) - 1, (1+s.Trend.Growth)*math.Exp(tenth*slope) - 1}},
		} {
			if !close(i.got.Low, i.want.Low) || !close(i.got.High, i.want.High) {
				t.Fatalf("interval %v, want %v", i.got, i.want)
			}
		}
		if !close(s.Trend.Rank, 6/math.Pi*math.Asin(r/2)) {
			t.Fatalf("rank %v of a correlation of %v", s.Trend.Rank, r)
		}
	})
	if wide == 0 {
		t.Error("no months varied more than chance has it: the test looks at half")
	}
}

func TestOverdispersedStartsAreRecovered(t *testing.T) {
	const tries, months, level, growth, variance = 600, 36, 20.0, 0.06, 2.0
	random := rand.New(rand.NewPCG(6, 7))
	held, narrow := [2]int{}, 0
	for range tries {
		counts := make([]int, months)
		for i := range counts {
			mean := level * math.Pow(1+growth, float64(i-months)/12)
			rate := distuv.Gamma{Alpha: mean / (variance - 1), Beta: 1 / (variance - 1), Src: random}.Rand()
			counts[i] = int(distuv.Poisson{Lambda: rate, Src: random}.Rand())
		}
		s := newStarts(counts, months)
		if s.Holds(level) {
			held[0]++
		}
		if s.Trend != nil && s.Trend.Holds(growth) {
			held[1]++
		}
		if s.Spread == 1 {
			narrow++
		}
	}
	for i, what := range []string{"level", "growth"} {
		if share := float64(held[i]) / tries; math.Abs(share-0.8) > 0.05 {
			t.Errorf("%s: held in %.1f%% of %d, want 80%%", what, 100*share, tries)
		}
	}
	if narrow > tries/5 { // the test of spread misses some: one in eight here
		t.Errorf("%d of %d were taken for chance", narrow, tries)
	}
}

func TestGrowthThatMayBeNoneIsNotGoneOnWith(t *testing.T) {
	rising, level := make([]int, 24), make([]int, 24)
	for i := range rising {
		rising[i], level[i] = 100+2*i, 100+3*(i%5)
	}
	if s := newStarts(rising, 24); s.NoGrowth() != "" || s.Trend.Holds(0) {
		t.Errorf("rising: %q, %+v", s.NoGrowth(), s.Trend)
	}
	if s := newStarts(level, 24); s.NoGrowth() != TrendLevel || !s.Trend.Holds(0) || s.PerMonth == 106 {
		t.Errorf("level: %q, %+v, %v a month", s.NoGrowth(), s.Trend, s.PerMonth)
	}
	if s := newStarts(level[:12], 12); s.NoGrowth() != TrendShort {
		t.Errorf("short: %q", s.NoGrowth())
	}
}
