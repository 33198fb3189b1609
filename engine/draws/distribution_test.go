package draws

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"
)

// near holds to a part of a whole, or to that much where the whole is below 1.
func near(got, want, part float64) bool {
	return math.Abs(got-want) <= part*max(1, math.Abs(want))
}

func from(t rapid.TB, family Family, low, high, cell float64) Distribution {
	t.Helper()
	d, err := From(family, low, high, cell, Unbounded())
	if err != nil {
		t.Fatalf("%s from %v to %v around %v: %v", family, low, high, cell, err)
	}
	return d
}

// E5, NHP demand model, The Strategy Unit: an 80% interval low, high of a normal parameter
// has mean (low+high)/2 and standard deviation (high-low)/2.563103.
func TestE5NormalFromAnEightyPercentInterval(t *testing.T) {
	const published, digits = 2.563103, 1e-6
	rapid.Check(t, func(t *rapid.T) {
		low := rapid.Float64Range(-1000, 1000).Draw(t, "low")
		high := low + rapid.Float64Range(0.001, 1000).Draw(t, "width")
		d := from(t, Normal, low, high, math.NaN())
		if !near(d.Mean(), (low+high)/2, 1e-12) {
			t.Errorf("mean %v, published %v", d.Mean(), (low+high)/2)
		}
		if want := (high - low) / published; math.Abs(d.SD()-want) > digits*want {
			t.Errorf("standard deviation %v, published %v", d.SD(), want)
		}
	})
}

// interval draws an interval that the family can hold, and a cell within it.
func interval(t *rapid.T, family Family) (low, high, cell float64) {
	switch family {
	case Beta:
		low = rapid.Float64Range(0.001, 0.99).Draw(t, "low")
		high = low + rapid.Float64Range(0.01, 0.99).Draw(t, "part")*(0.999-low)
	case LogNormal:
		low = math.Exp(rapid.Float64Range(-10, 10).Draw(t, "log low"))
		high = low * math.Exp(rapid.Float64Range(0.001, 3).Draw(t, "log width"))
	default:
		low = rapid.Float64Range(-1e6, 1e6).Draw(t, "low")
		high = low + math.Exp(rapid.Float64Range(-5, 15).Draw(t, "log width"))
	}
	return low, high, low + rapid.Float64Range(0.0001, 0.9999).Draw(t, "along")*(high-low)
}

var families = []Family{PERT, Beta, LogNormal, Uniform, Normal}

func TestLowAndHighAreP10AndP90(t *testing.T) {
	for _, family := range families {
		t.Run(string(family), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				low, high, cell := interval(t, family)
				d := from(t, family, low, high, cell)
				if got := d.Quantile(0.1); math.Abs(got-low) > 1e-7*(high-low) {
					t.Errorf("P10 is %v, low %v", got, low)
				}
				if got := d.Quantile(0.9); math.Abs(got-high) > 1e-7*(high-low) {
					t.Errorf("P90 is %v, high %v", got, high)
				}
			})
		})
	}
}

func TestQuantilesRiseWithinTheBounds(t *testing.T) {
	for _, family := range families {
		t.Run(string(family), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				d := from(t, family, 0.2, 0.5, rapid.Float64Range(0.21, 0.49).Draw(t, "cell"))
				p := rapid.SliceOfN(rapid.Float64Range(LeastUniform, 1-LeastUniform), 2, 20).Draw(t, "p")
				slices.Sort(p)
				before := d.Bounds().Low
				for _, p := range p {
					x := d.Quantile(p)
					if x < before || x > d.Bounds().High {
						t.Fatalf("quantile %v is %v, after %v, within %v", p, x, before, d.Bounds())
					}
					before = x
				}
			})
		})
	}
}

// theirs are gonum's own distributions, given their parameters and not an interval.
var theirs = []struct {
	family Family
	cell   float64 // the mode, where it counts
	of     interface {
		Rand() float64
		Quantile(float64) float64
		Mean() float64
		StdDev() float64
	}
	stretch, shift float64 // what turns their numbers into ours
}{
	{Normal, 0, distuv.Normal{Mu: 12, Sigma: 3, Src: rand.NewPCG(1, 1)}, 1, 0},
	{LogNormal, 0, distuv.LogNormal{Mu: 1.5, Sigma: 0.4, Src: rand.NewPCG(2, 1)}, 1, 0},
	{Uniform, 0, distuv.Uniform{Min: 4, Max: 9, Src: rand.NewPCG(3, 1)}, 1, 0},
	{Beta, 0, distuv.Beta{Alpha: 2, Beta: 8, Src: rand.NewPCG(4, 1)}, 1, 0},
	{Beta, 0, distuv.Beta{Alpha: 0.6, Beta: 0.4, Src: rand.NewPCG(5, 1)}, 1, 0},
	{Beta, 0, distuv.Beta{Alpha: 900, Beta: 40, Src: rand.NewPCG(6, 1)}, 1, 0},
	{PERT, 84, distuv.Beta{Alpha: 1 + 4*0.2, Beta: 1 + 4*0.8, Src: rand.NewPCG(7, 1)}, 70, 70},
	{PERT, -3, distuv.Beta{Alpha: 1 + 4*0.5, Beta: 1 + 4*0.5, Src: rand.NewPCG(8, 1)}, 2, -4},
}

func TestTheIntervalOfAKnownDistributionGivesItBack(t *testing.T) {
	for _, c := range theirs {
		ours := func(x float64) float64 { return c.shift + c.stretch*x }
		d := from(t, c.family, ours(c.of.Quantile(0.1)), ours(c.of.Quantile(0.9)), c.cell)
		if !near(d.Mean(), ours(c.of.Mean()), 1e-7) || !near(d.SD(), c.stretch*c.of.StdDev(), 1e-7) {
			t.Errorf("%s: mean %v and standard deviation %v, gonum's %v and %v", c.family, d.Mean(), d.SD(), ours(c.of.Mean()), c.stretch*c.of.StdDev())
		}
		for _, p := range []float64{0.001, 0.05, 0.25, 0.5, 0.75, 0.95, 0.999} {
			if got, want := d.Quantile(p), ours(c.of.Quantile(p)); !near(got, want, 1e-6) {
				t.Errorf("%s: quantile of %v is %v, gonum's %v", c.family, p, got, want)
			}
		}
	}
}

func TestSamplesAgreeWithSamplesOfGonum(t *testing.T) {
	const (
		n        = 20_000
		standard = 4    // standard errors of a difference of means
		likely   = 1.95 // Kolmogorov-Smirnov at one in a thousand
	)
	for i, c := range theirs {
		ours := func(x float64) float64 { return c.shift + c.stretch*x }
		d := from(t, c.family, ours(c.of.Quantile(0.1)), ours(c.of.Quantile(0.9)), c.cell)
		address := At(uint64(i), string(c.family))
		drawn, rand := make([]float64, n), make([]float64, n)
		for k := range drawn {
			drawn[k], rand[k] = d.Quantile(address.Uniform(uint64(k))), ours(c.of.Rand())
		}
		if off, most := math.Abs(stat.Mean(drawn, nil)-stat.Mean(rand, nil)), standard*d.SD()*math.Sqrt(2./n); off > most {
			t.Errorf("%s: means lie %v apart, at most %v is likely", c.family, off, most)
		}
		if ratio := stat.StdDev(drawn, nil) / stat.StdDev(rand, nil); math.Abs(ratio-1) > 0.05 {
			t.Errorf("%s: standard deviations are as %v to 1", c.family, ratio)
		}
		slices.Sort(drawn)
		slices.Sort(rand)
		if off, most := stat.KolmogorovSmirnov(drawn, nil, rand, nil), likely*math.Sqrt(2./n); off > most {
			t.Errorf("%s: distributions lie %v apart, at most %v is likely", c.family, off, most)
		}
		for _, p := range []float64{0.1, 0.5, 0.9} { // a quantile's error: that of the share below it
			below, most := float64(rankOf(rand, stat.Quantile(p, stat.Empirical, drawn, nil)))/n, standard*math.Sqrt(2*p*(1-p)/n)
			if math.Abs(below-p) > most {
				t.Errorf("%s: P%v has %v of gonum's below it", c.family, 100*p, below)
			}
		}
	}
}

// rankOf counts how many of a sorted sample lie below x.
func rankOf(sorted []float64, x float64) int {
	at, _ := slices.BinarySearch(sorted, x)
	return at
}

func TestTheCellIsTheModeOfAPERT(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low, high, cell := interval(t, PERT)
		d := from(t, PERT, low, high, cell)
		ends := d.Bounds()
		if want := (ends.Low + 4*cell + ends.High) / 6; math.Abs(d.Mean()-want) > 1e-6*(high-low) {
			t.Errorf("mean %v, want (a + 4m + b)/6 = %v", d.Mean(), want)
		}
		if ends.Low >= low || ends.High <= high {
			t.Errorf("ends %v do not lie outside %v to %v", ends, low, high)
		}
	})
}

func TestRefusals(t *testing.T) {
	share, money := Bounds{0, 1}, Bounds{0, math.Inf(1)}
	for _, c := range []struct {
		name            string
		family          Family
		low, high, cell float64
		within          Bounds
		want            string
	}{
		{"the wrong way round", Normal, 3, 2, 0, Unbounded(), "found an interval from 3 to 2; low lies below high; change the two round"},
		{"no width", PERT, 3, 3, 3, Unbounded(), "found an interval from 3 to 3; low lies below high; change the two round"},
		{"no number", Normal, math.NaN(), 2, 0, Unbounded(), "found an interval from NaN to 2; both ends are numbers; write two numbers"},
		{"an end outside", Beta, 0.5, 1.2, 0.7, share, "found an interval from 0.5 to 1.2; what is drawn is 0 to 1; narrow the interval"},
		{"a lognormal from 0", LogNormal, 0, 2, 1, money, "found a lognormal from 0; a lognormal lies above 0; raise low above 0, or choose another family"},
		{"a beta beyond 1", Beta, 0.5, 1.2, 0.7, Unbounded(), "found a beta from 0.5 to 1.2; a beta lies between 0 and 1, so its low end is above 0 and its high end below 1; narrow the interval, or choose another family"},
		{"a pert whose mode lies outside", PERT, 10, 20, 30, money, "found a pert from 10 to 20 around 30; the most likely value, which is the cell as it stands, lies between low and high; move the interval so that it lies around the cell, or choose another family"},
		{"a pert whose mode is an end", PERT, 10, 20, 10, money, "found a pert from 10 to 20 around 10; the most likely value, which is the cell as it stands, lies between low and high; move the interval so that it lies around the cell, or choose another family"},
		{"a normal share", Normal, 0.05, 0.2, 0.1, share, "found a normal with 80% from 0.05 to 0.2, whose draws reach from -0.355445 to 0.605445; what is drawn is 0 to 1, and no draw is cut off; narrow the interval, or choose beta, which lies between 0 and 1"},
		{"a normal price", Normal, 10, 90, 50, money, "found a normal with 80% from 10 to 90, whose draws reach from -206.237 to 306.237; what is drawn is 0 or more, and no draw is cut off; narrow the interval, or choose lognormal, which lies above 0"},
		{"a lognormal share", LogNormal, 0.2, 0.6, 0.3, share, "found a lognormal with 80% from 0.2 to 0.6, whose draws reach from 0.0102657 to 11.6895; what is drawn is 0 to 1, and no draw is cut off; narrow the interval, or choose beta, which lies between 0 and 1"},
		{"a uniform that reaches 0 where it may not", Uniform, 0.5, 8.5, 4, Above(0), "found a uniform with 80% from 0.5 to 8.5, whose draws reach from -0.5 to 9.5; what is drawn is above 0, and no draw is cut off; narrow the interval, or choose lognormal, which lies above 0"},
		{"a lognormal without a mean", LogNormal, 1e-300, 1e300, 1, Unbounded(), "found an interval from 1e-300 to 1e+300, which no lognormal could be worked out for; low and high are neither too near each other nor too far apart to be told apart; change the interval, or choose another family"},
		{"a beta too narrow", Beta, 0.5, 0.5 + 1e-12, 0.5, share, "found an interval from 0.5 to 0.5, which no beta could be worked out for; low and high are neither too near each other nor too far apart to be told apart; change the interval, or choose another family"},
		{"a dirichlet", Dirichlet, 0.1, 0.2, 0.1, share, "a dirichlet has no interval; use NewDirichlet"},
		{"no family", "gamma", 0.1, 0.2, 0.1, share, "\"gamma\" is no family of distributions"},
	} {
		d, err := From(c.family, c.low, c.high, c.cell, c.within)
		if err == nil || d != nil {
			t.Errorf("%s: got a distribution, want %s", c.name, c.want)
		} else if err.Error() != c.want {
			t.Errorf("%s: got\n%v\nwant\n%s", c.name, err, c.want)
		}
	}
}

// What lies within the bounds in every draw is held, however near them it comes.
func TestWithinBounds(t *testing.T) {
	for _, c := range []struct {
		family          Family
		low, high, cell float64
		within          Bounds
	}{
		{Normal, 250, 260, 255, Bounds{0, math.Inf(1)}},
		{LogNormal, 0.01, 100, 1, Above(0)},
		{Beta, 0.0005, 0.9995, 0.5, Bounds{0, 1}},
		{Uniform, 0.1, 0.9, 0.5, Bounds{0, 1}},
		{PERT, 0.4, 0.6, 0.5, Bounds{0, 1}},
	} {
		if _, err := From(c.family, c.low, c.high, c.cell, c.within); err != nil {
			t.Error(err)
		}
	}
}

func BenchmarkFrom(b *testing.B) {
	for _, family := range families {
		b.Run(string(family), func(b *testing.B) {
			for b.Loop() {
				if _, err := From(family, 0.2, 0.5, 0.3, Unbounded()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
