package extract

import (
	"fmt"
	"sync"

	"parity/engine/episodes"
)

// gathered puts what workers found in blocks back into the order of the file.
type gathered struct {
	mu         sync.Mutex
	turn       sync.Cond
	job        *Job
	source     *Source
	people     *People
	waiting    map[int]delivery
	next       int
	exceptions []Exception
	kept       episodes.Kept
	spare      []keptInBlock // of blocks that were delivered, to be used again
	stopped    bool
	records    int64
}

// delivery is what one block had.
type delivery struct {
	found   []Exception
	kept    keptInBlock
	records int64
}

// mostWaiting bounds how far workers may run ahead of the slowest of them.
const mostWaiting = 64

// progressEvery is after how many blocks progress is told: some 16 MB.
const progressEvery = 64

func newGathered(job *Job, source *Source) *gathered {
	people := NewPeople()
	if job.episodes != nil {
		people = job.episodes.people
	}
	g := &gathered{job: job, source: source, people: people, waiting: map[int]delivery{}}
	g.turn.L = &g.mu
	return g
}

// deliver takes what a block had, and how many records. It waits where too many blocks before
// it are still out. What it gives back is room for what the next block has.
func (g *gathered) deliver(number int, had delivery) (spare keptInBlock, err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for number-g.next > mostWaiting && !g.stopped {
		g.turn.Wait()
	}
	g.waiting[number] = had
	g.records += had.records
	if g.job.Progress != nil && number%progressEvery == 0 {
		g.job.Progress(g.records, g.source.read.Load())
	}
	for {
		d, there := g.waiting[g.next]
		if !there {
			if last := len(g.spare) - 1; last >= 0 {
				spare, g.spare = g.spare[last], g.spare[:last]
			}
			return spare, nil
		}
		delete(g.waiting, g.next)
		g.next++
		room := MostExceptions - len(g.exceptions)
		g.exceptions = append(g.exceptions, d.found[:min(room, len(d.found))]...)
		for i, person := range d.kept.people {
			e := &d.kept.episodes[i]
			if e.Line > episodes.MostLines {
				return spare, g.source.named(&FormError{Found: "more lines than can be followed", Remedy: fmt.Sprintf("give it in parts of up to %d lines", int64(episodes.MostLines))})
			}
			e.Person = g.people.number(person)
			g.kept.Add(e)
		}
		if len(d.kept.written) > 0 {
			if _, err := g.job.To.Write(d.kept.written); err != nil {
				return spare, err
			}
		}
		g.spare = append(g.spare, d.kept.emptied())
		g.turn.Broadcast()
	}
}

// giveUp lets everyone go who waits: a worker has ended, because no block is left for it or because
// it failed.
func (g *gathered) giveUp() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.stopped = true
	g.turn.Broadcast()
}
