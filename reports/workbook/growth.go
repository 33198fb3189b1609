package workbook

import (
	"cmp"
	"slices"

	"parity/scenarios"
	"parity/tariff"
)

// upliftRow is a row of the uplifts table that counts: of those known, the one published
// last for its month.
type upliftRow struct {
	row   int
	from  tariff.Month
	known tariff.Month
}

// uplifts lists the rows of a series that count, in order of from.
func (s *scenario) uplifts(name string) []upliftRow {
	rows, known := s.counting[name]
	if !known {
		rows = s.upliftsKnown(name)
		s.counting[name] = rows
	}
	return rows
}

func (s *scenario) upliftsKnown(name string) []upliftRow {
	t := s.table("uplifts")
	var rows []upliftRow
	for _, r := range rowsOf(t, "uplift", name) {
		row := upliftRow{row: r, from: monthOf(t.Cell(r, scenarios.FromColumn))}
		if row.known = monthOf(t.Cell(r, "published")); row.known == 0 {
			row.known = row.from
		}
		if row.known > s.known {
			continue
		}
		rows = append(rows, row)
	}
	slices.SortStableFunc(rows, func(a, b upliftRow) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.known, b.known))
	})
	var last []upliftRow
	for _, r := range rows {
		if n := len(last); n > 0 && last[n-1].from == r.from {
			last[n-1] = r
			continue
		}
		last = append(last, r)
	}
	return last
}

// monthOf reads a month of a table; blank is the zero month.
func monthOf(text string) tariff.Month {
	if text == "" {
		return 0
	}
	m, err := tariff.ParseMonth(text)
	if err != nil {
		return 0
	}
	return m
}

// net is what an uplift row adds to a price: cost uplift less efficiency, or the net where
// only that is published.
func (s *scenario) net(row int) expr {
	t := s.table("uplifts")
	given := func(column string) bool { return t.Cell(row, column) != "" }
	switch {
	case given("cost_uplift") && given("efficiency"):
		return minus(s.input(t, row, "cost_uplift"), s.input(t, row, "efficiency"))
	case given("net"):
		return s.input(t, row, "net")
	}
	return s.input(t, row, "cost_uplift")
}

// inflation is what an uplift row adds to cost before any efficiency.
func (s *scenario) inflation(row int) expr {
	t := s.table("uplifts")
	if t.Cell(row, "cost_uplift") != "" {
		return s.input(t, row, "cost_uplift")
	}
	return plus(s.input(t, row, "net"), s.input(t, row, "efficiency"))
}

// grown is the growth of a series since a base, by month; false where there is none, so
// that formulas leave it out.
type grown struct {
	expr
	some bool
}

// grow multiplies what the rows after base make of a pound. clock is the month that is
// compared with each row's from: the column's own, or the April before it.
func (s *scenario) grow(name string, base tariff.Month, clock func(i int) tariff.Month, clockCell, use string, rate func(upliftRow) expr) grown {
	t := s.table("uplifts")
	last := s.time.months[len(s.time.months)-1]
	var product expr
	some := false
	for _, r := range s.uplifts(name) {
		if r.from <= base || r.from > last {
			continue
		}
		by := rate(r)
		if r.from > clock(0) {
			from := s.begins(t, r.row)
			values := make([]float64, len(s.time.months))
			for i := range values {
				if r.from <= clock(i) {
					values[i] = by.at(0)
				}
			}
			by = expr{by.within(bindsCell) + "*(" + from.text + "<=" + clockCell + ")", values, bindsProduct}
		}
		factor := plus(whole(1), by)
		if !some {
			product, some = factor, true
			continue
		}
		product = times(product, factor)
	}
	if !some {
		return grown{}
	}
	row := rowPlan{labels: []cell{textCell(name, style{role: label}), textCell(base.String(), style{role: label}), textCell(use, style{role: label}), {}, textCell("index", style{role: label})},
		series: series{expr: s.time.spread(product), style: style{role: figure, format: index}}}
	return grown{s.askOne(s.growth, row, growthUse), true}
}

// growthUse is the label, after the scenarios, that says what growth is used for.
const growthUse = 2

// spread gives an expression a value for every month.
func (t *timeline) spread(e expr) expr {
	if len(e.values) == len(t.months) {
		return e
	}
	values := make([]float64, len(t.months))
	for i := range values {
		values[i] = e.at(i)
	}
	return e.with(values)
}

// byMonth is growth that follows every uplift from its own month on.
func (s *scenario) byMonth(name string, base tariff.Month, use string, rate func(upliftRow) expr) grown {
	return s.grow(name, base, func(i int) tariff.Month { return s.time.months[i] }, at+"$"+monthRow, use, rate)
}

// ofPrices is byMonth at the uplifts' net rates, laid out once for each series and base.
func (s *scenario) ofPrices(name string, base tariff.Month) grown {
	at := upliftedFrom{name, base}
	g, known := s.grown[at]
	if !known {
		g = s.byMonth(name, base, "prices", func(r upliftRow) expr { return s.net(r.row) })
		s.grown[at] = g
	}
	return g
}

// byApril is growth that follows uplifts at the next April: that of a block.
func (s *scenario) byApril(name string, base tariff.Month) grown {
	return s.grow(name, base, func(i int) tariff.Month { return s.time.months[i].Year().April() }, s.constants.april, "blocks, each April",
		func(r upliftRow) expr { return s.net(r.row) })
}

// by multiplies a price or value by the growth, where there is any.
func (g grown) by(e expr) expr {
	if !g.some {
		return e
	}
	return times(e, g.expr)
}

// between is growth from the prices of one month to those of another, as one number; below
// 1 going back.
func (s *scenario) between(name string, from, to tariff.Month) expr {
	at := upliftedBetween{upliftedFrom{name, from}, to}
	growth, known := s.bridged[at]
	if !known {
		growth = s.growthBetween(name, from, to)
		s.bridged[at] = growth
	}
	return growth
}

func (s *scenario) growthBetween(name string, from, to tariff.Month) expr {
	back := to < from
	if back {
		from, to = to, from
	}
	growth := whole(1)
	some := false
	for _, r := range s.uplifts(name) {
		if r.from <= from || r.from > to {
			continue
		}
		factor := plus(whole(1), s.net(r.row))
		if !some {
			growth, some = factor, true
			continue
		}
		growth = times(growth, factor)
	}
	if back && some {
		return over(whole(1), growth)
	}
	return growth
}
