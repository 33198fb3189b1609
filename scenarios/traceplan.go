package scenarios

import (
	"slices"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/tariff"
)

// plannedQuantity is what was planned of a priced unit in a month.
func (t *tracer) plannedQuantity(c int, unit *engine.PricedUnit, i, depth int) TraceNode {
	return t.plan(c, unit.Currency, unit.Measure, unit.Price[i].Covers, unit.Plan[i], i, depth)
}

// plan is a planned quantity: the plan table's, or what the baseline pays for, frozen.
func (t *tracer) plan(c, currency int, measure tariff.Measure, covers tariff.Covers, quantity tariff.Quantity, i, depth int) TraceNode {
	n := quantityNode("plan", measure.String(), quantity)
	if depth < 0 {
		return n
	}
	contract, key := t.m.Contracts[c].Name, t.m.Currencies[currency].Key
	agreement, _ := t.m.Contracts[c].Agreements.At(t.m.Month(i))
	if agreement.Plan == tariff.PlanTable {
		row := t.rowOf("plan", 0, contract, key, measure.String(), t.m.Month(i).String())
		cell := t.cellAt(t.tables, "plan", row, "quantity", decimal.Zero)
		cell.Label, cell.Value = "plan", n.Value
		if row < 0 {
			cell.Note = "nothing agreed is a plan of zero"
		}
		return cell
	}
	was := t.ofBaseline()
	at := slices.IndexFunc(was.m.Contracts, func(other engine.Contract) bool { return other.Name == contract })
	of := slices.IndexFunc(was.m.Currencies, func(other engine.Currency) bool { return other.Key == key })
	if at < 0 || of < 0 {
		n.Note = "the baseline has no such activity"
		return n
	}
	frozen := was.paidQuantity(at, of, measure, covers, i, depth)
	frozen.Label = joined("plan: the baseline's activity", frozen.Label)
	return frozen
}

// ofBaseline traces the baseline's own numbers.
func (t *tracer) ofBaseline() *tracer {
	if t.was == nil {
		t.was = &tracer{original: t.original, tables: t.baseTables, baseTables: t.baseTables, r: t.base, m: t.base.Model, base: t.base, item: t.item,
			found: map[string]map[string][]int{}, rebased: map[*engine.Schedule]*engine.Rebasing{}, wrong: t.wrong, numbers: t.numbers}
	}
	return t.was
}
