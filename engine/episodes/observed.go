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
	for i := range t.Stays {
		stay := &t.Stays[i]
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
	if stay.Ended != Open && stay.End < w.End() {
		went[stay.End.Month()-w.From]++
	}
	for i := first; i < len(o.People); i++ {
		month := w.From + tariff.Month(i)
		begin, next := records.DateIn(month, 1), records.DateIn(month+1, 1)
		if from, to := max(stay.Start, begin), min(stay.End, next); from < to {
			o.Days[i] += to.Number() - from.Number()
		}
		if stay.End < next {
			return
		}
		o.People[i]++
	}
}
