package panel

import (
	"encoding/binary"
	"math"
)

// Move is people going from one place of a flow to another: the share of those who leave
// it, which may be uncertain.
type Move struct {
	From, To int
	Share    Form
}

// month is people flowing through places for some days: dn/dt = A'n + r, where people
// leave place k at a rate a day, of whom the shares move on, and starts come evenly. What it
// takes are the people, starts, rates and stays by place, the pace, and the shares that are
// uncertain.
type month struct {
	size   int
	days   float64
	starts []float64 // how many times what is taken the starts are, by place
	moves  []flowMove
}

// pace is where the pace stands among what a flow takes.
func (m *month) pace() int { return 4 * m.size }

// firstShare is where the shares begin among what a flow takes.
func (m *month) firstShare() int { return 4*m.size + 1 }

// flowMove is a move whose share is certain, or else node number share of what the flow
// takes.
type flowMove struct {
	from, to int
	certain  float64
	share    int // -1 where certain
}

func (m *month) appendKey(key []byte) []byte {
	key = binary.AppendUvarint(key, uint64(m.size))
	key = binary.LittleEndian.AppendUint64(key, math.Float64bits(m.days))
	for _, times := range m.starts {
		key = binary.LittleEndian.AppendUint64(key, math.Float64bits(times))
	}
	for _, move := range m.moves {
		key = binary.AppendUvarint(key, uint64(move.from))
		key = binary.AppendUvarint(key, uint64(move.to))
		key = binary.LittleEndian.AppendUint64(key, math.Float64bits(move.certain))
		key = binary.AppendVarint(key, int64(move.share))
	}
	return key
}

// Flow carries people over some days during which they leave at rates a day, which are above
// zero, and starts come evenly: the people at the end, and the person-days on the way. The shares
// that move on from a place are together no more than 1.
//
// The days' solution is summed as a series, which needs only products of the few moves with the
// people: no matrix is exponentiated. See flowRoom.run for how many terms it takes.
func (c *Calculation) Flow(days float64, people, starts, rates []Form, moves []Move) (end, personDays []Form) {
	size := len(people)
	m := &month{size: size, days: days, starts: make([]float64, size)}
	n := node{does: flow, month: m, takes: make([]int, 0, m.firstShare())}
	for _, f := range people {
		n.takes = append(n.takes, c.whole(f))
	}
	for k, f := range starts {
		times, node := c.scaled(f)
		m.starts[k] = times
		n.takes = append(n.takes, node)
	}
	for _, f := range rates {
		n.takes = append(n.takes, c.whole(f))
	}
	for _, f := range rates {
		n.takes = append(n.takes, c.whole(c.Over(Certain(1), f)))
	}
	n.takes = append(n.takes, c.whole(c.pace(rates, moves)))
	c.addMoves(&n, moves)
	return c.parts(n)
}

// addMoves adds who moves where to a node that is a month of a flow.
func (c *Calculation) addMoves(n *node, moves []Move) {
	for _, move := range moves {
		mine := flowMove{from: move.From, to: move.To, share: -1}
		if share, ok := move.Share.Certain(); ok {
			mine.certain = share
		} else {
			mine.share = len(n.takes)
			n.takes = append(n.takes, c.whole(move.Share))
		}
		n.month.moves = append(n.month.moves, mine)
	}
}

// parts are the people at the end and the person-days of a month of a flow.
func (c *Calculation) parts(n node) (end, personDays []Form) {
	at, size := c.node(n), n.month.size
	results := make([]Form, 2*size)
	for k := range results {
		results[k] = c.of(c.node(node{does: part, index: k, takes: []int{at}}))
	}
	return results[:size], results[size:]
}

// pace is how fast the fastest place empties and fills others: its rate x (1 + the shares that
// move on from it), where uncertain ones may come to all who leave.
func (c *Calculation) pace(rates []Form, moves []Move) Form {
	reach := make([]float64, len(rates))
	for _, move := range moves {
		share, certain := move.Share.Certain()
		if !certain {
			share = 1
		}
		reach[move.From] = min(1, reach[move.From]+share)
	}
	var pace Form
	for k, rate := range rates {
		pace = c.Max(pace, rate.Scale(1+reach[k]))
	}
	return pace
}
