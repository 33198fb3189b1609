package scenarios

import (
	"slices"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/tariff"
)

// priced is an item of a contract's priced units over some months.
func (t *tracer) priced(item string, c int, s span) branch {
	result := &t.r.Contracts[c]
	switch item {
	case engine.ItemPlanValue:
		return t.valued(c, s, result.Priced, planned)
	case engine.ItemShadowValue:
		return t.valued(c, s, result.Shadow, done)
	case engine.ItemUnitPrice:
		return t.unitPrices(c, s)
	}
	return t.valued(c, s, result.Priced, done)
}

// valuation is which quantity of a unit is valued.
type valuation uint8

const (
	done    valuation = iota // what was done; unpriced activity makes it missing
	paid                     // what was done, as far as it has a price
	planned                  // what was planned
)

// valued is what a contract's units are worth in some months, unit by unit.
func (t *tracer) valued(c int, s span, units []engine.PricedUnit, v valuation) branch {
	var parts []branch
	for u := range units {
		unit := &units[u]
		if !t.selectsUnit(unit.Currency, unit.Measure.String()) {
			continue
		}
		part := t.byMonth("", engine.UnitPounds, s, func(i int) branch {
			switch state := unit.Price[i].State; {
			case state == tariff.None, state == tariff.Missing && v == paid:
				return nil
			case state == tariff.Missing:
				return func(depth int) TraceNode {
					n := TraceNode{Missing: true, Unit: engine.UnitPounds, Note: "the price is missing, and a missing price is never taken for zero"}
					if depth > 0 {
						n.beside(t.unitPrice(unit, i, tariff.Latest, depth-1))
					}
					return n
				}
			}
			return func(depth int) TraceNode { return t.line(c, unit, i, tariff.Latest, v == planned, depth) }
		})
		if part != nil {
			parts = append(parts, t.named(t.unitName(unit), part))
		}
	}
	return t.adding("", engine.UnitPounds, parts)
}

// unpaid says of activity without a price that it is not paid for.
func (t *tracer) unpaid(c int, s span) string {
	for u := range t.r.Contracts[c].Priced {
		unit := &t.r.Contracts[c].Priced[u]
		if !t.selectsUnit(unit.Currency, unit.Measure.String()) {
			continue
		}
		for i := s.from; i <= s.to; i++ {
			if unit.Price[i].State == tariff.Missing && unit.Quantity[i] != 0 {
				return "activity without a price is in it with nothing: " + t.unitName(unit) + " in schedule " + unit.Schedule[i].Name
			}
		}
	}
	return ""
}

// line is what a unit is worth in a month, with what was published by a month: quantity x
// unit price x factor.
func (t *tracer) line(c int, unit *engine.PricedUnit, i int, asOf tariff.Month, plan bool, depth int) TraceNode {
	quantity, worth := unit.Quantity[i], unit.Value[i]
	if plan {
		quantity, worth = unit.Plan[i], unit.PlanValue[i]
	}
	if asOf != tariff.Latest {
		known, err := tariff.Line(quantity, t.priceAt(unit, i, asOf).Price, unit.Factor[i])
		if err == nil {
			worth = known
		}
	}
	return t.worth(c, unit, i, asOf, worth, depth, func(depth int) TraceNode {
		if plan {
			return t.plannedQuantity(c, unit, i, depth)
		}
		return t.paidQuantity(c, unit.Currency, unit.Measure, unit.Price[i].Covers, i, depth)
	})
}

// worth is a quantity of a unit at its price in a month, as published by a month.
func (t *tracer) worth(c int, unit *engine.PricedUnit, i int, asOf tariff.Month, worth tariff.Pence, depth int, quantity branch) TraceNode {
	n := money("", worth)
	if depth < 0 || t.full() {
		return n
	}
	units := quantity(depth - 1)
	terms := []Expression{n.part("quantity", units), n.part("unit price", t.unitPrice(unit, i, asOf, depth-1))}
	schedule := unit.Schedule[i]
	mff := func() TraceNode {
		return t.cell("providers", t.m.Month(i), "mff", decimal.NewFromInt(1), t.m.Providers[t.m.Contracts[c].Provider].Key)
	}
	base := func() TraceNode {
		return t.cell("schedules", 0, "mff_base", decimal.NewFromInt(1), schedule.Name)
	}
	return t.formed(n, depth, rounded(2, factored(&n, terms, unit.Factor[i], schedule.AppliesMFF, mff, base)))
}

// factored multiplies by the market forces factor over its base, where one applies.
func factored(n *TraceNode, terms []Expression, factor tariff.Factor, applies bool, mff, base func() TraceNode) Expression {
	if !applies {
		return of(OpProduct, terms...)
	}
	over, under := mff(), base()
	over.Value, under.Value = decimal.New(factor.Over, -factorPlaces), decimal.New(factor.Under, -factorPlaces)
	terms = append(terms, n.part("MFF", over))
	return of(OpQuotient, of(OpProduct, terms...), n.part("MFF base", under))
}

// factorPlaces is to how many places market forces factors are kept.
const factorPlaces = 9

// pricesOf are a unit's rows in the schedule in force in a month.
func (t *tracer) pricesOf(unit *engine.PricedUnit, i int) tariff.UnitPrices {
	prices, _ := unit.Schedule[i].Find(tariff.Unit{Currency: t.m.Currencies[unit.Currency].Key, Measure: unit.Measure})
	return prices
}

// priceAt is a unit's price in a month with what was published by a month.
func (t *tracer) priceAt(unit *engine.PricedUnit, i int, asOf tariff.Month) tariff.UnitPrice {
	if asOf == tariff.Latest {
		return unit.Price[i]
	}
	return unit.Schedule[i].At(t.pricesOf(unit, i), t.m.Month(i), asOf)
}

// unitPrices are the prices of a contract's units, side by side.
func (t *tracer) unitPrices(c int, s span) branch {
	var units []branch
	for u := range t.r.Contracts[c].Priced {
		unit := &t.r.Contracts[c].Priced[u]
		if !t.selectsUnit(unit.Currency, unit.Measure.String()) {
			continue
		}
		var months []branch
		for i := s.from; i <= s.to; i++ {
			if unit.Price[i].State != tariff.None {
				months = append(months, t.named(monthName(t.m.Month(i)), func(depth int) TraceNode { return t.unitPrice(unit, i, tariff.Latest, depth) }))
			}
		}
		if len(months) > 0 {
			units = append(units, func(depth int) TraceNode { return t.list(t.unitName(unit), depth, months) })
		}
	}
	if len(units) == 0 {
		return nil
	}
	return func(depth int) TraceNode { return t.list("", depth, units) }
}

// unitPrice is a price in force in a month: the schedule's, uplifted and rounded.
func (t *tracer) unitPrice(unit *engine.PricedUnit, i int, asOf tariff.Month, depth int) TraceNode {
	schedule, month := unit.Schedule[i], t.m.Month(i)
	price := t.priceAt(unit, i, asOf)
	n := node("unit price in schedule "+schedule.Name, price.Price.Decimal(), "pounds a unit")
	if price.State == tariff.Missing {
		n.Missing = true
		if row := t.rowOf("prices", month, schedule.Name, t.m.Currencies[unit.Currency].Key, unit.Measure.String()); row >= 0 {
			n.beside(t.settingOf("prices", row, "price"))
		} else {
			n.Note = "the schedule has no price of " + t.unitName(unit)
		}
		return folded(n, depth)
	}
	if depth < 0 {
		return n
	}
	row, _ := t.pricesOf(unit, i).Rows.At(month)
	factors := []Expression{n.part("price", t.statedPrice(unit, i, depth-1))}
	factors = append(factors, t.growth(&n, schedule.Uplift, row.PriceBase, month, asOf, depth-1)...)
	return t.formed(n, depth, rounded(schedule.Places, of(OpProduct, factors...)))
}

// statedPrice is a price as the schedule states it: a cell of prices, or worked out.
func (t *tracer) statedPrice(unit *engine.PricedUnit, i, depth int) TraceNode {
	schedule, month := unit.Schedule[i], t.m.Month(i)
	of := &t.m.Schedules[slices.IndexFunc(t.m.Schedules, func(s engine.Schedule) bool { return s.Schedule == schedule })]
	rows := t.pricesOf(unit, i).Rows
	row := rows[rows.Row(month)]
	price := TraceNode{}
	switch of.Derive {
	case engine.PackageCost:
		price = t.packagePrice(of, unit, row, depth)
	case engine.Rebase:
		price = t.rebasedPrice(of, unit, *row.Value.Price, depth)
	default:
		price = t.cell("prices", month, "price", decimal.Zero, schedule.Name, t.m.Currencies[unit.Currency].Key, unit.Measure.String())
	}
	price.Label = joined(price.Label, "at the prices of "+row.Value.PriceBase.String())
	return price
}

// growth takes into a number the factors of a series of uplifts that take effect after one
// month and not after another, with what was published by a month.
func (t *tracer) growth(n *TraceNode, series *tariff.Uplifts, after, until, asOf tariff.Month, depth int) []Expression {
	var factors []Expression
	for _, row := range series.InForce(asOf) {
		if row.From > after && row.From <= until {
			name := "growth of " + row.From.String()
			factors = append(factors, n.part(name, t.grown(series, row, depth)))
		}
	}
	return factors
}

// grown is 1 + cost uplift - efficiency, or 1 + the net of them.
func (t *tracer) grown(series *tariff.Uplifts, row tariff.UpliftRow, depth int) TraceNode {
	rate, _ := row.Rate()
	n := node("uplift "+series.Name+" of "+row.From.String(), rate.Add(decimal.NewFromInt(1)), "")
	if depth < 0 {
		return n
	}
	at := t.upliftRow(series, row)
	cell := func(column string) Expression {
		return n.part(column, t.cellAt(t.tables, "uplifts", at, column, decimal.Zero))
	}
	switch {
	case row.CostUplift != nil && row.Efficiency != nil:
		return t.formed(n, depth, of(OpDifference, of(OpSum, whole(1), cell("cost_uplift")), cell("efficiency")))
	case row.Net != nil:
		return t.formed(n, depth, of(OpSum, whole(1), cell("net")))
	}
	return t.formed(n, depth, of(OpSum, whole(1), cell("cost_uplift")))
}
