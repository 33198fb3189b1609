package scenarios

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/tariff"
)

// income is what a contract pays in some months of a financial year: base payment and terms.
// By currency it is what is paid for the currency's activity.
func (t *tracer) income(c int, s span) branch {
	if t.item.Currency != "" || t.item.Measure != "" {
		return t.basePayment(c, s)
	}
	var parts []branch
	if base := t.basePayment(c, s); base != nil {
		parts = append(parts, base)
	}
	for l := range t.r.Contracts[c].Statement.Lines {
		line := &t.r.Contracts[c].Statement.Lines[l]
		if line.Term != "" && line.To >= s.from && line.To <= s.to {
			parts = append(parts, t.term(c, line))
		}
	}
	return t.adding("", engine.UnitPounds, parts)
}

// formOf is the contract's form in a month, blank where it is not in force.
func (t *tracer) formOf(c, i int) tariff.Form {
	agreement, ok := t.m.Contracts[c].Agreements.At(t.m.Month(i))
	if !ok {
		return ""
	}
	return agreement.Form
}

// basePayment is a contract's base payment in some months, of one form after the other.
func (t *tracer) basePayment(c int, s span) branch {
	var parts []branch
	for begin := s.from; begin <= s.to; {
		form, end := t.formOf(c, begin), begin
		for end < s.to && t.formOf(c, end+1) == form {
			end++
		}
		if part := t.baseOf(c, form, span{begin, end}); part != nil {
			if run := (span{begin, end}); run != s {
				part = t.named(run.name(t.m), part)
			}
			parts = append(parts, part)
		}
		begin = end + 1
	}
	return t.adding("base payment", engine.UnitPounds, parts)
}

// baseOf is the base payment of months of one form.
func (t *tracer) baseOf(c int, form tariff.Form, s span) branch {
	byCurrency := t.item.Currency != "" || t.item.Measure != ""
	label := string(form) + " payment"
	switch {
	case form == "":
		return nil
	case form == tariff.Activity:
		part := t.valued(c, s, t.r.Contracts[c].Priced, paid)
		if part == nil && !byCurrency { // in force, and nothing done that has a price
			part = func(int) TraceNode { return money("", 0) }
		}
		if part == nil {
			return nil
		}
		return t.withTerms(c, s, label, part)
	case byCurrency:
		return nil
	}
	return t.byMonth(label, engine.UnitPounds, s, func(i int) branch {
		return func(depth int) TraceNode { return t.monthlyBase(c, i, tariff.Latest, depth) }
	})
}

// withTerms names what is paid for activity, and says of a single currency what else the
// contract pays.
func (t *tracer) withTerms(c int, s span, label string, part branch) branch {
	note := t.unpaid(c, s)
	if t.item.Currency != "" || t.item.Measure != "" {
		for _, line := range t.r.Contracts[c].Statement.Lines {
			if line.Term != "" && line.To >= s.from && line.To <= s.to && line.Paid != 0 {
				note = joined(note, "what is paid for this activity; the contract's terms are of all of it together, and no part of this")
				break
			}
		}
	}
	return func(depth int) TraceNode {
		n := part(depth)
		n.Label, n.Note = joined(label, n.Label), joined(n.Note, note)
		return n
	}
}

// booked is the base payment of a month as accrued.
func (t *tracer) booked(c, i int) tariff.Pence {
	for _, line := range t.r.Contracts[c].Statement.Lines {
		if line.Term == "" && line.From == i {
			return line.Paid
		}
	}
	return 0
}

// monthlyBase is the base payment of one month, with what was published by a month.
func (t *tracer) monthlyBase(c, i int, asOf tariff.Month, depth int) TraceNode {
	agreement, ok := t.m.Contracts[c].Agreements.At(t.m.Month(i))
	if !ok {
		return money("no contract", 0)
	}
	if asOf == tariff.Latest && depth < 0 {
		return money("", t.booked(c, i))
	}
	switch {
	case agreement.Form == tariff.Activity, agreement.Form == tariff.Blended && agreement.AnnualValue == nil:
		return t.knownValue(c, i, asOf, agreement.Form == tariff.Blended, depth)
	case agreement.Form == tariff.Capitation:
		return t.twelfth(i, depth, "capitation", t.capitation(c, i, agreement, depth-1))
	}
	return t.twelfth(i, depth, "annual value in force", t.annualValue(c, i, agreement, asOf, depth-1))
}

// twelfth is what a month pays of a value for the year.
func (t *tracer) twelfth(i, depth int, name string, value TraceNode) TraceNode {
	month := t.m.Month(i)
	n := money("", tariff.Twelfth(value.Value, month))
	annual := n.part(name, value)
	upTo := func(k int) Expression {
		return rounded(2, of(OpQuotient, of(OpProduct, annual, whole(k)), whole(12)))
	}
	if month.OfYear() == 1 {
		return t.formed(n, depth, upTo(1))
	}
	return t.formed(n, depth, of(OpDifference, upTo(month.OfYear()), upTo(month.OfYear()-1)))
}

// annualValue is the annual value in force: as agreed, grown each April.
func (t *tracer) annualValue(c, i int, agreement tariff.Agreement, asOf tariff.Month, depth int) TraceNode {
	month := t.m.Month(i)
	value, _ := agreement.Value(month, asOf)
	n := node("annual value in force", value, "pounds a financial year")
	if depth < 0 {
		return n
	}
	agreed := t.cell("contracts", month, "annual_value", decimal.Zero, t.m.Contracts[c].Name)
	if value.Equal(agreed.Value) {
		agreed.Label = n.Label
		return agreed
	}
	factors := []Expression{n.part("annual_value", agreed)}
	factors = append(factors, t.growth(&n, agreement.Uplift, agreement.ValueFrom, month.Year().April(), asOf, depth-1)...)
	return t.formed(n, depth, of(OpProduct, factors...))
}

// capitation is what the commissioner's weighted population pays for a year.
func (t *tracer) capitation(c, i int, agreement tariff.Agreement, depth int) TraceNode {
	contract, month := &t.m.Contracts[c], t.m.Month(i)
	heads := t.r.Contracts[c].Heads[i]
	n := node("capitation for a year", heads.Mul(agreement.RatePerHead), "pounds a financial year")
	if depth < 0 {
		return n
	}
	rate := t.cell("contracts", month, "rate_per_head", decimal.Zero, contract.Name)
	people := t.weighted(t.m.Commissioners[contract.Commissioner].Key, month, heads, depth-1)
	return t.formed(n, depth, of(OpProduct, n.part("weighted population", people), n.part("rate_per_head", rate)))
}

// weighted is a commissioner's population weighted for need.
func (t *tracer) weighted(commissioner string, month tariff.Month, heads decimal.Decimal, depth int) TraceNode {
	n := node("weighted population", heads, "people of average need")
	if depth < 0 {
		return n
	}
	keys, _ := group(t.tables.Table("weights"), "commissioner", "group")
	var groups []Expression
	weighs := false
	for _, key := range keys {
		if key[0] != commissioner {
			continue
		}
		weighs = true
		if t.rowOf("weights", month, key...) < 0 {
			continue
		}
		people := t.cell("weights", month, "population", decimal.Zero, key...)
		weight := t.cell("weights", month, "weight", decimal.Zero, key...)
		people.Label, weight.Label = "population of "+key[1], "weight of "+key[1]
		groups = append(groups, of(OpProduct, n.part(people.Label, people), n.part(weight.Label, weight)))
	}
	if !weighs {
		groups = []Expression{n.part("population", t.cell("commissioners", month, "population", decimal.Zero, commissioner))}
	}
	return t.formed(n, depth, total(groups))
}

// knownValue is what a month's activity, or its plan, is worth with what was published by a
// month.
func (t *tracer) knownValue(c, i int, asOf tariff.Month, plan bool, depth int) TraceNode {
	var parts []branch
	units := t.r.Contracts[c].Priced
	for u := range units {
		unit := &units[u]
		if unit.Price[i].State != tariff.Priced {
			continue
		}
		parts = append(parts, t.named(t.unitName(unit), func(depth int) TraceNode {
			return t.line(c, unit, i, asOf, plan, depth)
		}))
	}
	n := t.sum("", engine.UnitPounds, depth, parts)
	n.Note = ""
	return n
}

// cash is what moves in a month: the base payment on account and the terms that are booked.
func (t *tracer) cash(c int) func(i int) branch {
	statement := &t.r.Contracts[c].Statement
	return func(i int) branch {
		return func(depth int) TraceNode {
			n := money("", statement.Cash[i])
			if depth < 0 {
				return n
			}
			onAccount := t.monthlyBase(c, i, t.m.Month(i), depth-1)
			onAccount.Label = joined("base payment on account, as published by "+monthName(t.m.Month(i)), onAccount.Label)
			operands := []Expression{n.part("base payment on account", onAccount)}
			for l := range statement.Lines {
				if line := &statement.Lines[l]; line.Term != "" && line.To == i {
					term := t.term(c, line)(depth - 1)
					operands = append(operands, n.part(term.Label, term))
				}
			}
			return t.formed(n, depth, of(OpSum, operands...))
		}
	}
}

// arrears are what is paid in a month for earlier ones, as an uplift was published late.
func (t *tracer) arrears(c int, s span) branch {
	statement := &t.r.Contracts[c].Statement
	if !slices.ContainsFunc(statement.Arrears, func(late tariff.Pence) bool { return late != 0 }) {
		return nil
	}
	return t.byMonth("arrears", engine.UnitPounds, s, func(i int) branch {
		return func(depth int) TraceNode {
			n := money("", statement.Arrears[i])
			if depth < 0 {
				return n
			}
			var operands []Expression
			for earlier := range i {
				if now, before := t.monthlyBase(c, earlier, t.m.Month(i), -1), t.monthlyBase(c, earlier, t.m.Month(i)-1, -1); now.Value.Equal(before.Value) {
					continue
				}
				due := t.owed(c, earlier, i, depth-1)
				operands = append(operands, n.part(due.Label, due))
			}
			return t.formed(n, depth, total(operands))
		}
	})
}

// owed is what a publication makes of the base payment of an earlier month.
func (t *tracer) owed(c, earlier, published, depth int) TraceNode {
	n := money("for "+monthName(t.m.Month(earlier)), 0)
	now, before := t.monthlyBase(c, earlier, t.m.Month(published), depth-1), t.monthlyBase(c, earlier, t.m.Month(published)-1, depth-1)
	now.Label = joined("as published by "+monthName(t.m.Month(published)), now.Label)
	before.Label = joined("as published by "+monthName(t.m.Month(published)-1), before.Label)
	return t.worked(n, depth, of(OpDifference, n.part("as known now", now), n.part("as paid", before)))
}

// unitName is a unit as people read it.
func (t *tracer) unitName(unit *engine.PricedUnit) string {
	return fmt.Sprintf("currency %s, %s", t.m.Currencies[unit.Currency].Key, unit.Measure)
}
