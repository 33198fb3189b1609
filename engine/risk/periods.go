package risk

import (
	"parity/engine"
	"parity/engine/panel"
)

// periods are an item by month, by financial year and over the run. What years and the run are
// sums of is summed once.
type periods struct {
	months, years []panel.Form
	run           panel.Form
}

func (p *projecting) periodsOf(m *engine.Model, months []panel.Form) periods {
	all := periods{months: months}
	for from := 0; from < m.Months; {
		to := lastOfYear(m, from)
		all.years = append(all.years, p.calculation.Hold(over(months, from, to)))
		from = to + 1
	}
	all.run = p.calculation.Hold(panel.Sum(all.years...))
	return all
}

// lastOfYear is the last month of the run in the financial year of month i.
func lastOfYear(m *engine.Model, i int) int {
	for i+1 < m.Months && m.Month(i+1).Year() == m.Month(i).Year() {
		i++
	}
	return i
}

func (p periods) minus(q periods) periods {
	less := periods{run: p.run.Minus(q.run)}
	for i := range p.months {
		less.months = append(less.months, p.months[i].Minus(q.months[i]))
	}
	for y := range p.years {
		less.years = append(less.years, p.years[y].Minus(q.years[y]))
	}
	return less
}

// series adds an outcome's periods: months where they are asked for, years, and the run.
func (p *projecting) series(of Outcome, m *engine.Model, forms periods, now []float64, months bool) {
	add := func(period Period, form panel.Form, now []float64) {
		of := of
		of.Period = period
		for _, x := range now {
			of.Stands += x
		}
		if _, certain := form.Certain(); certain {
			form = panel.Certain(of.Stands) // what nothing uncertain reaches is as the run has it
		}
		if p.asked(of) {
			p.outcomes, p.forms = append(p.outcomes, of), append(p.forms, form)
		}
	}
	if months {
		for i, form := range forms.months {
			add(Period{Month: m.Month(i)}, form, now[i:i+1])
		}
	}
	from := 0
	for _, form := range forms.years {
		to := lastOfYear(m, from)
		add(Period{Year: m.Month(from).Year()}, form, now[from:to+1])
		from = to + 1
	}
	add(Period{}, forms.run, now)
}
