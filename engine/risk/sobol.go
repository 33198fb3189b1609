package risk

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"sync/atomic"

	"github.com/sourcegraph/conc/pool"
)

// secondDraws is the number of the first draw of the second of two samples: far beyond
// MostDraws, so that the two never share a draw.
const secondDraws = 1 << 40

// drawnResults are what a result comes to, draw by draw.
type drawnResults struct {
	a, b     []float64   // of the two samples
	swapped  [][]float64 // by factor: of the first, with the factor's values of the second
	only     [][]float64 // by factor: of the first's factor alone, all else as it stands
	straight [][]float64 // by factor: how far a straight line through the bars' ends lies from its mean
}

func (d *Driving) room() *drawnResults {
	r := &drawnResults{a: make([]float64, d.Draws), b: make([]float64, d.Draws)}
	for range d.Factors {
		r.swapped = append(r.swapped, make([]float64, d.Draws))
		r.only = append(r.only, make([]float64, bendDraws))
		r.straight = append(r.straight, make([]float64, bendDraws))
	}
	return r
}

// draw works the result out for all that shares and shifts are estimated from, panels being
// taken by workers as they come.
func (d *Driving) draw(ctx context.Context, bars *bars, progress func(done, of int)) (*drawnResults, error) {
	results := d.room()
	panels := d.Draws / PanelDraws
	workers := d.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	var next atomic.Int64
	count := oneByOne(progress, panels)
	all := pool.New().WithContext(ctx).WithCancelOnError().WithFirstError()
	for range min(workers, panels) {
		all.Go(func(ctx context.Context) error {
			e := newEvaluator(d)
			for panel := int(next.Add(1)) - 1; panel < panels; panel = int(next.Add(1)) - 1 {
				if err := results.fill(ctx, e, bars, panel*PanelDraws); err != nil {
					return err
				}
				count()
			}
			return nil
		})
	}
	return results, all.Wait()
}

// fill works a panel out: both samples, each factor swapped, and of the first draws each
// factor alone.
func (r *drawnResults) fill(ctx context.Context, e *evaluator, bars *bars, first int) error {
	var faulty error
	put := func(into []float64, work func() []float64) {
		if ctx.Err() != nil || faulty != nil {
			return
		}
		results := into[first:][:PanelDraws]
		copy(results, work())
		if err := checkResults(results); err != nil {
			faulty = fmt.Errorf("draws %d to %d: %w", first, first+PanelDraws-1, err)
		}
	}
	e.fill(first)
	copy(e.values, e.b)
	put(r.b, e.work)
	copy(e.values, e.a)
	put(r.a, e.work)
	for i := range e.d.Factors {
		e.take(&e.d.Factors[i], e.b)
		put(r.swapped[i], func() []float64 { return e.swap(i) })
		e.take(&e.d.Factors[i], e.a)
	}
	if first < bendDraws {
		copy(e.values, e.standing)
		e.work()
		for i := range e.d.Factors {
			e.take(&e.d.Factors[i], e.a)
			put(r.only[i], func() []float64 { return e.swap(i) })
			e.take(&e.d.Factors[i], e.standing)
			e.straight(&e.d.Factors[i], bars.slopes[i], r.straight[i][first:][:PanelDraws])
		}
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return faulty
}

// straight is how far the first sample's values of a factor take a straight line from its mean.
func (e *evaluator) straight(f *Factor, slopes, into []float64) {
	for k, d := range f.Drawn {
		for lane, x := range e.a[d.Slot] {
			into[lane] += float64(slopes[k] * (x - d.Mean))
		}
	}
}

// variance estimates each factor's share of the variance of f, from samples a and b and from
// what a comes to with the factor's values of b:
//
//	first order  mean of (f(b) - mean f) (f(ab) - f(a)) / variance of f
//	total order  mean of (f(a) - f(ab))² / 2 / variance of f
//
// (A. Saltelli and others, "Variance based sensitivity analysis of model output. Design and
// estimator for the total sensitivity index", Computer Physics Communications 181(2), 2010,
// table 2, (b) and (f); the latter is M. Jansen, "Analysis of variance designs for model
// output", Computer Physics Communications 117, 1999).
func (r *drawnResults) variance(found *Drivers) {
	both := append(append([]float64(nil), r.a...), r.b...)
	m := momentsOfAll(both)
	if !varies(&m) {
		return
	}
	mean, variance := m.mean(), m.squares/float64(m.draws)
	found.SD = m.sd()
	for i := range found.Drivers {
		d := &found.Drivers[i]
		if !r.moves(i) {
			continue
		}
		d.First, d.FirstError = r.share(mean, variance, func(k int) float64 {
			return (r.b[k] - mean) * (r.swapped[i][k] - r.a[k])
		})
		d.Total, d.TotalError = r.share(mean, variance, func(k int) float64 {
			apart := r.a[k] - r.swapped[i][k]
			return apart * apart / 2
		})
	}
}

// moves says whether a factor moves the result in any draw by more than the billionths that
// unrounded sums leave.
func (r *drawnResults) moves(factor int) bool {
	for k, x := range r.swapped[factor] {
		if math.Abs(x-r.a[k]) >= halfPenny {
			return true
		}
	}
	return false
}

// share is the ratio of a mean over the draws to the variance, and its error by the delta
// method: that of the mean of what a draw gives less the ratio times what it gives to the
// variance (A. Janon and others, "Asymptotic normality and efficiency of two Sobol index
// estimators", ESAIM: Probability and Statistics 18, 2014).
func (r *drawnResults) share(mean, variance float64, of func(k int) float64) (share, err float64) {
	sum := 0.0
	for k := range r.a {
		sum += of(k)
	}
	n := float64(len(r.a))
	share = sum / n / variance
	squares := 0.0
	for k := range r.a {
		a, b := r.a[k]-mean, r.b[k]-mean
		rest := of(k) - float64(share*(float64(a*a)+float64(b*b))/2)
		squares += float64(rest * rest)
	}
	return share, math.Sqrt(squares/(n-1)/n) / variance
}
