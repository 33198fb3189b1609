package engine

import "parity/tariff"

// growCaseload is the caseload of a currency without a mean stay: the people grow by the
// yearly growth, compounded from month to month, and the days of a month are its length
// times the mean of the people at its two ends (docs/methods.md, "Caseload"). Starts and
// assessments are what starts_per_month says, nobody moves, and discharges are what is left
// of the starts once the change in people is taken off: below zero where people grow by more
// than the starts that are stated.
func growCaseload(m *Model, c Caseload) (CurrencyActivity, error) {
	people, days := make([]float64, m.Months), make([]float64, m.Months)
	before := c.Opening
	for i := range m.Months {
		people[i] = before * monthlyGrowth(c.flowAt(m.Month(i)).Growth)
		days[i] = float64(m.Month(i).Days()) * (before + people[i]) / 2
		before = people[i]
	}
	none := func() []tariff.Quantity { return make([]tariff.Quantity, m.Months) }
	return countCaseload(m, c, c.startsByMonth(m), people, days, none(), none())
}
