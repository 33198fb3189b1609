package risk

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// binnedOf is the order of values whose bins come of the first so many of them.
func binnedOf(values []float64, first int) *counted {
	h := newHistogram(binsFor(slices.Min(values[:first]), slices.Max(values[:first])))
	h.add(values)
	return countedOf(h, momentsOf(values))
}

// Whatever the figures are, and however far the later ones lie from the first, every draw and
// every quantile is within the bin error that is said.
func TestBinErrorsHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		reach := rapid.SampledFrom([]float64{1e-9, 1, 1e6, 1e12}).Draw(t, "reach")
		number := rapid.OneOf(rapid.Float64Range(-reach, reach), rapid.SampledFrom([]float64{0, reach, -reach / 3}))
		values := rapid.SliceOfN(number, 20, 300).Draw(t, "values")
		around := rapid.SampledFrom([]float64{0, 1e3, -1e9}).Draw(t, "around")
		for i := range values {
			values[i] += around
		}
		binned := binnedOf(values, 10)
		exact := inOrder(values)
		slack := 1e-15 * (reach + math.Abs(around)) // the last digits of an edge
		for i := range values {
			want, _ := exact.at(i)
			if got, off := binned.at(i); !(math.Abs(got-want) <= off*(1+1e-6)+slack) {
				t.Fatalf("draw %d is %v, and the histogram has %v within %v", i, want, got, off)
			}
		}
		p := rapid.Float64Range(0, 1).Draw(t, "p")
		want, _ := quantile(exact, p)
		if got, off := quantile(binned, p); !(math.Abs(got-want) <= off*(1+1e-6)+slack) {
			t.Fatalf("quantile %v is %v, and the histogram has %v within %v", p, want, got, off)
		}
	})
}

// A figure that is the same in all draws has no bin error, nor has one of a month that was
// not always so by much.
func TestBinsOfAFigureThatHardlyMoves(t *testing.T) {
	values := slices.Repeat([]float64{80_000}, 100)
	if value, off := quantile(binnedOf(values, 10), 0.5); value != 80_000 || off != 0 {
		t.Errorf("P50 of 80,000 throughout is %v within %v", value, off)
	}
	values[99] = 0
	if value, off := quantile(binnedOf(values, 10), 0.5); math.Abs(value-80_000) > off || off > halfPenny {
		t.Errorf("P50 of 80,000 but for one draw is %v within %v", value, off)
	}
}

// Machines differ in the last bits of what they draw, and bins must not.
func TestBinsAreTheSameOnMachinesThatDifferInLastBits(t *testing.T) {
	least, most := 1234.56789, 2345.67891
	if a, b := binsFor(least, most), binsFor(math.Nextafter(least, 0), math.Nextafter(most, 3000)); a != b {
		t.Errorf("bins %v and %v", a, b)
	}
}

func TestBinsReachBeyondTheFirstDraws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		least := rapid.Float64Range(-1e6, 1e6).Draw(t, "least")
		most := least + rapid.Float64Range(0.01, 1e6).Draw(t, "spread")
		b := binsFor(least, most)
		beyond := 0.249 * (most - least)
		if low, high := b.bin(least-beyond, 1/b.Width), b.bin(most+beyond, 1/b.Width); low < 1 || high > histogramBins {
			t.Fatalf("the bins %v of %v to %v end within a quarter of the spread", b, least, most)
		}
		if widest := 1.1 * 1.5 * max(most-least, 1e-6*max(math.Abs(least), math.Abs(most))) / (histogramBins - 1); b.Width > widest {
			t.Fatalf("bins are %v wide, and %v would do", b.Width, widest)
		}
	})
}

// Months of a long run are within their bin error of the same months kept draw by draw; what
// is summed does not lose anything.
func TestMonthsOfALongRun(t *testing.T) {
	const draws = 20_000
	f := contract()
	asYear := f[april]
	asYear.outcome = yearly("the same, kept draw by draw")
	sample := collect(t, append(f, asYear), Whole(draws), 2)
	kept := len(f)
	if sample.Exact(april) || !sample.Exact(kept) || !collect(t, f, Whole(10_000), 2).Exact(april) {
		t.Fatal("months are counted from 11,000 draws on, years never")
	}
	got, want := summaryOf(t, sample, april), summaryOf(t, sample, kept)
	if got.Mean != want.Mean || got.SD != want.SD || got.MeanError != want.MeanError || got.Deficit != want.Deficit || got.Least != want.Least || got.Most != want.Most {
		t.Errorf("a counted month comes to %+v, want %+v", got, want)
	}
	for i, q := range got.Quantiles {
		exact := want.Quantiles[i]
		if q.BinError <= 0 || q.BinError > 0.005*want.SD || math.Abs(q.Value-exact.Value) > q.BinError || math.Abs(q.Error-exact.Error) > q.BinError {
			t.Errorf("%+v, and draw by draw %+v", q, exact)
		}
	}
	if off := got.Shortfall.BinError; off <= 0 || math.Abs(got.Shortfall.Mean-want.Shortfall.Mean) > off {
		t.Errorf("expected shortfall %+v, and draw by draw %+v", got.Shortfall, want.Shortfall)
	}
	_, err := sample.Compare(april, may)
	if want := "income of month 2025-04 is counted in bins, as the run has more than 10000 draws; ask for its year, or draw fewer"; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}
