package panel

// stripLanes is how many lanes of a flow are carried at a time: so few that all of its places
// stay next to the processor from the first term of the series to the last.
const stripLanes = 16

// arrivals are the moves of a flow by where they arrive.
type arrivals struct {
	certain []int // how many moves of a certain share arrive, by place
	moves   []arrival
	drawn   []int // how many of an uncertain share arrive, by place
	shared  []sharedArrival
}

// arrival is a move of a certain share from a place, which lies so many bytes on.
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
				a.moves = append(a.moves, arrival{move.from * vectorBytes, move.certain})
			default:
				a.drawn[to]++
				a.shared = append(a.shared, sharedArrival{move.from * vectorBytes, move.share - m.firstShare()})
			}
		}
	}
	return a
}

// spreadPlainly sets to[k] to by[k] x (who arrives in k - leaving[k]) + keep x leaving[k] +
// times x plus[k], where leaving are who leave each place, in the lanes of a strip.
func spreadPlainly(to, leaving, by, plus []vector, shares []*vector, strip int, keep, times float64, a *arrivals) {
	moves, shared := a.moves, a.shared
	for k := range to {
		var arrived [stripLanes]float64
		for _, move := range moves[:a.certain[k]] {
			for l, x := range leaving[move.from/vectorBytes][strip:][:stripLanes] {
				arrived[l] += float64(move.share * x)
			}
		}
		for _, move := range shared[:a.drawn[k]] {
			share := shares[move.share][strip:][:stripLanes]
			for l, x := range leaving[move.from/vectorBytes][strip:][:stripLanes] {
				arrived[l] += float64(share[l] * x)
			}
		}
		moves, shared = moves[a.certain[k]:], shared[a.drawn[k]:]
		for l := strip; l < strip+stripLanes; l++ {
			x := leaving[k][l]
			to[k][l] = float64(by[k][l]*(arrived[l-strip]-x)) + float64(keep*x) + float64(times*plus[k][l])
		}
	}
}
