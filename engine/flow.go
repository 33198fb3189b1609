package engine

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"parity/tariff"
)

// mostShares allows for shares that sum to 1 but for the last bits of their numbers.
const mostShares = 1 + 1e-9

// flow is the people of one contract on their way through the currencies that have a mean
// stay: dn/dt = A'n + r within a month. Its slices are by currency of the flow, in the
// order of caseload, and then by month.
type flow struct {
	model    *Model
	length   []int // of each month, in days
	caseload []Caseload
	moves    []flowMove
	stay     [][]float64 // mean, in days
	starts   [][]float64 // people who begin
	people   [][]float64 // at the month's end
	days     [][]float64 // person-days
}

// flowMove is one move between two currencies of the flow, by their places in it.
type flowMove struct {
	from, to int
	share    []float64
	people   []float64 // who moved
}

// newFlow lays out a contract's flow and checks its moves.
func newFlow(m *Model, contract *Contract, caseload []Caseload) (*flow, error) {
	f := &flow{model: m, length: m.monthDays(), caseload: caseload}
	place := map[int]int{}
	for k, c := range caseload {
		place[c.Currency] = k
		f.starts = append(f.starts, c.startsByMonth(m))
		stay := make([]float64, m.Months)
		for i := range stay {
			stay[i] = c.flowAt(m.Month(i)).MeanStayDays
		}
		f.stay = append(f.stay, stay)
	}
	var faults []error
	for _, move := range contract.Moves {
		if err := f.addMove(contract, move, place); err != nil {
			faults = append(faults, currencyError(m, move.From, err))
		}
	}
	faults = append(faults, f.checkShares())
	return f, errors.Join(faults...)
}

// addMove takes one move into the flow. Moves out of a currency that the contract has no
// caseload in move nobody; moves that say nothing but zero are left out with them.
func (f *flow) addMove(contract *Contract, move Move, place map[int]int) error {
	hasCaseload := func(currency int) bool {
		return slices.ContainsFunc(contract.Caseload, func(c Caseload) bool { return c.Currency == currency })
	}
	if !hasCaseload(move.From) {
		return nil
	}
	to := f.model.Currencies[move.To].Key
	for _, row := range move.Share {
		if err := checkNumber("the share", row.Value, 0, 1); err != nil {
			return fmt.Errorf("moves to %q %s: %w", to, since(row.From), err)
		}
	}
	share := make([]float64, f.model.Months)
	for i := range share {
		share[i], _ = move.Share.At(f.model.Month(i))
	}
	if !slices.ContainsFunc(share, func(x float64) bool { return x > 0 }) {
		return nil
	}
	from, flows := place[move.From]
	if !flows {
		return fmt.Errorf("people move to %q, but the caseload has no mean stay; give it one, or take the move out", to)
	}
	k, flows := place[move.To]
	switch {
	case move.From == move.To:
		return errors.New("people move to the currency they are in; take the move out")
	case !flows && hasCaseload(move.To):
		return fmt.Errorf("people move to %q, whose caseload has no mean stay; give it one, or take the move out", to)
	case !flows:
		return fmt.Errorf("people move to %q, which the contract has no caseload in; add a row for it (opening 0 will do), or take the move out", to)
	case slices.ContainsFunc(f.moves, func(other flowMove) bool { return other.from == from && other.to == k }):
		return fmt.Errorf("two moves to %q; say it once", to)
	}
	f.moves = append(f.moves, flowMove{from: from, to: k, share: share, people: make([]float64, f.model.Months)})
	return nil
}

// checkShares reports currencies that more people move out of than leave.
func (f *flow) checkShares() error {
	sums := byMonth[float64](len(f.caseload), f.model.Months)
	for _, move := range f.moves {
		for i, share := range move.share {
			sums[move.from][i] += share
		}
	}
	var faults []error
	for k, c := range f.caseload {
		if i := slices.IndexFunc(sums[k], func(sum float64) bool { return sum > mostShares }); i >= 0 {
			faults = append(faults, currencyError(f.model, c.Currency, fmt.Errorf("the shares that move on sum to %.6g in %s; they may sum to 1 at most, and what is left is discharged", sums[k][i], f.model.Month(i))))
		}
	}
	return errors.Join(faults...)
}

// run carries the caseload through the months of the run.
func (f *flow) run(cache *Propagators) {
	size := len(f.caseload)
	if size == 0 {
		return
	}
	f.people, f.days = byMonth[float64](size, f.model.Months), byMonth[float64](size, f.model.Months)
	now := mat.NewVecDense(size, nil)
	for k, c := range f.caseload {
		now.SetVec(k, c.Opening)
	}
	perDay, end, days, part := mat.NewVecDense(size, nil), mat.NewVecDense(size, nil), mat.NewVecDense(size, nil), mat.NewVecDense(size, nil)
	var last []float64
	var solved *propagator
	for i := range f.model.Months {
		if rates := f.rates(i); !slices.Equal(rates, last) {
			last, solved = rates, cache.of(rates, size)
		}
		for k := range size {
			perDay.SetVec(k, f.starts[k][i]/float64(f.length[i]))
		}
		month := solved.over(f.length[i])
		end.MulVec(month.end, now)
		part.MulVec(month.held, perDay)
		end.AddVec(end, part)
		days.MulVec(month.held, now)
		part.MulVec(month.heldTwice, perDay)
		days.AddVec(days, part)
		now, end = end, now
		for k := range size {
			f.people[k][i], f.days[k][i] = now.AtVec(k), days.AtVec(k)
		}
		for _, move := range f.moves {
			move.people[i] = f.days[move.from][i] / f.stay[move.from][i] * move.share[i]
		}
	}
}

// rates is A' of a month, row by row: what goes from column to row, a person a day.
func (f *flow) rates(i int) []float64 {
	size := len(f.caseload)
	rates := make([]float64, size*size)
	for k := range f.caseload {
		rates[k*size+k] = -1 / f.stay[k][i]
	}
	for _, move := range f.moves {
		rates[move.to*size+move.from] = move.share[i] / f.stay[move.from][i]
	}
	return rates
}

// count rounds what flowed to thousandths. Moves are rounded by pair, so that as many arrive
// as set out, and discharges take what rounding leaves over.
func (f *flow) count() (ContractActivity, error) {
	months := f.model.Months
	activity := ContractActivity{
		Currencies: make([]CurrencyActivity, len(f.caseload)),
		Moves:      make([]MoveFlow, len(f.moves)),
	}
	moveIn, moveOut := byMonth[tariff.Quantity](len(f.caseload), months), byMonth[tariff.Quantity](len(f.caseload), months)
	arrived := byMonth[float64](len(f.caseload), months)
	for p, move := range f.moves {
		people, err := counted("moves", move.people)
		if err != nil {
			return activity, currencyError(f.model, f.caseload[move.from].Currency, err)
		}
		activity.Moves[p] = MoveFlow{From: f.caseload[move.from].Currency, To: f.caseload[move.to].Currency, People: people}
		for i := range months {
			moveOut[move.from][i] += people[i]
			moveIn[move.to][i] += people[i]
			arrived[move.to][i] += move.people[i]
		}
	}
	for k, c := range f.caseload {
		counts, err := countCaseload(f.model, c, f.starts[k], f.people[k], f.days[k], moveIn[k], moveOut[k])
		if err == nil && f.model.Currencies[c.Currency].ReviewDays != 0 {
			err = f.countPeriods(k, arrived[k], &counts)
		}
		if err != nil {
			return activity, currencyError(f.model, c.Currency, err)
		}
		activity.Currencies[k] = counts
	}
	return activity, nil
}

// countPeriods adds the review periods begun in the k-th currency of the flow, of which
// arrived are the people who moved in.
func (f *flow) countPeriods(k int, arrived []float64, counts *CurrencyActivity) error {
	length := f.model.Currencies[f.caseload[k].Currency].ReviewDays
	if err := checkNumber("review_period, in days,", length, shortestReview, math.MaxFloat64); err != nil {
		return err
	}
	entries := make([]float64, f.model.Months)
	for i := range entries {
		entries[i] = f.starts[k][i] + arrived[i]
	}
	periods := periodsBegun(f.length, f.caseload[k].Opening, f.stay[k], entries, length)
	var err error
	counts.Measures[tariff.Period], err = counted("review periods", periods)
	return err
}

// byMonth is a table of zeros, so many rows with an entry a month.
func byMonth[T any](rows, months int) [][]T {
	all := make([]T, rows*months)
	table := make([][]T, rows)
	for k := range table {
		table[k] = all[k*months : (k+1)*months]
	}
	return table
}
