package records

import "slices"

// FewPeople is the number below which a count of people is not published.
const FewPeople = 5

// few tells whether there are fewer people than FewPeople, and how many then, without
// keeping more of them than that.
type few struct{ seen []uint64 }

// add counts a person once; 0 is nobody.
func (f *few) add(person uint64) {
	if person == 0 || len(f.seen) == FewPeople || slices.Contains(f.seen, person) {
		return
	}
	f.seen = append(f.seen, person)
}
