package estimate

import (
	"cmp"
	"slices"

	"parity/engine/episodes"
	"parity/engine/records"
	"parity/tariff"
)

// Job is what to estimate.
type Job struct {
	// Window is the months of which starts, stays, moves and hospital days are. It must not
	// reach beyond what is observed.
	Window records.Window
	// Opening is the month in which a run begins: one of the window's, or the one after it.
	Opening tariff.Month
	// Reviews are the review periods, by the place of the currency; the zero Review is none.
	Reviews []records.Review
	// Spells are people's stays in hospital, nil where nobody says.
	Spells []episodes.Spell
}

// Place is what there is to say of one currency of one contract.
type Place struct {
	episodes.Place
	Before   int // people there as the window begins
	Opening  int // people there as the opening month begins
	End      int // people there as the window ends
	Starts   Starts
	Stay     Stay
	Leaving  Leaving
	Admitted Admitted
	Reviews  Reviews
}

// Of estimates every place that anybody was in during the window, in the order of providers,
// commissioners and currencies.
func Of(t *episodes.Timelines, job Job) []Place {
	observed := t.Observed(job.Window)
	at := make(map[episodes.Place]int, len(observed))
	for i := range observed {
		at[observed[i].Place] = i
	}
	all := make([]gathered, len(observed))
	hospital := newHospital(job.Spells, t.Until)
	last := job.Window.End().AddDays(-1)
	counts, stays := make([]int, len(observed)), 0
	for stay := range t.Stays() {
		if k, known := at[stay.Place]; known {
			counts[k]++
			stays++
		}
	}
	risks := make([]risk, stays) // of all places: each has its part
	for k, n := range counts {
		all[k].risks, risks = risks[:0:n], risks[n:]
	}
	for stay := range t.Stays() {
		if k, known := at[stay.Place]; known {
			all[k].take(stay, job, hospital, last)
		}
	}
	places := make([]Place, len(observed))
	for i := range observed {
		places[i] = all[i].estimate(&observed[i], job)
	}
	borrow(places)
	return places
}

// gathered is what the stays in one place come to.
type gathered struct {
	risks      []risk
	moved      map[int32]int
	discharged int
	admitted   admittedSums
	reviews    Reviews
}

// take takes a stay in.
func (g *gathered) take(stay *episodes.Stay, job Job, hospital *hospital, last records.Date) {
	w := job.Window
	if stay.Start >= w.End() || stay.End < w.Start() {
		return
	}
	from, to := max(stay.Start, w.Start()), min(stay.End, w.End())
	left := stay.Ended != episodes.Open && stay.End < w.End()
	came := stay.Start.Number()
	if from < to {
		g.risks = append(g.risks, risk{int32(from.Number() - came), int32(to.Number() - came), left})
		g.admitted.add(stay.Person, hospital.days(stay.Person, from, to), to.Number()-from.Number())
	}
	switch {
	case left && stay.Ended == episodes.Moved:
		if g.moved == nil {
			g.moved = map[int32]int{}
		}
		g.moved[stay.To]++
	case left:
		g.discharged++
	}
	if int(stay.Currency) >= len(job.Reviews) || job.Reviews[stay.Currency] == (records.Review{}) || stay.End <= last {
		return
	}
	g.reviews.People++
	if stay.Reviewed <= last && InDate(stay.Reviewed, job.Reviews[stay.Currency], last) {
		g.reviews.InDate++
	}
}

func (g *gathered) estimate(o *episodes.Observed, job Job) Place {
	days := 0
	for _, n := range o.Days {
		days += n
	}
	p := Place{Place: o.Place, Before: o.Before, Opening: o.Before, End: o.People[len(o.People)-1], Reviews: g.reviews}
	at := int(job.Opening - job.Window.From)
	if at > 0 {
		p.Opening = o.People[at-1]
	}
	p.Starts = newStarts(o.Starts, at)
	p.Leaving = newLeaving(g.moved, g.discharged)
	exits := g.discharged
	for _, m := range p.Leaving.Moves {
		exits += m.People
	}
	p.Stay = newStay(days, exits)
	p.Stay.Shape = newShape(g.risks, p.Stay.Mean)
	if job.Spells != nil {
		p.Admitted = g.admitted.share()
	}
	return p
}

// borrow gives the mean stay of a currency over all contracts to those that nobody left.
func borrow(places []Place) {
	currencies := make([]int32, 0, len(places))
	for i := range places {
		currencies = append(currencies, places[i].Currency)
	}
	slices.SortFunc(currencies, cmp.Compare[int32])
	for _, currency := range slices.Compact(currencies) {
		days, exits := 0, 0
		for i := range places {
			if places[i].Currency == currency {
				days, exits = days+places[i].Stay.PersonDays, exits+places[i].Stay.Exits
			}
		}
		if exits == 0 {
			continue
		}
		lent := newStay(days, exits)
		for i := range places {
			if s := &places[i].Stay; places[i].Currency == currency && (s.Exits == 0 || s.PersonDays == 0) {
				s.Mean, s.Interval, s.Basis = lent.Mean, lent.Interval, AllContracts
			}
		}
	}
}
