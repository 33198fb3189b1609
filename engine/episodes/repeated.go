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

// latestOf keeps of one person's records, which are in the order of byRecord, the latest of each
// episode, and puts these into the order of their starts and then of their numbers. A review
// that any of them knows was completed: a submission may have those of its month alone.
func (f *Found) latestOf(own []Episode) []Episode {
	kept := own[:0]
	for i := range own {
		e := own[i]
		if i > 0 && same(&kept[len(kept)-1], &e) {
			last := &kept[len(kept)-1]
			if last.End == e.End && last.Commissioner == e.Commissioner {
				f.Duplicates++
				f.add(Overlap{e.Line, last.Line, Duplicate})
			} else {
				f.Replaced++
				f.add(Overlap{last.Line, e.Line, Replaced})
			}
			e.Reviewed = max(e.Reviewed, last.Reviewed)
			*last = e
			continue
		}
		kept = append(kept, e)
	}
	slices.SortFunc(kept, func(a, b Episode) int { return cmp.Or(cmp.Compare(a.Start, b.Start), latest(a, b)) })
	return kept
}

// LatestSpells keeps of the records of one stay in hospital, a person's from one day on, the
// latest, as NewTimelines does of episodes.
func LatestSpells(all []Spell) ([]Spell, Repeated) {
	slices.SortFunc(all, func(a, b Spell) int {
		return cmp.Or(cmp.Compare(a.Person, b.Person), cmp.Compare(a.Start, b.Start), cmp.Compare(a.Record, b.Record), cmp.Compare(a.Line, b.Line))
	})
	var found Repeated
	kept := all[:0]
	for _, s := range all {
		if last := len(kept) - 1; last >= 0 && kept[last].Person == s.Person && kept[last].Start == s.Start {
			if kept[last].End == s.End {
				found.Duplicates++
			} else {
				found.Replaced++
			}
			kept[last] = s
			continue
		}
		kept = append(kept, s)
	}
	return kept, found
}
