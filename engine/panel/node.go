package panel

import (
	"math"
	"math/bits"
	"slices"
)

// node is one uncertain number, or the month of a flow with its many.
type node struct {
	does    operation
	takes   []int
	times   []float64 // of combine, by taken node
	certain float64   // of combine; the exponent of power
	index   int       // of slot and part; of chances, the flow's number
	month   *month    // of flow and chances
}

// same says whether two nodes say the same, to the last bit.
func (n *node) same(as *node) bool {
	if n.does != as.does || n.index != as.index || math.Float64bits(n.certain) != math.Float64bits(as.certain) || (n.month == nil) != (as.month == nil) {
		return false
	}
	return slices.Equal(n.takes, as.takes) && slices.EqualFunc(n.times, as.times, sameBits) && (n.month == nil || n.month.same(as.month))
}

func sameBits(x, y float64) bool { return math.Float64bits(x) == math.Float64bits(y) }

// same says whether two months say the same of who starts and moves.
func (m *month) same(as *month) bool {
	return m.size == as.size && m.days == as.days && slices.EqualFunc(m.starts, as.starts, sameBits) && slices.Equal(m.moves, as.moves)
}

// hash is the same for nodes that say the same, and seldom for others.
func (n *node) hash() uint64 {
	hash := mixed(uint64(n.does), uint64(n.index))
	hash = mixed(hash, math.Float64bits(n.certain))
	for _, taken := range n.takes {
		hash = mixed(hash, uint64(taken))
	}
	for _, times := range n.times {
		hash = mixed(hash, math.Float64bits(times))
	}
	if n.month != nil {
		hash = mixed(hash, math.Float64bits(n.month.days))
	}
	return hash
}

// mixed takes one more number into a hash: the two halves of a product with an odd number whose
// bits are those of the golden ratio, one over the other (D. Knuth, The Art of Computer
// Programming 3, 2nd edition, Addison-Wesley, 1998, section 6.4).
func mixed(hash, x uint64) uint64 {
	const golden = 0x9e3779b97f4a7c15
	high, low := bits.Mul64(hash^x^golden, golden)
	return high ^ low
}
