package engine

import "parity/tariff"

// BudgetTotals is what personal budgets come to over a run.
type BudgetTotals struct {
	PersonYears tariff.Quantity
	Held        tariff.Pence // by people, paid by the commissioners
	TakenOut    tariff.Pence // of it, out of the contracts
	Stranded    Cost         // cost that no longer has an ask under it
}

// BudgetsOf adds up what personal budgets come to under all contracts of a result; false
// where nobody holds one.
func BudgetsOf(r *Result) (BudgetTotals, bool) {
	var b BudgetTotals
	for c := range r.Contracts {
		contract := &r.Contracts[c]
		for k := range contract.Budgets {
			for i, paid := range contract.Budgets[k].Paid {
				b.PersonYears += contract.Budgets[k].PersonYears[i]
				b.Held += paid
			}
		}
		for k := range contract.Statement.Lines {
			if line := &contract.Statement.Lines[k]; line.Term == tariff.Budgets {
				b.TakenOut -= line.Paid
			}
		}
	}
	for k := range r.Care.Resources {
		resource := &r.Care.Resources[k]
		for i, stranded := range resource.Stranded {
			b.Stranded.add(Cost{Pence: stranded, Modelled: true, Missing: !resource.CostKnown[i]})
		}
	}
	return b, b.PersonYears != 0
}
