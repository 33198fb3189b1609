package risk

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"

	"parity/engine"
)

// twice says of every outcome of a calculator but its first that it is the first's, or its own.
type twice struct {
	formulas
	firsts []int
}

func (t twice) Firsts() []int { return t.firsts }

// said is two scenarios' costs, which are the same, income and a surplus that comes to the same as
// a cost; and again by month.
func said() twice {
	f := contract()
	again := func(column int, item string) figure {
		of := f[column]
		of.outcome.Scenario, of.outcome.Item = 1, item
		return of
	}
	return twice{
		formulas{f[payment], f[cost], again(cost, engine.GoalCost), again(cost, engine.GoalSurplus), f[april], again(april, engine.ItemIncome), f[may]},
		[]int{0, 1, 1, 1, 4, 4, 6},
	}
}

// What comes to the same is kept and summed up once, and read as if it were kept twice: exact
// or counted in bins, drawn in one go, from a part file, or merged.
func TestWhatComesToTheSameIsKeptOnce(t *testing.T) {
	for _, draws := range []int{2 * BlockDraws, 12 * BlockDraws} {
		of := said()
		columns := []int{6, 5, 4, 3, 2, 1, 0}
		each := collect(t, of.formulas, Whole(draws), 2)
		once := collect(t, of, Whole(draws), 2)
		merged, err := Merge(readBack(t, collect(t, of, Range{BlockDraws, draws, draws}, 2)), readBack(t, collect(t, of, Range{0, BlockDraws, draws}, 1)))
		if err != nil {
			t.Fatal(err)
		}
		if kept, all := once.layout.bytes, each.layout.bytes; !(kept < all) {
			t.Errorf("%d draws: %d bytes a panel, and %d where each is kept", draws, kept, all)
		}
		want, err := each.Summaries(columns, 2)
		if err != nil {
			t.Fatal(err)
		}
		for name, sample := range map[string]*Sample{"drawn": once, "read": readBack(t, once), "merged": merged} {
			got, err := sample.Summaries(columns, 2)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%d draws, %s: %+v, want %+v", draws, name, got, want)
			}
		}
	}
}

func readBack(t *testing.T, s *Sample) *Sample {
	t.Helper()
	var file bytes.Buffer
	if err := s.WritePart(&file); err != nil {
		t.Fatal(err)
	}
	read, err := ReadPart(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		t.Fatal(err)
	}
	return read
}

// A header whose columns stand for others that do not stand for themselves was never written.
func TestFirstsThatWereNeverWrittenAreRefused(t *testing.T) {
	whole := collect(t, said(), Whole(BlockDraws), 1).header()
	for name, firsts := range map[string][]int{
		"too few": {0, 1}, "a later one": {0, 2, 2, 1, 4, 4, 6}, "below the first": {0, -1, 1, 1, 4, 4, 6},
		"one that is another's": {0, 1, 1, 2, 4, 4, 6}, "a year for a month": {0, 1, 1, 1, 1, 4, 6},
	} {
		header := whole
		header.Firsts = firsts
		text, err := json.Marshal(header)
		if err != nil {
			t.Fatal(err)
		}
		var read partHeader
		if err := json.Unmarshal(text, &read); err != nil {
			t.Fatal(err)
		}
		if _, err := read.check(); err == nil {
			t.Errorf("%s: %v is taken", name, firsts)
		}
	}
}
