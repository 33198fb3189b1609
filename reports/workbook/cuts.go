package workbook

import (
	"strconv"

	"parity/engine"
	"parity/tariff"
)

// planCuts reads scenarios that are paid less, or do not deliver all that is asked, against the
// baseline: payment and cost as formulas over the Payments sheet; staff, beds and people are
// values of the run. Nil where no scenario is such a one.
func (b *book) planCuts() *sheet {
	comparison := b.sides()
	readings := map[int]*engine.CutReading{}
	var shown []int
	for i := range b.study.Scenarios {
		if reading, read := comparison.ReadCut(i); read {
			readings[i], shown = &reading, append(shown, i)
		}
	}
	if shown == nil {
		return nil
	}
	s := &sheet{name: "Cuts", title: "What a cut comes to, in money, staff, beds and people", kind: results,
		about:  "The whole run against the baseline. Staff are whole-time equivalents of resources that state wte_per_unit, and beds bed days over days, both on average over the run; people are person-years of care. These, and real terms, are values of the run. A gap is what the surplus falls by where the payment falls; as staff and people it is the same share off all care, at average cost: what it would be if it were met by care.",
		widths: []float64{b.keyWidth(), b.nameWidth(), 17, 17, 17, 17, 17, 17, 12, 12, 10, 10, 14, 14, 17, 10, 12, 14}, freeze: "C6", heads: [2]int{5, 5}, fit: 1}
	b.head(s)
	s.add()
	s.add(headsRight(2, "Scenario", "Title", "Payment, £", "Cost, £", "Payment, change", "Cost, change", "Surplus, change", "Real payment, change",
		"Staff, WTE", "Change", "Beds", "Change", "People a year", "Not delivered, person-years", "Gap, £", "Of cost", "Gap as staff", "Gap as people a year")...)
	base, staff := s.next(), b.study.Scenarios[b.study.Baseline].Result.Staffing()
	b.cutRow(s, b.study.Baseline, base, comparison, &engine.CutReading{Staff: staff, BaselineStaff: staff, GapKnown: readings[shown[0]].GapKnown, PersonYears: readings[shown[0]].BaselinePersonYears})
	for _, i := range shown {
		b.cutRow(s, i, base, comparison, readings[i])
	}
	b.cutStaff(s, shown, readings)
	b.cutPeople(s, shown)
	return s
}

// cutRow is one scenario's row; base is the baseline's.
func (b *book) cutRow(s *sheet, i, base int, c *engine.Comparison, reading *engine.CutReading) {
	row, was := strconv.Itoa(s.next()), strconv.Itoa(base)
	all, baseline := c.Sides[i].Whole.All, c.Sides[c.Baseline].Whole.All
	look, count := style{role: figure, format: pounds}, style{role: figure, format: quantity}
	sum := func(item string) string {
		return "SUMIFS(" + b.payments.relative("$"+b.time.total) + "," + b.payments.labels(payScenario) + ",$A" + row + "," + b.payments.labels(payItem) + "," + b.item(item) + ")"
	}
	change := func(column string, x float64, look style) cell {
		return formulaCell(column+row+"-"+column+"$"+was, x, look)
	}
	income, less := all.Income.Pounds(), (all.Income - baseline.Income).Pounds()
	cost, costLess := all.Cost.Pence.Pounds(), (all.Cost.Pence - baseline.Cost.Pence).Pounds()
	surplus := less - costLess
	wte, staffLess := reading.Staff.All(), reading.Staff.All()-reading.BaselineStaff.All()
	beds, bedsLess := reading.Staff.Beds, reading.Staff.Beds-reading.BaselineStaff.Beds
	notKnown := textCell("not known", style{role: label, right: true})
	if !reading.GapKnown {
		cost, costLess = 0, 0
	}
	cells := append(b.scenarioLabels(i), formulaCell(sum(itemIncome), income, look), notKnown, change("C", less, look), notKnown, notKnown,
		amount(all.Real-baseline.Real, all.RealKnown && baseline.RealKnown),
		numberCell(wte, style{role: value, format: quantity}), change("I", staffLess, count),
		numberCell(beds, style{role: value, format: quantity}), change("K", bedsLess, count),
		numberCell(reading.PersonYears, style{role: value, format: quantity}), unmetCell(reading.Unmet), notKnown, notKnown, notKnown, notKnown)
	if reading.GapKnown {
		gap, share := 0.0, 0.0
		if less < 0 {
			gap = max(0, -surplus)
		}
		if cost != 0 {
			share = min(1, gap/cost)
		}
		cells[3], cells[5] = formulaCell(sum(itemCost), cost, look), change("D", costLess, look)
		cells[6] = formulaCell("E"+row+"-F"+row, surplus, look)
		cells[14] = formulaCell("IF(E"+row+"<0,MAX(0,-G"+row+"),0)", gap, look)
		cells[15] = formulaCell("IF(D"+row+"=0,0,MIN(1,O"+row+"/D"+row+"))", share, style{role: figure, format: percent})
		cells[16] = formulaCell("P"+row+"*I"+row, share*wte, count)
		cells[17] = formulaCell("P"+row+"*M"+row, share*reading.PersonYears, count)
	}
	s.add(cells...)
}

// unmetCell is people's worth of care not delivered.
func unmetCell(unmet []engine.UnmetLine) cell {
	var sum tariff.Quantity
	for k := range unmet {
		years, known := unmet[k].All()
		if !known {
			return textCell("not known", style{role: label, right: true})
		}
		sum += years
	}
	return numberCell(sum.Units(), style{role: value, format: quantity})
}

// cutStaff are the groups of staff of each scenario, against the baseline's.
func (b *book) cutStaff(s *sheet, shown []int, readings map[int]*engine.CutReading) {
	begun := false
	for _, i := range shown {
		for _, was := range readings[i].BaselineStaff.Staff {
			if !begun {
				begun = true
				s.add()
				s.add(headsRight(4, "Scenario", "Title", "Team", "Band", "Baseline, WTE", "Now, WTE", "Change")...)
			}
			row := strconv.Itoa(s.next())
			now := readings[i].Staff.Of(was.Team, was.Band)
			s.add(append(b.scenarioLabels(i), textCell(stated(was.Team), style{role: label}), textCell(stated(was.Band), style{role: label}),
				numberCell(was.WTE, style{role: value, format: quantity}), numberCell(now, style{role: value, format: quantity}),
				formulaCell("F"+row+"-E"+row, now-was.WTE, style{role: figure, format: quantity}))...)
		}
	}
}

func stated(text string) string {
	if text == "" {
		return "not stated"
	}
	return text
}

// cutPeople are people's worth of care not delivered by currency, and what is not delivered in
// the resources' own units.
func (b *book) cutPeople(s *sheet, shown []int) {
	begun := false
	for _, i := range shown {
		r := b.study.Scenarios[i].Result
		short := r.UnmetIn()
		if len(short) > 0 && !begun {
			begun = true
			s.add()
			s.add(headsRight(3, "Scenario", "Title", "Currency, or unit", "Person-years not delivered", "Review periods", "Units")...)
		}
		quantities := func(q tariff.Quantity, isKnown bool) cell {
			if !isKnown {
				return textCell("not known", style{role: label, right: true})
			}
			return numberCell(q.Units(), style{role: value, format: quantity})
		}
		for _, of := range short {
			s.add(append(b.scenarioLabels(i), textCell(r.Model.Currencies[of.Currency].Key, style{role: label}), quantities(of.PersonYears, of.Known), quantities(of.Periods, of.Known))...)
		}
		for _, of := range r.NotDeliveredIn() {
			s.add(append(b.scenarioLabels(i), textCell(unitWord(of.Unit), style{role: label}), cell{}, cell{}, quantities(of.NotDelivered, true))...)
		}
	}
}
