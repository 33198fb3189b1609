package episodes

import (
	"iter"
	"slices"

	"parity/engine/records"
)

// Kept are episodes in the order in which they came, in half the room: tens of millions of them
// lie in memory at once. The zero Kept has none.
type Kept struct {
	places  []Place
	at      map[Place]int32
	blocks  [][]brief
	numbers [][]int64 // of the records, beside blocks; nil while each is its line
	count   int
	people  int32 // one more than the highest
}

// brief is an episode without its record's number.
type brief struct {
	person, place        int32
	start, end, reviewed records.Date
	line                 uint32
}

// blockSize is how many episodes lie together: a megabyte and a half, so that nothing is copied as they
// become more.
const blockSize = 1 << 16

// MostLines is the last line of a file of which an episode may be kept.
const MostLines = 1<<32 - 1

// Add keeps an episode, of a line up to MostLines.
func (k *Kept) Add(e *Episode) {
	place, known := k.at[place(e)]
	if !known {
		if k.at == nil {
			k.at = map[Place]int32{}
		}
		here := Place{e.Provider, e.Commissioner, e.Currency}
		place = int32(len(k.places))
		k.places = append(k.places, here)
		k.at[here] = place
	}
	if k.count%blockSize == 0 {
		k.blocks = append(k.blocks, make([]brief, 0, blockSize))
		if k.numbers != nil {
			k.numbers = append(k.numbers, make([]int64, 0, blockSize))
		}
	}
	if e.Record != e.Line && k.numbers == nil {
		k.number()
	}
	last := len(k.blocks) - 1
	k.blocks[last] = append(k.blocks[last], brief{e.Person, place, e.Start, e.End, e.Reviewed, uint32(e.Line)})
	if k.numbers != nil {
		k.numbers[last] = append(k.numbers[last], e.Record)
	}
	k.count++
	k.people = max(k.people, e.Person+1)
}

// number gives a number to each episode so far: its line.
func (k *Kept) number() {
	for _, block := range k.blocks {
		numbers := make([]int64, 0, blockSize)
		for i := range block {
			numbers = append(numbers, int64(block[i].line))
		}
		k.numbers = append(k.numbers, numbers)
	}
}

// Len is how many there are.
func (k *Kept) Len() int { return k.count }

// All gives each in the order in which they came.
func (k *Kept) All() iter.Seq[Episode] {
	return func(yield func(Episode) bool) {
		for i := range k.count {
			if !yield(k.episode(i)) {
				return
			}
		}
	}
}

func (k *Kept) episode(i int) Episode {
	b := &k.blocks[i/blockSize][i%blockSize]
	p := k.places[b.place]
	e := Episode{Person: b.person, Provider: p.Provider, Commissioner: p.Commissioner, Currency: p.Currency, Start: b.start, End: b.end, Reviewed: b.reviewed, Record: int64(b.line), Line: int64(b.line)}
	if k.numbers != nil {
		e.Record = k.numbers[i/blockSize][i%blockSize]
	}
	return e
}

// Recode has the places of providers, commissioners and currencies in their lists be others.
func (k *Kept) Recode(providers, commissioners, currencies []int32) {
	clear(k.at)
	for i, p := range k.places {
		p = Place{providers[p.Provider], commissioners[p.Commissioner], currencies[p.Currency]}
		k.places[i], k.at[p] = p, int32(i)
	}
}

// byPerson gives the episodes of each person, of people in the order of their numbers; what it
// gives holds until the next.
func (k *Kept) byPerson(yield func(own []Episode)) {
	// Places in the order of people: how many each has says where theirs begin.
	begins := make([]uint32, k.people+1)
	for _, block := range k.blocks {
		for i := range block {
			begins[block[i].person+1]++
		}
	}
	for person := range k.people {
		begins[person+1] += begins[person]
	}
	order, next := make([]uint32, k.count), slices.Clone(begins)
	for i := range k.count {
		person := k.blocks[i/blockSize][i%blockSize].person
		order[next[person]] = uint32(i)
		next[person]++
	}
	var own []Episode
	for person := range k.people {
		own = own[:0]
		for _, i := range order[begins[person]:begins[person+1]] {
			own = append(own, k.episode(int(i)))
		}
		if len(own) > 0 {
			yield(own)
		}
	}
}
