package scenarios

import (
	"slices"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/tariff"
)

// behaviour is one behaviour of cost.
type behaviour struct {
	item, name string
	price      func(*engine.ProviderResource) []tariff.Price
	cost       func(*engine.CareLine) []tariff.Pence
	units      func(t *tracer, l, i, depth int) TraceNode
}

var behaviours = []behaviour{
	{engine.ItemCostVariable, "variable", func(r *engine.ProviderResource) []tariff.Price { return r.Variable },
		func(l *engine.CareLine) []tariff.Pence { return l.CostVariable }, (*tracer).deliveredUnits},
	{engine.ItemCostSemiFixed, "semi-fixed", func(r *engine.ProviderResource) []tariff.Price { return r.SemiFixed },
		func(l *engine.CareLine) []tariff.Pence { return l.CostSemiFixed }, (*tracer).semiFixedUnits},
	{engine.ItemCostFixed, "fixed", func(r *engine.ProviderResource) []tariff.Price { return r.Fixed },
		func(l *engine.CareLine) []tariff.Pence { return l.CostFixed }, (*tracer).fixedUnits},
}

// cost is what care costs over some months: of contracts, and where the selection does not
// leave it out, what is stranded.
func (t *tracer) cost(months span, depth int) (TraceNode, bool) {
	var parts []branch
	for c := range t.m.Contracts {
		if !t.selects(c) {
			continue
		}
		part := t.byYear(engine.GoalCost, months, func(s span) branch { return t.costOf(c, s, "") })
		if part != nil {
			parts = append(parts, t.named("contract "+t.m.Contracts[c].Name, part))
		}
	}
	if t.item.Contract == "" && t.item.Commissioner == "" && t.item.Currency == "" {
		if stranded, there := t.itemOver(engine.ItemCostStranded, months, -1); there {
			parts = append(parts, func(depth int) TraceNode {
				if depth < 0 {
					return stranded
				}
				n, _ := t.itemOver(engine.ItemCostStranded, months, depth)
				n.Label = joined("stranded", n.Label)
				return n
			})
		}
	}
	if len(parts) == 0 {
		return TraceNode{}, false
	}
	return t.sum(engine.GoalCost, engine.UnitPounds, depth, parts), true
}

// costOf is what care costs under a contract in some months, by currency, resource and
// behaviour; item is one behaviour's, or blank for all.
func (t *tracer) costOf(c int, s span, item string) branch {
	var currencies []branch
	lines := t.r.Care.Lines
	for from := 0; from < len(lines); {
		to := from + 1
		for to < len(lines) && lines[to].Contract == lines[from].Contract && lines[to].Currency == lines[from].Currency {
			to++
		}
		if lines[from].Contract == c && t.selectsUnit(lines[from].Currency, "") {
			var resources []branch
			for l := from; l < to; l++ {
				resources = append(resources, t.lineCost(l, s, item))
			}
			currencies = append(currencies, t.named("currency "+t.m.Currencies[lines[from].Currency].Key, t.adding("", engine.UnitPounds, resources)))
		}
		from = to
	}
	return t.adding("", engine.UnitPounds, currencies)
}

// lineCost is what one currency asks of one resource and what that costs, by behaviour; a
// behaviour that costs nothing is left out.
func (t *tracer) lineCost(l int, s span, item string) branch {
	line := &t.r.Care.Lines[l]
	provided := &t.r.Care.Resources[line.Provided]
	resource := &t.m.Resources[provided.Resource]
	var parts []branch
	for k := range behaviours {
		kind := &behaviours[k]
		costs := slices.ContainsFunc(kind.cost(line)[s.from:s.to+1], func(p tariff.Pence) bool { return p != 0 })
		if item != "" && item != kind.item || item == "" && !costs && k > 0 {
			continue
		}
		part := t.byMonth("", engine.UnitPounds, s, func(i int) branch {
			return func(depth int) TraceNode { return t.costLine(l, kind, i, depth) }
		})
		parts = append(parts, t.named(kind.name, part))
	}
	return t.named(joined(resource.Key, resource.Name), t.adding("", engine.UnitPounds, parts))
}

// costLine is the cost of one behaviour of one line of care in a month: units x unit cost x
// factor.
func (t *tracer) costLine(l int, kind *behaviour, i, depth int) TraceNode {
	line := &t.r.Care.Lines[l]
	provided := &t.r.Care.Resources[line.Provided]
	n := money("", kind.cost(line)[i])
	if n.Missing = line.Asked[i] != 0 && !provided.CostKnown[i]; n.Missing {
		n.Note = "the unit cost of " + t.m.Resources[provided.Resource].Key + " is missing"
	}
	if depth < 0 || n.Missing || t.full() {
		return n
	}
	terms := []Expression{n.part("units", kind.units(t, l, i, depth-1))}
	return t.resourceMoney(n, provided, terms, t.unitCost(provided, kind.price(provided)[i], kind.name, i, depth-1), i, depth)
}

// resourceMoney finishes a line of cost: units, whose operand is given, x unit cost x factor.
func (t *tracer) resourceMoney(n TraceNode, provided *engine.ProviderResource, units []Expression, cost TraceNode, i, depth int) TraceNode {
	if !provided.CostKnown[i] { // and nothing is asked
		return t.formed(n, depth, of(OpProduct, append(units, whole(0))...))
	}
	units = append(units, n.part("unit cost", cost))
	row, _ := t.m.Resources[provided.Resource].Rows.At(t.m.Month(i))
	mff := func() TraceNode {
		return t.cell("providers", t.m.Month(i), "mff", decimal.NewFromInt(1), t.m.Providers[provided.Provider].Key)
	}
	base := func() TraceNode { return t.resourceCell(provided.Resource, t.m.Month(i), "mff_base") }
	return t.formed(n, depth, rounded(2, factored(&n, units, provided.Factor[i], row.MFFBase != nil, mff, base)))
}

// unitCost is what a unit of a behaviour costs in a month: grown, and the behaviour's share.
func (t *tracer) unitCost(provided *engine.ProviderResource, price tariff.Price, kind string, i, depth int) TraceNode {
	resource, month := &t.m.Resources[provided.Resource], t.m.Month(i)
	n := node(kind+" unit cost of "+resource.Key, price.Decimal(), "pounds a unit")
	if depth < 0 {
		return n
	}
	row, ok := resource.Rows.At(month)
	if !ok || row.UnitCost == nil {
		n.Note = "the unit cost is missing, and nothing is asked"
		return n
	}
	cell := func(column string) Expression {
		return n.part(column, t.resourceCell(provided.Resource, month, column))
	}
	cost := of(OpProduct, cell("unit_cost"), t.costGrowth(&n, resource, &row, month, efficiencyDelivered, depth-1))
	var share Expression
	switch kind {
	case "fixed":
		share = cell("fixed_share")
	case "semi-fixed":
		share = cell("semi_fixed_share")
	default:
		share = of(OpDifference, whole(1), cell("semi_fixed_share"), cell("fixed_share"))
	}
	return t.formed(n, depth, rounded(6, of(OpProduct, cost, share)))
}

// efficiencyCost is what an efficiency takes from the cost of a unit: its growth without any
// less its growth with it.
func (t *tracer) efficiencyCost(provided *engine.ProviderResource, efficiency string, i, depth int) TraceNode {
	resource, month := &t.m.Resources[provided.Resource], t.m.Month(i)
	n := node(efficiency+", of the unit cost of "+resource.Key, decimal.Zero, "pounds a unit")
	row, _ := resource.Rows.At(month)
	cost := n.part("unit_cost", t.resourceCell(provided.Resource, month, "unit_cost"))
	without := t.costGrowth(&n, resource, &row, month, "", depth-1)
	return t.worked(n, depth, rounded(6, of(OpProduct, cost, of(OpDifference, without, t.costGrowth(&n, resource, &row, month, efficiency, depth-1)))))
}

// The two efficiencies that cost may have grown with.
const (
	efficiencyRequired  = "efficiency required"
	efficiencyDelivered = "efficiency delivered"
)

// costGrowth is how far a unit cost has come since its price base, with one efficiency, or
// with none.
func (t *tracer) costGrowth(n *TraceNode, resource *engine.Resource, row *engine.ResourceRow, month tariff.Month, efficiency string, depth int) Expression {
	factors := []Expression{whole(1)}
	for _, uplift := range row.Uplift.InForce(tariff.Latest) {
		if uplift.From > row.PriceBase && uplift.From <= month {
			part := t.costGrown(resource, row.Uplift, uplift, efficiency, depth)
			factors = append(factors, n.part(part.Label, part))
		}
	}
	return of(OpProduct, factors...)
}

// costGrown is 1 + cost uplift, less an efficiency where one is taken off.
func (t *tracer) costGrown(resource *engine.Resource, series *tariff.Uplifts, row tariff.UpliftRow, efficiency string, depth int) TraceNode {
	if efficiency == efficiencyRequired {
		return t.grown(series, row, depth)
	}
	n := node("growth of cost of "+row.From.String(), decimal.Zero, "")
	at := t.upliftRow(series, row)
	cell := func(column string) Expression {
		return n.part(column, t.cellAt(t.tables, "uplifts", at, column, decimal.Zero))
	}
	sum := []Expression{whole(1)}
	if row.CostUplift != nil {
		sum = append(sum, cell("cost_uplift"))
	} else {
		sum = append(sum, cell("net"), cell("efficiency"))
	}
	formula := of(OpSum, sum...)
	if efficiency == efficiencyDelivered {
		then := row.From
		if resource.Rows.Row(then) < 0 {
			then = resource.Rows[0].From // what holds first stands for the time before
		}
		key := t.providerKey(resource.Provider)
		formula = of(OpDifference, formula, n.part("efficiency_delivered", t.cell("resources", then, "efficiency_delivered", decimal.Zero, resource.Key, key)))
	}
	return t.worked(n, depth, formula)
}

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
	return t.worked(n, depth, of(OpBinary, of(OpCeiling,
		of(OpDifference, of(OpQuotient, n.part("delivered", delivered), size), constant("", stepTolerance)))))
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

// providerItem is an item that belongs to a provider and to no contract of it; nil where it
// has none.
func (t *tracer) providerItem(item string, p int, months span) branch {
	var month func(provided, i, depth int) TraceNode
	switch item {
	case engine.ItemCostStranded:
		month = t.stranded
	case engine.ItemEfficiencyRequired:
		month = func(provided, i, depth int) TraceNode { return t.efficiency(provided, efficiencyRequired, i, depth) }
	case engine.ItemEfficiencyDelivered:
		month = func(provided, i, depth int) TraceNode { return t.efficiency(provided, efficiencyDelivered, i, depth) }
	default:
		return nil
	}
	part := t.byYear(item, months, func(s span) branch {
		var resources []branch
		for k := range t.r.Care.Resources {
			if provided := &t.r.Care.Resources[k]; provided.Provider == p {
				part := t.byMonth("", engine.UnitPounds, s, func(i int) branch { return func(depth int) TraceNode { return month(k, i, depth) } })
				resources = append(resources, t.named(t.m.Resources[provided.Resource].Key, part))
			}
		}
		return t.adding("", engine.UnitPounds, resources)
	})
	if part == nil {
		return nil
	}
	return t.named("provider "+t.m.Providers[p].Key, part)
}

// stranded is a resource's cost that no longer has an ask under it.
func (t *tracer) stranded(provided, i, depth int) TraceNode {
	r := &t.r.Care.Resources[provided]
	n := money("", r.Stranded[i])
	if n.Missing = !r.CostKnown[i]; depth < 0 || n.Missing {
		return n
	}
	var lines []Expression
	for _, kind := range []struct {
		name  string
		price tariff.Price
		units tariff.Quantity
		of    func(depth int) TraceNode
	}{
		{"semi-fixed", r.SemiFixed[i], r.StrandedSemiFixed[i], func(depth int) TraceNode { return t.strandedSteps(provided, i, depth) }},
		{"fixed", r.Fixed[i], r.StrandedFixed[i], func(depth int) TraceNode { return t.strandedFixed(provided, i, depth) }},
	} {
		if kind.price == 0 {
			continue
		}
		cost, _ := tariff.Line(kind.units, kind.price, r.Factor[i])
		line := money(kind.name+" cost without an ask", cost)
		if depth > 0 {
			units := []Expression{line.part("units", kind.of(depth-2))}
			line = t.resourceMoney(line, r, units, t.unitCost(r, kind.price, kind.name, i, depth-2), i, depth-1)
		}
		lines = append(lines, n.part(line.Label, line))
	}
	return t.formed(n, depth, total(lines))
}

// strandedSteps are the units of steps that are held and not needed.
func (t *tracer) strandedSteps(provided, i, depth int) TraceNode {
	r := &t.r.Care.Resources[provided]
	n := quantityNode("semi-fixed units stranded", t.m.Resources[r.Resource].Unit, r.StrandedSemiFixed[i])
	if depth < 0 {
		return n
	}
	held := n.part("held", t.steps(provided, i, true, depth-1))
	return t.formed(n, depth, of(OpDifference, held, n.part("needed", t.steps(provided, i, false, depth-1))))
}

// strandedFixed are the units that fixed cost was set up for and nobody asks.
func (t *tracer) strandedFixed(provided, i, depth int) TraceNode {
	r := &t.r.Care.Resources[provided]
	n := quantityNode("fixed units stranded", t.m.Resources[r.Resource].Unit, r.StrandedFixed[i])
	if depth < 0 {
		return n
	}
	was := n.part("asked in the baseline", t.askedInBaseline(provided, i, depth-1))
	return t.formed(n, depth, of(OpDifference, was, n.part("with an ask under them", t.setUp(provided, i, depth-1))))
}

// efficiency is what an efficiency takes from the cost of what is delivered.
func (t *tracer) efficiency(provided int, kind string, i, depth int) TraceNode {
	r := &t.r.Care.Resources[provided]
	series := r.EfficiencyRequired
	if kind == efficiencyDelivered {
		series = r.EfficiencyDelivered
	}
	n := money("", series[i])
	if n.Missing = !r.CostKnown[i]; depth < 0 || n.Missing {
		return n
	}
	units := []Expression{n.part("delivered", quantityNode("delivered in all", t.m.Resources[r.Resource].Unit, r.Delivered[i]))}
	return t.resourceMoney(n, r, units, t.efficiencyCost(r, kind, i, depth-1), i, depth)
}
