package workbook

import (
	"slices"

	"parity/engine"
	"parity/tariff"
)

// planShortage writes what is asked of resources that are short and what becomes of it, month by
// month: projected by Parity, so values. Nil where nothing is short in any scenario.
func (b *book) planShortage() *sheet {
	s := &shared{sheet: b.timeSheet("Care not delivered", "Care asked and not delivered",
		"Resources that do not deliver all that is asked of them, who goes without, and what is asked of others in their place. Change capacity, cuts or rationing and run Parity again to move them.", results,
		[labelCols]string{"Scenarios", "Provider", "Resource", "Units", "Who goes without", "Unit"}), found: map[string]block{}, asked: &b.asked}
	some := false
	for i := range b.study.Scenarios {
		r := b.study.Scenarios[i].Result
		instead := askedInstead(r)
		var rows []rowPlan
		for k := range r.Care.Resources {
			of := &r.Care.Resources[k]
			resource := &r.Model.Resources[of.Resource]
			add := func(what, rule string, units []tariff.Quantity) {
				if !someUnits(units) {
					return
				}
				values := make([]float64, len(units))
				for m := range units {
					values[m] = units[m].Units()
				}
				rows = append(rows, rowPlan{labels: []cell{textCell(r.Model.Providers[of.Provider].Key, style{role: label}), textCell(resource.Key+" "+resource.Name, style{role: label}),
					textCell(what, style{role: label}), textCell(rule, style{role: label}), textCell(unitWord(resource.Unit), style{role: label})},
					series: series{expr: expr{values: values}, values: true, adds: true, style: style{role: value, format: quantity}}})
			}
			if someUnits(of.NotDelivered) {
				add("asked", "", of.Asked)
				add("delivered", "", of.Delivered)
				add("not delivered", r.Rationed(k), of.NotDelivered)
			}
			add("asked in the place of others", "", instead[k])
		}
		some = some || len(rows) > 0
		s.ask(i, rows)
	}
	if !some {
		return nil
	}
	for i := range s.rows {
		if u := s.rows[i].users; u != nil {
			s.rows[i].cells[0] = textCell(u.label(b.keys), style{role: label})
		}
	}
	return s.sheet
}

// askedInstead is what is asked of each provider's resource in the place of others, by month.
func askedInstead(r *engine.Result) [][]tariff.Quantity {
	all := make([][]tariff.Quantity, len(r.Care.Resources))
	for l := range r.Care.Lines {
		line := &r.Care.Lines[l]
		for i, units := range line.AskedInstead {
			if all[line.Provided] == nil {
				all[line.Provided] = slices.Repeat([]tariff.Quantity{0}, r.Model.Months)
			}
			all[line.Provided][i] += units
		}
	}
	return all
}
