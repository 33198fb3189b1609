package records

import "slices"

// FewPeople is the number below which a count of people is not published.
const FewPeople = 5

// Few says whether a count of people is of so few that it is not published; nobody is not few.
func Few(people int) bool { return people > 0 && people < FewPeople }

// NearestFew is a count as it is published: the nearest that FewPeople people come to, where each
// counts as many (1, or the days of a month), halves away from zero.
func NearestFew(count, each int) int {
	step := FewPeople * each
	return int(rounded(int64(count), int64(step))) * step
}

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
