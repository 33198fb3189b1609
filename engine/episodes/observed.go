package episodes

import (
	"cmp"
	"slices"

	"parity/engine/records"
	"parity/tariff"
)

// Observed is what a place came to, month by month of a window: who was there at each month's
// end, who came and who went in it, and the days spent in it.
type Observed struct {
	Place
	Before                           int // people there when the window begins
	People                           []int
	Starts, MovesIn, MovesOut, Exits []int // Exits are discharges
	Days                             []int
}

// Observed counts each place that anybody is in, in the order of providers, commissioners and
// currencies. The window must not reach beyond what is observed. For each month people =
// people before + starts + moves in - moves out - exits.
func (t *Timelines) Observed(w records.Window) []Observed {
	var all []Observed
	at := map[Place]int{}
	for stay := range t.Stays() {
		if stay.Start >= w.End() || stay.End < w.Start() {
			continue
		}
		k, known := at[stay.Place]
		if !known {
			k = len(all)
			at[stay.Place] = k
			all = append(all, newObserved(stay.Place, w.Months))
		}
		all[k].count(stay, w)
	}
	for k := range all {
		all[k].settle(w)
	}
	slices.SortFunc(all, func(a, b Observed) int {
		return cmp.Or(cmp.Compare(a.Provider, b.Provider), cmp.Compare(a.Commissioner, b.Commissioner), cmp.Compare(a.Currency, b.Currency))
	})
	return all
}

func newObserved(p Place, months int) Observed {
	all := make([]int, 6*months)
	part := func(k int) []int { return all[k*months : (k+1)*months : (k+1)*months] }
	return Observed{Place: p, People: part(0), Starts: part(1), MovesIn: part(2), MovesOut: part(3), Exits: part(4), Days: part(5)}
}

// count takes one stay in.
func (o *Observed) count(stay *Stay, w records.Window) {
	came, went := o.Starts, o.Exits
	if stay.MovedIn {
		came = o.MovesIn
	}
	if stay.Ended == Moved {
		went = o.MovesOut
	}
	first := 0
	if stay.Start < w.Start() {
		o.Before++
	} else {
		first = int(stay.Start.Month() - w.From)
		came[first]++
	}
	last, end := w.Months, w.End()
	if stay.End < end {
		last, end = int(stay.End.Month()-w.From), stay.End
		if stay.Ended != Open {
			went[last]++
		}
	}
	// People are told as those who come and go until all are counted, and days as those that
	// people there at a month's end were not there, and that others were.
	start := max(stay.Start, w.Start())
	if first == last {
		o.Days[first] += end.Day() - start.Day()
		return
	}
	o.People[first]++
	o.Days[first] -= start.Day() - 1
	if last < w.Months {
		o.People[last]--
		o.Days[last] += end.Day() - 1
	}
}

// settle adds up what count has of people who come and go, and of days.
func (o *Observed) settle(w records.Window) {
	there := 0
	for i := range o.People {
		there += o.People[i]
		o.People[i] = there
		o.Days[i] += there * records.DaysOf(w.From+tariff.Month(i))
	}
}
