package reports

import (
	"slices"
	"strconv"

	"parity/engine"
	"parity/scenarios"
	"parity/tariff"
)

// reallocation shows, for each scenario that pays people by the right currency, what it moves
// from where they are recorded: pair by pair, over all contracts. Under a form that does not
// pay for activity the values are what the activity is worth.
func (p *page) reallocation() {
	for i := range p.comparison.Sides {
		scenario := &p.study.Scenarios[i]
		pairs := pairsOf(scenario)
		if len(pairs) == 0 {
			continue
		}
		var all engine.ReallocatedPair
		for _, pair := range pairs {
			all.People += pair.People
			all.AtRecorded += pair.AtRecorded
			all.AtRight += pair.AtRight
		}
		unit := unitFor(max(abs(all.AtRecorded), abs(all.AtRight)))
		g := grid{heads: []string{"Recorded, right", "People", "As recorded", "By the right", "Difference", ""}}
		for _, pair := range pairs {
			m := scenario.Result.Model
			g.add(m.Currencies[pair.Recorded].Key+", "+m.Currencies[pair.Right].Key, meanPeople(pair.People),
				unit.write(pair.AtRecorded), known(unit.write)(pair.AtRight, pair.Known), known(unit.signed)(pair.AtRight-pair.AtRecorded, pair.Known), recordedHow(pair))
		}
		all.Known = !slices.ContainsFunc(pairs, func(pair engine.ReallocatedPair) bool { return !pair.Known })
		g.add("All", meanPeople(all.People), unit.write(all.AtRecorded), known(unit.write)(all.AtRight, all.Known), known(unit.signed)(all.AtRight-all.AtRecorded, all.Known), "")
		p.section("Recorded in one currency, paid by the right one, under "+scenario.Key, unit, &g,
			"the whole run", "people: the mean of the months", paysForIt(scenario))
	}
}

// pairsOf adds up a scenario's pairs over the contracts, in the order of the first of each.
func pairsOf(scenario *scenarios.Scenario) []engine.ReallocatedPair {
	list, err := scenario.Result.ReallocatedPairs()
	if err != nil {
		return nil
	}
	var sums []engine.ReallocatedPair
	at := map[[2]int]int{}
	for _, pair := range list {
		place, seen := at[[2]int{pair.Recorded, pair.Right}]
		if !seen {
			at[[2]int{pair.Recorded, pair.Right}] = len(sums)
			sums = append(sums, pair)
			continue
		}
		sum := &sums[place]
		sum.People += pair.People
		sum.AtRecorded += pair.AtRecorded
		sum.AtRight += pair.AtRight
		sum.Known = sum.Known && pair.Known
	}
	return sums
}

// recordedHow says in words which way a pair is recorded wrongly.
func recordedHow(pair engine.ReallocatedPair) string {
	switch {
	case !pair.Known || pair.AtRecorded == pair.AtRight:
		return ""
	case pair.Upcoded():
		return "up-coded"
	}
	return "under-coded"
}

// paysForIt says whether a scenario's contracts pay for activity, so that the difference is
// income.
func paysForIt(scenario *scenarios.Scenario) string {
	pays, not := false, false
	for c := range scenario.Result.Model.Contracts {
		if len(scenario.Result.Model.Contracts[c].Reallocation) == 0 {
			continue
		}
		for _, row := range scenario.Result.Model.Contracts[c].Agreements {
			pays = pays || row.Value.Form == tariff.Activity
			not = not || row.Value.Form != tariff.Activity
		}
	}
	switch {
	case pays && not:
		return "income where activity is paid for, elsewhere what activity is worth"
	case pays:
		return "income, before terms"
	}
	return "what activity is worth: these contracts do not pay by it"
}

func meanPeople(people float64) string {
	if people == 0 {
		return "not known"
	}
	return commas(strconv.FormatFloat(people, 'f', 0, 64))
}

// reviews shows, for each scenario with reviews that are overdue, how many review periods are
// not paid and what they would be worth, by contract.
func (p *page) reviews() {
	type row struct {
		names   []string
		periods tariff.Quantity
		paid    tariff.Pence
		unpaid  tariff.Pence
		known   bool
	}
	var rows []row
	var largest tariff.Pence
	for i := range p.comparison.Sides {
		r := p.study.Scenarios[i].Result
		for c := range r.Model.Contracts {
			overdue, err := r.Overdue(c)
			if err != nil {
				continue
			}
			of := row{names: []string{p.side(i), r.Model.Contracts[c].Name}, known: true}
			for _, unit := range overdue {
				for m := range unit.Value {
					of.periods += unit.Quantity[m]
					of.unpaid += unit.Value[m]
					of.known = of.known && unit.States[m] != tariff.Missing
				}
			}
			for _, unit := range r.Contracts[c].Valued() {
				if unit.Measure == tariff.Period {
					for m := range unit.Value {
						of.paid += unit.Value[m]
					}
				}
			}
			if of.periods != 0 {
				rows = append(rows, of)
				largest = max(largest, abs(of.paid), abs(of.unpaid))
			}
		}
	}
	if len(rows) == 0 {
		return
	}
	unit := unitFor(largest)
	g := grid{heads: []string{"Scenario", "Contract", "Periods unpaid", "Paid", "Not paid"}, words: 1}
	for _, of := range rows {
		g.add(of.names[0], of.names[1], meanPeople(of.periods.Units()), unit.write(of.paid), known(unit.write)(of.unpaid, of.known))
	}
	p.section("Review periods not paid, as a review is overdue", unit, &g, "the whole run", "by contract; by currency in the workbook")
}
