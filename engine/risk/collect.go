package risk

import (
	"context"
	"fmt"
	"math"
	"slices"
	"sync"
)

// Collect draws a range and keeps what it comes to. Provide is asked for a store where the
// draws take more than MemoryBytes. Workers and progress are as Draw has them.
func Collect(ctx context.Context, calculator Calculator, sampler Sampler, origin Origin, workers int, provide NewStore, progress func(done, of int)) (*Sample, error) {
	if err := origin.Range.Check(); err != nil {
		return nil, err
	}
	outcomes := calculator.Outcomes()
	bins, err := binsOf(ctx, calculator, sampler, outcomes, origin.Range.Of)
	if err != nil {
		return nil, err
	}
	s := newSample(origin, outcomes, firstsOf(calculator), bins)
	store, err := openStore(s.layout.panelsBytes(origin.Range), provide)
	if err != nil {
		return nil, err
	}
	s.spans = []span{{origin.Range, store}}
	c := collector{sample: s, store: store}
	if err := Draw(ctx, calculator, sampler, origin.Range, workers, &c, progress); err != nil {
		return nil, err
	}
	return s, nil
}

// newSample gives a sample without draws. Bins are by column; those of columns that are kept
// draw by draw do not count.
func newSample(origin Origin, outcomes []Outcome, firsts []int, bins []Bins) *Sample {
	s := &Sample{
		origin: origin, outcomes: slices.Clone(outcomes), firsts: firsts, layout: layoutOf(outcomes, firsts, origin.Range.Of),
		histograms: make([]*histogram, len(outcomes)),
	}
	for c, first := range firsts {
		switch {
		case first < c:
			s.histograms[c] = s.histograms[first]
		case binned(outcomes[c], origin.Range.Of):
			s.histograms[c] = newHistogram(bins[c])
		}
	}
	return s
}

// collector puts draws into a sample.
type collector struct {
	sample *Sample
	store  Store
	mu     sync.Mutex
	free   [][]byte // buffers for a panel, as many as there are workers
}

func (c *collector) take() []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	last := len(c.free) - 1
	if last < 0 {
		return make([]byte, c.sample.layout.bytes)
	}
	panel := c.free[last]
	c.free = c.free[:last]
	return panel
}

func (c *collector) giveBack(panel []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.free = append(c.free, panel)
}

// Put keeps a panel. It fails where a draw is not a number.
func (c *collector) Put(first int, values [][]float64) error {
	s := c.sample
	at := int64(first-s.origin.Range.First) / PanelDraws * int64(s.layout.bytes)
	kept, inPlace := c.store.(memory)
	var panel []byte
	if inPlace {
		panel = kept[at:][:s.layout.bytes]
	} else {
		panel = c.take()
		defer c.giveBack(panel)
	}
	for column := range s.own {
		draws := values[column]
		if err := checkNumbers(s.outcomes[column], first, draws); err != nil {
			return err
		}
		room := panel[s.layout.at[column]:]
		if h := s.histograms[column]; h != nil {
			h.add(draws)
			m := momentsOf(draws)
			m.put(room)
			continue
		}
		putNumbers(room, draws)
	}
	if inPlace {
		return nil
	}
	if _, err := c.store.WriteAt(panel, at); err != nil {
		return fmt.Errorf("keep draw %d: %w", first, err)
	}
	return nil
}

// mostFigure is the most that a figure may come to: squares of differences stay within float64.
const mostFigure = 1e150

func checkNumbers(o Outcome, first int, draws []float64) error {
	for lane, x := range draws {
		if !(math.Abs(x) <= mostFigure) {
			return fmt.Errorf("%s of scenario %d, %s: draw %d comes to %g; a figure is a number up to %g either way; look for what divides by a figure that may be drawn near zero",
				o.Item, o.Scenario+1, o.Period, first+lane, x, mostFigure)
		}
	}
	return nil
}

// binsOf fixes the bins of a run's months by its first block, which every part of the run
// draws for the purpose. It gives nil where all is kept draw by draw.
func binsOf(ctx context.Context, calculator Calculator, sampler Sampler, outcomes []Outcome, draws int) ([]Bins, error) {
	if !slices.ContainsFunc(outcomes, func(o Outcome) bool { return binned(o, draws) }) {
		return nil, nil
	}
	first := firstBlock{outcomes: outcomes, least: make([]float64, len(outcomes)), most: make([]float64, len(outcomes))}
	if err := Draw(ctx, calculator, sampler, Range{0, BlockDraws, draws}, 1, &first, nil); err != nil {
		return nil, err
	}
	bins := make([]Bins, len(outcomes))
	for c := range bins {
		bins[c] = binsFor(first.least[c], first.most[c])
	}
	return bins, nil
}

// firstBlock notes the least and the most of each column, from one worker.
type firstBlock struct {
	outcomes    []Outcome
	least, most []float64
}

func (f *firstBlock) Put(first int, values [][]float64) error {
	for c, draws := range values {
		if err := checkNumbers(f.outcomes[c], first, draws); err != nil {
			return err
		}
		least, most := slices.Min(draws), slices.Max(draws)
		if first > 0 {
			least, most = min(least, f.least[c]), max(most, f.most[c])
		}
		f.least[c], f.most[c] = least, most
	}
	return nil
}
