package backtest

import (
	"iter"

	"parity/engine/episodes"
	"parity/engine/records"
)

// Days after a gap are no part of what is observed where the gap is longer than any holiday, so
// many starts and ends would have come in it at the pace of the year before that chance does not
// leave them all out, and fewer come after it. A date that was mistyped, and one that was only
// planned, lie so.
const (
	shortestGap  = 14 // days
	fewestMissed = 20 // starts and ends: none comes by chance once in 500 million times (e^-20)
	paceDays     = 365
)

// Until is the day after the last that episodes know of: after the latest day on which one
// starts or ends, but for stray ones, and how many of the starts and ends are stray. It is zero
// of no episodes.
func Until(all iter.Seq[episodes.Episode]) (until records.Date, stray int) {
	var first, last records.Date
	for e := range all {
		if first == 0 {
			first = e.Start
		}
		first, last = min(first, e.Start), max(last, e.Start, e.End)
	}
	if first == 0 {
		return 0, 0
	}
	daily := make([]int, last.Number()-first.Number()+1) // starts and ends
	count := 0
	for e := range all {
		daily[e.Start.Number()-first.Number()]++
		count++
		if end := e.End; end >= first { // a zero end is open
			daily[end.Number()-first.Number()]++
			count++
		}
	}
	latest, seen, year := 0, 0, 0 // the latest day with any; those up to it, and in the year to it
	lately := 0                   // the first day of that year
	for day, n := range daily {
		if n == 0 {
			continue
		}
		for ; lately <= latest-paceDays; lately++ {
			year -= daily[lately]
		}
		missed := float64(year) / paceDays * float64(day-latest-1)
		if day-latest > shortestGap && missed >= fewestMissed && float64(count-seen) < missed {
			return first.AddDays(latest + 1), count - seen
		}
		latest, seen, year = day, seen+n, year+n
	}
	return last.AddDays(1), 0
}
