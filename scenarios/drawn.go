package scenarios

import (
	"context"
	"fmt"

	"parity/engine/draws"
	"parity/engine/risk"
)

// Drawable is a study of which the uncertain figures can be drawn.
type Drawable struct {
	*Study
	Uncertainty *Uncertainty
	projection  func() *risk.Projection
}

// Projection is the study written down as one calculation, when it is first asked for.
func (d *Drawable) Projection() *risk.Projection { return d.projection() }

// NewDrawable runs scenarios of a model as Simulate does, and finds how their results follow
// from what is uncertain. Errors are those of Simulate and NewUncertainty, and
// *CertainError for a model of which nothing is.
func NewDrawable(m *Model, selection Selection) (*Drawable, error) {
	return newDrawable(m, selection, &binder{})
}

// Drafted is NewDrawable for who draws all of it: the study is written down, scenario by scenario,
// while others are still being run.
func Drafted(m *Model, selection Selection) (*Drawable, error) {
	return newDrawable(m, selection, &binder{drafts: true})
}

func newDrawable(m *Model, selection Selection, binder *binder) (*Drawable, error) {
	if faults := Check(m).Hard(); len(faults) > 0 {
		return nil, faults
	}
	if len(m.Table("uncertainty").Rows) == 0 && m.Setting(KeyChance) != chancePlays {
		return nil, &CertainError{m.Name}
	}
	study, err := simulateSound(m, selection, binder)
	if err != nil {
		binder.giveUp()
		return nil, err
	}
	uncertainty, err := binder.binding().uncertainty()
	if err != nil {
		binder.giveUp()
		return nil, err
	}
	return &Drawable{study, uncertainty, binder.projection(uncertainty)}, nil
}

// WithChance is the model with people who come and go one by one in its draws, whether or not it
// says so itself: what happens is of chance too.
func (m *Model) WithChance() *Model {
	with := m.Clone()
	t := with.Table("model")
	for i := range t.Rows {
		if t.Rows[i].Cells[0] == KeyChance {
			t.Rows[i].Cells[1] = chancePlays
			return with
		}
	}
	t.add(map[string]string{"key": KeyChance, "value": chancePlays})
	return with
}

// CertainError is a model without uncertain figures, which has nothing to draw.
type CertainError struct{ Model string }

// Error says what to do about it.
func (e *CertainError) Error() string {
	return fmt.Sprintf("nothing in %s is uncertain: its table uncertainty has no rows and chance does not play, so every draw would be the same; give each figure you are unsure of a row there, with the 80%% interval you would bet on, or set chance to yes in the model table (docs/guide.md, How sure are we)", e.Model)
}

// ChancePlays says whether people come and go one by one in the draws.
func (d *Drawable) ChancePlays() bool { return d.Uncertainty.Study.OneByOne != nil }

// Sampler draws what is uncertain, in the run of a seed.
func (d *Drawable) Sampler(seed uint64) (*draws.Sampler, error) {
	sampler, err := d.parameters(seed)
	if err != nil {
		return nil, err
	}
	if chance := d.Uncertainty.Study.OneByOne; chance != nil {
		sampler.AddChance(seed, chance.Names, chance.Months)
	}
	return sampler, nil
}

// parameters draws what is uncertain and leaves chance itself out.
func (d *Drawable) parameters(seed uint64) (*draws.Sampler, error) {
	return draws.NewSampler(seed, d.Uncertainty.Parameters, d.Uncertainty.Correlations)
}

// Drawn is a study with what its draws came to.
type Drawn struct {
	*Drawable
	Sample *risk.Sample
}

// Draw draws a range. Workers, store and progress are as risk.Collect has them.
func (d *Drawable) Draw(ctx context.Context, origin risk.Origin, workers int, store risk.NewStore, progress func(done, of int)) (*Drawn, error) {
	sampler, err := d.Sampler(origin.Seed)
	if err != nil {
		return nil, err
	}
	drawn := risk.Ahead(sampler, origin.Range)
	sample, err := risk.Collect(ctx, d.Projection(), drawn, origin, workers, store, progress)
	if err != nil {
		return nil, err
	}
	return &Drawn{d, sample}, nil
}
