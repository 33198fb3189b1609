package scenarios

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/tariff"
)

// figure is the item's number, traced to a depth.
func (t *tracer) figure(depth int) (TraceNode, error) {
	months := t.item.months(t.m)
	if sharing, shares := engine.SharingOf(t.item.Item); shares {
		return t.perPerson(sharing, months, depth)
	}
	var n TraceNode
	var there bool
	var err error
	switch t.item.Item {
	case engine.GoalSurplus:
		n, there = t.surplus(months, depth)
	case engine.GoalCost:
		n, there = t.cost(months, depth)
	default:
		if !ofMarket(t.item.Item) {
			n, there = t.itemOver(t.item.Item, months, depth)
			break
		}
		if n, there, err = t.marketFigure(months, depth); err != nil {
			return n, err
		}
	}
	if !there {
		return n, t.item.wrong("%s", t.nothing())
	}
	return n, nil
}

// nothing says why there is no number.
func (t *tracer) nothing() string {
	name := t.item.itemName()
	costs := append(engine.CostItems(), engine.GoalCost, engine.GoalSurplus)
	switch {
	case slices.Contains(costs, name):
		return "no care package of the selection asks anything of a resource, so nothing is known of cost; ask for income"
	case t.item.Currency != "" && (name == engine.ItemIncome || name == engine.ItemBasePayment):
		return "no contract of the selection is paid by activity in these months, and only what is paid for activity is known by currency; " +
			"activity_value and shadow_value say what a currency's activity is worth"
	}
	why := "nothing of the selection has any"
	sharing, shares := engine.SharingOf(name)
	switch {
	case slices.Contains(tariff.TermKinds(), tariff.TermKind(name)):
		why = "no statement of the selection has a line of a " + name + " term in these months"
	case ofMarket(name):
		why = "nobody is let to another provider in it, or not of this contract"
	case name+"/" == engine.ItemNotDelivered:
		why = "no month is short of capacity, and what is asked is delivered"
	case shares && sharing.ByHead:
		why = "the population of a commissioner is not known in every month, or the deflator lacks the year"
	case shares:
		why = "some activity is not counted in days, nobody is on the caseload, or the deflator lacks the year"
	case name == engine.ItemArrears:
		why = "nothing that was paid for was published late"
	case name == engine.ItemIfLasting:
		why = "no outcome of the selection claims recoveries (docs/tables.md, recovery)"
	case name == engine.ItemShadowValue:
		why = "no contract of the selection has a shadow schedule that prices it"
	case name == engine.ItemUnitPrice, name == engine.ItemActivityValue, name == engine.ItemPlanValue:
		why = "no contract of the selection has a schedule that prices it"
	}
	return "there is nothing under it in this scenario: " + why + "; name another scenario (--scenario), or leave part of the selection out"
}

// itemOver is an item of facts over some months of the whole selection; false where there
// is nothing of it.
func (t *tracer) itemOver(item string, months span, depth int) (TraceNode, bool) {
	var parts []branch
	for c := range t.m.Contracts {
		if t.selects(c) {
			if part := t.contractItem(item, c, months); part != nil {
				parts = append(parts, part)
			}
		}
	}
	for p := range t.m.Providers {
		if t.item.Provider == "" || t.item.Provider == t.m.Providers[p].Key {
			if part := t.providerItem(item, p, months); part != nil {
				parts = append(parts, part)
			}
		}
	}
	if len(parts) == 0 {
		return TraceNode{}, false
	}
	if item == engine.ItemUnitPrice {
		return t.list(item, depth, parts), true
	}
	return t.sum(item, t.unitOf(item), depth, parts), true
}

// selects says whether a contract is in the selection.
func (t *tracer) selects(c int) bool {
	contract := &t.m.Contracts[c]
	in := func(asked, found string) bool { return asked == "" || asked == found }
	return in(t.item.Contract, contract.Name) && in(t.item.Commissioner, t.m.Commissioners[contract.Commissioner].Key) &&
		in(t.item.Provider, t.m.Providers[contract.Provider].Key)
}

// selectsUnit says whether a currency is in the selection, and a measure.
func (t *tracer) selectsUnit(currency int, measure string) bool {
	return (t.item.Currency == "" || t.item.Currency == t.m.Currencies[currency].Key) && (t.item.Measure == "" || t.item.Measure == measure)
}

func (t *tracer) unitOf(item string) string {
	goal := engine.Goal{Item: item}
	return unitOf(goal, t.m)
}

// contractItem is an item of one contract over some months, nil where it has none.
func (t *tracer) contractItem(item string, c int, months span) branch {
	name, _, _ := strings.Cut(item, "/")
	var within func(s span) branch // a financial year, or a part of it
	switch {
	case item == engine.ItemIncome:
		within = func(s span) branch { return t.income(c, s) }
	case item == engine.ItemIfLasting:
		within = func(s span) branch { return t.incomeIfLasting(c, s) }
	case item == engine.ItemBasePayment:
		within = func(s span) branch { return t.basePayment(c, s) }
	case item == engine.ItemCash:
		within = func(s span) branch { return t.byMonth(item, engine.UnitPounds, s, t.cash(c)) }
	case item == engine.ItemArrears:
		within = func(s span) branch { return t.arrears(c, s) }
	case slices.Contains(tariff.TermKinds(), tariff.TermKind(item)):
		within = func(s span) branch { return t.terms(c, s, tariff.TermKind(item)) }
	case item == engine.ItemFinished, item == engine.ItemRecovered, item == engine.ItemLasting, item == engine.ItemPaidAgain:
		within = func(s span) branch { return t.recoveries(item, c, s) }
	case item == engine.ItemBudgetHeld, item == engine.ItemBudgetYears:
		within = func(s span) branch { return t.budgets(item, c, s) }
	case item == engine.ItemActivityValue, item == engine.ItemPlanValue, item == engine.ItemShadowValue, item == engine.ItemUnitPrice:
		within = func(s span) branch { return t.priced(item, c, s) }
	case name+"/" == engine.ItemAsked, name+"/" == engine.ItemAskedInstead, name+"/" == engine.ItemDelivered, name+"/" == engine.ItemNotDelivered:
		within = func(s span) branch { return t.asks(item, c, s) }
	case item == engine.ItemCostVariable, item == engine.ItemCostSemiFixed, item == engine.ItemCostFixed:
		within = func(s span) branch { return t.costOf(c, s, item) }
	case name+"/" == engine.ItemReallocated, name+"/" == engine.ItemRecordedValue, name+"/" == engine.ItemRightValue:
		within = func(s span) branch { return t.reallocations(item, c, s) }
	case name+"/" == engine.ItemFunderCost:
		within = func(s span) branch { return t.funderCosts(item, c, s) }
	case item == engine.ItemUnmet, item == engine.ItemUnmetPeriods:
		within = func(s span) branch { return t.unmet(item, c, s) }
	case name+"/" == engine.ItemConsequence:
		within = func(s span) branch { return t.consequences(item, c, s) }
	case item == engine.ItemNotInDate, item == engine.ItemNotInDateValue:
		within = func(s span) branch { return t.overdue(item, c, s) }
	default:
		within = func(s span) branch { return t.quantities(item, c, s) }
	}
	part := t.byYear(item, months, within)
	if part == nil {
		return nil
	}
	return func(depth int) TraceNode {
		n := part(depth)
		n.Label = joined("contract "+t.m.Contracts[c].Name, n.Label)
		return n
	}
}

// byYear cuts months into financial years and adds up what they hold; nil where none holds
// anything. A stock is that of the last month.
func (t *tracer) byYear(item string, months span, within func(span) branch) branch {
	if item == tariff.Person.String() {
		return within(span{months.to, months.to})
	}
	var parts []branch
	years := months.years(t.m)
	for _, year := range years {
		part := within(year)
		if part == nil {
			continue
		}
		parts = append(parts, func(depth int) TraceNode {
			n := part(depth)
			if len(years) > 1 {
				n.Label = joined(year.name(t.m), n.Label)
			}
			return n
		})
	}
	if len(parts) == 0 {
		return nil
	}
	unit := t.unitOf(item)
	return func(depth int) TraceNode {
		if item == engine.ItemUnitPrice {
			return t.list("", depth, parts)
		}
		return t.sum("", unit, depth, parts)
	}
}

// byMonth adds up the months of a span; month gives one, nil where there is nothing.
func (t *tracer) byMonth(label, unit string, s span, month func(i int) branch) branch {
	var parts []branch
	for i := s.from; i <= s.to; i++ {
		if part := month(i); part != nil {
			parts = append(parts, t.named(monthName(t.m.Month(i)), part))
		}
	}
	if len(parts) == 0 {
		return nil
	}
	return func(depth int) TraceNode {
		n := t.sum(label, unit, depth, parts)
		n.Months = len(parts) > 1
		return n
	}
}

// adding is the sum of parts as one, nil where there are none.
func (t *tracer) adding(label, unit string, parts []branch) branch {
	if len(parts) == 0 {
		return nil
	}
	return func(depth int) TraceNode { return t.sum(label, unit, depth, parts) }
}

// named puts a name before a part's own.
func (t *tracer) named(name string, part branch) branch {
	return func(depth int) TraceNode {
		n := part(depth)
		n.Label = joined(name, n.Label)
		return n
	}
}

// list sets numbers side by side that do not add up.
func (t *tracer) list(label string, depth int, parts []branch) TraceNode {
	if len(parts) == 1 {
		return t.named(label, parts[0])(depth)
	}
	n := TraceNode{Label: label, Listed: true, Note: "prices do not add up; name a month, a contract, a currency and a measure for one of them"}
	for _, part := range parts {
		if depth < 0 {
			return n
		}
		n.beside(part(depth - 1))
	}
	return folded(n, depth)
}

// surplus is income less cost.
func (t *tracer) surplus(months span, depth int) (TraceNode, bool) {
	n := node(engine.GoalSurplus, decimal.Zero, engine.UnitPounds)
	income, paid := t.itemOver(engine.ItemIncome, months, depth-1)
	cost, costed := t.cost(months, depth-1)
	if !paid || !costed {
		return n, false
	}
	income.Label, cost.Label = engine.ItemIncome, engine.GoalCost
	return t.worked(n, depth, of(OpDifference, n.part("income", income), n.part("cost", cost))), true
}
