package estimate

import (
	"testing"

	"parity/engine/episodes"
	"parity/engine/records"
)

// An extract of who was there in the second year, looked at over two.
func TestCoverageOfAShortExtract(t *testing.T) {
	window := records.Window{From: april, Months: 24}
	year, made := records.DateIn(april+12, 1), records.DateIn(april+22, 15)
	var all []episodes.Episode
	for i := range 600 {
		e := episodes.Episode{Person: int32(i), Start: window.Start().AddDays(i), Record: int64(i)}
		e.End = e.Start.AddDays(100)
		if e.End <= year || e.Start >= made {
			continue
		}
		if e.End >= made {
			e.End = 0
		}
		all = append(all, e)
	}
	if got, want := CoverageOf(episodes.NewTimelines(all, window.End()), window), (Coverage{First: 12, Last: 1}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	within := records.Window{From: april + 12, Months: 10}
	if got := CoverageOf(episodes.NewTimelines(all, within.End()), within); got != (Coverage{}) {
		t.Errorf("got %+v where all is there", got)
	}
}
