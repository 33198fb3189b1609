package records

import "math/bits"

// Keys finds the place of a key. It is a table of open addressing, several times as fast as a
// map for what is looked up once a record. The zero Keys is empty; 0 is no key. It is not safe
// for use by several workers at once.
type Keys struct {
	slots     []keySlot // a power of two of them
	shift     uint8     // of a spread key, to where it is looked for first
	spread    uint64
	all       []keySlot // as they came
	displaced bool      // one of them is not where it is looked for first
}

type keySlot struct {
	key   uint64 // 0 in an empty slot
	place int32
}

const (
	fewestSlots = 64
	// airySlots is up to where a table of few keys grows beyond what it needs, so that each
	// of them may be where it is looked for first.
	airySlots = 1 << 14
	// goldenSpread is the golden ratio in 64 bits: Fibonacci hashing (D. E. Knuth, The Art of
	// Computer Programming 3, 6.4).
	goldenSpread = 0x9E3779B97F4A7C15
	// mostSpreads is how many ways of spreading are tried.
	mostSpreads = 32
)

// Len is how many keys there are.
func (k *Keys) Len() int { return len(k.all) }

// Near is a key's place where it is found at the first look; otherwise Find says. A processor
// foresees the one look and not how many there would be.
func (k *Keys) Near(key uint64) (place int32, found bool) {
	at := key * k.spread >> (k.shift & 63)
	if at >= uint64(len(k.slots)) { // there are none
		return 0, false
	}
	slot := &k.slots[at]
	return slot.place, slot.key == key
}

// Find is a key's place; false where it has none.
func (k *Keys) Find(key uint64) (place int32, found bool) {
	if len(k.slots) == 0 {
		return 0, false
	}
	slot := k.slot(key)
	return slot.place, slot.key == key
}

// slot is where a key is, or otherwise where it would be put.
func (k *Keys) slot(key uint64) *keySlot {
	mask := uint64(len(k.slots) - 1)
	for at := key * k.spread >> (k.shift & 63); ; at = (at + 1) & mask {
		if slot := &k.slots[at]; slot.key == key || slot.key == 0 {
			return slot
		}
	}
}

// Add puts in a key that is not there.
func (k *Keys) Add(key uint64, place int32) {
	added := keySlot{key, place}
	k.all = append(k.all, added)
	if room := k.room(); room > len(k.slots) {
		k.slots = make([]keySlot, room)
		k.lay(goldenSpread)
	} else {
		k.put(added)
	}
	for tried := 0; k.displaced && tried < mostSpreads && len(k.slots) >= airy(len(k.all)); tried++ {
		clear(k.slots)
		k.lay(k.spread*goldenSpread | 1)
	}
}

// room is how many slots there should be: enough for a way of spreading that displaces no key
// to be soon found, or for many keys twice as many as they.
func (k *Keys) room() int {
	count := len(k.all)
	room := max(fewestSlots, len(k.slots), 2*count)
	if wide := airy(count); wide <= airySlots {
		room = max(room, wide)
	}
	return 1 << bits.Len(uint(room-1))
}

// airy is in how many slots about one in eight ways of spreading displaces none of so many
// keys: exp(-count x count / (2 x slots)) of them, as with birthdays.
func airy(count int) int { return count * count / 4 }

// lay puts all keys into empty slots.
func (k *Keys) lay(spread uint64) {
	k.spread, k.shift, k.displaced = spread, uint8(64-bits.TrailingZeros(uint(len(k.slots)))), false
	for _, slot := range k.all {
		k.put(slot)
	}
}

func (k *Keys) put(added keySlot) {
	first := &k.slots[added.key*k.spread>>(k.shift&63)]
	k.displaced = k.displaced || first.key != 0
	*k.slot(added.key) = added
}
