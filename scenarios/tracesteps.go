package scenarios

import (
	"slices"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/tariff"
)

// shared is a line's share of a provider's units, by running totals of what is asked.
func (t *tracer) shared(n TraceNode, l, i, depth int, total TraceNode) TraceNode {
	line := &t.r.Care.Lines[l]
	var before tariff.Quantity
	for other := range l {
		if t.r.Care.Lines[other].Provided == line.Provided {
			before += t.r.Care.Lines[other].Asked[i]
		}
	}
	units := n.part(total.Label, total)
	all := n.part("asked of the resource in all", t.askedInAll(line.Provided, i, depth-1))
	if t.r.Care.Resources[line.Provided].Asked[i] == 0 {
		return t.formed(n, depth, whole(0))
	}
	asked := n.part("asked", t.askedUnits(l, i, depth-1))
	earlier := n.part("asked before it in the order of lines", quantityNode("asked before it in the order of lines", n.Unit, before))
	upTo := func(over Expression) Expression {
		return floored(3, of(OpQuotient, of(OpProduct, units, over), all))
	}
	return t.formed(n, depth, of(OpDifference, upTo(of(OpSum, earlier, asked)), upTo(earlier)))
}

// semiFixedUnits are the units of semi-fixed cost that a line of care carries.
func (t *tracer) semiFixedUnits(l, i, depth int) TraceNode {
	line := &t.r.Care.Lines[l]
	n := quantityNode("semi-fixed units carried", t.resourceUnit(l), line.SemiFixedUnits[i])
	if depth < 0 {
		return n
	}
	return t.shared(n, l, i, depth, t.steps(line.Provided, i, false, depth-1))
}

// fixedUnits are the units of fixed cost that a line of care carries.
func (t *tracer) fixedUnits(l, i, depth int) TraceNode {
	line := &t.r.Care.Lines[l]
	n := quantityNode("fixed units carried", t.resourceUnit(l), line.FixedUnits[i])
	if depth < 0 {
		return n
	}
	return t.shared(n, l, i, depth, t.setUp(line.Provided, i, depth-1))
}

// setUp is the fixed cost's units that have an ask under them: what is asked, at most what the
// baseline asks.
func (t *tracer) setUp(provided, i, depth int) TraceNode {
	n := node("fixed units with an ask under them", decimal.Zero, t.m.Resources[t.r.Care.Resources[provided].Resource].Unit)
	return t.worked(n, depth, of(OpMin, n.part("asked in all", t.askedInAll(provided, i, depth-1)), n.part("asked in the baseline", t.askedInBaseline(provided, i, depth-1))))
}

// askedInBaseline is the baseline's ask, that fixed cost was set up for.
func (t *tracer) askedInBaseline(provided, i, depth int) TraceNode {
	resource := t.m.Resources[t.r.Care.Resources[provided].Resource]
	n := node("asked in the baseline", decimal.Zero, resource.Unit)
	base := t.r.SetUpFor(t.base, provided)
	if base == nil {
		n.Note = "the baseline asks nothing of it"
		return n
	}
	if base == &t.r.Care.Resources[provided] {
		n = t.askedInAll(provided, i, depth)
		n.Label = joined("asked of a provider that is new to the baseline", n.Label)
		return n
	}
	was := t.ofBaseline()
	at := slices.IndexFunc(was.r.Care.Resources, func(r engine.ProviderResource) bool {
		return r.Resource == base.Resource && r.Provider == base.Provider
	})
	n = was.askedInAll(at, i, depth)
	n.Label = joined("asked in the baseline", n.Label)
	return n
}

// stepTolerance keeps steps that are filled exactly from needing one more, as the engine does.
var stepTolerance = decimal.New(1, -9)

// steps are the units of the steps of semi-fixed cost that are needed in a month, or held.
func (t *tracer) steps(provided, i int, held bool, depth int) TraceNode {
	r := &t.r.Care.Resources[provided]
	n := node("units of the steps needed", decimal.Zero, t.m.Resources[r.Resource].Unit)
	if held {
		n.Label = "units of the steps held"
	}
	row, ok := t.m.Resources[r.Resource].Rows.At(t.m.Month(i))
	if !ok || row.Step <= 0 {
		n.Note = "there are no steps"
		return n
	}
	size := of(OpProduct, n.part("step", t.resourceNumber(r, i, "step", row.Step)), t.daysOfYear(i))
	count := t.stepsNeeded(provided, i, row.Step, depth-1)
	if held {
		count = t.stepsHeld(provided, i, &row, depth-1)
	}
	return t.worked(n, depth, of(OpBinary, rounded(3, of(OpProduct, n.part(count.Label, count), size))))
}

// stepsNeeded is how many steps serve what is delivered in a month.
func (t *tracer) stepsNeeded(provided, i int, step float64, depth int) TraceNode {
	r := &t.r.Care.Resources[provided]
	n := node("steps needed in "+monthName(t.m.Month(i)), decimal.Zero, "steps")
	delivered := quantityNode("delivered in all", t.m.Resources[r.Resource].Unit, r.Delivered[i])
	size := of(OpProduct, n.part("step", t.resourceNumber(r, i, "step", step)), t.daysOfYear(i))
	units := n.part("delivered", delivered)
	if r.Delivered[i].Units() > r.Room[i] {
		units = of(OpMin, units, t.room(&n, provided, i, depth)) // rounded lines may come to a thousandth more
	}
	return t.worked(n, depth, of(OpBinary, of(OpCeiling, of(OpDifference, of(OpQuotient, units, size), constant("", stepTolerance)))))
}

// stepsHeld is how many steps cost in a month: the most needed in it and the months of the
// lag; before the run those that the baseline needs in its first month.
func (t *tracer) stepsHeld(provided, i int, row *engine.ResourceRow, depth int) TraceNode {
	r := &t.r.Care.Resources[provided]
	needed, held, before := t.r.Steps(t.base, provided)
	n := node("steps held", decimal.NewFromInt(int64(held[i])), "steps")
	if depth < 0 {
		return n
	}
	n.beside(t.resourceNumber(r, i, "lag_months", float64(row.LagMonths)))
	var months []Expression
	for lag := 0; lag <= row.LagMonths; lag++ {
		if lag > i {
			label := "steps held before the run"
			months = append(months, n.part(label, node(label, decimal.NewFromInt(int64(before)), "steps")))
			break
		}
		label := "steps needed in " + monthName(t.m.Month(i-lag))
		months = append(months, n.part(label, node(label, decimal.NewFromInt(int64(needed[i-lag])), "steps")))
	}
	return t.formed(n, depth, of(OpMax, months...))
}
