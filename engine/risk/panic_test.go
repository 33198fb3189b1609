package risk

import (
	"context"
	"sync/atomic"
	"testing"

	"github.com/sourcegraph/conc/panics"

	"parity/engine"
)

// slipping is a Sampler that panics from a draw on.
type slipping struct {
	normals
	from uint64
}

func (s slipping) Fill(first uint64, values [][]float64) {
	if first >= s.from {
		panic("a slip")
	}
	s.normals.Fill(first, values)
}

// slippingSink panics at the first panel it is given.
type slippingSink struct{}

func (slippingSink) Put(int, [][]float64) error { panic("a slip") }

// A worker's panic stops the others, whatever they wait for, and is the panic of who asked.
func TestAPanicOfAWorkerReachesWhoAsked(t *testing.T) {
	const draws = 1_000_000 // more than can be drawn before the test is stopped, were they all drawn
	var told atomic.Int64
	normal := newNormals(1, 3)
	draw := func(sampler Sampler, sink Sink, progress func(done, of int)) {
		Draw(context.Background(), contract()[:1], sampler, Whole(draws), 4, sink, progress)
	}
	count := func() *counter { return &counter{times: map[int]int{}} }
	for name, do := range map[string]func(){
		"drawing":       func() { draw(slipping{normal, 5 * PanelDraws}, count(), nil) },
		"drawing ahead": func() { draw(Ahead(slipping{normal, 0}, Whole(draws)), count(), nil) },
		"keeping":       func() { draw(normal, slippingSink{}, nil) },
		"telling":       func() { draw(normal, count(), func(int, int) { told.Add(1); panic("a slip") }) },
		"working out": func() {
			d := &Driving{
				Calculator: formulas{{yearly(engine.ItemIncome), func([]float64) float64 { panic("a slip") }}}, Sampler: normal,
				Standing: &Standing{values: make([]float64, normal.Slots())}, Factors: standardNormals(3), Result: []Part{{0, 1}}, Draws: draws, Workers: 4,
			}
			d.draw(context.Background(), nil, nil)
		},
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if fault, is := recover().(*panics.Recovered); !is || fault.Value != "a slip" {
					t.Errorf("recovered %v, want the worker's own panic", fault)
				}
			}()
			do()
		})
	}
	if n := told.Load(); n < 1 || n > 4 {
		t.Errorf("progress was told %d times, want once by each worker at most", n)
	}
}
