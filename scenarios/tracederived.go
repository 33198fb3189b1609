package scenarios

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/tariff"
)

// packagePrice is a price that is what a package costs at national unit cost.
func (t *tracer) packagePrice(schedule *engine.Schedule, unit *engine.PricedUnit, row tariff.Since[tariff.PriceRow], depth int) TraceNode {
	n := node("package cost", *row.Value.Price, "pounds a unit")
	if depth < 0 {
		return n
	}
	costs := packaged{unit.Currency, unit.Measure, t.m.NationalProvider(), max(row.From, t.m.Start), row.Value.PriceBase, schedule.Uplift}
	return t.formed(n, depth, rounded(6, t.asked(&n, costs, depth-1)))
}

// packaged is a unit whose package is costed: at a provider, in a month, at the prices of
// another, to which an uplift brings unit costs.
type packaged struct {
	currency int
	measure  tariff.Measure
	provider int
	month    tariff.Month
	base     tariff.Month
	uplift   *tariff.Uplifts
}

// asked takes into a number what a unit asks of each resource and what that costs: the sum of
// quantity x unit cost.
func (t *tracer) asked(n *TraceNode, costs packaged, depth int) Expression {
	var sum []Expression
	for _, ask := range t.m.PackageAsks(costs.currency, costs.measure, costs.provider, costs.month) {
		resource := t.m.Resources[ask.Resource]
		quantity := t.packageCell(ask.Package, costs.month)
		cost := t.brought(ask, costs, depth)
		sum = append(sum, of(OpProduct, n.part("units of "+resource.Key, quantity), n.part("unit cost of "+resource.Key, cost)))
	}
	return total(sum)
}

// packageCell is the quantity of a package in a month.
func (t *tracer) packageCell(at int, month tariff.Month) TraceNode {
	pack := &t.m.Packages[at]
	quantity, _ := pack.Quantity.At(month)
	n := t.cell("packages", month, "quantity", decimal.Zero, t.m.Currencies[pack.Currency].Key, pack.Resource, pack.Per.String(), t.providerKey(pack.Provider))
	n.Label = fmt.Sprintf("units of %s for each %s", pack.Resource, pack.Per)
	n.Value = decimal.NewFromFloat(quantity)
	return n
}

// providerKey is a provider's key in tables, * for all.
func (t *tracer) providerKey(provider int) string {
	if provider < 0 {
		return anyValue
	}
	return t.m.Providers[provider].Key
}

// brought is a unit cost brought to the prices of a month.
func (t *tracer) brought(ask engine.PackageAsk, costs packaged, depth int) TraceNode {
	resource := &t.m.Resources[ask.Resource]
	row := &resource.Rows[ask.Row].Value
	n := node("unit cost of "+resource.Key+" at the prices of "+costs.base.String(), costs.uplift.Bring(*row.UnitCost, row.PriceBase, costs.base), "pounds a unit")
	if depth < 0 {
		return n
	}
	stated := t.resourceCell(ask.Resource, costs.month, "unit_cost")
	if costs.uplift.Growth(min(row.PriceBase, costs.base), max(row.PriceBase, costs.base), tariff.Latest, tariff.UpliftRow.Rate).Equal(decimal.NewFromInt(1)) {
		stated.Label = n.Label
		return stated
	}
	cost := n.part("unit_cost", stated)
	if costs.base < row.PriceBase {
		factors := t.growth(&n, costs.uplift, costs.base, row.PriceBase, tariff.Latest, depth-1)
		return t.formed(n, depth, rounded(int32(decimal.DivisionPrecision), of(OpQuotient, cost, of(OpProduct, factors...))))
	}
	factors := t.growth(&n, costs.uplift, row.PriceBase, costs.base, tariff.Latest, depth-1)
	return t.formed(n, depth, of(OpProduct, append([]Expression{cost}, factors...)...))
}

// resourceCell is a cell of the row of a resource in force in a month.
func (t *tracer) resourceCell(at int, month tariff.Month, column string) TraceNode {
	resource := &t.m.Resources[at]
	return t.cell("resources", month, column, decimal.Zero, resource.Key, t.providerKey(resource.Provider))
}

// rebasedPrice is a price that spreads a contract's value by relative resource intensity.
func (t *tracer) rebasedPrice(schedule *engine.Schedule, unit *engine.PricedUnit, price decimal.Decimal, depth int) TraceNode {
	contract := schedule.Contract
	n := node("rebased from contract "+t.m.Contracts[contract].Name, price, "pounds a unit")
	if depth < 0 {
		return n
	}
	rebasing := t.rebasing(schedule)
	if rebasing == nil || t.full() {
		return n
	}
	at := slices.IndexFunc(rebasing.Units, func(u engine.RebasedUnit) bool { return u.Currency == unit.Currency && u.Measure == unit.Measure })
	value := n.part("value", t.spread(contract, len(rebasing.Values), depth-1))
	cost := n.part("package cost", t.rebasedCost(schedule, &rebasing.Units[at], depth-1))
	all := n.part("cost of the whole plan", t.intensity(schedule, rebasing, depth-1))
	return t.formed(n, depth, rounded(6, of(OpQuotient, of(OpProduct, value, cost), all)))
}

// rebasing is what a schedule was rebased from; it was, so that it can be found again.
func (t *tracer) rebasing(schedule *engine.Schedule) *engine.Rebasing {
	if t.rebased[schedule] == nil {
		t.rebased[schedule], _ = t.r.Rebasing(schedule, t.base)
	}
	return t.rebased[schedule]
}

// spread is the value that is spread: what the contract's annual value pays in the plan's
// first financial year.
func (t *tracer) spread(contract, months, depth int) TraceNode {
	var parts []branch
	for i := range months {
		parts = append(parts, func(depth int) TraceNode {
			agreement, _ := t.m.Contracts[contract].Agreements.At(t.m.Month(i))
			n := t.twelfth(i, depth, "annual value in force", t.annualValue(contract, i, agreement, tariff.Latest, depth-1))
			n.Label = monthName(t.m.Month(i))
			return n
		})
	}
	return t.sum("annual value of "+span{0, months - 1}.name(t.m), engine.UnitPounds, depth, parts)
}

// rebasedCost is what a unit's package costs at the prices of the run's start.
func (t *tracer) rebasedCost(schedule *engine.Schedule, unit *engine.RebasedUnit, depth int) TraceNode {
	n := node(fmt.Sprintf("package cost of currency %s, %s", t.m.Currencies[unit.Currency].Key, unit.Measure), unit.Cost, "pounds a unit")
	if depth < 0 || !unit.Known {
		n.Missing = !unit.Known
		return n
	}
	costs := packaged{unit.Currency, unit.Measure, t.m.Contracts[schedule.Contract].Provider, t.m.Start, t.m.Start, schedule.Uplift}
	return t.formed(n, depth, t.asked(&n, costs, depth-1))
}

// intensity is what the whole plan's packages cost: the sum of package cost x quantity.
func (t *tracer) intensity(schedule *engine.Schedule, rebasing *engine.Rebasing, depth int) TraceNode {
	var parts []branch
	for k := range rebasing.Units {
		unit := &rebasing.Units[k]
		if !unit.Known {
			continue // nothing of it is planned
		}
		parts = append(parts, func(depth int) TraceNode {
			n := node(fmt.Sprintf("currency %s, %s", t.m.Currencies[unit.Currency].Key, unit.Measure), decimal.Zero, engine.UnitPounds)
			cost := n.part("package cost", t.rebasedCost(schedule, unit, depth-1))
			quantity := n.part("planned quantity", t.plannedYear(schedule.Contract, unit, depth-1))
			return t.worked(n, depth, of(OpProduct, cost, quantity))
		})
	}
	return t.sum("cost of the whole plan", engine.UnitPounds, depth, parts)
}

// plannedYear is the plan of a unit over the plan's first financial year.
func (t *tracer) plannedYear(contract int, unit *engine.RebasedUnit, depth int) TraceNode {
	var parts []branch
	for i := range unit.Planned {
		parts = append(parts, t.named(monthName(t.m.Month(i)), func(depth int) TraceNode {
			return t.plan(contract, unit.Currency, unit.Measure, tariff.All, unit.Planned[i], i, depth)
		}))
	}
	return t.sum("planned quantity", unit.Measure.String(), depth, parts)
}
