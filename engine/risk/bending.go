package risk

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// Bending asks which factors bend results: shift the mean of the draws by the result not
// following them in a straight line (docs/methods.md, "What bends the mean").
type Bending struct {
	Calculator Calculator
	Sampler    Sampler
	Factors    []Factor
}

// Bent is what a factor alone, with all else at its mean, shifts the mean of a result by.
type Bent struct {
	Factor    int // index into Bending.Factors; -1 for chance itself
	By, Error float64
}

// likeliest is how many factors, those that bend a result most between their P10 and their
// P90, are drawn to measure by how much.
const likeliest = 3

// Most gives for each outcome the factors that seem to bend it most, by how far they do. The
// Monte Carlo noise of what follows a straight line is taken out, as Drive does. When ctx ends
// it returns its cause.
func (b *Bending) Most(ctx context.Context, outcomes []int) ([][]Bent, error) {
	e := b.newBender(outcomes)
	if err := e.look(ctx); err != nil {
		return nil, err
	}
	found := make([][]Bent, len(outcomes))
	drawn := make([][]Bent, len(b.Factors)) // by factor, of every outcome
	for k := range outcomes {
		order := make([]int, len(b.Factors))
		for f := range order {
			order[f] = f
		}
		slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(e.bow(y, k), e.bow(x, k)) })
		for _, f := range order[:min(likeliest, len(order))] {
			if drawn[f] == nil {
				if ctx.Err() != nil {
					return nil, context.Cause(ctx)
				}
				drawn[f] = e.draw(f)
			}
			found[k] = append(found[k], drawn[f][k])
		}
		slices.SortStableFunc(found[k], func(x, y Bent) int { return cmp.Compare(math.Abs(y.By), math.Abs(x.By)) })
	}
	return found, nil
}

// chancePanels is how many panels of draws show what chance does.
const chancePanels = 2 * BlockDraws / PanelDraws

// Chance gives what chance itself, with every factor at its mean, shifts the mean of outcomes by:
// draws of chance less what is expected. Bending is of the study without chance; played is the
// same study with it, whose outcomes in are those of outcomes in turn, and sampler draws its slots. When ctx ends it
// returns its cause.
func (b *Bending) Chance(ctx context.Context, outcomes []int, played Calculator, sampler Sampler, in []int) ([]Bent, error) {
	expected := b.newBender(outcomes)
	expected.worker.Work(expected.centre, expected.out)
	values, out, worker := newPanel(sampler.Slots()), newResults(firstsOf(played)), played.NewWorker()
	shifts := make([][]float64, len(outcomes))
	for panel := range chancePanels {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		sampler.Fill(uint64(panel*PanelDraws), values)
		for _, f := range b.Factors {
			for _, d := range f.Drawn {
				for lane := range values[d.Slot] {
					values[d.Slot][lane] = d.Mean
				}
			}
		}
		worker.Work(values, out)
		for k, o := range outcomes {
			for _, x := range out[in[k]] {
				shifts[k] = append(shifts[k], x-expected.out[o][0])
			}
		}
	}
	found := make([]Bent, len(outcomes))
	for k := range found {
		found[k].Factor = -1
		found[k].By, found[k].Error = meanOf(shifts[k])
	}
	return found, nil
}

// bender works out what factors do to some outcomes.
type bender struct {
	*Bending
	outcomes []int
	worker   Worker
	centre   [][]float64 // a panel in which everything is at its mean
	values   [][]float64 // what the next panel is worked out from: rows of others
	moved    [][]float64 // what is set by hand or drawn
	out      [][]float64

	mean  []float64    // by outcome, of everything at its mean
	moves [][]bothWays // by factor, then by drawn value, or the one of all where they move as one
	drawn [][]float64  // a panel of draws
}

// bothWays is what outcomes come to with a value at its P10 and at its P90.
type bothWays struct{ low, high []float64 }

func (b *Bending) newBender(outcomes []int) *bender {
	slots := b.Sampler.Slots()
	e := &bender{
		Bending: b, outcomes: outcomes, worker: b.Calculator.NewWorker(), centre: newPanel(slots), values: make([][]float64, slots),
		moved: newPanel(slots), out: newResults(firstsOf(b.Calculator)), drawn: newPanel(slots),
	}
	for f := range b.Factors {
		for _, d := range b.Factors[f].Drawn {
			for lane := range e.centre[d.Slot] {
				e.centre[d.Slot][lane] = d.Mean
			}
		}
	}
	copy(e.values, e.centre)
	b.Sampler.Fill(0, e.drawn)
	return e
}

// ways are the settings in which a factor is moved by hand: each of its values down and up.
func (f *Factor) ways() []setting {
	if f.AsOne {
		return []setting{f.low(), f.high()}
	}
	var all []setting
	for k, d := range f.Drawn {
		all = append(all, f.alone(k, d.P10), f.alone(k, d.P90))
	}
	return all
}

// look moves every factor by hand.
func (e *bender) look(ctx context.Context) error {
	settings := []setting{nil}
	for f := range e.Factors {
		settings = append(settings, e.Factors[f].ways()...)
	}
	var results [][]float64
	copy(e.values, e.moved)
	for from := 0; from < len(settings); from += PanelDraws {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		for slot := range e.moved {
			copy(e.moved[slot], e.centre[slot])
		}
		lanes := settings[from:min(from+PanelDraws, len(settings))]
		for lane, s := range lanes {
			for _, v := range s {
				e.moved[v.slot][lane] = v.to
			}
		}
		e.worker.Work(e.values, e.out)
		for lane := range lanes {
			results = append(results, e.at(lane))
		}
	}
	copy(e.values, e.centre)
	e.mean, results = results[0], results[1:]
	for f := range e.Factors {
		var moves []bothWays
		for range len(e.Factors[f].ways()) / 2 {
			moves, results = append(moves, bothWays{results[0], results[1]}), results[2:]
		}
		e.moves = append(e.moves, moves)
	}
	return nil
}

// at are the outcomes in a lane of the last panel.
func (e *bender) at(lane int) []float64 {
	var results []float64
	for _, o := range e.outcomes {
		results = append(results, e.out[o][lane])
	}
	return results
}

// bow is how far an outcome's two ways lie from a straight line, over all of a factor's values.
func (e *bender) bow(factor, outcome int) float64 {
	bow := 0.0
	for _, way := range e.moves[factor] {
		bow += math.Abs(way.low[outcome] + way.high[outcome] - 2*e.mean[outcome])
	}
	return bow
}

// draw draws a factor alone. Its straight line is that between its P10 and P90: of each value,
// or of the first where all move as one.
func (e *bender) draw(factor int) []Bent {
	f := &e.Factors[factor]
	for _, d := range f.Drawn {
		e.values[d.Slot] = e.drawn[d.Slot]
	}
	e.worker.Work(e.values, e.out)
	copy(e.values, e.centre)
	found := make([]Bent, len(e.outcomes))
	for k, o := range e.outcomes {
		bend := make([]float64, PanelDraws)
		for lane := range bend {
			bend[lane] = e.out[o][lane] - e.mean[k]
			for i, way := range e.moves[factor] {
				if d := f.Drawn[i]; d.P90 > d.P10 {
					slope := (way.high[k] - way.low[k]) / (d.P90 - d.P10)
					bend[lane] -= float64(slope * (e.drawn[d.Slot][lane] - d.Mean))
				}
			}
		}
		found[k].Factor = factor
		found[k].By, found[k].Error = meanOf(bend)
	}
	return found
}
