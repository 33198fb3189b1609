package engine

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/sourcegraph/conc/iter"
)

// Coalition says for each player of a game whether it takes part.
type Coalition []bool

// Game says what a coalition is worth: whole numbers, such as pence by year, as many for
// every coalition. It is asked several coalitions at once.
type Game func(Coalition) ([]int64, error)

// Why says why a coalition is worth more or less than one with a player fewer: causes that
// sum to the difference in each figure. Both have been asked for their worth before. It is
// asked several pairs at once.
type Why func(before, after Coalition) ([]Cause, error)

// CoalitionError is a coalition whose worth cannot be said.
type CoalitionError struct {
	Coalition Coalition
	Err       error
}

func (e *CoalitionError) Error() string { return e.Err.Error() }

// Unwrap is why it cannot.
func (e *CoalitionError) Unwrap() error { return e.Err }

// singles lists the coalitions of one player.
func singles(players int) []Coalition {
	list := make([]Coalition, players)
	for i := range list {
		list[i] = make(Coalition, players)
		list[i][i] = true
	}
	return list
}

// alongOrder lists the coalitions there are as players come in: none first, all last.
func alongOrder(order []int) []Coalition {
	list := make([]Coalition, len(order)+1)
	list[0] = make(Coalition, len(order))
	for i, player := range order {
		list[i+1] = slices.Clone(list[i])
		list[i+1][player] = true
	}
	return list
}

// Size is how many players take part.
func (c Coalition) Size() int {
	size := 0
	for _, there := range c {
		if there {
			size++
		}
	}
	return size
}

// key is the coalition as text: a character a player.
func (c Coalition) key() string {
	key := bytes.Repeat([]byte{'0'}, len(c))
	for i, there := range c {
		if there {
			key[i] = '1'
		}
	}
	return string(key)
}

// worths is what coalitions are worth, by key.
type worths map[string][]int64

// brings is what a player adds to a coalition it is not in.
func (w worths) brings(player int, coalition Coalition) []int64 {
	with := slices.Clone(coalition)
	with[player] = true
	before, after := w[coalition.key()], w[with.key()]
	brought := make([]int64, len(after))
	for f := range brought {
		brought[f] = after[f] - before[f]
	}
	return brought
}

// askedAtOnce is how many coalitions are asked before the next ones are begun: an error
// stops the game there, and which one it is does not depend on who was faster.
const askedAtOnce = 32

// ask asks each coalition once, the smallest first, on all processors.
func ask(game Game, coalitions []Coalition) (worths, error) {
	worth := worths{}
	asked := slices.Clone(coalitions)
	slices.SortFunc(asked, func(a, b Coalition) int {
		return cmp.Or(cmp.Compare(a.Size(), b.Size()), -cmp.Compare(a.key(), b.key()))
	})
	asked = slices.CompactFunc(asked, func(a, b Coalition) bool { return slices.Equal(a, b) })
	for some := range slices.Chunk(asked, askedAtOnce) {
		values := make([][]int64, len(some))
		errs := sideBySide(len(some), func(i int) (err error) {
			values[i], err = game(some[i])
			return err
		})
		for i, coalition := range some {
			if errs[i] != nil {
				return nil, &CoalitionError{coalition, errs[i]}
			}
			worth[coalition.key()] = values[i]
		}
	}
	return worth, nil
}

// sideBySide does so many things on all processors, and gives the error of each.
func sideBySide(things int, do func(i int) error) []error {
	errs := make([]error, things)
	iter.ForEachIdx(errs, func(i int, err *error) { *err = do(i) })
	return errs
}
