package scenarios

import (
	"slices"

	"github.com/shopspring/decimal"

	"parity/engine"
)

// recoveries is who finished under a contract, or recovered, or does not come back, currency by
// currency, or what is paid for those who do.
func (t *tracer) recoveries(item string, c int, s span) branch {
	var parts []branch
	for k := range t.r.Contracts[c].Recoveries {
		line := &t.r.Contracts[c].Recoveries[k]
		if !t.selectsUnit(line.Currency, "") {
			continue
		}
		month := t.finished
		switch item {
		case engine.ItemRecovered:
			month = t.recovered
		case engine.ItemLasting:
			month = t.lasting
		case engine.ItemPaidAgain:
			month = t.paidAgain
		}
		part := t.byMonth("", t.unitOf(item), s, func(i int) branch {
			if _, byActivity := t.r.PaidAgain(c, line, i); item == engine.ItemPaidAgain && !byActivity {
				return nil
			}
			return func(depth int) TraceNode { return month(c, line, i, depth) }
		})
		if part == nil {
			continue
		}
		parts = append(parts, t.named("currency "+t.m.Currencies[line.Currency].Key, part))
	}
	return t.adding("", t.unitOf(item), parts)
}

// finished are the people discharged from a currency, from the first row of recovery on.
func (t *tracer) finished(c int, line *engine.RecoveryLine, i, depth int) TraceNode {
	n := quantityNode("finished", "people", line.Finished[i])
	activity := t.activityOf(c, line.Currency)
	if depth < 0 || t.full() || line.Finished[i] != activity.Discharge[i] {
		return n
	}
	return t.formed(n, depth, of(OpSum, n.part("discharge", t.discharged(c, activity, i, depth-1))))
}

// recovered are those of them who are claimed as recovered.
func (t *tracer) recovered(c int, line *engine.RecoveryLine, i, depth int) TraceNode {
	n := quantityNode("recovered", "people", line.Recovered[i])
	if depth < 0 || t.full() {
		return n
	}
	finished := n.part("finished", t.finished(c, line, i, depth-1))
	rate := n.part("recovery_rate", t.recoveryCell(c, line, i, "recovery_rate"))
	return t.formed(n, depth, of(OpBinary, rounded(3, of(OpProduct, finished, rate))))
}

// lasting are those of them who do not come back.
func (t *tracer) lasting(c int, line *engine.RecoveryLine, i, depth int) TraceNode {
	n := quantityNode("lasting recoveries", "people", line.Lasting[i])
	if depth < 0 || t.full() {
		return n
	}
	recovered := n.part("recovered", t.recovered(c, line, i, depth-1))
	rate := n.part("return_rate", t.recoveryCell(c, line, i, "return_rate"))
	return t.formed(n, depth, of(OpBinary, rounded(3, of(OpProduct, recovered, of(OpDifference, whole(1), rate)))))
}

// paidAgain is what is paid for the courses of those who do: of the value of the currency's activity
// their share of all who finish.
func (t *tracer) paidAgain(c int, line *engine.RecoveryLine, i, depth int) TraceNode {
	paidFor, _ := t.r.PaidAgain(c, line, i)
	n := money("paid again", paidFor)
	if depth < 0 || t.full() || line.Finished[i] <= 0 {
		return n
	}
	own := *t
	own.item = traceItem{Goal: engine.Goal{Item: engine.ItemActivityValue, Currency: t.m.Currencies[line.Currency].Key}, text: t.item.text}
	worth := own.valued(c, span{i, i}, t.r.Contracts[c].Priced, paid)
	if worth == nil {
		return n
	}
	whole := worth(depth - 1)
	whole.Label = "value of the currency's activity"
	value := n.part("value", whole)
	recovered := n.part("recovered", t.recovered(c, line, i, depth-1))
	lasting := n.part("lasting recoveries", t.lasting(c, line, i, depth-1))
	finished := n.part("finished", t.finished(c, line, i, depth-1))
	return t.formed(n, depth, rounded(2, of(OpQuotient, of(OpProduct, value, of(OpDifference, recovered, lasting)), finished)))
}

// incomeIfLasting is what a contract would pay if only people who do not come back counted as
// recovered: its income, settled again with other scores; nil where no outcome claims any.
func (t *tracer) incomeIfLasting(c int, s span) branch {
	settledAgain := t.r.Contracts[c].IfLasting
	if settledAgain == nil {
		return nil
	}
	r, other := *t.r, *t
	r.Contracts = slices.Clone(r.Contracts)
	r.Contracts[c].Statement = *settledAgain
	other.r, other.ifLasting = &r, true
	return other.income(c, s)
}

// scoreIfLasting is the score of a measure as it counts then: scaled by the share of those it
// claims as recovered who do not come back, in the financial year so far.
func (t *tracer) scoreIfLasting(c int, measure string, i int, score TraceNode, depth int) TraceNode {
	claimed := t.r.ClaimedBy(c, measure, i)
	if claimed.Recovered == 0 {
		return score
	}
	n := node(score.Label+", if only lasting recoveries count", score.Value.Mul(claimed.Share()), "")
	if depth < 0 {
		return n
	}
	months := span{claimed.From, claimed.To}
	sum := func(label string, month func(line *engine.RecoveryLine, i, depth int) TraceNode) Expression {
		var parts []branch
		for _, line := range claimed.Lines {
			part := t.byMonth("", t.unitOf(engine.ItemRecovered), months, func(i int) branch {
				return func(depth int) TraceNode { return month(line, i, depth) }
			})
			parts = append(parts, t.named("currency "+t.m.Currencies[line.Currency].Key, part))
		}
		part := t.sum(label, t.unitOf(engine.ItemRecovered), depth-1, parts)
		part.Label = label + ", " + months.name(t.m)
		return n.part(label, part)
	}
	lasting := sum("lasting recoveries", func(line *engine.RecoveryLine, i, depth int) TraceNode { return t.lasting(c, line, i, depth) })
	recovered := sum("recovered", func(line *engine.RecoveryLine, i, depth int) TraceNode { return t.recovered(c, line, i, depth) })
	return t.formed(n, depth, of(OpProduct, n.part(score.Label, score), rounded(engine.LastingPlaces, of(OpQuotient, lasting, recovered))))
}

func (t *tracer) recoveryCell(c int, line *engine.RecoveryLine, i int, column string) TraceNode {
	return t.cell("recovery", t.m.Month(i), column, decimal.Zero, t.m.Contracts[c].Name, t.m.Currencies[line.Currency].Key)
}
