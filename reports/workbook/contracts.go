package workbook

import (
	"parity/tariff"
)

// twelfths is the row of what a contract's annual value pays each month, whatever its form.
func (s *scenario) twelfths(contract int) expr {
	e, known := s.at12[contract]
	if !known {
		e = s.layTwelfths(contract)
		s.at12[contract] = e
	}
	return e
}

func (s *scenario) layTwelfths(contract int) expr {
	c := &s.result.Model.Contracts[contract]
	t, rows := s.agreements(c.Name)
	var parts []since
	for k, r := range rows {
		a := c.Agreements[k].Value
		value := whole(0)
		if a.AnnualValue != nil {
			value = s.byApril(t.Cell(r, "uplift"), a.ValueFrom).by(s.input(t, r, "annual_value"))
		}
		parts = append(parts, s.since(t, r, value))
	}
	annual := s.time.spread(s.time.dated(parts))
	labels := func(what, unit string) []cell {
		return []cell{textCell(c.Name, style{role: label}), textCell(what, style{role: label}), {}, {}, textCell(unit, style{role: label})}
	}
	values := s.askOne(s.annual, rowPlan{labels: labels("annual value", "£ a year"), series: series{expr: annual, style: style{role: figure, format: pence}}}, annualWhat)
	exact := make([]float64, len(s.time.months))
	for i, month := range s.time.months {
		if a, ok := c.Agreements.At(month); ok {
			if value, ok := a.Value(month, s.known); ok {
				exact[i] = tariff.Twelfth(value, month).Pounds()
			}
		}
	}
	return s.askOne(s.annual, rowPlan{labels: labels("the month's share", "£"),
		series: series{expr: s.agree(c.Name+" twelfth", s.twelfthOf(values), exact), adds: true, style: style{role: figure, format: pence}}}, annualWhat)
}

// annualWhat is the label, after the scenarios, that says what a row of annual values is.
const annualWhat = 1

// twelfthOf is ROUND(value x k/12, 2) - ROUND(value x (k-1)/12, 2).
func (s *scenario) twelfthOf(value expr) expr {
	k := s.constants.ofYear
	upTo := func(k expr) expr { return pennies(over(times(value, k), s.constants.twelve)) }
	return s.time.spread(minus(upTo(k), upTo(minus(k, whole(1)))))
}

// heads is a commissioner's weighted population by month.
func (s *scenario) heads(commissioner string) expr {
	t := s.table("weights")
	groups := map[string]bool{}
	var parts []expr
	for i := range t.Rows {
		group := t.Cell(i, "group")
		if t.Cell(i, "commissioner") != commissioner || groups[group] {
			continue
		}
		groups[group] = true
		var people []since
		for _, r := range rowsOf(t, "commissioner", commissioner, "group", group) {
			people = append(people, s.since(t, r, times(s.input(t, r, "population"), s.input(t, r, "weight"))))
		}
		parts = append(parts, s.time.dated(people))
	}
	if parts != nil {
		return sum(parts...)
	}
	t = s.table("commissioners")
	var people []since
	for _, r := range rowsOf(t, "commissioner", commissioner) {
		people = append(people, s.since(t, r, s.input(t, r, "population")))
	}
	return s.time.dated(people)
}

// capitation is what weighted population at a rate a head pays each month.
func (s *scenario) capitation(contract, row int) expr {
	c := &s.result.Model.Contracts[contract]
	t, _ := s.agreements(c.Name)
	yearly := times(s.heads(s.result.Model.Commissioners[c.Commissioner].Key), s.input(t, row, "rate_per_head"))
	value := s.annual.askOne(s.at, rowPlan{labels: []cell{textCell(c.Name, style{role: label}), textCell("weighted population x rate", style{role: label}), {}, {}, textCell("£ a year", style{role: label})},
		series: series{expr: s.time.spread(yearly), style: style{role: figure, format: pence}}})
	return s.annual.askOne(s.at, rowPlan{labels: []cell{textCell(c.Name, style{role: label}), textCell("the month's share of it", style{role: label}), {}, {}, textCell("£", style{role: label})},
		series: series{expr: s.twelfthOf(value), adds: true, style: style{role: figure, format: pence}}})
}
