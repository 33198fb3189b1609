package engine

import (
	"slices"

	"parity/tariff"
)

// market hands on what a contract would pay, cost and do in the same scenario without its
// markets, what a bidder would be paid for that, and the casemix index of what is left.
func (w *factWriter) market(r *Result, c int, fact Fact) {
	without := r.WithoutMarket
	if without == nil {
		return
	}
	w.money(ItemIncomeWithout, fact, without.Contracts[c].Statement.Income)
	for lines := range without.Care.byCurrency() {
		if lines[0].Contract != c {
			continue
		}
		of := fact
		of.Currency = w.model.Currencies[lines[0].Currency].Key
		w.series(itemOf(ItemCostWithout), of, func(i int) (Amount, bool) {
			var sum Cost
			for l := range lines {
				sum.add(without.Care.cost(&lines[l], i))
			}
			return sum.value(), true
		})
	}
	group := w.model.linkedTo(c)
	if len(group) < 2 {
		return
	}
	for k := range without.Activity.Contracts[c].Currencies {
		activity := &without.Activity.Contracts[c].Currencies[k]
		of := fact
		of.Currency = w.model.Currencies[activity.Currency].Key
		w.quantities(ItemYearsWithout, of, activity.Measures[tariff.YearOfCare])
	}
	if group[0] == c {
		w.bids(without, c, fact)
		w.casemix(r, c, fact)
	}
}

// linkedTo are the contracts that markets link to one, the incumbent first; it alone where there
// are none.
func (m *Model) linkedTo(contract int) []int {
	for _, group := range m.Linked() {
		if slices.Contains(group, contract) {
			return group
		}
	}
	return []int{contract}
}

// bids hands on what an incumbent's activity without the market is worth at each schedule.
func (w *factWriter) bids(without *Result, c int, fact Fact) {
	for _, schedule := range without.Model.BiddableSchedules(c) {
		fact.Item = ItemBidValue + schedule.Name
		if !w.keep(fact.Item) {
			continue
		}
		units, err := without.BidUnits(c, schedule.Schedule)
		if err != nil {
			continue // a price beyond what can be paid for is a fault of the run itself
		}
		for from := 0; from < len(units); {
			to := from + 1
			for to < len(units) && units[to].Currency == units[from].Currency {
				to++
			}
			of, own := fact, units[from:to]
			of.Currency = w.model.Currencies[own[0].Currency].Key
			w.series(itemOf(ItemBidValue), of, func(i int) (Amount, bool) {
				var worth Amount
				there := false
				for u := range own {
					there = there || own[u].Price[i].State != tariff.None
					worth.Missing = worth.Missing || own[u].Price[i].State == tariff.Missing
					worth.Number += int64(own[u].Value[i])
				}
				worth.Places = poundPlaces
				return worth, there
			})
			from = to
		}
	}
}

// casemix hands on the casemix index of an incumbent's activity by measure.
func (w *factWriter) casemix(r *Result, c int, fact Fact) {
	if !w.keep(ItemCasemix) {
		return
	}
	lines := r.CasemixLines(c)
	for k := range lines {
		line := &lines[k]
		fact.Measure = line.Measure.String()
		w.series(itemOf(ItemCasemix), fact, func(i int) (Amount, bool) {
			v, there := line.At(i)
			if !there {
				return Amount{}, false
			}
			return Amount{Number: v.Casemix().Shift(casemixPlaces).IntPart(), Places: casemixPlaces}, true
		})
	}
}
