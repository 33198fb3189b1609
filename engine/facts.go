package engine

import (
	"iter"
	"slices"

	"parity/tariff"
)

// measuresOfFacts are the measures whose quantities are facts. The day is one only where
// it is not split; entry and year are totals of others.
var measuresOfFacts = []tariff.Measure{
	tariff.Day, tariff.AdmittedDay, tariff.CommunityDay, tariff.Start, tariff.Assessment,
	tariff.Period, tariff.Contact, tariff.BedDay, tariff.Person,
}

// Facts gives every figure of the result, contract by contract in the model's order, then
// provider by provider and commissioner by commissioner; within them by item, currency and month. The order and the facts
// are the same each time.
func (r *Result) Facts() iter.Seq[Fact] {
	return r.FactsOf(func(string) bool { return true })
}

// FactsOf gives the facts of the items that are kept, named as in Fact.Item, in the order
// of Facts. What is not kept is not worked out.
func (r *Result) FactsOf(keep func(item string) bool) iter.Seq[Fact] {
	return func(yield func(Fact) bool) {
		for series := range r.seriesOf(keep) {
			fact := series.Fact
			for i := range r.Model.Months {
				amount, there := series.Value(i)
				if !there {
					continue
				}
				fact.Month, fact.Value = r.Model.Month(i), amount
				if !yield(fact) {
					return
				}
			}
		}
	}
}

// FactSeries are the facts that differ in their months and values alone.
type FactSeries struct {
	Fact  // one of them, without month and value
	value func(i int) (Amount, bool)
}

// Value is the value in month i of the run, and whether there is such a fact.
func (s *FactSeries) Value(i int) (Amount, bool) { return s.value(i) }

// Series gives the facts of Facts, in its order, by series; some have no fact in any month.
// What is given holds until the next.
func (r *Result) Series() iter.Seq[*FactSeries] {
	return r.seriesOf(func(string) bool { return true })
}

func (r *Result) seriesOf(keep func(item string) bool) iter.Seq[*FactSeries] {
	return func(yield func(*FactSeries) bool) {
		w := factWriter{model: r.Model, keep: keep, yield: yield}
		if r.keepsReadings(keep) {
			w.short = r.Unmet()
			w.consequences = r.Consequences()
		}
		for c := range r.Model.Contracts {
			w.contract(r, c)
		}
		for p := range r.Model.Providers {
			w.provider(r, p)
		}
		for k := range r.Model.Commissioners {
			w.commissioner(r, k)
		}
	}
}

// factWriter hands facts on until the receiver has had enough.
type factWriter struct {
	model *Model
	keep  func(item string) bool
	yield func(*FactSeries) bool
	done  bool
	given FactSeries // what was handed on last
	// short and consequences are worked out once, where they are kept.
	short        []UnmetLine
	consequences []ConsequenceLine
}

// series hands on facts, one a month; value says what a month's is, and whether there is one.
func (w *factWriter) series(item Item, fact Fact, value func(i int) (Amount, bool)) {
	fact.Kind = item.Kind
	if fact.Item == "" {
		fact.Item = item.Name
	}
	if fact.Unit == "" {
		fact.Unit = item.Unit
	}
	if w.done || !w.keep(fact.Item) {
		return
	}
	w.given = FactSeries{fact, value}
	w.done = !w.yield(&w.given)
}

func (w *factWriter) quantities(name string, fact Fact, series []tariff.Quantity) {
	if series != nil {
		w.series(itemOf(name), fact, func(i int) (Amount, bool) { return quantity(series[i]), true })
	}
}

func (w *factWriter) money(name string, fact Fact, series []tariff.Pence) {
	if series != nil {
		w.series(itemOf(name), fact, func(i int) (Amount, bool) { return money(series[i]), true })
	}
}

func (w *factWriter) contract(r *Result, c int) {
	contract := &r.Model.Contracts[c]
	fact := Fact{
		Contract:     contract.Name,
		Commissioner: r.Model.Commissioners[contract.Commissioner].Key,
		Provider:     r.Model.Providers[contract.Provider].Key,
	}
	w.activity(r.Activity.Contracts[c], fact)
	for k := range r.Contracts[c].Recoveries {
		line := &r.Contracts[c].Recoveries[k]
		of := fact
		of.Currency = w.model.Currencies[line.Currency].Key
		w.quantities(ItemFinished, of, line.Finished)
		w.quantities(ItemRecovered, of, line.Recovered)
		w.quantities(ItemLasting, of, line.Lasting)
		w.paidAgain(r, c, line, of)
	}
	w.care(r.Care, c, fact)
	w.readings(r, c, fact)
	w.unmet(w.short, w.consequences, c, fact)
	w.prices(&r.Contracts[c], fact)
	w.counting(r, c, fact)
	w.statement(&r.Contracts[c], fact)
	for k := range r.Contracts[c].Budgets {
		line := &r.Contracts[c].Budgets[k]
		of := fact
		of.Currency = w.model.Currencies[line.Currency].Key
		w.quantities(ItemBudgetYears, of, line.PersonYears)
		w.money(ItemBudgetHeld, of, line.Paid)
	}
	w.market(r, c, fact)
}

func (w *factWriter) activity(activity ContractActivity, fact Fact) {
	for k := range activity.Currencies {
		currency := &activity.Currencies[k]
		fact.Currency = w.model.Currencies[currency.Currency].Key
		split := currency.Measures[tariff.AdmittedDay] != nil || currency.Measures[tariff.CommunityDay] != nil
		for _, measure := range measuresOfFacts {
			if measure == tariff.Day && split {
				continue
			}
			of := fact
			of.Measure = measure.String()
			w.quantities(measure.String(), of, currency.Measures[measure])
		}
		if currency.Projected {
			w.quantities(ItemMoveIn, fact, currency.MoveIn)
			w.quantities(ItemMoveOut, fact, currency.MoveOut)
			w.movedTo(activity.Moves, currency.Currency, fact)
			w.quantities(ItemTransferIn, fact, currency.TransferIn)
			w.quantities(ItemTransferOut, fact, currency.TransferOut)
			w.quantities(ItemDischarge, fact, currency.Discharge)
		}
	}
}

// care hands on what a contract's packages ask, are given and cost. Lines are in order of
// contract and currency, so a currency's cost is the sum over a run of them.
func (w *factWriter) care(care *Care, c int, fact Fact) {
	for from := 0; from < len(care.Lines); {
		first := &care.Lines[from]
		to := from + 1
		for to < len(care.Lines) && care.Lines[to].Contract == first.Contract && care.Lines[to].Currency == first.Currency {
			to++
		}
		if first.Contract == c {
			fact.Currency = w.model.Currencies[first.Currency].Key
			w.currencyCare(care, care.Lines[from:to], fact)
		}
		from = to
	}
}

// leftOutAtNone are the items of care that are no facts where every month has none.
var leftOutAtNone = map[string]bool{ItemAskedInstead: true, ItemNotDelivered: true}

func (w *factWriter) currencyCare(care *Care, lines []CareLine, fact Fact) {
	for k := range lines {
		line := &lines[k]
		resource := &w.model.Resources[care.Resources[line.Provided].Resource]
		for _, asked := range []struct {
			item   string
			series []tariff.Quantity
		}{{ItemAsked, line.Asked}, {ItemAskedInstead, line.AskedInstead}, {ItemDelivered, line.Delivered}, {ItemNotDelivered, line.NotDelivered}} {
			of := fact
			of.Item, of.Unit = asked.item+resource.Key, resource.Unit
			if leftOutAtNone[asked.item] && !slices.ContainsFunc(asked.series, func(q tariff.Quantity) bool { return q != 0 }) {
				continue
			}
			w.quantities(asked.item, of, asked.series)
		}
	}
	for _, cost := range []struct {
		item   string
		series func(*CareLine) []tariff.Pence
	}{
		{ItemCostVariable, func(l *CareLine) []tariff.Pence { return l.CostVariable }},
		{ItemCostSemiFixed, func(l *CareLine) []tariff.Pence { return l.CostSemiFixed }},
		{ItemCostFixed, func(l *CareLine) []tariff.Pence { return l.CostFixed }},
	} {
		w.series(itemOf(cost.item), fact, func(i int) (Amount, bool) {
			var sum tariff.Pence
			known := true
			for k := range lines {
				sum += cost.series(&lines[k])[i]
				known = known && care.Knows(&lines[k], i)
			}
			amount := money(sum)
			amount.Missing = !known
			return amount, true
		})
	}
}

// Knows says whether the cost of a line is known in a month: it is not where something is
// asked of a resource without a unit cost.
func (c *Care) Knows(line *CareLine, i int) bool {
	return line.Asked[i] == 0 || c.Resources[line.Provided].CostKnown[i]
}

func (w *factWriter) prices(contract *ContractResult, fact Fact) {
	of := func(unit *PricedUnit) Fact {
		fact.Currency, fact.Measure = w.model.Currencies[unit.Currency].Key, unit.Measure.String()
		return fact
	}
	priced := func(unit *PricedUnit, series []tariff.Pence) func(int) (Amount, bool) {
		return func(i int) (Amount, bool) {
			amount := money(series[i])
			amount.Missing = unit.Price[i].State == tariff.Missing
			return amount, unit.Price[i].State != tariff.None
		}
	}
	for k := range contract.Priced {
		unit := &contract.Priced[k]
		w.series(itemOf(ItemUnitPrice), of(unit), func(i int) (Amount, bool) {
			return unitPrice(unit.Price[i]), unit.Price[i].State != tariff.None
		})
		w.series(itemOf(ItemActivityValue), of(unit), priced(unit, unit.Value))
		if unit.PlanValue != nil {
			w.series(itemOf(ItemPlanValue), of(unit), priced(unit, unit.PlanValue))
		}
	}
	for k := range contract.Shadow {
		unit := &contract.Shadow[k]
		w.series(itemOf(ItemShadowValue), of(unit), priced(unit, unit.Value))
	}
}

// statement hands on the lines of a statement, those of one term in one month together.
func (w *factWriter) statement(contract *ContractResult, fact Fact) {
	statement := &contract.Statement
	w.booked(ItemBasePayment, "", statement, fact)
	for _, term := range tariff.TermKinds() {
		w.booked(string(term), term, statement, fact)
	}
	w.money(ItemIncome, fact, statement.Income)
	if contract.IfLasting != nil {
		w.money(ItemIfLasting, fact, contract.IfLasting.Income)
	}
	w.money(ItemCash, fact, statement.Cash)
	if slices.ContainsFunc(statement.Arrears, func(late tariff.Pence) bool { return late != 0 }) {
		w.money(ItemArrears, fact, statement.Arrears)
	}
}

func (w *factWriter) booked(item string, term tariff.TermKind, statement *tariff.Statement, fact Fact) {
	paid := make([]tariff.Pence, w.model.Months)
	booked := make([]bool, w.model.Months)
	for k := range statement.Lines {
		if line := &statement.Lines[k]; line.Term == term {
			paid[line.To] += line.Paid
			booked[line.To] = true
		}
	}
	w.series(itemOf(item), fact, func(i int) (Amount, bool) { return money(paid[i]), booked[i] })
}

// provider hands on what belongs to a provider and to no contract of it.
func (w *factWriter) provider(r *Result, p int) {
	var own []*ProviderResource
	for k := range r.Care.Resources {
		if r.Care.Resources[k].Provider == p {
			own = append(own, &r.Care.Resources[k])
		}
	}
	if own == nil {
		return
	}
	fact := Fact{Provider: r.Model.Providers[p].Key}
	if without := r.WithoutMarket; without != nil {
		w.series(itemOf(ItemStrandedWithout), fact, func(i int) (Amount, bool) { return without.strandedIn(p, i).value(), true })
	}
	for _, of := range []struct {
		item   string
		series func(*ProviderResource) []tariff.Pence
	}{
		{ItemCostStranded, func(r *ProviderResource) []tariff.Pence { return r.Stranded }},
		{ItemEfficiencyRequired, func(r *ProviderResource) []tariff.Pence { return r.EfficiencyRequired }},
		{ItemEfficiencyDelivered, func(r *ProviderResource) []tariff.Pence { return r.EfficiencyDelivered }},
	} {
		w.series(itemOf(of.item), fact, func(i int) (Amount, bool) {
			var sum tariff.Pence
			known := true
			for _, resource := range own {
				known = known && resource.CostKnown[i]
				if series := of.series(resource); series != nil {
					sum += series[i]
				}
			}
			amount := money(sum)
			amount.Missing = !known
			return amount, true
		})
	}
	w.strandedByFunder(r, p, fact)
	w.staff(own, fact)
}
