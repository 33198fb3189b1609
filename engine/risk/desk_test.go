package risk

import (
	"reflect"
	"runtime"
	"sync"
	"testing"
)

// deskStudy has two columns that move and a term that binds now and then.
var deskStudy = formulas{
	{yearly("a"), func(d []float64) float64 { return 1000 + 300*d[0] }},
	{yearly("b"), func(d []float64) float64 { return 900 + 20*d[1] }},
	{yearly("term"), func(d []float64) float64 { return max(0, d[0]-1) }},
}

// onDesks is all that is worked out with whole columns.
func onDesks(t *testing.T, s *Sample) []any {
	t.Helper()
	var all []any
	took := func(x any, err error) {
		if err != nil {
			t.Error(err)
		}
		all = append(all, x)
	}
	took(s.Compare(0, 1))
	took(s.Summary(1))
	took(s.Binding(2))
	took(s.Exposure(0, 1))
	took(s.More([]int{0, 1, 2}))
	took(s.Curve(0))
	return all
}

// Columns take their room once, however many are compared.
func TestColumnsTakeTheirRoomOnce(t *testing.T) {
	const draws, times = 20_000, 40
	sample := collect(t, deskStudy, Whole(draws), 1)
	onDesks(t, sample)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range times {
		onDesks(t, sample)
	}
	runtime.ReadMemStats(&after)
	if each, column := (after.TotalAlloc-before.TotalAlloc)/times, uint64(draws*numberBytes); each > column {
		t.Errorf("%d bytes each time, more than a column's %d", each, column)
	}
}

// Who works beside others on one sample gets what they get alone.
func TestDesksAreNotShared(t *testing.T) {
	sample := collect(t, deskStudy, Whole(3000), 2)
	want := onDesks(t, sample)
	var working sync.WaitGroup
	for range 8 {
		working.Go(func() {
			for range 20 {
				if got := onDesks(t, sample); !reflect.DeepEqual(got, want) {
					t.Errorf("got\n%+v\nwant\n%+v", got, want)
				}
			}
		})
	}
	working.Wait()
}
