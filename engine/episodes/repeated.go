package episodes

import (
	"cmp"
	"slices"
)

// Repeated is how often a record is there again, as in an extract of several submissions each
// of which has all that is still open: of them the latest counts.
type Repeated struct {
	Duplicates int64 // say what an earlier one says
	Replaced   int64 // say otherwise when it ends, or who commissions it, than a later one
}

// same says whether two episodes are records of one: of a person in a currency of a provider
// since a day. Its end may have become known since, and its commissioner corrected.
func same(a, b *Episode) bool {
	return a.Person == b.Person && a.Start == b.Start && a.Provider == b.Provider && a.Currency == b.Currency
}

// byRecord puts records of one episode beside each other, the latest last: that with the highest
// number, and of those without that furthest down the file.
func byRecord(a, b Episode) int {
	return cmp.Or(cmp.Compare(a.Person, b.Person), cmp.Compare(a.Start, b.Start), cmp.Compare(a.Provider, b.Provider), cmp.Compare(a.Currency, b.Currency), latest(a, b))
}

func latest(a, b Episode) int {
	return cmp.Or(cmp.Compare(a.Record, b.Record), cmp.Compare(a.Line, b.Line))
}

// latestOf keeps of records, of which those of one thing lie beside each other and the latest of
// these last, that of each. repeated is told of those that are not kept, and of a later one.
func latestOf[T any](all []T, same func(a, b *T) bool, repeated func(earlier, later *T)) []T {
	kept := all[:0]
	for i := range all {
		e := all[i]
		if last := len(kept) - 1; last >= 0 && same(&kept[last], &e) {
			repeated(&kept[last], &e)
			kept[last] = e
			continue
		}
		kept = append(kept, e)
	}
	return kept
}

// latestOf keeps of one person's records, which are in the order of byRecord, the latest of each
// episode, and puts these into the order of their starts and then of their numbers. A review
// that any of them knows was completed: a submission may have those of its month alone.
func (f *Found) latestOf(own []Episode) []Episode {
	kept := latestOf(own, same, func(earlier, later *Episode) {
		if earlier.End == later.End && earlier.Commissioner == later.Commissioner {
			f.Duplicates++
			f.add(Overlap{later.Line, earlier.Line, Duplicate})
		} else {
			f.Replaced++
			f.add(Overlap{earlier.Line, later.Line, Replaced})
		}
		later.Reviewed = max(earlier.Reviewed, later.Reviewed)
	})
	slices.SortFunc(kept, func(a, b Episode) int { return cmp.Or(cmp.Compare(a.Start, b.Start), latest(a, b)) })
	return kept
}

// LatestSpells keeps of the records of one stay in hospital, a person's from one day on, the
// latest, as Kept.Timelines does of episodes.
func LatestSpells(all []Spell) ([]Spell, Repeated) {
	slices.SortFunc(all, func(a, b Spell) int {
		return cmp.Or(cmp.Compare(a.Person, b.Person), cmp.Compare(a.Start, b.Start), cmp.Compare(a.Record, b.Record), cmp.Compare(a.Line, b.Line))
	})
	var found Repeated
	kept := latestOf(all, func(a, b *Spell) bool { return a.Person == b.Person && a.Start == b.Start }, func(earlier, later *Spell) {
		if earlier.End == later.End {
			found.Duplicates++
		} else {
			found.Replaced++
		}
	})
	return kept, found
}
