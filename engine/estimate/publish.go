package estimate

import (
	"cmp"
	"slices"

	"parity/engine/episodes"
	"parity/engine/records"
)

// Publishable makes places fit to be published: no count of 1 to 4 people is in them, nor can
// one be worked out from them (docs/methods.md, "A caseload from records"). It gives how many
// places are left out and how many moves are told as a discharge and a start. Reviews are as they
// were, and may be told of places together.
func Publishable(places []Place) (kept []Place, left, moves int) {
	kept, left, moves = withoutFew(places)
	for i := range kept {
		kept[i].coarsen()
	}
	borrow(kept)
	return kept, left, moves
}

// withoutFew takes small counts out, and leaves the others as they are.
//
// A move of fewer people than records.FewPeople is told as leaving and starting, so that
// flows still balance. Where that leaves so few discharges, the smallest move joins them. A
// place is left out, and its moves with it, where those there at any time told of, those who
// start or those who leave are fewer. An admitted share of fewer is left out.
func withoutFew(places []Place) (kept []Place, left, moves int) {
	out := map[episodes.Place]bool{}
	for {
		kept, moves = without(places, out)
		before := len(out)
		for i := range kept {
			if tooFew(&kept[i]) {
				out[kept[i].Place] = true
			}
		}
		if len(out) == before {
			return kept, len(out), moves
		}
	}
}

func tooFew(p *Place) bool {
	return records.Few(p.Before) || records.Few(p.Opening) || records.Few(p.End) || records.Few(p.Starts.People) || records.Few(p.Stay.Exits)
}

// without are the places but for those left out, with moves to and from these, and small ones,
// told as leaving and starting.
func without(places []Place, out map[episodes.Place]bool) (kept []Place, moves int) {
	at := map[episodes.Place]int{}
	for i := range places {
		p := places[i]
		if out[p.Place] {
			continue
		}
		p.Leaving.Moves = slices.Clone(p.Leaving.Moves)
		if records.Few(p.Admitted.People) {
			p.Admitted = Admitted{Withheld: true}
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
		if records.Few(l.Moves[i].People) || !there(l.Moves[i]) {
			take(i)
		}
	}
	for records.Few(l.Discharged.People) && len(l.Moves) > 0 {
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
	came := s.came
	if came.people > 0 {
		came.years *= 1 + float64(people)/came.people
	} else {
		for month := range came.months {
			came.years += came.yearsTo(month) * float64(people) / float64(came.months)
		}
	}
	came.people += float64(people)
	spread := s.Spread
	*s = came.starts(func(func(int) float64, int) float64 { return spread })
}
