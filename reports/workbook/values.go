package workbook

import (
	"parity/engine"
	"parity/tariff"
)

// Words for what a row of quantities or values is about.
const (
	asPaid   = "activity"
	asPlan   = "plan"
	asShadow = "shadow tariff"
)

// valued is a contract's activity at prices: a block of the Values sheet, line by line.
type valued struct {
	block
	units []engine.PricedUnit
	lines []int // the unit's row on the Values sheet, 0 where its price is missing
}

// planValues lays out quantity x price x factor for each unit of a contract: what is done,
// or what was planned, at the contract's own schedules or at its shadow ones.
func (s *scenario) planValues(contract int, units []engine.PricedUnit, column, what string) valued {
	m := s.result.Model
	c := &m.Contracts[contract]
	v := valued{units: units, lines: make([]int, len(units))}
	var rows []rowPlan
	place := make([]int, len(units))
	for u := range units {
		unit := &units[u]
		quantity, exact := unit.Quantity, unit.Value
		if what == asPlan {
			quantity, exact = unit.Plan, unit.PlanValue
		}
		e, priced := s.unitValue(contract, unit, column, what, quantity)
		if !priced {
			continue
		}
		key := m.Currencies[unit.Currency].Key
		if s.known == tariff.Latest {
			e = s.agree(c.Name+" "+key+" "+unit.Measure.String()+" "+what, e, inPounds(exact))
		}
		rows = append(rows, rowPlan{labels: []cell{
			textCell(c.Name, style{role: label}), textCell(key, style{role: label}), textCell(unit.Measure.String(), style{role: label}),
			textCell(m.Currencies[unit.Currency].Name, style{role: label}), textCell(what, style{role: label}),
		}, series: series{expr: e, adds: true, style: style{role: figure, format: pence}}})
		place[u] = len(rows)
	}
	v.block = s.ask(s.values, rows, unitName)
	for u, p := range place {
		if p > 0 {
			v.lines[u] = v.from + p - 1
		}
	}
	return v
}

// unitValue is one line: dated by the contract's rows, as they name schedules.
func (s *scenario) unitValue(contract int, unit *engine.PricedUnit, column, what string, quantity []tariff.Quantity) (expr, bool) {
	m := s.result.Model
	c := &m.Contracts[contract]
	t, rows := s.agreements(c.Name)
	var parts []since
	priced := false
	var amount expr
	for _, r := range rows {
		value := whole(0)
		if in, named := s.scheduleOf(t.Cell(r, column)); named {
			if p, ok := s.unitPrice(in, unit.Currency, unit.Measure); ok {
				if !priced {
					amount = s.quantityRow(contract, unit, what, quantity)
				}
				priced = true
				value = times(amount, p)
				if f, applies := s.priceFactor(in, m.Providers[c.Provider].Key); applies {
					value = times(value, f)
				}
				value = pennies(value)
			}
		}
		if n := len(parts); n > 0 && parts[n-1].value.text == value.text {
			continue
		}
		parts = append(parts, s.since(t, r, value))
	}
	return s.time.spread(s.time.dated(parts)), priced
}

// quantityRow is a quantity by month: a value that the run worked out.
func (s *scenario) quantityRow(contract int, unit *engine.PricedUnit, what string, counted []tariff.Quantity) expr {
	m := s.result.Model
	values := make([]float64, len(counted))
	for i, q := range counted {
		values[i] = q.Units()
	}
	if what == asShadow {
		what = asPaid // the same activity, at other prices
	}
	return s.quantity.askOne(s.at, rowPlan{labels: []cell{
		textCell(m.Contracts[contract].Name, style{role: label}), textCell(m.Currencies[unit.Currency].Key, style{role: label}),
		textCell(unit.Measure.String(), style{role: label}), textCell(m.Currencies[unit.Currency].Name, style{role: label}), textCell(what, style{role: label}),
	}, series: series{expr: expr{values: values}, values: true, adds: true, style: style{role: value, format: quantity}}})
}

// inCurrency is the run of lines of one currency, as rows of the Values sheet.
func (v valued) inCurrency(currency int) block {
	var b block
	for u := range v.units {
		if v.units[u].Currency == currency && v.lines[u] > 0 {
			if b.from == 0 {
				b.from = v.lines[u]
			}
			b.to = v.lines[u]
		}
	}
	return b
}
