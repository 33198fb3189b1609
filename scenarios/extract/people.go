package extract

import (
	"cmp"
	"slices"

	"parity/engine/records"
)

// episode is what is kept of a record to check people: 32 bytes.
type episode struct {
	person     uint64
	start, end records.Date
	currency   int32
	line       int64
}

// PeopleFound is what checking people found.
type PeopleFound struct {
	People      int64 // different ones
	Duplicates  int64 // records like an earlier one of the same person, currency and dates
	TwoAtOnce   int64 // records that begin while another currency of the same person goes on
	SameAtOnce  int64 // records that begin while the same currency of the same person goes on
	Overlapping []Overlap
}

// Overlap is one of these, by line: nothing in it says who.
type Overlap struct {
	Line, Earlier int64
	Reason        records.Reason
}

// What checking people finds. None of it keeps a record from being priced.
const (
	Duplicate  records.Reason = "the same person, currency and dates as an earlier record"
	TwoAtOnce  records.Reason = "begins while the same person's record in another currency goes on"
	SameAtOnce records.Reason = "begins while the same person's record in the same currency goes on"
)

// checkPeople looks at each person's records in the order of their starts.
func checkPeople(all []episode) *PeopleFound {
	slices.SortFunc(all, func(a, b episode) int {
		return cmp.Or(cmp.Compare(a.person, b.person), cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end), cmp.Compare(a.currency, b.currency), cmp.Compare(a.line, b.line))
	})
	found := &PeopleFound{}
	for from := 0; from < len(all); {
		to := from
		for to < len(all) && all[to].person == all[from].person {
			to++
		}
		found.People++
		found.check(all[from:to])
		from = to
	}
	slices.SortFunc(found.Overlapping, func(a, b Overlap) int { return cmp.Compare(a.Line, b.Line) })
	found.Overlapping = found.Overlapping[:min(len(found.Overlapping), MostExceptions)]
	return found
}

// check looks at one person's records: each against the one before it that goes on longest.
func (f *PeopleFound) check(one []episode) {
	longest := 0
	for i := 1; i < len(one); i++ {
		e, open := &one[i], &one[longest]
		before := &one[i-1] // the order puts records that are alike beside each other
		switch {
		case before.start == e.start && before.end == e.end && before.currency == e.currency:
			f.Duplicates++
			f.Overlapping = append(f.Overlapping, Overlap{e.line, before.line, Duplicate})
		case open.end == 0 || e.start < open.end:
			reason, count := SameAtOnce, &f.SameAtOnce
			if open.currency != e.currency {
				reason, count = TwoAtOnce, &f.TwoAtOnce
			}
			*count++
			f.Overlapping = append(f.Overlapping, Overlap{e.line, open.line, reason})
		}
		if open.end != 0 && (e.end == 0 || e.end > open.end) {
			longest = i
		}
	}
}
