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
// leave place k at rates[k] a day, of whom the shares move on, and starts come evenly.
type month struct {
	size      int
	days      float64
	moves     []flowMove
	reach     []float64 // by place: 1 + the shares that move on from it, at their largest
	uncertain bool      // a share is
}

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
	for _, move := range m.moves {
		key = binary.AppendUvarint(key, uint64(move.from))
		key = binary.AppendUvarint(key, uint64(move.to))
		key = binary.LittleEndian.AppendUint64(key, math.Float64bits(move.certain))
		key = binary.AppendVarint(key, int64(move.share))
	}
	return key
}

// Flow carries people over some days during which they leave at rates a day and starts
// come evenly: the people at the end, and the person-days on the way.
//
// The days' solution is summed as its Taylor series in time, which needs only products of
// the few moves with the people: no matrix is exponentiated. See Machine for how many terms
// it takes.
func (c *Calculation) Flow(days float64, people, starts, rates []Form, moves []Move) (end, personDays []Form) {
	n := node{does: flow, month: &month{size: len(people), days: days}}
	for _, side := range [][]Form{people, starts, rates} {
		for _, f := range side {
			n.takes = append(n.takes, c.whole(f))
		}
	}
	c.addMoves(&n, moves)
	return c.parts(n)
}

// addMoves adds who moves where to a node that is a month of a flow.
func (c *Calculation) addMoves(n *node, moves []Move) {
	for _, move := range moves {
		m := flowMove{from: move.From, to: move.To, share: -1}
		if share, ok := move.Share.Certain(); ok {
			m.certain = share
		} else {
			m.share = len(n.takes)
			n.month.uncertain = true
			n.takes = append(n.takes, c.whole(move.Share))
		}
		n.month.moves = append(n.month.moves, m)
	}
	n.month.reach = reaches(n.month)
}

// parts are the people at the end and the person-days of a month of a flow.
func (c *Calculation) parts(n node) (end, personDays []Form) {
	at := c.node(n)
	results := make([]Form, 2*n.month.size)
	for k := range results {
		results[k] = of(c.node(node{does: part, index: k, takes: []int{at}}))
	}
	return results[:n.month.size], results[n.month.size:]
}

// reaches are 1 + the shares that move on from each place; uncertain ones may come to all.
func reaches(m *month) []float64 {
	reach := make([]float64, m.size)
	for _, move := range m.moves {
		if move.share >= 0 {
			reach[move.from] = 1
		}
		reach[move.from] = min(1, reach[move.from]+move.certain)
	}
	for k := range reach {
		reach[k]++
	}
	return reach
}
