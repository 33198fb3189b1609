package reports

import (
	"parity/engine"
	"parity/tariff"
)

// calendar holds the months of a run and their financial years as text, as every fact
// names one.
type calendar struct {
	start         tariff.Month
	months, years []string
}

func newCalendar(m *engine.Model) calendar {
	c := calendar{start: m.Start}
	for i := range m.Months {
		c.months = append(c.months, m.Month(i).String())
		c.years = append(c.years, m.Month(i).Year().String())
	}
	return c
}

func (c calendar) month(f *engine.Fact) string { return c.months[f.Month-c.start] }

func (c calendar) year(f *engine.Fact) string { return c.years[f.Month-c.start] }
