package evidence

import (
	"cmp"
	"slices"

	"parity/tariff"
)

// tally adds up lines by the set of groups they touch. Lines that touch the same, one after
// the other, are added before they are booked.
type tally struct {
	amounts map[rests]tariff.Pence
	last    rests
	held    tariff.Pence
	missing int
}

func newTally() *tally { return &tally{amounts: map[rests]tariff.Pence{}} }

// line takes a line in at its size: what is taken away rests on inputs as what is given does.
func (t *tally) line(amount tariff.Pence, touched rests) {
	if amount < 0 {
		amount = -amount
	}
	if amount == 0 {
		return
	}
	if touched != t.last {
		t.book()
		t.last = touched
	}
	t.held += amount
}

func (t *tally) unknown() { t.missing++ }

func (t *tally) book() {
	if t.held != 0 {
		t.amounts[t.last] += t.held
		t.held = 0
	}
}

// resting is an amount of money and the groups it touches.
type resting struct {
	on     rests
	amount tariff.Pence
}

// sets lists the amounts by what they touch, in a fixed order.
func (t *tally) sets() []resting {
	t.book()
	sets := make([]resting, 0, len(t.amounts))
	for on, amount := range t.amounts {
		sets = append(sets, resting{on, amount})
	}
	slices.SortFunc(sets, func(a, b resting) int {
		for i := range a.on {
			if c := cmp.Compare(a.on[i], b.on[i]); c != 0 {
				return c
			}
		}
		return 0
	})
	return sets
}

// byClass is the money by the worst class it touches.
func byClass(sets []resting) [classCount]tariff.Pence {
	var money [classCount]tariff.Pence
	for k := range sets {
		money[sets[k].on.worst()] += sets[k].amount
	}
	return money
}

// touching is the money that touches one group.
func touching(sets []resting, group rests) tariff.Pence {
	var sum tariff.Pence
	for k := range sets {
		for i := range group {
			if sets[k].on[i]&group[i] != 0 {
				sum += sets[k].amount
				break
			}
		}
	}
	return sum
}
