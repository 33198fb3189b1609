package risk

import (
	"context"
	"fmt"
	"slices"
)

// bars is the result with one factor moved by hand at a time and all else as the cells stand.
type bars struct {
	stands    float64
	low, high []float64   // by factor, of all its values at their P10 and at their P90
	mean      []float64   // by factor, of all its values at their means
	slopes    [][]float64 // by factor, of the result upon each of its values
}

// alone moves each factor by hand.
func (d *Driving) alone(ctx context.Context) (*bars, error) {
	settings := []setting{nil}
	for i := range d.Factors {
		f := &d.Factors[i]
		settings = append(settings, f.low(), f.mean(), f.high())
		for k, drawn := range f.Drawn {
			settings = append(settings, f.alone(k, drawn.P10), f.alone(k, drawn.P90))
		}
	}
	results, err := d.at(ctx, settings)
	if err != nil {
		return nil, err
	}
	next := func() float64 {
		x := results[0]
		results = results[1:]
		return x
	}
	b := &bars{stands: next()}
	for i := range d.Factors {
		b.low, b.mean, b.high = append(b.low, next()), append(b.mean, next()), append(b.high, next())
		var slopes []float64
		for _, drawn := range d.Factors[i].Drawn {
			low, slope := next(), 0.0
			if high := next(); drawn.P90 > drawn.P10 {
				slope = (high - low) / (drawn.P90 - drawn.P10)
			}
			slopes = append(slopes, slope)
		}
		b.slopes = append(b.slopes, slopes)
	}
	return b, nil
}

// bar gives a driver its bar: the result at its factor's ends, or where the factor has no ends of
// its own the P10 and P90 of the result over draws of the factor alone. For one value on which the
// result follows one way only the two are the same.
func (r *drawnResults) bar(f *Factor, bars *bars, d *Driver) {
	if !r.moves(d.Factor) {
		d.Low, d.High = bars.stands, bars.stands
		return
	}
	if f.AsOne {
		d.Low, d.High = bars.low[d.Factor], bars.high[d.Factor]
		return
	}
	only := r.only[d.Factor]
	ends := quantilesOf(sortedOf(only, slices.Min(only), slices.Max(only)), []int{10, 90})
	d.Low, d.LowError, d.High, d.HighError = ends[0].Value, ends[0].Error, ends[1].Value, ends[1].Error
}

// at works the result out for settings, all else as it stands.
func (d *Driving) at(ctx context.Context, settings []setting) ([]float64, error) {
	e := newEvaluator(d)
	results := make([]float64, len(settings))
	for from := 0; from < len(settings); from += PanelDraws {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		e.stand()
		for lane, s := range settings[from:min(from+PanelDraws, len(settings))] {
			for _, v := range s {
				e.values[v.slot][lane] = v.to
				if at := d.Standing.switchOf(v.slot); at >= 0 {
					e.values[at][lane] = 0
				}
			}
		}
		copy(results[from:], e.work())
	}
	if err := checkResults(results); err != nil {
		return nil, fmt.Errorf("parameters at the ends of their intervals: %w", err)
	}
	return results, nil
}
