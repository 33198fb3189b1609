package scenarios

import (
	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/tariff"
)

// perPerson is what commissioners pay in a month or a year by head of population or by person
// on the caseload (docs/methods.md, "Real terms"): amount x days / person-days.
func (t *tracer) perPerson(sharing engine.Sharing, months span, depth int) (TraceNode, error) {
	name := sharing.Item
	years := months.years(t.m)
	if len(years) > 1 {
		return TraceNode{}, t.item.wrong("rates of several years do not add up; name one year or month, as %s/%s", name, t.m.Month(months.from).Year())
	}
	n := node(name, decimal.Zero, t.unitOf(name))
	amount, known := t.itemOver(engine.ItemIncome, months, depth-1)
	amount.Label = engine.ItemIncome
	if sharing.Real && known {
		amount, known = t.inRealTerms(amount, t.m.Month(months.from).Year(), depth-1)
	}
	people := t.peopleOf(months, sharing.ByHead, depth-1)
	if !known || people == nil {
		return n, t.item.wrong("%s", t.nothing())
	}
	days := 0
	for i := months.from; i <= months.to; i++ {
		days += t.m.Month(i).Days()
	}
	return t.worked(n, depth, rounded(2, of(OpQuotient,
		of(OpProduct, n.part(amount.Label, amount), constant("days", decimal.NewFromInt(int64(days)))), n.part(people.Label, *people)))), nil
}

// inRealTerms is an amount of a year at the prices of the model's base year; false where the
// deflator lacks either.
func (t *tracer) inRealTerms(cash TraceNode, year tariff.Year, depth int) (TraceNode, bool) {
	d := t.m.Deflator
	real, known := d.Real(tariff.RoundPence(cash.Value), year)
	n := money("real income", real)
	n.Missing = cash.Missing
	if !known {
		return n, false
	}
	index := func(y tariff.Year) Expression {
		cell := t.cell("indices", 0, "value", decimal.Zero, d.Name, y.String())
		return n.part(d.Name+" "+y.String(), cell)
	}
	return t.formed(n, depth, rounded(2, of(OpQuotient, of(OpProduct, n.part(cash.Label, cash), index(d.Base)), index(year)))), true
}

// peopleOf are the person-days of the population of the commissioners selected, or of their
// caseload; nil where they are not known, or none.
func (t *tracer) peopleOf(months span, population bool, depth int) *TraceNode {
	var parts []branch
	for k := range t.m.Commissioners {
		if key := t.m.Commissioners[k].Key; t.item.Commissioner == "" || t.item.Commissioner == key {
			people := t.r.PeopleOf(k, months.from, months.to)
			switch {
			case population && people.Population == nil, !population && !people.Counted:
				return nil
			case population:
				parts = append(parts, t.named("commissioner "+key, t.byMonth("population", "person-days", months, t.populationDays(key))))
			default:
				parts = append(parts, t.caseloadDays(k, months)...)
			}
		}
	}
	if len(parts) == 0 {
		return nil
	}
	name := "person-days on the caseload"
	if population {
		name = "person-days of the population"
	}
	n := t.sum("", "person-days", depth, parts)
	if n.Label = name; n.Value.Sign() <= 0 {
		return nil
	}
	return &n
}

// populationDays is a commissioner's population in a month, by the month's days.
func (t *tracer) populationDays(commissioner string) func(i int) branch {
	return func(i int) branch {
		return func(depth int) TraceNode {
			cell := t.cell("commissioners", t.m.Month(i), "population", decimal.Zero, commissioner)
			days := decimal.NewFromInt(int64(t.m.Month(i).Days()))
			n := node("population", cell.Value.Mul(days), "person-days")
			if depth < 0 || t.full() {
				return n
			}
			return t.formed(n, depth, of(OpProduct, n.part("population", cell), constant("days", days)))
		}
	}
}

// caseloadDays are the days that people spend on the caseloads of a commissioner's contracts.
func (t *tracer) caseloadDays(commissioner int, months span) []branch {
	var parts []branch
	for c := range t.m.Contracts {
		if t.m.Contracts[c].Commissioner != commissioner {
			continue
		}
		for _, activity := range t.r.Activity.Contracts[c].Currencies {
			part := t.byMonth("", "person-days", months, func(i int) branch {
				return func(depth int) TraceNode { return t.quantity(c, activity.Currency, tariff.Day, i, depth) }
			})
			parts = append(parts, t.named("contract "+t.m.Contracts[c].Name+", currency "+t.m.Currencies[activity.Currency].Key, part))
		}
	}
	return parts
}
