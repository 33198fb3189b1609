package risk

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"testing"
)

// slow is a sampler that begins to draw when it is told to.
type slow struct {
	normals
	begin <-chan struct{}
}

func (s slow) Fill(first uint64, values [][]float64) {
	<-s.begin
	s.normals.Fill(first, values)
}

// Draws made ahead are those that would be made when they are asked for, however many of them
// there were time for, in whatever order and whichever range they are asked for.
func TestDrawsMadeAheadAreTheSame(t *testing.T) {
	sampler := newNormals(1, 3)
	r := Range{2000, 4000, 9000}
	want := newPanel(3)
	for _, panel := range []int{2000, 2125, 3875, 4000, 0, 2100} {
		sampler.Fill(uint64(panel), want)
		begin := make(chan struct{})
		waiting := Ahead(slow{sampler, begin}, r)
		close(begin)
		early := Ahead(sampler, r).(*ahead)
		for !early.panels[len(early.panels)-1].ready.Load() {
			runtime.Gosched() // until all are there
		}
		for name, of := range map[string]Sampler{"at once": waiting, "ahead": early} {
			var all sync.WaitGroup
			for range 4 {
				all.Go(func() {
					got := newPanel(3)
					of.Fill(uint64(panel), got)
					for slot := range want {
						if !slices.Equal(got[slot], want[slot]) {
							t.Errorf("panel %d drawn %s: slot %d has %v, want %v", panel, name, slot, got[slot][:3], want[slot][:3])
						}
					}
				})
			}
			all.Wait()
		}
	}
	each, err := Collect(context.Background(), contract(), Ahead(sampler, Whole(12_000)), Origin{"study", 1, Whole(12_000)}, 2, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	sample := collect(t, contract(), Whole(12_000), 1)
	for _, column := range []int{payment, cost, surplus} {
		got, err := each.Values(column)
		if err != nil {
			t.Fatal(err)
		}
		if plain, _ := sample.Values(column); !slices.Equal(got, plain) {
			t.Errorf("column %d differs where its draws were made ahead", column)
		}
	}
}
