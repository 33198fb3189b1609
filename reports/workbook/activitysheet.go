package workbook

import (
	"parity/tariff"
)

// planActivity writes what happens, month by month: projected by Parity, so values.
func (b *book) planActivity() *sheet {
	s := &shared{sheet: b.timeSheet("Activity by month", "Activity by month",
		"People at the month's end, people who start, and what they are given, as projected. Scenarios with the same activity share rows. Change the caseload and run Parity again to move them.", results,
		[labelCols]string{"Scenarios", "Contract", "Currency", "Measure", "Name", "Unit"}), found: map[string]block{}, asked: &b.asked}
	for i := range b.study.Scenarios {
		r := b.study.Scenarios[i].Result
		for k := range r.Activity.Contracts {
			var rows []rowPlan
			for c := range r.Activity.Contracts[k].Currencies {
				a := &r.Activity.Contracts[k].Currencies[c]
				currency := &r.Model.Currencies[a.Currency]
				for _, is := range activityShown {
					q := a.Measures[is.measure]
					if q == nil || !someUnits(q) || is.measure == tariff.Day && a.Measures[tariff.CommunityDay] != nil {
						continue
					}
					values := make([]float64, len(q))
					for m := range q {
						values[m] = q[m].Units()
					}
					rows = append(rows, rowPlan{labels: []cell{textCell(r.Model.Contracts[k].Name, style{role: label}), textCell(currency.Key, style{role: label}),
						textCell(is.measure.String(), style{role: label}), textCell(currency.Name, style{role: label}), textCell(is.unit, style{role: label})},
						series: series{expr: expr{values: values}, values: true, adds: is.measure != tariff.Person, style: style{role: value, format: quantity}}})
				}
			}
			s.ask(i, rows)
		}
	}
	for i := range s.rows {
		if u := s.rows[i].users; u != nil {
			s.rows[i].cells[0] = textCell(u.label(b.keys), style{role: label})
		}
	}
	return s.sheet
}

// activityShown are the measures the sheet shows, and what they are counted in.
var activityShown = []struct {
	measure tariff.Measure
	unit    string
}{
	{tariff.Person, "people at the end"}, {tariff.Start, "people"}, {tariff.Day, "person-days"}, {tariff.AdmittedDay, "person-days"},
	{tariff.CommunityDay, "person-days"}, {tariff.Assessment, "assessments"}, {tariff.Period, "review periods"}, {tariff.Contact, "contacts"}, {tariff.BedDay, "bed days"},
}
