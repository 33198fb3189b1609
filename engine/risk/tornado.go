package risk

import (
	"context"
	"fmt"
	"math"
)

// bars is the result with one factor moved by hand at a time and all else as the cells stand.
type bars struct {
	stands float64
	ends   [][]ends    // by factor, of each of its bars
	mean   []float64   // by factor, at the means of its values
	slopes [][]float64 // by factor, of the result upon each of its values
}

// ends are those of a bar.
type ends struct{ low, high float64 }

// alone moves each factor by hand.
func (d *Driving) alone(ctx context.Context) (*bars, error) {
	settings := []setting{nil}
	for i := range d.Factors {
		f := &d.Factors[i]
		settings = append(settings, f.mean())
		for _, moves := range [][]pair{f.bars(), f.slopes()} {
			for _, p := range moves {
				settings = append(settings, p.low, p.high)
			}
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
		f := &d.Factors[i]
		b.mean = append(b.mean, next())
		var both []ends
		for range f.bars() {
			both = append(both, ends{next(), next()})
		}
		var slopes []float64
		for _, p := range f.slopes() {
			low, high := next(), next()
			slope := 0.
			if p.apart > 0 {
				slope = (high - low) / p.apart
			}
			slopes = append(slopes, slope)
		}
		b.ends, b.slopes = append(b.ends, both), append(b.slopes, slopes)
	}
	return b, nil
}

// widest gives a driver the widest of its factor's bars.
func (b *bars) widest(factor int, d *Driver) {
	widest := -1.
	for share, e := range b.ends[factor] {
		if width := math.Abs(e.high - e.low); width > widest {
			widest = width
			d.Low, d.High, d.Share = e.low, e.high, share
		}
	}
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
