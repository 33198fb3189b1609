package workbook

import (
	"slices"
	"strconv"

	"parity/engine"
	"parity/tariff"
)

// knowing is the scenario as it could be priced with what was published by a month. Prices
// worked out from care packages are agreed once and do not move with what is known.
func (s *scenario) knowing(by tariff.Month) *scenario {
	known := *s
	known.known = by
	known.priced, known.at12, known.grown = map[pricedAt]expr{}, map[int]expr{}, map[upliftedFrom]grown{}
	known.counting, known.bridged = map[string][]upliftRow{}, map[upliftedBetween]expr{}
	known.pricings = map[*engine.Schedule]*tariff.Pricing{}
	return &known
}

// ask asks a shared sheet for rows. Where what was not yet published makes them differ from
// all rows there, the label named says by which month they were known.
func (s *scenario) ask(on *shared, rows []rowPlan, named int) block {
	if s.known != tariff.Latest && !on.holds(rows) {
		for i := range rows {
			is := &rows[i].labels[named]
			is.text, is.isSet = "known by "+s.known.String()+": "+is.text, true
		}
	}
	return on.ask(s.at, rows)
}

// askOne is ask for a single row.
func (s *scenario) askOne(on *shared, r rowPlan, named int) expr {
	return on.series(s.ask(on, []rowPlan{r}, named).from)
}

// known is the base payment with what was published by a month, from a month of the run on.
type known struct {
	from tariff.Month
	row  int // on the sheet of payments
}

// cash lays out when the payment moves: on account with the uplifts published by then, terms
// as they are booked, and arrears once a later uplift is published. base and income are the
// rows of what is accrued.
func (p *payment) cash(base, income int) {
	versions := p.asPublished(base)
	paid := p.payments.own(income)
	if len(versions) > 1 || versions[0].row != base {
		var parts []since
		for i, v := range versions {
			part := since{value: p.payments.own(v.row)}
			if i > 0 {
				part.from, part.month = p.constants.month(v.from.String()), v.from.String()
			}
			parts = append(parts, part)
		}
		paid = pennies(plus(minus(paid, p.payments.own(base)), p.time.dated(parts)))
	}
	p.row(itemCash, "paid on account with the uplifts published by then, and terms as booked", paid, inPounds(p.result.Statement.Cash))
	var late []expr
	for i := 1; i < len(versions); i++ {
		late = append(late, p.late(versions[i-1].row, versions[i]))
	}
	if late != nil {
		p.row(itemArrears, "paid for earlier months, as an uplift was published late", sum(late...), inPounds(p.result.Statement.Arrears))
		p.payments.arrears = true
	}
}

// late is what a publication makes of the months before it: the difference between what is
// known from then on and what was known till then.
func (p *payment) late(before int, now known) expr {
	was, is := p.payments.own(before), p.payments.own(now.row)
	values := make([]float64, len(p.time.months))
	for i, m := range p.time.months {
		if m != now.from {
			continue
		}
		for k := range i {
			values[i] += is.at(k) - was.at(k)
		}
		values[i] = roundHalfAway(values[i], 2)
	}
	// Sums end in the column before, so that the row never looks at itself.
	earlier := func(row int) string {
		n := strconv.Itoa(row)
		return "SUM($" + p.time.before + n + ":" + previous + n + ")"
	}
	return cellExpr("IF("+at+"$"+monthRow+"="+p.constants.month(now.from.String()).text+
		",ROUND("+earlier(now.row)+"-"+earlier(before)+",2),0)", values...)
}

// asPublished lays out the base payment as it was known between one late publication and the
// next; a row is laid only where it differs. All is known in the last, unless something is
// published after the run.
func (p *payment) asPublished(base int) []known {
	first, last := p.time.months[0], p.time.months[len(p.time.months)-1]
	changes := []tariff.Month{first}
	until := tariff.Latest
	for _, m := range p.c.Revisions() {
		switch {
		case m > last:
			until = last
		case m > first:
			changes = append(changes, m)
		}
	}
	var versions []known
	for i, from := range changes {
		by := until
		if i+1 < len(changes) {
			by = changes[i+1] - 1
		}
		row := base
		if by != tariff.Latest {
			row = p.knownBy(by, base, versions)
		}
		if n := len(versions); n > 0 && versions[n-1].row == row {
			continue
		}
		versions = append(versions, known{from, row})
	}
	return versions
}

// knownBy is the row of the base payment with what was published by a month: that of what is
// accrued or of an earlier version, where it comes to the same formula.
func (p *payment) knownBy(month tariff.Month, base int, versions []known) int {
	from := basis{on: p.knowing(month)}
	paid := func(form tariff.Form, agreed bool) bool {
		return slices.ContainsFunc(p.c.Agreements, func(a tariff.Since[tariff.Agreement]) bool {
			return a.Value.Form == form && (agreed || a.Value.AnnualValue == nil)
		})
	}
	value := func(of valued, units []engine.PricedUnit, what string) expr {
		v := from.on.planValues(p.contract, units, "schedule", what)
		if what == asPaid && v.block == of.block && p.activity > 0 {
			return p.payments.own(p.activity)
		}
		return p.scenario.values.sumOf(v.block)
	}
	if paid(tariff.Activity, true) {
		from.activity = value(p.values, p.result.Priced, asPaid)
	}
	if paid(tariff.Blended, false) {
		from.plan = value(p.plan, p.result.Priced, asPlan)
	}
	e := p.base(from)
	for _, row := range append([]int{base}, rowsKnown(versions)...) {
		if p.payments.rows[row-1].series.expr.text == e.text {
			return row
		}
	}
	return p.row(itemWorking, "base payment known by "+month.String(), e, nil)
}

func rowsKnown(versions []known) []int {
	rows := make([]int, len(versions))
	for i, v := range versions {
		rows[i] = v.row
	}
	return rows
}
