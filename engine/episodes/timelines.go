package episodes

import (
	"iter"
	"slices"

	"parity/engine/records"
)

// Place is where someone is: a currency of a contract between a provider and a commissioner.
type Place struct{ Provider, Commissioner, Currency int32 }

// SameContract says whether two places are currencies of one contract.
func (p Place) SameContract(as Place) bool {
	return p.Provider == as.Provider && p.Commissioner == as.Commissioner
}

// Ending is how a stay ends.
type Ending int8

// A stay that goes on when observation ends is Open. Someone who is in another currency of the
// same contract the same day has Moved; everybody else whose stay ends is Discharged.
const (
	Open Ending = iota
	Discharged
	Moved
)

// Stay is a person's time in one place without a break, whatever episodes it is recorded in.
type Stay struct {
	Person int32
	Place
	// Start is the first day that counts, End the first that does not: that on which
	// observation ends for a stay that is Open.
	Start, End records.Date
	To         int32 // the currency moved to, where Moved
	Ended      Ending
	MovedIn    bool // began as another in the same contract ended by a move; otherwise it started
	// Reviewed is the latest day, before observation ends, on which a review in the currency was
	// completed; of an episode that does not say, the day it starts.
	Reviewed records.Date
}

// Timelines are people's stays, by person and in the order of time.
type Timelines struct {
	stays  [][]Stay     // in blocks, so that nothing is copied as they become more
	Until  records.Date // the first day that is not observed
	People int
	Found  Found
}

// Stays gives each stay, by person and in the order of time.
func (t *Timelines) Stays() iter.Seq[*Stay] {
	return func(yield func(*Stay) bool) {
		for _, block := range t.stays {
			for i := range block {
				if !yield(&block[i]) {
					return
				}
			}
		}
	}
}

// keep adds one person's stays.
func (t *Timelines) keep(own []Stay) {
	for _, stay := range own {
		last := len(t.stays) - 1
		if last < 0 || len(t.stays[last]) == blockSize {
			t.stays = append(t.stays, make([]Stay, 0, blockSize))
			last++
		}
		t.stays[last] = append(t.stays[last], stay)
	}
}

// NewTimelines makes stays of episodes, which it leaves as they are (Kept.Timelines).
func NewTimelines(all []Episode, until records.Date) *Timelines {
	var k Kept
	for i := range all {
		k.Add(&all[i])
	}
	return k.Timelines(until)
}

// Timelines makes stays of episodes: on every day a person is where their open episode with
// the latest start has them, and of several that start the same day the one with the highest
// record number. Another that is open then counts for nothing that day, and again once the
// later one is over. Of records of one person with the same provider, currency and start the
// one with the highest number holds alone. Nothing from until on is looked at.
func (k *Kept) Timelines(until records.Date) *Timelines {
	t := &Timelines{Until: until}
	s := sweep{t: t}
	k.byPerson(func(own []Episode) {
		slices.SortFunc(own, byRecord)
		s.own, s.lines, s.open, s.now = s.own[:0], s.lines[:0], s.open[:0], 0
		t.person(&s, own)
	})
	t.Found.order()
	return t
}

// person adds one person's stays.
func (t *Timelines) person(s *sweep, own []Episode) {
	own = t.Found.latestOf(own)
	for i := range own {
		e := &own[i]
		switch {
		case e.Start >= t.Until:
			t.Found.Later++
			continue
		case e.End != 0 && e.End <= e.Start:
			t.Found.Momentary++
			continue
		}
		s.goOn(e.Start)
		t.Found.look(s.open, e)
		s.open = append(s.open, e)
	}
	s.goOn(t.Until)
	if len(s.own) > 0 {
		t.People++
		t.link(s.own, s.lines)
		t.keep(s.own)
	}
}

// link says how one person's stays, first recorded in lines, end and begin.
func (t *Timelines) link(own []Stay, lines []int64) {
	for i := range own {
		stay := &own[i]
		if stay.End == t.Until {
			continue // Open
		}
		stay.Ended = Discharged
		if i+1 == len(own) {
			continue
		}
		switch next := &own[i+1]; {
		case next.Start > stay.End:
			t.Found.Gaps++
			if next.Start.Number()-stay.End.Number() <= ShortGap {
				t.Found.ShortGaps++
				t.Found.add(Overlap{lines[i+1], lines[i], AfterAGap})
			}
		case next.SameContract(stay.Place):
			stay.Ended, stay.To, next.MovedIn = Moved, next.Currency, true
		}
	}
}

// sweep goes through one person's episodes in the order of their starts. Those that are open
// lie on each other, the one the person is in on top.
type sweep struct {
	t     *Timelines
	own   []Stay  // the person's
	lines []int64 // of the first episode each is recorded in
	open  []*Episode
	now   records.Date
}

// goOn writes down where the person is up to a day.
func (s *sweep) goOn(day records.Date) {
	over := false // one that lay on another is over now
	for len(s.open) > 0 {
		e := s.open[len(s.open)-1]
		end := day
		ends := e.End != 0 && e.End <= day && e.End < s.t.Until
		if ends {
			end = e.End
		}
		if end > s.now {
			if over {
				s.t.Found.Resumed++
			}
			s.spend(e, end)
			over = true
		}
		if !ends {
			break
		}
		s.open = s.open[:len(s.open)-1]
	}
	s.now = day
}

// spend has the person in an episode up to a day: on in the stay they are in, where the
// episode's place is that.
func (s *sweep) spend(e *Episode, end records.Date) {
	here := Place{e.Provider, e.Commissioner, e.Currency}
	reviewed := e.Start
	if e.Reviewed != 0 && e.Reviewed < s.t.Until {
		reviewed = e.Reviewed
	}
	if last := len(s.own) - 1; last >= 0 && s.own[last].Place == here && s.own[last].End == s.now {
		stay := &s.own[last]
		stay.End, stay.Reviewed = end, max(stay.Reviewed, reviewed)
	} else {
		s.own = append(s.own, Stay{Person: e.Person, Place: here, Start: s.now, End: end, Reviewed: reviewed})
		s.lines = append(s.lines, e.Line)
	}
	s.now = end
}
