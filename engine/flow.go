package engine

import (
	"errors"
	"fmt"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// mostShares allows for shares that sum to 1 but for the last bits of their numbers.
const mostShares = 1 + 1e-9

// flow is the people of contracts that people go between, on their way through the currencies
// that have a mean stay: dn/dt = A'n + r within a month. Its slices are by place and then by
// month.
type flow struct {
	model     *Model
	length    []int // of each month, in days
	contracts []int // whose people they are
	places    []place
	moves     []flowMove
	passing   []flowPassing
	stay      [][]float64 // mean, in days
	starts    [][]float64 // people who begin
	people    [][]float64 // at the month's end
	days      [][]float64 // person-days
}

// place is a currency of one contract of the flow, in the order of its caseload.
type place struct {
	contract int
	Caseload
}

// flowMove is one move between two places of the flow.
type flowMove struct {
	from, to int
	share    []float64
	people   []float64 // who moved
}

// flowPassing is who passes over from one place to another at the beginning of each month.
type flowPassing struct {
	from, to int
	share    []float64
	people   []float64 // who passed over
}

// newFlow lays out the flow of contracts and checks their moves. The first is the one that lets
// people to the others.
func newFlow(m *Model, contracts []int, caseloads [][]Caseload) (*flow, error) {
	f := &flow{model: m, length: m.monthDays(), contracts: contracts}
	for k, contract := range contracts {
		for _, c := range caseloads[k] {
			f.places = append(f.places, place{contract, c})
			f.starts = append(f.starts, c.startsByMonth(m))
			stay := make([]float64, m.Months)
			for i := range stay {
				stay[i] = c.flowAt(m.Month(i)).MeanStayDays
			}
			f.stay = append(f.stay, stay)
		}
	}
	f.let()
	var faults []error
	for _, contract := range contracts {
		var own []error
		for _, move := range m.Contracts[contract].Moves {
			if err := f.addMove(contract, move); err != nil {
				own = append(own, currencyError(m, move.From, err))
			}
		}
		own = append(own, f.checkShares(contract))
		faults = append(faults, inContract(m, contract, errors.Join(own...)))
	}
	return f, errors.Join(faults...)
}

// inContract names the contract that a fault was found in.
func inContract(m *Model, contract int, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("contract %q: %w", m.Contracts[contract].Name, err)
}

// at is the place of a contract's currency, -1 where nobody flows through it.
func (f *flow) at(contract, currency int) int {
	return slices.IndexFunc(f.places, func(p place) bool { return p.contract == contract && p.Currency == currency })
}

// let hands the shares of starts that are let to entrants, and notes who passes over.
func (f *flow) let() {
	for from := range f.places {
		p := &f.places[from]
		kept := f.starts[from]
		for _, market := range f.model.let(p.contract, p.Currency) {
			to := f.at(market.To, market.Currency)
			passing := flowPassing{from: from, to: to, share: make([]float64, f.model.Months), people: make([]float64, f.model.Months)}
			for i := range passing.share {
				passing.share[i] = market.passes(f.model, i)
			}
			f.passing = append(f.passing, passing)
			kept = shareOut(kept, f.starts[from], f.starts[to], func(i int) float64 { return market.at(f.model, i).StartsShare })
		}
		f.starts[from] = kept
	}
}

// addMove takes one move into the flow. Moves out of a currency that the contract has no
// caseload in move nobody; moves that say nothing but zero are left out with them. Who moves on
// to a currency that an entrant has no caseload in goes back to the contract it took them from.
func (f *flow) addMove(contract int, move Move) error {
	hasCaseload := func(currency int) bool { return f.model.Contracts[contract].CaseloadOf(currency) != nil }
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
	from := f.at(contract, move.From)
	if from < 0 {
		return fmt.Errorf("people move to %q, but the caseload has no mean stay; give it one, or take the move out", to)
	}
	k := f.at(contract, move.To)
	if k < 0 && !hasCaseload(move.To) {
		k = f.at(f.model.Incumbent(contract), move.To)
	}
	switch {
	case move.From == move.To:
		return errors.New("people move to the currency they are in; take the move out")
	case k < 0 && hasCaseload(move.To):
		return fmt.Errorf("people move to %q, whose caseload has no mean stay; give it one, or take the move out", to)
	case k < 0:
		return fmt.Errorf("people move to %q, which the contract has no caseload in; add a row for it (opening 0 will do), or take the move out", to)
	case slices.ContainsFunc(f.moves, func(other flowMove) bool { return other.from == from && other.to == k }):
		return fmt.Errorf("two moves to %q; say it once", to)
	}
	f.moves = append(f.moves, flowMove{from: from, to: k, share: share, people: make([]float64, f.model.Months)})
	return nil
}

// checkShares reports currencies of a contract that more people move out of than leave.
func (f *flow) checkShares(contract int) error {
	sums := byMonth[float64](len(f.places), f.model.Months)
	for _, move := range f.moves {
		for i, share := range move.share {
			sums[move.from][i] += share
		}
	}
	var faults []error
	for k, c := range f.places {
		if i := slices.IndexFunc(sums[k], func(sum float64) bool { return sum > mostShares }); i >= 0 && c.contract == contract {
			faults = append(faults, currencyError(f.model, c.Currency, fmt.Errorf("the shares that move on sum to %.6g in %s; they may sum to 1 at most, and what is left is discharged", sums[k][i], f.model.Month(i))))
		}
	}
	return errors.Join(faults...)
}

// run carries the caseload through the months of the run.
func (f *flow) run(cache *Propagators) {
	size := len(f.places)
	if size == 0 {
		return
	}
	f.people, f.days = byMonth[float64](size, f.model.Months), byMonth[float64](size, f.model.Months)
	now := mat.NewVecDense(size, nil)
	for k, c := range f.places {
		now.SetVec(k, c.Opening)
	}
	perDay, end, days, part := mat.NewVecDense(size, nil), mat.NewVecDense(size, nil), mat.NewVecDense(size, nil), mat.NewVecDense(size, nil)
	var last []float64
	var solved *propagator
	for i := range f.model.Months {
		f.passOver(now, i)
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

// passOver takes who passes over at the beginning of a month to where they go.
func (f *flow) passOver(now *mat.VecDense, i int) {
	for k := range f.places {
		before, kept := now.AtVec(k), 1.0
		for _, p := range f.passing {
			if p.from == k && p.share[i] > 0 {
				p.people[i] = before * p.share[i]
				kept -= p.share[i]
				now.SetVec(p.to, now.AtVec(p.to)+p.people[i])
			}
		}
		if kept < 1 {
			now.SetVec(k, before*max(0, kept))
		}
	}
}

// rates is A' of a month, row by row: what goes from column to row, a person a day.
func (f *flow) rates(i int) []float64 {
	size := len(f.places)
	rates := make([]float64, size*size)
	for k := range f.places {
		rates[k*size+k] = -1 / f.stay[k][i]
	}
	for _, move := range f.moves {
		rates[move.to*size+move.from] = move.share[i] / f.stay[move.from][i]
	}
	return rates
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
