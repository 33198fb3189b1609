package extract

import (
	"hash/maphash"

	"parity/engine/episodes"
	"parity/engine/records"
	"parity/tariff"
)

// People numbers people in the order in which extracts first name them, and keeps nothing of
// what they are called.
type People struct {
	seed    maphash.Seed
	numbers map[uint64]int32
}

// NewPeople knows nobody.
func NewPeople() *People { return &People{maphash.MakeSeed(), map[uint64]int32{}} }

// number is a person's.
func (p *People) number(hash uint64) int32 {
	n, known := p.numbers[hash]
	if !known {
		n = int32(len(p.numbers))
		p.numbers[hash] = n
	}
	return n
}

// PeopleFound is what checking people found. None of it keeps a record from being priced.
type PeopleFound struct {
	People int // different ones
	episodes.Found
}

// checkPeople looks at each person's records in the order of time, all there are.
func checkPeople(all *episodes.Kept, people *People) *PeopleFound {
	return &PeopleFound{len(people.numbers), all.Timelines(records.DateIn(tariff.NewMonth(lastYear+1, 1), 1)).Found}
}

// toCheck keeps a record for checkPeople. An act takes no time, and is like others of its
// measure alone: the places of acts are those below 0.
func (w *worker) toCheck(line int64, r *records.Record) {
	e := episodes.Episode{Provider: r.Provider, Commissioner: r.Commissioner, Currency: r.Currency, Start: r.Start, End: r.End, Record: line, Line: line}
	if r.Act() {
		e.End, e.Currency = e.Start, -1-(r.Currency*int32(tariff.MeasureCount)+int32(r.Measure))
	}
	w.follow(e)
}

// keptInBlock is what is kept of a block's records: the episodes and what tells their people
// apart, and what was written of each.
type keptInBlock struct {
	episodes []episodes.Episode
	people   []uint64
	written  []byte
}

// emptied is the same room with nothing in it.
func (k keptInBlock) emptied() keptInBlock {
	return keptInBlock{k.episodes[:0], k.people[:0], k.written[:0]}
}

// follow keeps an episode of the person that was read.
func (w *worker) follow(e episodes.Episode) {
	w.kept.episodes = append(w.kept.episodes, e)
	w.kept.people = append(w.kept.people, maphash.Bytes(w.people, w.person))
}
