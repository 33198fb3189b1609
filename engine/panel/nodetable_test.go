package panel

import (
	"testing"

	"pgregory.net/rapid"
)

// The table finds what a map finds, also where hashes are few and all fall together.
func TestNodesAreFoundAsInAMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var table nodeTable
		known := map[uint64]int{}
		for range rapid.IntRange(0, 5000).Draw(t, "nodes") {
			says := rapid.Uint64Range(0, 3000).Draw(t, "says")
			hash := says % 7 << rapid.SampledFrom([]int{0, 40}).Draw(t, "shift") // far fewer hashes than nodes
			says = says<<8 | hash>>40<<4 | hash&7                                // one hash for what says the same
			at, there := table.find(hash, func(node int) bool { return known[says] == node+1 })
			want := known[says]
			if there != (want > 0) || there && at != want-1 {
				t.Fatalf("%d: found %d %v, want %d", says, at, there, want-1)
			}
			if !there {
				table.add(hash)
				known[says] = len(known) + 1
			}
		}
	})
}
