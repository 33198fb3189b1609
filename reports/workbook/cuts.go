package workbook

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"parity/engine"
	"parity/tariff"
)

// planCuts reads scenarios that cut something against the baseline: payment and cost as formulas
// over the Payments sheet; staff, beds and people are values of the run. Nil where no scenario
// is such a one.
func (b *book) planCuts() *sheet {
	comparison := b.sides()
	c := &cutSheet{book: b, comparison: comparison, readings: map[int]*engine.CutReading{}}
	for _, i := range b.withoutBaseline() {
		if b.study.CutAgainstBaseline(i) {
			reading := comparison.ReadCut(i)
			c.readings[i], c.shown = &reading, append(c.shown, i)
		}
	}
	if c.shown == nil {
		return nil
	}
	c.sheet = &sheet{name: "Cuts", title: "What a cut comes to, in money, staff, beds and people", kind: results,
		about:  "Scenarios that cut something against the baseline: a line of cuts, or staff, beds, an annual value, a price or its growth below the baseline's. The whole run.",
		widths: []float64{b.keyWidth(), b.nameWidth(), 16, 16, 16, 16, 16, 16, 16, 14}, freeze: "C6", heads: [2]int{5, 5}}
	b.head(c.sheet)
	c.add(textCell(cutsExplained, style{role: lead}))
	c.add(headsRight(2, "Scenario", "Title", "Payment, £", "Cost, £", "Payment, change", "Cost, change", "Surplus, change", "Real, change", "Gap, £", "Of cost")...)
	base, all := c.next(), append([]int{b.study.Baseline}, c.shown...)
	staff, unmet := b.study.Scenarios[b.study.Baseline].Result.Staffing(), b.study.Scenarios[b.study.Baseline].Result.Unmet()
	first := c.readings[c.shown[0]]
	c.readings[b.study.Baseline] = &engine.CutReading{Staff: staff, BaselineStaff: staff, Unmet: unmet, BaselineUnmet: unmet, GapKnown: first.GapKnown, PersonYears: first.BaselinePersonYears}
	for _, i := range all {
		c.money(i, base)
	}
	c.add()
	c.add(textCell(cutsStaffed, style{role: lead}))
	c.add(headsRight(2, "Scenario", "Title", "Staff, WTE", "Change", "Beds", "Change", "People a year", "Not delivered", "Gap as staff", "Gap as people")...)
	people := c.next()
	for _, i := range all {
		c.people(i, base, people)
	}
	b.cutStaff(c.sheet, c.shown, c.readings)
	b.cutPeople(c.sheet, all)
	return c.sheet
}

// Lines that explain the tables of the sheet of cuts.
const (
	cutsExplained = "A gap is what the surplus falls by where the payment falls; as staff and people a year it is the same share off all care, at average cost."
	cutsStaffed   = "Staff: whole-time equivalents of resources that state wte_per_unit; beds: bed days over days; both on average over the run. People a year, and not delivered: person-years."
)

// cutSheet is the sheet of cuts while it is planned.
type cutSheet struct {
	*sheet
	book       *book
	comparison *engine.Comparison
	shown      []int // scenarios that cut something
	readings   map[int]*engine.CutReading
}

func notKnown() cell { return textCell("not known", style{role: label, right: true}) }

// money is a scenario's row of money; base is the baseline's.
func (c *cutSheet) money(i, base int) {
	b, reading, row, was := c.book, c.readings[i], strconv.Itoa(c.next()), strconv.Itoa(base)
	all, baseline := c.comparison.Sides[i].Whole.All, c.comparison.Sides[c.comparison.Baseline].Whole.All
	look := style{role: figure, format: pounds}
	sum := func(item string) string {
		return "SUMIFS(" + b.payments.relative("$"+b.time.total) + "," + b.payments.labels(payScenario) + ",$A" + row + "," + b.payments.labels(payItem) + "," + b.item(item) + ")"
	}
	less, costLess := (all.Income - baseline.Income).Pounds(), (all.Cost.Pence - baseline.Cost.Pence).Pounds()
	cells := append(b.scenarioLabels(i), formulaCell(sum(itemIncome), all.Income.Pounds(), look), notKnown(), formulaCell("C"+row+"-C$"+was, less, look), notKnown(), notKnown(),
		amount(all.Real-baseline.Real, all.RealKnown && baseline.RealKnown), notKnown(), notKnown())
	if reading.GapKnown {
		cells[3], cells[5] = formulaCell(sum(itemCost), all.Cost.Pence.Pounds(), look), formulaCell("D"+row+"-D$"+was, costLess, look)
		cells[6] = formulaCell("E"+row+"-F"+row, less-costLess, look)
		gap, share := c.gap(i)
		cells[8] = formulaCell("IF(E"+row+"<0,MAX(0,-G"+row+"),0)", gap, look)
		cells[9] = formulaCell("IF(D"+row+"=0,0,MIN(1,I"+row+"/D"+row+"))", share, style{role: figure, format: percent})
	}
	c.add(cells...)
}

// gap is what the surplus falls by where the payment falls, in pounds, and its share of cost.
func (c *cutSheet) gap(i int) (gap, share float64) {
	all, baseline := c.comparison.Sides[i].Whole.All, c.comparison.Sides[c.comparison.Baseline].Whole.All
	less, cost := (all.Income - baseline.Income).Pounds(), all.Cost.Pence.Pounds()
	if less < 0 {
		gap = max(0, (all.Cost.Pence-baseline.Cost.Pence).Pounds()-less)
	}
	if cost != 0 {
		share = min(1, gap/cost)
	}
	return gap, share
}

// people is a scenario's row of staff, beds and people; base is the baseline's of money, and
// first its of people.
func (c *cutSheet) people(i, base, first int) {
	reading, row, was := c.readings[i], strconv.Itoa(c.next()), strconv.Itoa(first)
	money := strconv.Itoa(base + c.next() - first)
	count, held := style{role: figure, format: quantity}, style{role: value, format: quantity}
	years, yearsKnown := engine.PersonYearsOf(reading.Unmet)
	cells := append(c.book.scenarioLabels(i), notKnown(), notKnown(), numberCell(reading.Staff.Beds, held), formulaCell("E"+row+"-E$"+was, reading.Staff.Beds-reading.BaselineStaff.Beds, count),
		numberCell(reading.PersonYears, held), notKnown(), notKnown(), notKnown())
	staffed := len(reading.Staff.Staff)+len(reading.BaselineStaff.Staff) > 0
	if staffed {
		cells[2], cells[3] = numberCell(reading.Staff.All(), held), formulaCell("C"+row+"-C$"+was, reading.Staff.All()-reading.BaselineStaff.All(), count)
	}
	if yearsKnown {
		cells[7] = numberCell(years.Units(), held)
	}
	if _, share := c.gap(i); reading.GapKnown {
		if staffed {
			cells[8] = formulaCell("J"+money+"*C"+row, share*reading.Staff.All(), count)
		}
		cells[9] = formulaCell("J"+money+"*G"+row, share*reading.PersonYears, count)
	}
	c.add(cells...)
}

// leastStaff is the least change of a group of staff that is shown: what the sheet's places show.
const leastStaff = 0.0005

// cutStaff are the groups of staff that each scenario changes, against the baseline's.
func (b *book) cutStaff(s *sheet, shown []int, readings map[int]*engine.CutReading) {
	begun := false
	for _, i := range shown {
		for _, was := range readings[i].BaselineStaff.Staff {
			if math.Abs(readings[i].Staff.Of(was.Team, was.Band)-was.WTE) < leastStaff {
				continue
			}
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

// cutPeople are what each currency is not delivered in each scenario: people's worth of care,
// review periods, and the units of resources; and all currencies together.
func (b *book) cutPeople(s *sheet, shown []int) {
	var units []string
	for _, i := range shown {
		for _, of := range b.study.Scenarios[i].Result.NotDeliveredIn() {
			if !slices.Contains(units, of.Unit) {
				units = append(units, of.Unit)
			}
		}
	}
	if units == nil {
		return
	}
	names := []string{"Scenario", "Currency", "Person-years", "Review periods"}
	for _, unit := range units {
		names = append(names, unitWord(unit)+"s")
	}
	s.add()
	s.add(textCell("Care not delivered by currency; units are those of the resource that is short, whether or not another stands in", style{role: strong}))
	s.add(headsRight(2, names...)...)
	for _, i := range shown {
		b.cutCurrencies(s, i, units)
	}
}

// cutCurrencies are one scenario's currencies that miss some care, and their sum.
func (b *book) cutCurrencies(s *sheet, i int, units []string) {
	r := b.study.Scenarios[i].Result
	short := r.UnmetIn()
	if len(short) == 0 {
		return
	}
	from := s.next()
	known := true
	all := engine.UnmetTotals{Units: r.NotDeliveredIn()}
	quantities := func(q tariff.Quantity, isKnown bool) cell {
		if !isKnown {
			return notKnown()
		}
		return numberCell(q.Units(), style{role: value, format: quantity})
	}
	for k := range short {
		of := &short[k]
		currency := &r.Model.Currencies[of.Currency]
		all.PersonYears, all.Periods, known = all.PersonYears+of.PersonYears, all.Periods+of.Periods, known && of.Known
		cells := []cell{textCell(b.keys[i], style{role: label}), textCell(strings.TrimSpace(currency.Key+" "+currency.Name), style{role: label}), quantities(of.PersonYears, of.Known), quantities(of.Periods, of.Known)}
		for _, unit := range units {
			cells = append(cells, quantities(of.In(unit), true))
		}
		s.add(cells...)
	}
	last := strconv.Itoa(s.next() - 1)
	sum := func(column int, q tariff.Quantity, isKnown bool) cell {
		if !isKnown {
			return notKnown()
		}
		name := columnName(column)
		return formulaCell("SUM("+name+strconv.Itoa(from)+":"+name+last+")", q.Units(), style{role: total, format: quantity})
	}
	cells := []cell{textCell(b.keys[i], style{role: total}), textCell("all", style{role: total}), sum(3, all.PersonYears, known), sum(4, all.Periods, known)}
	for k, unit := range units {
		cells = append(cells, sum(5+k, all.In(unit), true))
	}
	s.add(cells...)
}
