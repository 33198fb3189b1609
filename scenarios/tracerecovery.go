package scenarios

import (
	"github.com/shopspring/decimal"

	"parity/engine"
)

// recoveries is who finished under a contract, or recovered, or does not come back, currency by
// currency.
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
		}
		part := t.byMonth("", t.unitOf(item), s, func(i int) branch {
			return func(depth int) TraceNode { return month(c, line, i, depth) }
		})
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

func (t *tracer) recoveryCell(c int, line *engine.RecoveryLine, i int, column string) TraceNode {
	return t.cell("recovery", t.m.Month(i), column, decimal.Zero, t.m.Contracts[c].Name, t.m.Currencies[line.Currency].Key)
}
