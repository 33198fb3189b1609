package workbook

import (
	"math"
	"slices"
	"strconv"

	"parity/engine"
)

// planCuts reads scenarios that cut something against those that do not: payment and cost as
// formulas over the Payments sheet; staff, beds and people are values of the run. Nil where no
// scenario is such a one.
func (b *book) planCuts() *sheet {
	c := &cutSheet{book: b, comparison: b.sides(), readings: map[int]*engine.CutReading{}}
	c.list(b.study.Baseline, b.study.Baseline)
	for _, cut := range b.study.Cuts() {
		c.list(cut.Against, cut.Against)
		c.list(cut.Scenario, cut.Against)
		c.shown = append(c.shown, cut.Scenario)
	}
	if c.shown == nil {
		return nil
	}
	c.sheet = &sheet{name: "Effect of cuts", title: "What a cut comes to, in money, staff, beds and people", kind: results,
		about:  "Scenarios that cut something, each against the nearest that does not: a line of cuts, or staff, beds, an annual value, a price or its growth lowered. The whole run.",
		widths: []float64{b.keyWidth(), b.nameWidth(), b.keyWidth(), 16, 16, 16, 16, 16, 16, 16, 14}, freeze: "D6", heads: [2]int{5, 5}}
	b.head(c.sheet)
	c.add(textCell(cutsExplained, style{role: lead}))
	c.add(headsRight(3, "Scenario", "Title", "Against", "Payment, £", "Cost, £", "Payment, change", "Cost, change", "Surplus, change", "Real, change", "Gap, £", "Of cost")...)
	c.firstMoney = c.next()
	for _, i := range c.listed {
		c.money(i)
	}
	c.add()
	c.add(textCell(cutsStaffed, style{role: lead}))
	c.add(headsRight(3, "Scenario", "Title", "Against", "Staff, WTE", "Change", "Beds", "Change", "People a year", "Not delivered", "Gap as staff", "Gap as people")...)
	c.firstPeople = c.next()
	for _, i := range c.listed {
		c.people(i)
	}
	c.staff()
	c.notDelivered()
	c.gapCare()
	return c.sheet
}

// Lines that explain the tables of the sheet of cuts.
const (
	cutsExplained = "A gap is what the surplus falls by where the payment falls; as staff and people a year it is the same share off all care, at average cost."
	cutsStaffed   = "Staff: whole-time equivalents of resources that state wte_per_unit or wte_cost; beds: bed days over days; both on average over the run. People a year, and not delivered: person-years."
)

// cutSheet is the sheet of cuts while it is planned.
type cutSheet struct {
	*sheet
	book       *book
	comparison *engine.Comparison
	listed     []int // the baseline, what else cuts are read against, and scenarios that cut something
	shown      []int // of them, those that cut something
	readings   map[int]*engine.CutReading
	// firstMoney and firstPeople are the rows of the first that is listed.
	firstMoney, firstPeople int
}

// list takes a scenario in, once; what cuts are read against is read against itself.
func (c *cutSheet) list(i, against int) {
	if c.readings[i] != nil && i == against {
		return
	}
	if !slices.Contains(c.listed, i) {
		c.listed = append(c.listed, i)
	}
	reading := c.comparison.ReadCut(i, against)
	c.readings[i] = &reading
}

// row is where a scenario stands in a table that begins in a row.
func (c *cutSheet) row(first, i int) string { return strconv.Itoa(first + slices.Index(c.listed, i)) }

// labels are a scenario, and what it is read against.
func (c *cutSheet) labels(i int) []cell {
	against := ""
	if to := c.readings[i].Against; to != i {
		against = c.book.keys[to]
	}
	return append(c.book.scenarioLabels(i), textCell(against, style{role: label}))
}

func notKnown() cell { return textCell("not known", style{role: label, right: true}) }

// money is a scenario's row of money.
func (c *cutSheet) money(i int) {
	b, reading := c.book, c.readings[i]
	row, was := c.row(c.firstMoney, i), c.row(c.firstMoney, reading.Against)
	all := c.comparison.Sides[i].Whole.All
	look := style{role: figure, format: pounds}
	sum := func(item string) string {
		return "SUMIFS(" + b.payments.relative("$"+b.time.total) + "," + b.payments.labels(payScenario) + ",$A" + row + "," + b.payments.labels(payItem) + "," + b.item(item) + ")"
	}
	cells := append(c.labels(i), formulaCell(sum(itemIncome), all.Income.Pounds(), look), notKnown(), formulaCell("D"+row+"-D"+was, reading.Payment.Pounds(), look), notKnown(), notKnown(),
		amount(reading.Real, reading.RealKnown), notKnown(), notKnown())
	if surplus, known := reading.Surplus(); known {
		cells[4], cells[6] = formulaCell(sum(itemCost), all.Cost.Pence.Pounds(), look), formulaCell("E"+row+"-E"+was, reading.Cost.Pounds(), look)
		cells[7] = formulaCell("F"+row+"-G"+row, surplus.Pounds(), look)
		cells[9] = formulaCell("IF(F"+row+"<0,MAX(0,-H"+row+"),0)", reading.Gap.Pounds(), look)
		cells[10] = formulaCell("IF(E"+row+"=0,0,MIN(1,J"+row+"/E"+row+"))", reading.GapShare, style{role: figure, format: percent})
	}
	c.add(cells...)
}

// people is a scenario's row of staff, beds and people.
func (c *cutSheet) people(i int) {
	reading := c.readings[i]
	row, was, money := c.row(c.firstPeople, i), c.row(c.firstPeople, reading.Against), c.row(c.firstMoney, i)
	count, held := style{role: figure, format: quantity}, style{role: value, format: quantity}
	years, yearsKnown := engine.PersonYearsOf(reading.Unmet)
	cells := append(c.labels(i), notKnown(), notKnown(), numberCell(reading.Staff.Beds, held), formulaCell("F"+row+"-F"+was, reading.Staff.Beds-reading.StaffBefore.Beds, count),
		numberCell(reading.PersonYears, held), notKnown(), notKnown(), notKnown())
	staffed := len(reading.Staff.Staff)+len(reading.StaffBefore.Staff) > 0
	if staffed {
		cells[3], cells[4] = numberCell(reading.Staff.All(), held), formulaCell("D"+row+"-D"+was, reading.Staff.All()-reading.StaffBefore.All(), count)
	}
	if yearsKnown {
		cells[8] = numberCell(years.Units(), held)
	}
	if reading.CostKnown {
		if staffed {
			cells[9] = formulaCell("K"+money+"*D"+row, reading.GapWTE(), count)
		}
		cells[10] = formulaCell("K"+money+"*H"+row, reading.GapPersonYears(), count)
	}
	c.add(cells...)
}

// leastStaff is the least change of a group of staff that is shown: what the sheet's places show.
const leastStaff = 0.0005

// staff are the groups of staff that each scenario changes.
func (c *cutSheet) staff() {
	begun := false
	for _, i := range c.shown {
		reading := c.readings[i]
		for _, was := range reading.StaffBefore.Staff {
			now := reading.Staff.Of(was.Team, was.Band)
			if math.Abs(now-was.WTE) < leastStaff {
				continue
			}
			if !begun {
				begun = true
				c.add()
				c.add(headsRight(5, "Scenario", "Title", "Against", "Team", "Band", "Before, WTE", "Now, WTE", "Change")...)
			}
			row := strconv.Itoa(c.next())
			c.add(append(c.labels(i), textCell(stated(was.Team), style{role: label}), textCell(stated(was.Band), style{role: label}),
				numberCell(was.WTE, style{role: value, format: quantity}), numberCell(now, style{role: value, format: quantity}),
				formulaCell("G"+row+"-F"+row, now-was.WTE, style{role: figure, format: quantity}))...)
		}
	}
}

func stated(text string) string {
	if text == "" {
		return "not stated"
	}
	return text
}
