package backtest

import (
	"iter"

	"parity/engine/episodes"
	"parity/engine/records"
	"parity/tariff"
)

// Covered are the whole months that episodes tell of, up to until. An extract of those who were
// in care at some time since a day has no ends before that day, so people of earlier months are
// missing from it: months count from the one after the first of an unbroken row of months in
// each of which an episode ends, the latest such row. Without any end it has no months.
func Covered(all iter.Seq[episodes.Episode], until records.Date) records.Window {
	ends := map[tariff.Month]bool{}
	var first tariff.Month
	for e := range all {
		if end := e.End; end != 0 && end < until {
			ends[end.Month()] = true
			first = max(first, end.Month())
		}
	}
	if first == 0 {
		return records.Window{}
	}
	for ends[first-1] {
		first--
	}
	return records.Window{From: first + 1, Months: max(0, int(until.Month()-first)-1)}
}
