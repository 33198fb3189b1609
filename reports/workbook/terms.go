package workbook

import (
	"strconv"

	"parity/scenarios"
	"parity/tariff"
)

// step lays out one step of a contract's terms and gives the rows of its lines. Each dated
// row of the step has rows of its own: settlement periods end where it does.
func (p *payment) step(step *tariff.Step) []int {
	t := p.table("terms")
	rows := rowsOf(t, "contract", p.c.Name, "step", strconv.Itoa(step.Number))
	var lines []int
	for k := range step.Terms {
		var spans []span
		for _, line := range p.result.Statement.Lines {
			if line.Step == step.Number && step.Terms.Row(p.time.months[line.To]) == k {
				spans = append(spans, span{line.From, line.To})
			}
		}
		if spans == nil {
			continue
		}
		r := &ruling{payment: p, step: step.Number, term: &step.Terms[k].Value, t: t, row: rows[k]}
		r.settled = p.settle(spans, r.term.Settle)
		exact := make([]float64, len(p.time.months))
		for _, line := range p.result.Statement.Lines {
			if line.Step == step.Number && step.Terms.Row(p.time.months[line.To]) == k {
				exact[line.To] = line.Paid.Pounds()
			}
		}
		lines = append(lines, r.line(exact))
	}
	if len(lines) > 0 {
		so := p.payments.own(p.total)
		for _, n := range lines {
			so = plus(so, p.payments.own(n))
		}
		p.total = p.row(itemWorking, stepWords(step.Number, "payment after it"), so, nil)
	}
	return lines
}

// ruling is one dated row of a step being laid out.
type ruling struct {
	*payment
	settled settled
	step    int
	term    *tariff.Term
	t       *scenarios.Table
	row     int
}

// in is a cell of the term's row.
func (r *ruling) in(column string) expr { return r.input(r.t, r.row, column) }

// inOr is a cell of the term's row, or what a blank one stands for.
func (r *ruling) inOr(column string, blank expr) expr {
	if r.t.Cell(r.row, column) == "" {
		return blank
	}
	return r.in(column)
}

// working appends a row of the derivation and refers to it.
func (r *ruling) working(words string, e expr) expr {
	return r.payments.own(r.workRow(itemWorking, words, e, nil))
}

func (r *ruling) workRow(item, words string, e expr, exact []float64) int {
	return r.payment.row(item, stepWords(r.step, words), e, exact)
}

// settles keeps an amount in the month in which its period is settled.
func (r *ruling) settles(e expr) expr { return times(r.settled.last, e) }

// overPeriod adds a row of this sheet over the settlement period.
func (r *ruling) overPeriod(number int) expr {
	return pennies(r.settled.soFar(r.payments.own(number), "", number))
}

// exact takes the noise of binary sums out of an amount: rates and bounds have four places
// at most and money two, so that six hold all there is, and a half penny stays one.
func (r *ruling) exact(e expr) expr { return round(e, r.constants.places(exactPlaces)) }

const exactPlaces = 6

// line lays the term out and gives the row of its line on the statement.
func (r *ruling) line(exact []float64) int {
	var amount expr
	switch r.term.Kind {
	case tariff.Variable, tariff.Marginal:
		amount = r.overPerformance()
	case tariff.Cap:
		most := times(plus(whole(1), r.in("upper")), r.reference())
		amount = r.settles(r.exact(lesser(whole(0), minus(most, r.soFar()))))
	case tariff.Collar:
		least := times(minus(whole(1), r.in("lower")), r.reference())
		amount = r.settles(r.exact(greater(whole(0), minus(least, r.soFar()))))
	case tariff.Withhold:
		amount = r.settles(times(times(r.in("share"), r.soFar()), minus(r.earned(), whole(1))))
	case tariff.Bonus:
		amount = r.settles(times(times(r.in("share"), r.reference()), r.earned()))
	case tariff.GainShare:
		amount = r.gainShare()
	case tariff.Budgets:
		amount = r.settles(times(minus(whole(0), r.in("share")), r.budgetsHeld()))
	}
	r.payments.saw(string(r.term.Kind))
	return r.workRow(string(r.term.Kind), string(r.term.Kind)+", settled by "+string(r.term.Settle), pennies(amount), exact)
}

// saw notes that a kind of term occurs.
func (p *paymentSheet) saw(kind string) {
	for _, k := range p.terms {
		if k == kind {
			return
		}
	}
	p.terms = append(p.terms, kind)
}

// soFar is the payment so far over the settlement period.
func (r *ruling) soFar() expr {
	return r.working("payment before it, over the period", r.overPeriod(r.total))
}

// reference is what the term is measured against, over the settlement period.
func (r *ruling) reference() expr {
	words := "reference: " + string(r.term.Reference)
	switch r.term.Reference {
	case tariff.RefPlanValue:
		n := r.workRow(itemWorking, "plan value of the month", r.planValue(), nil)
		return r.working(words, r.overPeriod(n))
	case tariff.RefAnnualValue:
		n := r.workRow(itemWorking, "annual value, the month's share", r.twelfths(r.contract), nil)
		return r.working(words, r.overPeriod(n))
	case tariff.RefPriorYear:
		return r.working(words, r.priorYear())
	default:
		return r.working(words, r.proRata(r.in("amount")))
	}
}

func (r *ruling) planValue() expr { return r.payment.scenario.values.sumOf(r.plan.block) }

// proRata is a sum a year for the months of the period so far.
func (r *ruling) proRata(yearly expr) expr {
	return pennies(over(times(yearly, r.settled.months), r.constants.twelve))
}

// priorYear is what the contract paid in the financial year before, pro rata; before the
// run has a whole year of it, the amount.
func (r *ruling) priorYear() expr {
	t := r.time
	complete := t.months[0].Year()
	if t.months[0] != complete.April() {
		complete++
	}
	values := make([]float64, len(t.months))
	for i, m := range t.months {
		for j := range i {
			if t.months[j].Year() == m.Year()-1 {
				values[i] += r.result.Statement.Income[j].Pounds()
			}
		}
	}
	// Ranges end in the column before, so that the payment never looks at itself.
	earlier := func(n string) string { return "$" + t.before + n + ":" + previous + n }
	before := cellExpr("SUMIFS("+earlier(incomeRow)+","+earlier("$"+yearRow)+","+at+"$"+yearRow+"-1)", values...)
	from := since{month: (complete + 1).April().String(), value: r.proRata(before)}
	from.from = r.constants.month(from.month)
	amount := whole(0)
	if r.t.Cell(r.row, "amount") != "" {
		amount = r.in("amount")
	}
	return t.dated([]since{{value: r.proRata(amount)}, from})
}

// costOf is the cost of the contract's care by month.
func (r *ruling) costOf() expr { return r.cost.sumOf(r.costs) }

// earned is the share of what is at stake that outcomes have earned, by month.
func (r *ruling) earned() expr {
	t := r.table("outcomes")
	var parts []expr
	for _, outcome := range r.c.Outcomes {
		var rows []since
		for _, row := range rowsOf(t, "contract", r.c.Name, "measure", outcome.Name) {
			rows = append(rows, r.since(t, row, times(r.input(t, row, "weight"), r.input(t, row, "score"))))
		}
		parts = append(parts, r.time.dated(rows))
	}
	return r.working("earned: sum of weight x score", sum(parts...))
}

// gainShare is the commissioner's share of cost beyond the dead band, and its share of
// what is saved below it.
func (r *ruling) gainShare() expr {
	target := r.reference()
	n := r.workRow(itemWorking, "cost of the contract's care", r.costOf(), nil)
	cost := r.working("cost over the period", r.overPeriod(n))
	above := r.working("cost above the band", r.settles(r.exact(greater(whole(0), minus(cost, times(plus(whole(1), r.in("upper")), target))))))
	below := r.working("cost below the band", r.settles(r.exact(greater(whole(0), minus(times(minus(whole(1), r.in("lower")), target), cost)))))
	share := r.in("share")
	return minus(times(r.inOr("rate_above", share), above), times(r.inOr("rate_below", share), below))
}
