package scenarios

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/engine/draws"
	"parity/engine/risk"
)

// SolvedDraws says what the results of a solution are of, where they are of draws: every value
// of the lever is tried on the same ones.
type SolvedDraws struct {
	Level risk.Level
	Draws int
	Seed  uint64
	// Error is the Monte Carlo error of Nearest's result, one standard error, in the result's unit.
	Error float64
	// Lower and Higher are the values of the lever between which the answer would lie on most
	// other draws: where the result is two errors off the target. One is nil where no value within
	// the bounds is, both without an answer.
	Lower, Higher *decimal.Decimal
	// Projected is the result of the answer's scenario without draws, in pence or thousandths.
	Projected *int64
	// Drawn are the parameters that draw cells of the lever, in the order of their table.
	Drawn []string
}

// drawnTrials works out a figure of the draws of a scenario with one change more.
type drawnTrials struct {
	*trials
	solution    *Solution
	of          *SolvedDraws
	uncertainty *Uncertainty // of the baseline and the scenario asked about
	sampler     *draws.Sampler
	drawing     *drawing // of the model with the scenario of the answer
	varied      *variedDraws
}

// errApart says that the scenario of the answer, drawn afresh, gives another result.
var errApart = errors.New("the answer drawn afresh is another")

// solveDraws goes on with Solve where the result is a figure of draws.
func (s *Solution) solveDraws(t *trials, q Seek) (*Solution, error) {
	level, err := risk.ParseLevel(q.At)
	if err != nil {
		return nil, unsolvable("--at %v", err)
	}
	if err := risk.Whole(q.Draws).Check(); err != nil {
		return nil, unsolvable("--draws: %v", err)
	}
	s.Drawn = &SolvedDraws{Level: level, Draws: q.Draws, Seed: q.Seed}
	if t.drawn, err = newDrawnTrials(s, t); err != nil {
		return nil, err
	}
	if len(s.Drawn.Drawn) > 0 && s.Lever.By == BySet {
		s.Lever.Stands = nil // what is set is certain, and so never as it is
	}
	before := *s
	for {
		if err := s.search(t); err != nil {
			return nil, err
		}
		err := t.drawn.agrees()
		if t.drawn.varied == nil || !errors.Is(err, errApart) {
			return s, t.drawn.sum(err)
		}
		*s, t.drawn.varied = before, nil
	}
}

func newDrawnTrials(s *Solution, t *trials) (*drawnTrials, error) {
	d := &drawnTrials{trials: t, solution: s, of: s.Drawn}
	asked, err := NewDrawable(s.Model, Selection{Scenarios: []string{s.Scenario.Key}, Baseline: s.Baseline})
	if err != nil {
		return nil, err
	}
	d.uncertainty = asked.Uncertainty
	if d.sampler, err = asked.Sampler(d.of.Seed); err != nil {
		return nil, err
	}
	if s.Held, err = d.heldIn(asked, s.Scenario.Key); err != nil {
		return nil, err
	}
	near := t.model(s.Lever.value(s.Lever.near))
	if d.drawing, err = newDrawing(near); err != nil {
		return nil, err
	}
	if err := d.checkCopies(near.Table("changes")); err != nil {
		return nil, err
	}
	if d.of.Drawn, err = d.drawLever(); err != nil {
		return nil, err
	}
	if d.varied, err = d.newVaried(near); err != nil {
		return nil, err
	}
	return d, nil
}

// heldIn is the figure in a scenario that is drawn as anybody would draw it.
func (d *drawnTrials) heldIn(drawable *Drawable, scenario string) (*int64, error) {
	side := slices.IndexFunc(drawable.Scenarios, func(s Scenario) bool { return s.Key == scenario })
	draft, _, err := drawable.draftOf(d.solution.Result, d.goal, &drawable.Uncertainty.Study, []int{side})
	if err != nil {
		return nil, err
	}
	sampler, err := drawable.Sampler(d.of.Seed)
	if err != nil {
		return nil, err
	}
	totals, err := risk.Totals(context.Background(), draft.Projection(), sampler, risk.Whole(d.of.Draws), 0)
	if err != nil {
		return nil, err
	}
	held, err := d.figure(totals)
	return &held, err
}

// checkCopies refuses what is drawn of changes where the scenario of the answer would follow it
// otherwise than the one asked about: in copies of changes, and in the change that is looked for.
func (d *drawnTrials) checkCopies(changes *Table) error {
	given := len(d.m.Table("changes").Rows)
	for i := range d.drawing.parameters {
		p := &d.drawing.parameters[i]
		if p.cells.Table != "changes" {
			continue
		}
		for row := given; row < len(changes.Rows); row++ {
			if row == len(changes.Rows)-1 {
				if meets(changes, row, p.cells.Where) {
					return unsolvable("parameter %s draws %s, and so the change that is looked for too; name the scenario of its changes", p.drawn.Name, p.cells)
				}
				continue
			}
			return unsolvable("parameter %s draws %s, and the answer to a stack holds a copy of changes, which may not be drawn with them; ask about a scenario that is based on the others (based_on), and not about %s",
				p.drawn.Name, p.cells, d.solution.Scenario.Key)
		}
	}
	return nil
}

// drawLever names the parameters that draw cells of the lever, in the scenario as asked about.
func (d *drawnTrials) drawLever() ([]string, error) {
	drawing, err := newDrawing(d.m)
	if err != nil {
		return nil, err
	}
	marked := d.m.Clone()
	drawing.mark(marked)
	asked, err := apply(marked, d.solution.Scenario.Key, drawing)
	if err != nil {
		return nil, err
	}
	lever := &d.solution.Lever
	table := asked.Tables.Table(lever.Cells.Table)
	slots := map[int]bool{}
	for _, row := range matching(table, lever.Cells.Where) {
		for slot := range slotsOf(map[risk.Figure]risk.Expression{{}: table.Rows[row].expression(table.Schema.Index(lever.Cells.Column))}) {
			slots[slot] = true
		}
	}
	var names []string
	for i := range drawing.parameters {
		if drawing.parameters[i].anySlot(slots) {
			names = append(names, drawing.parameters[i].drawn.Name)
		}
	}
	return names, nil
}

// laidOut puts what is drawn into a model with the scenario of the answer, and runs it.
func (d *drawnTrials) laidOut(m *Model, mark func(*drawing, *Model)) (Scenario, *engine.Result, error) {
	run, err := simulate(m, d.name, d.base, d.cache)
	if err != nil {
		return run, nil, err
	}
	drawing, marked := *d.drawing, m.Clone()
	drawing.mark(marked)
	if mark != nil {
		mark(&drawing, marked)
	}
	left, err := apply(marked, d.name, &drawing)
	return left, run.Result, err
}

// draft writes the result of a scenario down, of a study with slots for so many figures more
// than the uncertain ones.
func (d *drawnTrials) draft(left Scenario, result *engine.Result, more int) (*risk.Draft, error) {
	study := d.uncertainty.Study
	study.Slots += more
	study.Baseline = 0
	study.Scenarios = []risk.Scenario{{Name: d.solution.Baseline, Result: d.base}, {Name: d.name, Result: result, Uncertain: bind(left.Tables, result.Model)}}
	if isDetail(d.goal) {
		draft := risk.NewDraft(&study, nil, risk.Every)
		return draft, addDetail(draft, d.solution.Result, d.goal, 1, d.name, result)
	}
	selects, err := outcomesOf(d.solution.Result, d.goal, result.Model)
	if err != nil {
		return nil, err
	}
	return risk.NewDraft(&study, []int{1}, selects), nil
}

// worth is the figure with a value of the lever, in pence or thousandths.
func (d *drawnTrials) worth(index int64) (int64, error) {
	return d.figureOf(d.totals(index))
}

// anew is totals with the scenario written down for the value.
func (d *drawnTrials) anew(index int64) ([]float64, error) {
	left, result, err := d.laidOut(d.model(d.lever.value(index)), nil)
	if err != nil {
		return nil, err
	}
	if faults := d.drawing.checkReach(&left); len(faults) > 0 {
		return nil, faults
	}
	if _, err := sumOf(d.goal, result); err != nil {
		return nil, err
	}
	draft, err := d.draft(left, result, 0)
	if err != nil {
		return nil, err
	}
	return risk.Totals(context.Background(), draft.Projection(), d.sampler, risk.Whole(d.of.Draws), 0)
}

// figureOf is the figure of totals, if these could be worked out.
func (d *drawnTrials) figureOf(totals []float64, err error) (int64, error) {
	if err != nil {
		return 0, err
	}
	return d.figure(totals)
}

// figure is the figure of draws in pence, or thousandths.
func (d *drawnTrials) figure(totals []float64) (int64, error) {
	figure, _ := d.of.Level.Of(totals)
	counted := math.Round(d.inPlaces(figure))
	if math.Abs(counted) > largestIndex {
		return 0, fmt.Errorf("%s of %s is too large to be kept to the penny", d.of.Level, d.solution.Result)
	}
	return int64(counted), nil
}

// inPlaces is a figure in pence, or thousandths.
func (d *drawnTrials) inPlaces(figure float64) float64 {
	places := countedPlaces
	if d.goal.Money() {
		places = moneyPlaces
	}
	return figure * math.Pow10(places)
}

// agrees writes the scenario of the answer and holds the answer to it, drawn afresh as anybody
// would draw it.
func (d *drawnTrials) agrees() error {
	s := d.solution
	if d.varied != nil {
		for _, at := range []*Trial{s.Nearest.Below, &s.Nearest.Trial, s.Nearest.Above} {
			if at != nil && !d.same(d.lever.index(at.Value), d.varied) {
				return errApart
			}
		}
	}
	if !s.Met() {
		return nil
	}
	projected, err := s.write(d.trials)
	if err != nil {
		return err
	}
	d.of.Projected = &projected
	drawable, err := NewDrawable(s.tables, Selection{Scenarios: []string{d.name}, Baseline: s.Baseline})
	if err != nil {
		return err
	}
	is, err := d.heldIn(drawable, d.name)
	if err != nil {
		return err
	}
	if distance(*is, s.Nearest.Result) > mostApart {
		return fmt.Errorf("%w: %w", errApart, s.apart(d.trials, *is))
	}
	return nil
}
