package draws

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"
)

// checkCounts holds counts of draws to their chances, by chi-square over the counts that ten
// draws are expected of, all others put together.
func checkCounts(t *testing.T, name string, n int, draw func(k uint64) int, chance func(float64) float64, mean, variance float64) {
	t.Helper()
	const (
		fewest   = 10
		rare     = 1e-4
		mostRare = 8 // of less than one that is expected: one in a million
	)
	reach := 10*math.Sqrt(variance) + 20
	low, high := int(max(0, mean-reach)), int(mean+reach)
	observed := make([]float64, high-low+1)
	drawn := make([]float64, n)
	for k := range drawn {
		x := draw(uint64(k))
		if x < low || x > high {
			t.Fatalf("%s: drew %d", name, x)
		}
		observed[x-low]++
		drawn[k] = float64(x)
	}
	var seen, want []float64
	var seenRare, wantRare float64
	for i, o := range observed {
		if w := float64(n) * chance(float64(low+i)); w >= fewest {
			seen, want = append(seen, o), append(want, w)
		} else {
			seenRare, wantRare = seenRare+o, wantRare+w
		}
	}
	if wantRare >= 1 {
		seen, want = append(seen, seenRare), append(want, wantRare)
	} else if seenRare > mostRare {
		t.Errorf("%s: %v draws of what %v are expected of", name, seenRare, wantRare)
	}
	if len(seen) > 1 {
		if p := (distuv.ChiSquared{K: float64(len(seen) - 1)}).Survival(stat.ChiSquare(seen, want)); p < rare {
			t.Errorf("%s: p = %v that counts are as they should be", name, p)
		}
	}
	if off, most := math.Abs(stat.Mean(drawn, nil)-mean), 4*math.Sqrt(variance/float64(n)); off > most {
		t.Errorf("%s: mean lies %v off, at most %v is likely", name, off, most)
	}
	if got := stat.Variance(drawn, nil); variance > 0.1 && math.Abs(got/variance-1) > 0.05 {
		t.Errorf("%s: variance %v, want %v", name, got, variance)
	}
}

func TestPoissonCounts(t *testing.T) {
	for _, mean := range []float64{0.01, 0.7, 3, 9.99, 10, 10.4, 17, 60, 333.3, 5000} {
		gonum := distuv.Poisson{Lambda: mean}
		address := chanceAt(1, fmt.Sprint("starts ", mean))
		checkCounts(t, fmt.Sprint("mean ", mean), 60_000, func(k uint64) int {
			s := streamAt(address, k)
			return s.Poisson(mean)
		}, gonum.Prob, gonum.Mean(), gonum.Variance())
	}
}

func TestBinomialCounts(t *testing.T) {
	for _, c := range []struct {
		n int
		p float64
	}{{1, 0.3}, {12, 0.5}, {30, 0.9}, {19, 0.55}, {20, 0.5}, {25, 0.41}, {100, 0.099}, {100, 0.101}, {400, 0.03}, {400, 0.7}, {20_000, 0.25}, {1_000_000, 0.00001}, {1_000_000, 0.999}} {
		gonum := distuv.Binomial{N: float64(c.n), P: c.p}
		address := chanceAt(1, fmt.Sprint("moves ", c))
		checkCounts(t, fmt.Sprint(c), 60_000, func(k uint64) int {
			s := streamAt(address, k)
			return s.Binomial(c.n, c.p)
		}, gonum.Prob, gonum.Mean(), gonum.Variance())
	}
}

func TestCountsThatAreCertain(t *testing.T) {
	s := streamAt(chanceAt(1, "certain"), 0)
	for _, c := range []struct {
		name      string
		got, want int
	}{
		{"nobody comes at a rate of 0", s.Poisson(0), 0},
		{"nor below", s.Poisson(-1), 0},
		{"nor at no number", s.Poisson(math.NaN()), 0},
		{"nobody of nobody", s.Binomial(0, 0.5), 0},
		{"nobody with no chance", s.Binomial(50, 0), 0},
		{"all if certain", s.Binomial(50, 1), 50},
		{"all if more than certain by rounding", s.Binomial(50, 1+1e-15), 50},
	} {
		if c.got != c.want {
			t.Errorf("%s: %d, want %d", c.name, c.got, c.want)
		}
	}
	if got := s.Poisson(math.Inf(1)); got < mostMean/2 {
		t.Errorf("a mean beyond all counts gives %d", got)
	}
}

// streamAt is the stream that the k-th number of an address begins.
func streamAt(a Address, k uint64) Stream { return StreamOf(a.Uniform(k)) }

func TestAStreamDependsOnItsNumberAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.Uint64().Draw(t, "k")
		a, b := streamAt(chanceAt(3, "starts"), k), streamAt(chanceAt(3, "starts"), k)
		other := streamAt(chanceAt(3, "moves"), k)
		mean := rapid.Float64Range(0, 1000).Draw(t, "mean")
		if x := a.Uniform(); x != b.Uniform() || x == other.Uniform() || chanceAt(3, "starts").Uniform(k) == At(3, "starts").Uniform(k) {
			t.Fatalf("draw %d begins with %v", k, x)
		}
		if x, y := a.Poisson(mean), b.Poisson(mean); x != y {
			t.Fatalf("%d and %d", x, y)
		}
	})
}

func TestPoissonCountsRiseWithTheirMean(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.Uint64().Draw(t, "k")
		low := math.Exp(rapid.Float64Range(-3, 10).Draw(t, "log low"))
		high := low * (1 + rapid.Float64Range(0, 1).Draw(t, "more"))
		a, b := streamAt(chanceAt(3, "starts"), k), streamAt(chanceAt(3, "starts"), k)
		if x, y := a.Poisson(low), b.Poisson(high); x > y {
			t.Fatalf("%d of %v and %d of %v", x, low, y, high)
		}
	})
}

// The chances of fewer, summed one by one, come to less than u, and with the count's own to u.
func TestPoissonQuantiles(t *testing.T) {
	const summed = 1e-11 // what rounding leaves of the sum
	rapid.Check(t, func(t *rapid.T) {
		mean := meanOfFew * math.Exp(rapid.Float64Range(0, 5).Draw(t, "log mean"))
		u := uniformNumber().Draw(t, "u")
		gonum, got, fewer := distuv.Poisson{Lambda: mean}, poissonQuantile(u, mean), 0.0
		for k := range got {
			fewer += gonum.Prob(float64(k))
		}
		if fewer > u+summed || fewer+gonum.Prob(float64(got)) < u-summed {
			t.Fatalf("mean %v: quantile of %v is %d, with %v below it", mean, u, got, fewer)
		}
	})
}

func TestLogFactorial(t *testing.T) {
	for k := range 1000 {
		want, _ := math.Lgamma(float64(k) + 1)
		if got := logFactorial(float64(k)); math.Abs(got-want) > 1e-11+1e-14*want {
			t.Errorf("log %d! is %v, want %v", k, got, want)
		}
	}
}

var count int

func BenchmarkCounts(b *testing.B) {
	address, source := chanceAt(1, "starts"), rand.NewPCG(1, 1)
	for _, mean := range []float64{0.5, 3, 9, 30, 1000} {
		perValue(b, fmt.Sprint("poisson ", mean), 1, func(k uint64) { s := streamAt(address, k); count += s.Poisson(mean) })
		gonum := distuv.Poisson{Lambda: mean, Src: source}
		perValue(b, fmt.Sprint("poisson ", mean, " by gonum"), 1, func(uint64) { count += int(gonum.Rand()) })
		perValue(b, fmt.Sprint("binomial ", mean), 1, func(k uint64) { s := streamAt(address, k); count += s.Binomial(int(5*mean), 0.2) })
		binomial := distuv.Binomial{N: 5 * mean, P: 0.2, Src: source}
		perValue(b, fmt.Sprint("binomial ", mean, " by gonum"), 1, func(uint64) { count += int(binomial.Rand()) })
	}
}
