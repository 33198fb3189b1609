package workbook

import (
	"slices"
	"strconv"

	"parity/tariff"
)

// planPriceComparison sets the schedules' prices side by side with what care costs, unit
// by unit, in a month chosen by drop-down; nil where nothing is priced.
func (b *book) planPriceComparison() *sheet {
	prices, costs := b.schedulesShown(), b.packageCosts()
	if len(prices) == 0 {
		return nil
	}
	s := &sheet{name: "Prices and cost", title: "Prices and cost of a unit, side by side", kind: results,
		about:  "Unit prices as paid (MFF included where the schedule applies it) in the month chosen, what the care of one unit costs, and the margin.",
		widths: []float64{10, b.nameWidth(), 16}, freeze: "D8", heads: [2]int{7, 7}}
	b.head(s)
	s.add()
	month := s.choose(b.compared.lists, "Month", listMonths, b.time.months[0].String(), "month")
	s.add()
	titles := heads("Currency", "Name", "Measure")
	for _, p := range prices {
		titles = append(titles, textCell(p.title, style{role: head, right: true}))
		s.widths = append(s.widths, 19)
	}
	if len(costs) > 0 {
		titles = append(titles, textCell("Cost of the care, £", style{role: head, right: true}))
		s.widths = append(s.widths, 16)
		for _, p := range prices {
			titles = append(titles, textCell("Margin at "+p.name+", £", style{role: head, right: true}))
			s.widths = append(s.widths, 17)
		}
	}
	top := s.add(titles...)
	s.rows[top-1].height = s.tall(top)
	headRange := "$" + b.time.first() + "$" + monthRow + ":$" + b.time.last() + "$" + monthRow
	pick := func(on *sheet, row int) string {
		n := strconv.Itoa(row)
		return "INDEX(" + on.prefix() + "$" + b.time.first() + "$" + n + ":$" + b.time.last() + "$" + n + ",MATCH(" + month + "," + on.prefix() + headRange + ",0))"
	}
	model := b.study.Scenarios[b.study.Baseline].Result.Model
	look := style{role: figure, format: pence}
	for c := range model.Currencies {
		for measure := range tariff.Measure(tariff.MeasureCount) {
			unit := tariff.Unit{Currency: model.Currencies[c].Key, Measure: measure}
			var cells []cell
			priced := false
			for _, p := range prices {
				row, known := p.rows[unit]
				if !known {
					cells = append(cells, cell{})
					continue
				}
				priced = true
				f, x := pick(b.prices.sheet, row), b.prices.rows[row-1].series.expr.at(0)
				if p.factor > 0 {
					f, x = f+"*"+pick(b.prices.sheet, p.factor), x*b.prices.rows[p.factor-1].series.expr.at(0)
				}
				cells = append(cells, formulaCell(f, x, look))
			}
			if !priced {
				continue
			}
			row := strconv.Itoa(s.next())
			if cost, known := costs[unit]; known {
				x := b.unitCost.rows[cost-1].series.expr.at(0)
				at := columnName(3 + len(prices) + 1)
				margins := make([]cell, len(prices))
				for i := range prices {
					if cells[i].isSet {
						margins[i] = formulaCell(columnName(4+i)+row+"-"+at+row, cells[i].number-x, look)
					}
				}
				cells = append(append(cells, formulaCell(pick(b.unitCost.sheet, cost), x, look)), margins...)
			}
			s.add(append([]cell{textCell(unit.Currency, style{role: strong}), textCell(model.Currencies[c].Name, style{role: label}), textCell(measure.String(), style{role: label})}, cells...)...)
		}
	}
	return s
}

// priceColumn is one schedule's prices: rows of the Unit prices sheet by unit.
type priceColumn struct {
	name, title string
	rows        map[tariff.Unit]int
	factor      int // row of the factor, of the first provider; 0 where none applies
}

// schedulesShown lists the schedules whose prices stand on the Unit prices sheet, as first
// laid out: as the baseline has them, where it does. They come in the model's order.
func (b *book) schedulesShown() []priceColumn {
	const shownSchedules = 4
	var list []priceColumn
	for _, s := range b.study.Scenarios[b.study.Baseline].Result.Model.Schedules {
		if len(list) < shownSchedules && b.pricedBy(s.Name) {
			list = append(list, priceColumn{name: s.Name, title: b.scheduleTitle(s.Name), rows: map[tariff.Unit]int{}})
		}
	}
	for n := firstRow; n < b.prices.next(); n++ {
		cells := b.prices.rows[n-1].cells
		at := slices.IndexFunc(list, func(p priceColumn) bool { return p.name == cells[1].text })
		if at < 0 {
			continue
		}
		measure, known := tariff.ParseMeasure(cells[3].text)
		if !known {
			if list[at].factor == 0 {
				list[at].factor = n
			}
			continue
		}
		unit := tariff.Unit{Currency: cells[2].text, Measure: measure}
		if _, seen := list[at].rows[unit]; !seen {
			list[at].rows[unit] = n
		}
	}
	return list
}

// pricedBy says whether prices of a schedule stand on the Unit prices sheet.
func (b *book) pricedBy(schedule string) bool {
	return slices.ContainsFunc(b.prices.rows[firstRow-1:], func(r row) bool { return r.cells[1].text == schedule })
}

func (b *book) scheduleTitle(name string) string {
	for i := range b.study.Scenarios {
		for _, s := range b.study.Scenarios[i].Result.Model.Schedules {
			if s.Name == name {
				if s.Title != "" {
					return name + ": " + s.Title
				}
				return name
			}
		}
	}
	return name
}

// packageCosts lays out what the care of one unit costs the first contract's provider in
// the baseline, by month: rows of the Unit costs sheet by unit.
func (b *book) packageCosts() map[tariff.Unit]int {
	s := b.open(b.study.Baseline)
	m, care := s.result.Model, s.result.Care
	if care == nil || len(care.Resources) == 0 {
		return nil
	}
	provider := care.Resources[0].Provider
	units := map[string]*unitCosts{}
	for i := range care.Resources {
		if r := &care.Resources[i]; r.Provider == provider {
			u := s.planUnitCost(r)
			units[m.Resources[r.Resource].Key] = &u
		}
	}
	costs := map[tariff.Unit]int{}
	for c := range m.Currencies {
		for measure := range tariff.Measure(tariff.MeasureCount) {
			e, some := s.packageCost(c, measure, provider, units)
			if !some {
				continue
			}
			unit := tariff.Unit{Currency: m.Currencies[c].Key, Measure: measure}
			costs[unit] = s.unitCost.ask(s.at, []rowPlan{{labels: []cell{
				textCell(m.Providers[provider].Key, style{role: label}), textCell(unit.Currency, style{role: label}), textCell("care of one "+measure.String(), style{role: label}),
				textCell(m.Currencies[c].Name, style{role: label}), textCell("£", style{role: label}),
			}, series: series{expr: s.time.spread(e), style: style{role: figure, format: price}}}}).from
		}
	}
	return costs
}

// packageCost is sum of what one unit asks x what it costs x MFF factor.
func (s *scenario) packageCost(currency int, measure tariff.Measure, provider int, units map[string]*unitCosts) (expr, bool) {
	m := s.result.Model
	t := s.table("packages")
	var parts []expr
	for i := range m.Packages {
		p := &m.Packages[i]
		u := units[p.Resource]
		if p.Currency != currency || p.Per != measure || u == nil || !s.holds(p, provider) {
			continue
		}
		var asks []since
		for _, row := range rowsOf(t, "currency", m.Currencies[currency].Key, "resource", p.Resource, "per", measure.String(), "provider", s.providerKey(p.Provider)) {
			asks = append(asks, s.since(t, row, s.input(t, row, "quantity")))
		}
		cost := u.variable
		if u.semiFixed.text != "" {
			cost = plus(cost, u.semiFixed)
		}
		if u.fixed.text != "" {
			cost = plus(cost, u.fixed)
		}
		parts = append(parts, u.times(s.time.dated(asks), cost))
	}
	return sum(parts...), len(parts) > 0
}
