package risk

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

// counter is a Sink that counts how often each draw comes.
type counter struct {
	mu    sync.Mutex
	times map[int]int
	err   error
}

func (c *counter) Put(first int, values [][]float64) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	for lane := range values[0] {
		c.times[first+lane]++
	}
	return c.err
}

func TestEveryDrawComesOnceAndProgressIsTold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		of := rapid.IntRange(1, 12).Draw(t, "blocks")
		first := rapid.IntRange(0, of-1).Draw(t, "first")
		until := rapid.IntRange(first+1, of).Draw(t, "until")
		c := counter{times: map[int]int{}}
		told := 0
		err := Draw(context.Background(), contract()[:1], newNormals(1, 3), Range{first * BlockDraws, until * BlockDraws, of * BlockDraws},
			rapid.IntRange(0, 4).Draw(t, "workers"), &c, func(done, of int) {
				if told++; done != told || of != until-first {
					t.Fatalf("told of %d blocks of %d after %d of %d", done, of, told, until-first)
				}
			})
		if err != nil || told != until-first || len(c.times) != (until-first)*BlockDraws {
			t.Fatalf("%d draws and %d blocks told of: %v", len(c.times), told, err)
		}
		for k := first * BlockDraws; k < until*BlockDraws; k++ {
			if c.times[k] != 1 {
				t.Fatalf("draw %d came %d times", k, c.times[k])
			}
		}
	})
}

func TestRangesThatCannotBeDrawn(t *testing.T) {
	for _, c := range []struct {
		r    Range
		want string
	}{
		{Whole(0), "0 draws: a run has a multiple of 1000 draws, from 1000 to 1000000000; ask for 1000"},
		{Whole(1500), "1500 draws: a run has a multiple of 1000 draws, from 1000 to 1000000000; ask for 2000"},
		{Whole(2_000_000_000), "2000000000 draws: a run has a multiple of 1000 draws, from 1000 to 1000000000; ask for 1000000000"},
		{Range{500, 2000, 3000}, "draws 500:2000: a range begins and ends at a multiple of 1000; ask for 0:2000"},
		{Range{1000, 2500, 3000}, "draws 1000:2500: a range begins and ends at a multiple of 1000; ask for 1000:3000"},
		{Range{1000, 4000, 3000}, "draws 1000:4000: a range of a run of 3000 draws lies within 0:3000 and holds at least 1000; ask for another"},
		{Range{-1000, 2000, 3000}, "draws -1000:2000: a range of a run of 3000 draws lies within 0:3000 and holds at least 1000; ask for another"},
		{Range{1000, 1000, 3000}, "draws 1000:1000: a range of a run of 3000 draws lies within 0:3000 and holds at least 1000; ask for another"},
	} {
		if _, err := Collect(t.Context(), contract(), newNormals(1, 3), Origin{"study", 1, c.r}, 1, nil, nil); err == nil || err.Error() != c.want {
			t.Errorf("%v: %v, want %s", c.r, err, c.want)
		}
	}
}

func TestDrawingStopsWhenItIsTold(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	c := counter{times: map[int]int{}}
	err := Draw(ctx, contract()[:1], newNormals(1, 3), Whole(1_000_000), 2, &c, func(done, of int) { stop() })
	if !errors.Is(err, context.Canceled) || len(c.times) > 4*BlockDraws {
		t.Errorf("%v after %d draws", err, len(c.times))
	}
}

func TestAFaultOfTheSinkStopsAll(t *testing.T) {
	c := counter{times: map[int]int{}, err: errFull}
	if err := Draw(t.Context(), contract()[:1], newNormals(1, 3), Whole(1_000_000), 2, &c, nil); !errors.Is(err, errFull) || len(c.times) > 2*PanelDraws {
		t.Errorf("%v after %d draws", err, len(c.times))
	}
}

func TestADrawThatIsNoNumberIsAFault(t *testing.T) {
	for _, c := range []struct {
		outcome Outcome
		figure  float64
		want    string
	}{
		{yearly("cost"), math.NaN(), "cost of scenario 1, 2025-26: draw 1125 comes to NaN; a figure is a number up to 1e+150 either way; look for what divides by a figure that may be drawn near zero"},
		{monthly("cost", 2), math.Inf(1), "cost of scenario 1, 2025-06: draw 1125 comes to +Inf; a figure is a number up to 1e+150 either way; look for what divides by a figure that may be drawn near zero"},
		{Outcome{Item: "cost"}, -1e200, "cost of scenario 1, the whole run: draw 1125 comes to -1e+200; a figure is a number up to 1e+150 either way; look for what divides by a figure that may be drawn near zero"},
	} {
		study := formulas{{c.outcome, func(d []float64) float64 {
			if d[0] == newNormals(1, 1).draw(1125) {
				return c.figure
			}
			return 1
		}}}
		if _, err := Collect(t.Context(), study, newNormals(1, 1), Origin{"study", 1, Whole(11_000)}, 2, nil, nil); err == nil || err.Error() != c.want {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
}

// draw is the k-th draw of the first slot.
func (n normals) draw(k int) float64 {
	values := newPanel(1)
	n.Fill(uint64(k), [][]float64{values[0][:1]})
	return values[0][0]
}

// wide is a study of more columns than memory takes.
func wide(years, months int) formulas {
	var f formulas
	for c := range years + months {
		outcome := yearly(fmt.Sprint("year ", c))
		if c >= years {
			outcome = monthly("month", c-years)
		}
		f = append(f, figure{outcome, func(d []float64) float64 { return float64(c) + d[c%3] }})
	}
	return f
}

// fileStore provides stores in a folder of the test, and counts them.
func fileStore(t testing.TB, provided *int) NewStore {
	return func(bytes int64) (Store, error) {
		*provided++
		file, err := os.Create(filepath.Join(t.TempDir(), "draws"))
		if err == nil {
			t.Cleanup(func() { file.Close() })
		}
		return file, err
	}
}

func TestALargeSampleIsKeptInTheStoreItIsGiven(t *testing.T) {
	const draws = 10_000
	small, large := wide(0, 838), wide(0, 839) // 8 bytes x 10,000 x 838.86 are 64 MB
	stores := 0
	for _, study := range []formulas{small, large} {
		sample, err := Collect(t.Context(), study, newNormals(1, 3), Origin{"study", 1, Whole(draws)}, 2, fileStore(t, &stores), nil)
		if err != nil {
			t.Fatal(err)
		}
		values, err := sample.Values(837)
		if err != nil {
			t.Fatal(err)
		}
		for k := 0; k < draws; k += 999 {
			if want := 837 + newNormals(1, 3).draw(k); values[k] != want {
				t.Fatalf("draw %d is %v, want %v", k, values[k], want)
			}
		}
	}
	if stores != 1 {
		t.Errorf("%d stores were asked for, want one, for the larger sample", stores)
	}
	for _, c := range []struct {
		provide NewStore
		want    string
	}{
		{nil, "the draws take 65 MB: more than 64 MB need a store; provide one"},
		{func(int64) (Store, error) { return nil, errFull }, "keep 65 MB of draws: no space left"},
		{func(int64) (Store, error) { return fullDisk{}, nil }, "keep draw 0: no space left"},
	} {
		if _, err := Collect(t.Context(), large, newNormals(1, 3), Origin{"study", 1, Whole(draws)}, 1, c.provide, nil); err == nil || err.Error() != c.want {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
}

// flat is a Sampler and a Worker that cost nothing, to see what drawing itself costs.
type flat struct{ outcomes []Outcome }

func (f flat) Slots() int               { return 1 }
func (f flat) Fill(uint64, [][]float64) {}
func (f flat) Outcomes() []Outcome      { return f.outcomes }
func (f flat) NewWorker() Worker        { return f }
func (f flat) Work(values, out [][]float64) {
	for c, row := range out {
		for lane := range row {
			row[lane] = float64(c * lane)
		}
	}
}

func TestBlocksAllocateNothing(t *testing.T) {
	of := flat{contract().Outcomes()}
	s := newSample(Origin{"study", 1, Whole(1_000_000)}, of.outcomes, firstsOf(of), make([]Bins, len(of.outcomes)))
	c := collector{sample: s, store: memory(make([]byte, s.layout.panelsBytes(Whole(1000))))}
	d := newDrawer(of, of)
	ctx := t.Context()
	if n := testing.AllocsPerRun(20, func() {
		if err := d.block(ctx, 0, &c); err != nil {
			t.Fatal(err)
		}
	}); n > 0 {
		t.Errorf("a block allocates %v times", n)
	}
}
