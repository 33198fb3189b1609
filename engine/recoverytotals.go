package engine

import "parity/tariff"

// RecoveryTotals is what courses and recoveries come to over a run, under the contracts that
// say who recovers.
type RecoveryTotals struct {
	Finished, Recovered, Lasting tariff.Quantity
	Cost                         Cost         // of the contracts' care, without what is stranded
	Income                       tariff.Pence // of these contracts
	Outcomes                     tariff.Pence // of it, what withholds and bonuses leave or add
	AtStake                      bool         // whether outcomes earn anything
	// LastingIncome is the income if only people who do not come back counted as recovered.
	LastingIncome tariff.Pence
	// PaidAgain is what activity payment pays for the new courses of those who come back, as
	// much a course as for everybody in the currency; 0 under other forms.
	PaidAgain tariff.Pence
}

// RecoveryOf adds up courses and recoveries under the contracts of a result that say who
// recovers; false where none does.
func RecoveryOf(r *Result) (RecoveryTotals, bool) {
	var totals RecoveryTotals
	for c := range r.Contracts {
		contract := &r.Contracts[c]
		if len(contract.Recoveries) == 0 {
			continue
		}
		for k := range contract.Recoveries {
			for i := range r.Model.Months {
				again, _ := r.PaidAgain(c, &contract.Recoveries[k], i)
				totals.PaidAgain += again
				totals.Finished += contract.Recoveries[k].Finished[i]
				totals.Recovered += contract.Recoveries[k].Recovered[i]
				totals.Lasting += contract.Recoveries[k].Lasting[i]
			}
		}
		for k := range contract.Statement.Lines {
			line := &contract.Statement.Lines[k]
			totals.Income += line.Paid
			if line.Term == tariff.Withhold || line.Term == tariff.Bonus {
				totals.Outcomes += line.Paid
				totals.AtStake = true
			}
		}
		lasting := &contract.Statement
		if contract.IfLasting != nil {
			lasting = contract.IfLasting
		}
		for _, income := range lasting.Income {
			totals.LastingIncome += income
		}
		for l := range r.Care.Lines {
			if line := &r.Care.Lines[l]; line.Contract == c {
				for i := range r.Model.Months {
					totals.Cost.add(r.Care.cost(line, i))
				}
			}
		}
	}
	return totals, totals.Finished != 0
}

// PaidAgain is what is paid in a month for the courses of those who come back to a currency: its
// activity's value x those who come back / those who finish, to the penny; false where the
// contract is not paid by activity (docs/methods.md, "Recovery").
func (r *Result) PaidAgain(contract int, line *RecoveryLine, i int) (paid tariff.Pence, byActivity bool) {
	agreement, ok := r.Model.Contracts[contract].Agreements.At(r.Model.Month(i))
	if !ok || agreement.Form != tariff.Activity {
		return 0, false
	}
	if line.Finished[i] <= 0 {
		return 0, true
	}
	var value tariff.Pence
	for u := range r.Contracts[contract].Priced {
		if unit := &r.Contracts[contract].Priced[u]; unit.Currency == line.Currency {
			value += unit.Value[i]
		}
	}
	back := line.Recovered[i] - line.Lasting[i]
	return tariff.RoundPence(value.Decimal().Mul(back.Decimal()).DivRound(line.Finished[i].Decimal(), pencePlaces)), true
}

// pencePlaces are the places of pounds that are whole pence.
const pencePlaces = 2
