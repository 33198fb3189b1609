package engine

import (
	"math"
	"slices"

	"parity/tariff"
)

// count rounds what flowed to thousandths, into the activity of the contracts. Who goes from
// place to place is rounded by pair, so that as many arrive as set out, and discharges take what
// rounding leaves over.
func (f *flow) count(activity *Activity) error {
	months := f.model.Months
	went := make([]wentBetween, len(f.places))
	for k := range went {
		went[k].moveIn, went[k].moveOut = make([]tariff.Quantity, months), make([]tariff.Quantity, months)
	}
	arrived := byMonth[float64](len(f.places), months)
	for _, move := range f.moves {
		people, err := counted("moves", move.people)
		if err != nil {
			return f.placeError(move.from, err)
		}
		for i := range months {
			arrived[move.to][i] += move.people[i]
		}
		from, to := &f.places[move.from], &f.places[move.to]
		if from.contract != to.contract {
			f.transfer(activity, went, move.from, move.to, Transfer{People: people})
			continue
		}
		own := &activity.Contracts[from.contract]
		own.Moves = append(own.Moves, MoveFlow{From: from.Currency, To: to.Currency, People: people})
		add(went[move.from].moveOut, people)
		add(went[move.to].moveIn, people)
	}
	for _, pass := range f.passing {
		people, err := counted("people who pass over", pass.people)
		if err != nil {
			return f.placeError(pass.from, err)
		}
		f.transfer(activity, went, pass.from, pass.to, Transfer{People: people, PassingOver: true})
	}
	for k, c := range f.places {
		counts, err := countCaseload(f.model, c.Caseload, f.starts[k], f.people[k], f.days[k], went[k])
		if err == nil && f.model.Currencies[c.Currency].ReviewDays != 0 {
			err = f.countPeriods(k, arrived[k], &counts)
		}
		if err != nil {
			return f.placeError(k, err)
		}
		own := &activity.Contracts[c.contract]
		own.Currencies = append(own.Currencies, counts)
	}
	return nil
}

// transfer counts people who go from a place to one of another contract.
func (f *flow) transfer(activity *Activity, went []wentBetween, from, to int, t Transfer) {
	t.FromContract, t.From = f.places[from].contract, f.places[from].Currency
	t.ToContract, t.To = f.places[to].contract, f.places[to].Currency
	activity.transfer(&went[from], &went[to], t)
}

// transfer puts people who go from one contract to another on both sides.
func (a *Activity) transfer(from, to *wentBetween, t Transfer) {
	a.Transfers = append(a.Transfers, t)
	from.transferOut = orZeros(from.transferOut, len(t.People))
	to.transferIn = orZeros(to.transferIn, len(t.People))
	add(from.transferOut, t.People)
	add(to.transferIn, t.People)
}

// orZeros is a series, or one of zeros where there is none yet.
func orZeros(series []tariff.Quantity, months int) []tariff.Quantity {
	if series == nil {
		return make([]tariff.Quantity, months)
	}
	return series
}

func add(to, series []tariff.Quantity) {
	for i := range to {
		to[i] += series[i]
	}
}

// placeError names contract and currency of a place that a fault was found in.
func (f *flow) placeError(k int, err error) error {
	return inContract(f.model, f.places[k].contract, currencyError(f.model, f.places[k].Currency, err))
}

// countPeriods adds the review periods begun in the k-th place of the flow, of which arrived
// are the people who moved in.
func (f *flow) countPeriods(k int, arrived []float64, counts *CurrencyActivity) error {
	length := f.model.Currencies[f.places[k].Currency].ReviewDays
	if err := checkNumber("review_period, in days,", length, shortestReview, math.MaxFloat64); err != nil {
		return err
	}
	entries := make([]float64, f.model.Months)
	for i := range entries {
		entries[i] = f.starts[k][i] + arrived[i]
	}
	periods := periodsBegun(f.length, f.places[k].Opening, f.stay[k], entries, f.handover(k), length)
	var err error
	counts.Measures[tariff.Period], err = counted("review periods", periods)
	return err
}

// handover is who passes over to a place and from it.
func (f *flow) handover(k int) handover {
	var over handover
	for _, p := range f.passing {
		if p.to == k {
			over.joined = sumOf(over.joined, p.people)
		}
		if p.from == k {
			over.left = sumOf(over.left, p.share)
		}
	}
	return over
}

// sumOf adds a series to another, which may be nil.
func sumOf(sum, series []float64) []float64 {
	if sum == nil {
		return slices.Clone(series)
	}
	for i := range sum {
		sum[i] += series[i]
	}
	return sum
}
