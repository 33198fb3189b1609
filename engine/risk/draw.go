package risk

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/sourcegraph/conc/pool"
)

// Draw works out the draws of a range and hands them to a sink, block by block over so many
// workers (0: one for each processor). What a draw comes to depends on its number alone, so
// neither workers nor the range change it. Progress, which may be nil, is told of each block
// that is done, out of how many. When ctx ends Draw stops within a panel and returns its cause; a panic
// of a worker stops the others and is Draw's own.
func Draw(ctx context.Context, calculator Calculator, sampler Sampler, r Range, workers int, sink Sink, progress func(done, of int)) error {
	if err := r.Check(); err != nil {
		return err
	}
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	blocks := r.Draws() / BlockDraws
	var next atomic.Int64
	count := oneByOne(progress, blocks)
	all := pool.New().WithContext(ctx).WithCancelOnError().WithFirstError()
	for range min(workers, blocks) {
		all.Go(func(ctx context.Context) error {
			d := newDrawer(calculator, sampler)
			for block := int(next.Add(1)) - 1; block < blocks; block = int(next.Add(1)) - 1 {
				if err := d.block(ctx, r.First+block*BlockDraws, sink); err != nil {
					return err
				}
				count()
			}
			return nil
		})
	}
	return all.Wait()
}

// oneByOne gives what workers call when a piece of work is done: it tells progress, which may
// be nil, of them one by one.
func oneByOne(progress func(done, of int), of int) func() {
	if progress == nil {
		return func() {}
	}
	var (
		mu   sync.Mutex
		done int
	)
	return func() {
		mu.Lock()
		defer mu.Unlock()
		done++
		progress(done, of)
	}
}

// drawer is one worker of Draw with the panels it fills over and over.
type drawer struct {
	sampler     Sampler
	worker      Worker
	values, out [][]float64
}

func newDrawer(calculator Calculator, sampler Sampler) *drawer {
	return &drawer{sampler, calculator.NewWorker(), newPanel(sampler.Slots()), newResults(firstsOf(calculator))}
}

// newPanel gives rows of a panel's draws, one after the other in memory.
func newPanel(rows int) [][]float64 {
	all := make([]float64, rows*PanelDraws)
	panel := make([][]float64, rows)
	for i := range panel {
		panel[i] = all[i*PanelDraws:][:PanelDraws:PanelDraws]
	}
	return panel
}

// newResults gives a row for each outcome: those that come to the same share one.
func newResults(firsts []int) [][]float64 {
	rows := newPanel(len(firsts))
	for c, first := range firsts {
		rows[c] = rows[first]
	}
	return rows
}

// block draws a block panel by panel, so that memory does not grow with it and it can be
// stopped on the way.
func (d *drawer) block(ctx context.Context, first int, sink Sink) error {
	for panel := first; panel < first+BlockDraws; panel += PanelDraws {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		d.sampler.Fill(uint64(panel), d.values)
		d.worker.Work(d.values, d.out)
		if err := sink.Put(panel, d.out); err != nil {
			return err
		}
	}
	return nil
}
