package scenarios

import (
	"context"
	"slices"

	"parity/engine/risk"
)

// Bends is what a factor alone, with all else at its mean, shifts the mean of a figure's draws
// by, because the figure does not follow it in a straight line.
type Bends struct {
	Factor    string
	By, Error float64 // in the figure's unit; Error is one standard error
}

// Bends names the factors that bend columns of the sample, for each those that do most. Where
// people come and go one by one it names none: chance has no middle to start from.
func (d *Drawn) Bends(ctx context.Context, columns []int) ([][]Bends, error) {
	named := make([][]Bends, len(columns))
	if d.ChancePlays() || len(columns) == 0 {
		return named, nil
	}
	sampler, err := d.Sampler(d.Sample.Origin().Seed)
	if err != nil {
		return nil, err
	}
	rests := d.Projection().Rests()
	bending := &risk.Bending{Calculator: d.Projection(), Sampler: sampler}
	for _, f := range d.factors(sampler) {
		if slices.ContainsFunc(f.Slots, func(slot int) bool { return rests[slot] }) {
			bending.Factors = append(bending.Factors, d.Uncertainty.driven(f))
		}
	}
	found, err := bending.Most(ctx, columns)
	if err != nil {
		return nil, err
	}
	for k, most := range found {
		for _, bent := range most {
			named[k] = append(named[k], Bends{bending.Factors[bent.Factor].Name, bent.By, bent.Error})
		}
	}
	return named, nil
}
