package estimate

import (
	"cmp"
	"slices"

	"parity/engine/episodes"
	"parity/engine/records"
)

// Admitted is what share of their days in a currency people spend in hospital.
type Admitted struct {
	HospitalDays, PersonDays int
	People                   int // who were in hospital at all
	Share                    float64
	// Interval is nil where fewer people than fewestAdmitted were in hospital: what they say
	// of others is anybody's guess.
	Interval *Interval
	// Withheld says that so few people were in hospital that a publication does not tell for how
	// long.
	Withheld bool

	seen float64 // concentration of the interval's beta
}

// fewestAdmitted are the people in hospital from whom an interval is made.
const fewestAdmitted = 10

// hospital is the days of each person in hospital, spells that overlap put together.
type hospital struct {
	spells []episodes.Spell
	next   int
}

// newHospital puts spells in order. One that is open lasts until observation ends.
func newHospital(spells []episodes.Spell, until records.Date) *hospital {
	h := &hospital{}
	sorted := slices.Clone(spells)
	slices.SortFunc(sorted, func(a, b episodes.Spell) int {
		return cmp.Or(cmp.Compare(a.Person, b.Person), cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	for _, s := range sorted {
		if s.End == 0 || s.End > until {
			s.End = until
		}
		if s.End <= s.Start {
			continue
		}
		if last := len(h.spells) - 1; last >= 0 && h.spells[last].Person == s.Person && s.Start <= h.spells[last].End {
			h.spells[last].End = max(h.spells[last].End, s.End)
			continue
		}
		h.spells = append(h.spells, s)
	}
	return h
}

// days are how many days of a stay, cut to the window, were spent in hospital. Stays come in
// the order of people.
func (h *hospital) days(person int32, start, end records.Date) int {
	for h.next < len(h.spells) && h.spells[h.next].Person < person {
		h.next++
	}
	days := 0
	for i := h.next; i < len(h.spells) && h.spells[i].Person == person; i++ {
		if from, to := max(start, h.spells[i].Start), min(end, h.spells[i].End); from < to {
			days += to.Number() - from.Number()
		}
	}
	return days
}

// HospitalDays are all days of a window that people spent in hospital, in a currency or not.
func HospitalDays(spells []episodes.Spell, w records.Window) int {
	days := 0
	for _, s := range newHospital(spells, w.End()).spells {
		if from := max(s.Start, w.Start()); from < s.End {
			days += s.End.Number() - from.Number()
		}
	}
	return days
}

// admittedSums adds up people's days in one place: h in hospital of t.
type admittedSums struct {
	people, admitted int
	h, t             int
	hh, ht, tt       float64
	person           int32 // whose days are not added yet
	own              [2]int
	any              bool
}

func (a *admittedSums) add(person int32, h, t int) {
	if a.any && a.person != person {
		a.close()
	}
	a.any, a.person = true, person
	a.own[0], a.own[1] = a.own[0]+h, a.own[1]+t
}

func (a *admittedSums) close() {
	h, t := float64(a.own[0]), float64(a.own[1])
	if a.people++; a.own[0] > 0 {
		a.admitted++
	}
	a.h, a.t = a.h+a.own[0], a.t+a.own[1]
	a.hh, a.ht, a.tt = a.hh+h*h, a.ht+h*t, a.tt+t*t
	a.own = [2]int{}
}

// share is the ratio of all days in hospital to all days. People, not days, are what was
// sampled: its variance is that of a ratio of people's sums (W. Cochran, Sampling Techniques,
// 3rd edition, 1977, (2.39)), and its interval that of the beta with the same mean and
// variance.
func (a *admittedSums) share() Admitted {
	if a.any {
		a.close()
	}
	got := Admitted{HospitalDays: a.h, PersonDays: a.t, People: a.admitted}
	if a.t == 0 {
		return got
	}
	p, n, t := float64(a.h)/float64(a.t), float64(a.people), float64(a.t)
	got.Share = p
	variance := n / (n - 1) * (a.hh - 2*p*a.ht + p*p*a.tt) / (t * t)
	seen := p*(1-p)/variance - 1
	if a.admitted < fewestAdmitted || !(variance > 0) || !(seen > 0) {
		return got
	}
	got.seen, got.Interval = seen, betaInterval(p, seen)
	return got
}
