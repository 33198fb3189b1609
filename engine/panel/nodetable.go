package panel

// nodeTable finds nodes by their hashes: a table of open addressing, several times as fast as
// a map for what is looked up once for each figure of each month. The zero table is empty.
type nodeTable struct {
	places []int32  // 1 + the node, 0 where there is none; a power of two of them
	hashes []uint64 // by node
}

// find is the node of a hash for which same holds.
func (t *nodeTable) find(hash uint64, same func(node int) bool) (node int, there bool) {
	if 2*len(t.hashes) >= len(t.places) {
		t.grow()
	}
	mask := uint64(len(t.places) - 1)
	for at := hash & mask; t.places[at] != 0; at = (at + 1) & mask {
		if node := int(t.places[at]) - 1; t.hashes[node] == hash && same(node) {
			return node, true
		}
	}
	return 0, false
}

// add puts the next node in.
func (t *nodeTable) add(hash uint64) {
	t.hashes = append(t.hashes, hash)
	t.put(len(t.hashes)-1, hash)
}

func (t *nodeTable) put(node int, hash uint64) {
	mask := uint64(len(t.places) - 1)
	at := hash & mask
	for t.places[at] != 0 {
		at = (at + 1) & mask
	}
	t.places[at] = int32(node) + 1
}

// grow makes room for twice as many.
func (t *nodeTable) grow() {
	t.places = make([]int32, max(2*len(t.places), roomTogether))
	for node, hash := range t.hashes {
		t.put(node, hash)
	}
}
