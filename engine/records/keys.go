package records

import "math/bits"

// Keys numbers keys in the order in which they come: 0 for the first, 1 for the next. It is
// a table of open addressing, several times as fast as a map for what is looked up once a
// record. The zero Keys is empty. It is not safe for use by several workers at once.
type Keys struct {
	slots []keySlot // a power of two of them, at most half full
	count int
}

type keySlot struct {
	key   uint64
	place int32 // from 1; 0 is an empty slot
}

const (
	fewestSlots = 64
	spread      = 0x9E3779B97F4A7C15 // the golden ratio in 64 bits: Fibonacci hashing (D. E. Knuth, The Art of Computer Programming 3, 6.4)
)

// Find is a key's place; false where it has none.
func (k *Keys) Find(key uint64) (int32, bool) {
	if len(k.slots) == 0 {
		return 0, false
	}
	mask := uint64(len(k.slots) - 1)
	for at := k.home(key); ; at = (at + 1) & mask {
		slot := &k.slots[at]
		if slot.place == 0 {
			return 0, false
		}
		if slot.key == key {
			return slot.place - 1, true
		}
	}
}

// home is the slot a key is looked for first.
func (k *Keys) home(key uint64) uint64 {
	return (key ^ key>>32) * spread >> (64 - bits.TrailingZeros(uint(len(k.slots))))
}

// Add gives a key that has none the next place.
func (k *Keys) Add(key uint64) int32 {
	if 2*(k.count+1) > len(k.slots) {
		old := k.slots
		k.slots = make([]keySlot, max(fewestSlots, 2*len(old)))
		for _, slot := range old {
			if slot.place != 0 {
				k.put(slot)
			}
		}
	}
	k.count++
	k.put(keySlot{key, int32(k.count)})
	return int32(k.count - 1)
}

func (k *Keys) put(slot keySlot) {
	mask := uint64(len(k.slots) - 1)
	at := k.home(slot.key)
	for k.slots[at].place != 0 {
		at = (at + 1) & mask
	}
	k.slots[at] = slot
}
