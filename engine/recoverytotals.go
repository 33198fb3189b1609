package engine

import (
	"github.com/shopspring/decimal"

	"parity/tariff"
)

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
			totals.PaidAgain += r.paidAgain(c, &contract.Recoveries[k])
			for i := range r.Model.Months {
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
		lasting := contract.LastingIncome
		if lasting == nil {
			lasting = contract.Statement.Income
		}
		for _, income := range lasting {
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

// paidAgain is what is paid for the courses of those who come back to a currency: in months paid
// by activity, the currency's value x those who come back / those who finish.
func (r *Result) paidAgain(contract int, line *RecoveryLine) tariff.Pence {
	var paid tariff.Pence
	for i := range r.Model.Months {
		agreement, ok := r.Model.Contracts[contract].Agreements.At(r.Model.Month(i))
		if !ok || agreement.Form != tariff.Activity || line.Finished[i] <= 0 {
			continue
		}
		var value tariff.Pence
		for u := range r.Contracts[contract].Priced {
			if unit := &r.Contracts[contract].Priced[u]; unit.Currency == line.Currency {
				value += unit.Value[i]
			}
		}
		share := (line.Recovered[i] - line.Lasting[i]).Units() / line.Finished[i].Units()
		paid += tariff.RoundPence(value.Decimal().Mul(decimal.NewFromFloat(share)))
	}
	return paid
}
