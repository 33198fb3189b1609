package risk

import (
	"runtime"
	"sync/atomic"
	"testing"
	"time"
)

// watchMemory notes the most memory that is held while something runs, in bytes.
func watchMemory(run func()) uint64 {
	runtime.GC()
	var (
		most atomic.Uint64
		stop = make(chan struct{})
		done = make(chan struct{})
	)
	go func() {
		defer close(done)
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most.Store(max(most.Load(), m.Sys-m.HeapReleased))
			select {
			case <-stop:
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	}()
	run()
	close(stop)
	<-done
	return most.Load()
}

// BenchmarkLongRun draws 100,000 draws of 300 columns kept draw by draw and as many months
// counted in bins, sums all of them up, and reports the most memory that is held on the way.
func BenchmarkLongRun(b *testing.B) {
	of := flat{wide(300, 300).Outcomes()}
	for b.Loop() {
		stores := 0
		most := watchMemory(func() {
			sample, err := Collect(b.Context(), of, of, Origin{"study", 1, Whole(100_000)}, 0, fileStore(b, &stores), nil)
			if err != nil {
				b.Fatal(err)
			}
			columns := make([]int, len(of.outcomes))
			for c := range columns {
				columns[c] = c
			}
			if _, err := sample.Summaries(columns, 0); err != nil {
				b.Fatal(err)
			}
		})
		b.ReportMetric(float64(most)/(1<<20), "peak-MB")
	}
}

// BenchmarkSummary sums up one column of 10,000 draws.
func BenchmarkSummary(b *testing.B) {
	sample := collect(b, contract(), Whole(10_000), 1)
	for b.Loop() {
		if _, err := sample.Summary(cost); err != nil {
			b.Fatal(err)
		}
	}
}
