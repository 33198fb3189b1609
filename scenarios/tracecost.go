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
		n.Note = "the unit cost of " + t.m.Resources[provided.Resource].Key + " is missing, and a missing cost is never taken for zero"
		resource := &t.m.Resources[provided.Resource]
		n.beside(t.settingOf("resources", t.rowOf("resources", t.m.Month(i), resource.Key, t.providerKey(resource.Provider)), "unit_cost"))
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
