package risk

import (
	"slices"

	"parity/engine"
	"parity/engine/panel"
	"parity/tariff"
)

// valued is what one unit's activity is worth under a contract, and what its plan is worth
// at the same prices, by month.
type valued struct {
	unit        tariff.Unit
	value, plan []panel.Form
}

// value writes down what a contract's activity is worth: quantity x unit price x factor
// (docs/methods.md, "Prices"). The units and the plan are those of the run as the cells
// stand; a price that is missing there is missing here.
func (c *care) value(contract int) []valued {
	w := c.w
	var lines []valued
	for k := range w.result.Contracts[contract].Priced {
		priced := &w.result.Contracts[contract].Priced[k]
		line := valued{unit: tariff.Unit{Currency: w.m.Currencies[priced.Currency].Key, Measure: priced.Measure}}
		line.value, line.plan = make([]panel.Form, w.m.Months), make([]panel.Form, w.m.Months)
		for i := range w.m.Months {
			if priced.Schedule[i] == nil || priced.Price[i].State != tariff.Priced {
				continue
			}
			each := w.unitPrice(contract, priced, i)
			line.value[i] = w.calculation.Times(c.quantity(contract, priced, i), each)
			line.plan[i] = w.calculation.Times(w.planned(contract, priced, i), each)
		}
		lines = append(lines, line)
	}
	return lines
}

// unitPrice is what a unit is paid in a month, MFF taken in. A price that is certain is
// rounded as the schedule says.
func (w *world) unitPrice(contract int, priced *engine.PricedUnit, i int) panel.Form {
	schedule := priced.Schedule[i]
	of := slices.IndexFunc(w.m.Schedules, func(s engine.Schedule) bool { return s.Schedule == schedule })
	key := tariff.Unit{Currency: w.m.Currencies[priced.Currency].Key, Measure: priced.Measure}
	item := slices.IndexFunc(schedule.Units, func(u tariff.UnitPrices) bool { return u.Unit == key })
	at := row(w, schedule.Units[item].Rows, i)
	stated := &schedule.Units[item].Rows[at].Value
	price := w.calculation.Times(
		w.exact(Figure{Quantity: UnitPrice, Of: of, Item: item, Row: at}, stated.Price, 0),
		w.growth(schedule.Uplift, stated.PriceBase, w.m.Month(i)))
	if _, certain := price.Certain(); certain {
		price = panel.Certain(priced.Price[i].Price.Decimal().InexactFloat64())
	}
	if !schedule.AppliesMFF {
		return price
	}
	base := w.figure(Figure{Quantity: ScheduleMFFBase, Of: of}, schedule.MFFBase.InexactFloat64())
	return w.calculation.Hold(w.calculation.Times(price, w.mff(w.m.Contracts[contract].Provider, i, base)))
}

// planned is the plan's quantity of a unit in a month: as agreed, unless a quantity of the
// plan table is itself uncertain.
func (w *world) planned(contract int, priced *engine.PricedUnit, i int) panel.Form {
	agreed := priced.Plan[i].Units()
	agreement, _ := w.m.Contracts[contract].Agreements.At(w.m.Month(i))
	if agreement.Plan == tariff.PlanBaseline {
		return panel.Certain(agreed)
	}
	for item, plan := range w.m.Contracts[contract].Plan {
		if plan.Currency == priced.Currency && plan.Measure == priced.Measure {
			return w.figure(Figure{Quantity: PlannedQuantity, Of: contract, Item: item, Row: i}, agreed)
		}
	}
	return panel.Certain(agreed)
}
