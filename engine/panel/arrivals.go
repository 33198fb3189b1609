package panel

// arrivals are the moves of a flow by where they arrive.
type arrivals struct {
	certain []int // how many moves of a certain share arrive, by place
	moves   []arrival
	drawn   []int // how many of an uncertain share arrive, by place
	shared  []sharedArrival
}

// arrival is a move of a certain share from a place, whose strip lies so many bytes on.
type arrival struct {
	from  int
	share float64
}

// sharedArrival is a move of which the share is one of those that are uncertain.
type sharedArrival struct{ from, share int }

// arrivalsOf sorts a month's moves. Uncertain shares are counted from the first that the
// flow takes.
func arrivalsOf(m *month) *arrivals {
	a := &arrivals{certain: make([]int, m.size), drawn: make([]int, m.size)}
	for to := range m.size {
		for _, move := range m.moves {
			switch {
			case move.to != to:
			case move.share < 0:
				a.certain[to]++
				a.moves = append(a.moves, arrival{move.from * stripBytes, move.certain})
			default:
				a.drawn[to]++
				a.shared = append(a.shared, sharedArrival{move.from * stripBytes, move.share - m.firstShare()})
			}
		}
	}
	return a
}
