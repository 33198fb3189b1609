package estimate

import (
	"cmp"
	"slices"

	"parity/engine/episodes"
	"parity/engine/suppression"
)

// Publishable makes places fit to be published: no count of 1 to 4 people is in them, nor can
// one be worked out from them (docs/methods.md, "A caseload from records"). It gives how many
// places are left out and how many moves are told as a discharge and a start.
//
// A move of fewer people than suppression.Smallest is told as leaving and starting, so that
// flows still balance. Where that leaves so few discharges, the smallest move joins them. A
// place is left out, and its moves with it, where those there at any time told of, those who
// start or those who leave are fewer. An admitted share of fewer is left out.
func Publishable(places []Place) (kept []Place, left, moves int) {
	out := map[int]bool{}
	for {
		kept, moves = without(places, out)
		before := len(out)
		for i := range places {
			if !out[i] && slices.ContainsFunc(kept, func(p Place) bool { return p.Place == places[i].Place && tooFew(&p) }) {
				out[i] = true
			}
		}
		if len(out) == before {
			lendAgain(kept)
			return kept, len(out), moves
		}
	}
}

// lendAgain has mean stays of all contracts be those of the places that are published.
func lendAgain(kept []Place) {
	for i := range kept {
		if s := &kept[i].Stay; s.Basis == AllContracts {
			own := newStay(s.PersonDays, s.Exits)
			s.Mean, s.Interval, s.Basis = own.Mean, own.Interval, own.Basis
		}
	}
	borrow(kept)
}

// Few says whether a count of people gives somebody away.
func Few(people int) bool { return people > 0 && people < suppression.Smallest }

func tooFew(p *Place) bool {
	return Few(p.Before) || Few(p.Opening) || Few(p.End) || Few(p.Starts.People) || Few(p.Stay.Exits)
}

// without are the places but for those left out, with moves to and from these, and small ones,
// told as leaving and starting.
func without(places []Place, out map[int]bool) (kept []Place, moves int) {
	at := map[episodes.Place]int{}
	for i := range places {
		if out[i] {
			continue
		}
		p := places[i]
		p.Leaving.Moves = slices.Clone(p.Leaving.Moves)
		if Few(p.Admitted.People) {
			p.Admitted = Admitted{}
		}
		at[p.Place] = len(kept)
		kept = append(kept, p)
	}
	for i := range places {
		from := &places[i]
		p, published := at[from.Place]
		var hidden []Move
		if published {
			hidden = kept[p].hide(func(m Move) bool {
				to := from.Place
				to.Currency = m.To
				_, there := at[to]
				return there
			})
		} else {
			hidden = from.Leaving.Moves
		}
		for _, m := range hidden {
			to := from.Place
			to.Currency = m.To
			k, there := at[to]
			if there {
				kept[k].Starts.more(m.People)
			}
			if published || there {
				moves++
			}
		}
	}
	return kept, moves
}

// hide tells moves as discharges: those that are small or go where nothing is published, and
// then the smallest others until the discharges are not few.
func (p *Place) hide(there func(Move) bool) (hidden []Move) {
	l := &p.Leaving
	take := func(i int) {
		hidden = append(hidden, l.Moves[i])
		l.Discharged.People += l.Moves[i].People
		l.Moves = slices.Delete(l.Moves, i, i+1)
	}
	for i := len(l.Moves) - 1; i >= 0; i-- {
		if Few(l.Moves[i].People) || !there(l.Moves[i]) {
			take(i)
		}
	}
	for Few(l.Discharged.People) && len(l.Moves) > 0 {
		smallest := slices.MinFunc(l.Moves, func(a, b Move) int { return cmp.Compare(a.People, b.People) })
		take(slices.Index(l.Moves, smallest))
	}
	if len(hidden) > 0 {
		l.Discharged.of(p.Stay.Exits)
	}
	return hidden
}

// more counts people among those who start, spread over the months as the others are.
func (s *Starts) more(people int) {
	before := s.People
	s.People += people
	if before == 0 {
		s.PerMonth = float64(s.People) / float64(s.Months)
		of := countInterval(float64(s.People))
		s.Interval = Interval{of.Low / float64(s.Months), of.High / float64(s.Months)}
		return
	}
	by := float64(s.People) / float64(before)
	s.PerMonth, s.Low, s.High = s.PerMonth*by, s.Low*by, s.High*by
}
