package estimate

import "slices"

// Leaving is where people go when they leave a currency: shares of its exits, which are those
// of a Dirichlet of the people counted.
type Leaving struct {
	Moves      []Move // in the order of currencies
	Discharged Move   // To is none
}

// Move is those who go to one currency of the same contract.
type Move struct {
	To     int32
	People int
	Share  float64
	Interval
}

// newLeaving gives shares of who moved, by the currency, and who was discharged.
func newLeaving(moved map[int32]int, discharged int) Leaving {
	var l Leaving
	all := discharged
	for to, people := range moved {
		l.Moves = append(l.Moves, Move{To: to, People: people})
		all += people
	}
	slices.SortFunc(l.Moves, func(a, b Move) int { return int(a.To - b.To) })
	l.Discharged.People = discharged
	if all == 0 {
		return l
	}
	for i := range l.Moves {
		l.Moves[i].of(all)
	}
	l.Discharged.of(all)
	return l
}

func (m *Move) of(all int) {
	m.Share, m.Interval = float64(m.People)/float64(all), shareInterval(float64(m.People), float64(all))
}
