package evidence

import (
	"slices"
	"strconv"

	"parity/engine"
	"parity/tariff"
)

// activity is what a unit's activity under a contract, or its plan, is worth by, by month:
// the quantity, the price and the contract that names it.
func (w *walker) activity(c, u int, plan bool) []rests {
	unit := &w.r.Contracts[c].Priced[u]
	kind := valued
	if plan {
		kind = plans
	}
	return w.once(part{kind, c, u, 0}, func(into []rests) {
		addAll(into, w.held("contracts", w.m.Contracts[c].Name))
		w.price(into, c, unit)
		if plan {
			addAll(into, w.planned(c, unit.Currency, unit.Measure))
		} else {
			addAll(into, w.paid(c, unit.Currency, unit.Measure))
		}
	})
}

// contract is the row of a contract in force in a month.
func (w *walker) contract(c, i int) rests { return w.held("contracts", w.m.Contracts[c].Name)[i] }

// annualValue is what a contract's annual value rests on in a month.
func (w *walker) annualValue(c, i int) rests {
	found := w.contract(c, i)
	agreement, _ := w.m.Contracts[c].Agreements.At(w.m.Month(i))
	found.add(w.growth(agreement.Uplift, agreement.ValueFrom, w.m.Month(i).Year().April()))
	return found
}

// base hands on the lines of a contract's base payment in a month: unit by unit where it is
// paid by activity or by its plan.
func (w *walker) base(c, i int, take taker) {
	agreement, ok := w.m.Contracts[c].Agreements.At(w.m.Month(i))
	if !ok {
		return
	}
	planned := agreement.Form == tariff.Blended && agreement.AnnualValue == nil
	if agreement.Form == tariff.Activity || planned {
		w.units(c, i, planned, take)
		return
	}
	found := w.annualValue(c, i)
	if agreement.Form == tariff.Capitation {
		found = w.contract(c, i)
		found.add(w.heads(w.m.Contracts[c].Commissioner, i))
	}
	take.line(w.bookedIn(c, i), found)
}

// units hands on what a contract's units are worth in a month, as done or as planned.
func (w *walker) units(c, i int, plan bool, take taker) {
	for u := range w.r.Contracts[c].Priced {
		unit := &w.r.Contracts[c].Priced[u]
		amount, quantity := unit.Value[i], unit.Quantity[i]
		if plan {
			amount, quantity = unit.PlanValue[i], unit.Plan[i]
		}
		switch unit.Price[i].State {
		case tariff.Priced:
			take.line(amount, w.activity(c, u, plan)[i])
		case tariff.Missing:
			if quantity != 0 {
				take.unknown()
			}
		}
	}
}

// bookedIn is the base payment of a month.
func (w *walker) bookedIn(c, i int) tariff.Pence {
	for _, line := range w.r.Contracts[c].Statement.Lines {
		if line.Term == "" && line.To == i {
			return line.Paid
		}
	}
	return 0
}

// heads is what a commissioner's weighted population rests on in a month.
func (w *walker) heads(commissioner, i int) rests {
	key := w.m.Commissioners[commissioner].Key
	var found rests
	weighs := false
	for _, row := range w.groups("weights", "commissioner", key) {
		weighs = true
		found.add(w.held("weights", key, row)[i])
	}
	if !weighs {
		found = w.held("commissioners", key)[i]
	}
	return found
}

// income hands on the lines of what a contract pays: its base payment month by month, and
// its terms settlement by settlement.
func (w *walker) income(c int, take taker) {
	for i := range w.m.Months {
		w.base(c, i, take)
	}
	for l := range w.r.Contracts[c].Statement.Lines {
		if line := &w.r.Contracts[c].Statement.Lines[l]; line.Term != "" {
			take.line(line.Paid, w.term(c, line))
		}
	}
}

// gathered takes in whatever lines touch, and nothing of what they come to.
type gathered struct{ rests }

func (g *gathered) line(_ tariff.Pence, touched rests) { g.add(touched) }

func (g *gathered) unknown() {}

// soFar is what the payment so far of a step over some months rests on: the base payment
// and the lines of earlier steps.
func (w *walker) soFar(c, from, to, step int) rests {
	g := &gathered{}
	for i := from; i <= to; i++ {
		w.base(c, i, g)
	}
	for l := range w.r.Contracts[c].Statement.Lines {
		if line := &w.r.Contracts[c].Statement.Lines[l]; line.Term != "" && line.Step < step && line.To >= from && line.To <= to {
			g.add(w.term(c, line))
		}
	}
	return g.rests
}

// term is what a line of a term rests on: the term's row, and what of the payment, the
// reference, activity, outcomes or cost it looks at (docs/methods.md, "Terms").
func (w *walker) term(c int, line *tariff.StatementLine) rests {
	key := settlement{c, line.Step, line.From}
	if found, known := w.terms[key]; known {
		return found
	}
	contract, month := &w.m.Contracts[c], w.m.Month(line.To)
	found := w.held("terms", contract.Name, strconv.Itoa(line.Step))[line.To]
	var term tariff.Term
	for _, step := range contract.Terms {
		if step.Number == line.Step {
			term, _ = step.Terms.At(month)
		}
	}
	switch line.Term {
	case tariff.Variable, tariff.Marginal:
		found.add(w.scope(c, line, &term))
	case tariff.Cap, tariff.Collar:
		found.add(w.soFar(c, line.From, line.To, line.Step))
		found.add(w.reference(c, line, term.Reference))
	case tariff.Withhold:
		found.add(w.soFar(c, line.From, line.To, line.Step))
		found.add(w.outcomes(contract, line.To))
	case tariff.Bonus:
		found.add(w.reference(c, line, term.Reference))
		found.add(w.outcomes(contract, line.To))
	case tariff.Budgets:
		found.add(w.budgets(c, line))
	case tariff.GainShare:
		found.add(w.reference(c, line, term.Reference))
		found.add(w.costOf(c, line.From, line.To))
	}
	w.terms[key] = found
	return found
}

// scope is what the activity and the plan in a term's scope rest on.
func (w *walker) scope(c int, line *tariff.StatementLine, term *tariff.Term) rests {
	var found rests
	for u := range w.r.Contracts[c].Priced {
		unit := &w.r.Contracts[c].Priced[u]
		in := tariff.Unit{Currency: w.m.Currencies[unit.Currency].Key, Measure: unit.Measure}
		if len(term.Scope) > 0 && !slices.Contains(term.Scope, in) {
			continue
		}
		for i := line.From; i <= line.To; i++ {
			found.add(w.activity(c, u, false)[i])
			found.add(w.activity(c, u, true)[i])
		}
	}
	return found
}

// reference is what a term's reference rests on over its settlement period. An amount stands
// in the term's own row.
func (w *walker) reference(c int, line *tariff.StatementLine, reference tariff.Reference) rests {
	var found rests
	switch reference {
	case tariff.RefPlanValue:
		for i := line.From; i <= line.To; i++ {
			for u := range w.r.Contracts[c].Priced {
				found.add(w.activity(c, u, true)[i])
			}
		}
	case tariff.RefAnnualValue:
		for i := line.From; i <= line.To; i++ {
			found.add(w.annualValue(c, i))
		}
	case tariff.RefPriorYear:
		first := int(w.m.Month(line.From).Year().April() - w.m.Start)
		if first -= monthsOfYear; first >= 0 {
			found = w.soFar(c, first, first+monthsOfYear-1, allSteps)
		}
	}
	return found
}

const (
	monthsOfYear = 12
	allSteps     = 1 << 30 // every step is earlier
)

// outcomes is what the share of a withhold or bonus that is earned rests on in a month.
func (w *walker) outcomes(contract *engine.Contract, i int) rests {
	var found rests
	for _, outcome := range contract.Outcomes {
		found.add(w.held("outcomes", contract.Name, outcome.Name)[i])
	}
	return found
}

// budgets is what the personal budgets held under a contract rest on over a settlement
// period: their rows, and the days of the people who hold them.
func (w *walker) budgets(c int, line *tariff.StatementLine) rests {
	contract := &w.m.Contracts[c]
	var found rests
	for _, budget := range contract.Budgets {
		rows := w.held("budgets", contract.Name, w.m.Currencies[budget.Currency].Key)
		days := w.quantity(c, budget.Currency, tariff.Day)
		for i := line.From; i <= line.To; i++ {
			found.add(rows[i])
			found.add(days[i])
		}
	}
	return found
}

// costOf is what the cost of a contract's care rests on over some months.
func (w *walker) costOf(c, from, to int) rests {
	var found rests
	for l := range w.r.Care.Lines {
		line := &w.r.Care.Lines[l]
		if line.Contract != c {
			continue
		}
		for i := from; i <= to; i++ {
			found.add(w.delivered(l)[i])
			found.add(w.steps(line.Provided)[i])
			found.add(w.fixed(line.Provided)[i])
			found.add(w.unitCost(line.Provided)[i])
		}
	}
	return found
}
