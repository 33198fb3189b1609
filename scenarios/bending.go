package scenarios

import (
	"cmp"
	"context"
	"math"
	"slices"

	"parity/engine/risk"
)

// Bends is what a factor alone, with all else at its mean, shifts the mean of a figure's draws
// by, because the figure does not follow it in a straight line.
type Bends struct {
	Factor    string
	By, Error float64 // in the figure's unit; Error is one standard error
}

// ChanceItself is what chance is called where it bends a mean.
const ChanceItself = "chance itself"

// Bends names the factors that bend columns of the sample, for each those that do most, and chance
// itself where people come and go one by one.
func (d *Drawn) Bends(ctx context.Context, columns []int) ([][]Bends, error) {
	named := make([][]Bends, len(columns))
	if len(columns) == 0 {
		return named, nil
	}
	seed := d.Sample.Origin().Seed
	sampler, err := d.parameters(seed)
	if err != nil {
		return nil, err
	}
	projection, outcomes := d.Projection(), columns
	if d.ChancePlays() {
		projection, outcomes = d.expected(columns)
	}
	rests := projection.Rests()
	bending := &risk.Bending{Calculator: projection, Sampler: sampler}
	for _, f := range d.factors(sampler) {
		if slices.ContainsFunc(f.Slots, func(slot int) bool { return rests[slot] }) {
			bending.Factors = append(bending.Factors, d.Uncertainty.driven(f))
		}
	}
	found, err := bending.Most(ctx, outcomes)
	if err != nil {
		return nil, err
	}
	for k, most := range found {
		for _, bent := range most {
			named[k] = append(named[k], Bends{bending.Factors[bent.Factor].Name, bent.By, bent.Error})
		}
	}
	if !d.ChancePlays() {
		return named, nil
	}
	played, err := d.Sampler(seed)
	if err != nil {
		return nil, err
	}
	shifts, err := bending.Chance(ctx, outcomes, d.Projection(), played, columns)
	if err != nil {
		return nil, err
	}
	for k, shift := range shifts {
		named[k] = append(named[k], Bends{ChanceItself, shift.By, shift.Error})
		slices.SortStableFunc(named[k], func(a, b Bends) int { return cmp.Compare(math.Abs(b.By), math.Abs(a.By)) })
	}
	return named, nil
}

// expected writes columns of the sample down without chance, and says which outcomes they are.
func (d *Drawn) expected(columns []int) (*risk.Projection, []int) {
	all := d.Projection().Outcomes()
	study := d.Uncertainty.Study.Expected()
	var scenarios []int
	for _, column := range columns {
		if k := all[column].Scenario; !slices.Contains(scenarios, k) {
			scenarios = append(scenarios, k)
		}
	}
	slices.Sort(scenarios)
	projection := risk.NewDraft(&study, scenarios, func(o risk.Outcome) bool {
		return slices.ContainsFunc(columns, func(column int) bool { return all[column] == o })
	}).Projection()
	var outcomes []int
	for _, column := range columns {
		outcomes = append(outcomes, slices.Index(projection.Outcomes(), all[column]))
	}
	return projection, outcomes
}
