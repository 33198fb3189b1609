package engine

import (
	"slices"

	"parity/tariff"
)

// readings hands on what is made of a contract's care by other splits: who pays for it, whose
// care it is that is not delivered, and what that costs elsewhere.
func (w *factWriter) readings(r *Result, c int, fact Fact) {
	funders := r.Model.Funders()
	for lines := range r.Care.byCurrency() {
		if lines[0].Contract != c {
			continue
		}
		of := fact
		of.Currency = w.model.Currencies[lines[0].Currency].Key
		for _, funder := range funders {
			of.Item = ItemFunderCost + funder
			w.series(itemOf(ItemFunderCost), of, func(i int) (Amount, bool) {
				cost, there := r.funderCost(lines, funder, i)
				return cost.value(), there
			})
		}
	}
}

// unmet hands on people's worth of care not delivered under a contract, and its consequences.
func (w *factWriter) unmet(unmet []UnmetLine, consequences []ConsequenceLine, c int, fact Fact) {
	for k := range unmet {
		if line := &unmet[k]; line.Contract == c {
			of := fact
			of.Currency = w.model.Currencies[line.Currency].Key
			w.series(itemOf(ItemUnmet), of, func(i int) (Amount, bool) {
				years := quantity(line.PersonYears[i])
				years.Missing = !line.Known[i]
				return years, true
			})
			if slices.ContainsFunc(line.Periods, some) {
				w.series(itemOf(ItemUnmetPeriods), of, func(i int) (Amount, bool) {
					periods := quantity(line.Periods[i])
					periods.Missing = !line.Known[i]
					return periods, true
				})
			}
		}
	}
	for k := range consequences {
		if line := &consequences[k]; line.Contract == c {
			of := fact
			of.Currency, of.Item = w.model.Currencies[line.Currency].Key, ItemConsequence+line.Sector
			w.series(itemOf(ItemConsequence), of, func(i int) (Amount, bool) {
				return Cost{Pence: line.Cost[i], Missing: !line.Known[i]}.value(), true
			})
		}
	}
}

// paidAgain hands on what is paid for the courses of those who come back.
func (w *factWriter) paidAgain(r *Result, c int, line *RecoveryLine, fact Fact) {
	if !slices.ContainsFunc(r.Model.Contracts[c].Agreements, func(a tariff.Since[tariff.Agreement]) bool { return a.Value.Form == tariff.Activity }) {
		return
	}
	w.series(itemOf(ItemPaidAgain), fact, func(i int) (Amount, bool) {
		paid, byActivity := r.PaidAgain(c, line, i)
		return money(paid), byActivity
	})
}

// strandedByFunder hands on a provider's stranded cost by who pays for the resources.
func (w *factWriter) strandedByFunder(r *Result, p int, fact Fact) {
	for _, funder := range r.Model.Funders() {
		fact.Item = ItemFunderStranded + funder
		w.series(itemOf(ItemFunderStranded), fact, func(i int) (Amount, bool) {
			cost, there := r.funderStranded(p, funder, i)
			return cost.value(), there
		})
	}
}

// keepsReadings says whether anybody looks at care not delivered as people, or its consequences.
func (r *Result) keepsReadings(keep func(item string) bool) bool {
	if keep(ItemUnmet) || keep(ItemUnmetPeriods) {
		return true
	}
	for _, sector := range r.Model.Sectors() {
		if keep(ItemConsequence + sector) {
			return true
		}
	}
	return false
}
