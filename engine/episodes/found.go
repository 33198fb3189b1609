package episodes

import (
	"cmp"
	"slices"

	"parity/engine/records"
)

// Found is what in the episodes does not fit together, counted. All but records that are
// repeated, and those without a day, count all the same.
type Found struct {
	Repeated
	TwoAtOnce  int64 // begin while another place of the same person goes on
	SameAtOnce int64 // begin while the same place of the same person goes on
	Resumed    int64 // times that someone is back in an episode that a later one lay on
	Gaps       int64 // times that someone is nowhere and comes back later
	ShortGaps  int64 // of these, those after which someone is back within ShortGap days
	Momentary  int64 // end on the day they start: no time is spent in them
	Later      int64 // start when observation has ended
	// Overlaps are the first MostOverlaps of those that are repeated, at once or shortly after
	// each other, by line.
	Overlaps []Overlap
}

// MostOverlaps is how many overlaps are kept; all are counted.
const MostOverlaps = 10_000

// ShortGap is how many days a gap has at most that may be a move whose days were recorded
// otherwise.
const ShortGap = 7

// Overlap is an episode that is a record of the same as another, begins while it goes on, or
// shortly after it: nothing in it says whose they are.
type Overlap struct {
	Line, Other int64
	Reason      records.Reason
}

// Counts says whether the episode counts beside the other.
func (o *Overlap) Counts() bool { return o.Reason != Duplicate && o.Reason != Replaced }

// Alike is how many there are of what Overlaps lists.
func (f *Found) Alike() int64 {
	return f.Duplicates + f.Replaced + f.TwoAtOnce + f.SameAtOnce + f.ShortGaps
}

// Why two episodes overlap.
const (
	Duplicate  records.Reason = "the same person, contract, currency and dates as an earlier record"
	Replaced   records.Reason = "the same person, provider, currency and start as a later record, which holds"
	TwoAtOnce  records.Reason = "begins while the same person's record in another currency or contract goes on"
	SameAtOnce records.Reason = "begins while the same person's record in the same currency goes on"
	AfterAGap  records.Reason = "begins within a week of the end of the same person's record before it: leaving and starting, not a move"
)

// look holds an episode against those of the same person that are open when it begins.
func (f *Found) look(open []*Episode, e *Episode) {
	if len(open) == 0 {
		return
	}
	reason, count := TwoAtOnce, &f.TwoAtOnce
	on := open[len(open)-1]
	if place(on) == place(e) {
		reason, count = SameAtOnce, &f.SameAtOnce
	}
	*count++
	f.add(Overlap{e.Line, on.Line, reason})
}

func place(e *Episode) Place { return Place{e.Provider, e.Commissioner, e.Currency} }

// add keeps an overlap; now and then those that come too late in the file are let go.
func (f *Found) add(o Overlap) {
	f.Overlaps = append(f.Overlaps, o)
	if len(f.Overlaps) >= 2*MostOverlaps {
		f.order()
	}
}

// order puts what is kept into the order of the file and keeps the first.
func (f *Found) order() {
	slices.SortFunc(f.Overlaps, func(a, b Overlap) int { return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Other, b.Other)) })
	f.Overlaps = f.Overlaps[:min(len(f.Overlaps), MostOverlaps)]
}
