package workbook

import (
	"slices"
	"strconv"

	"parity/tariff"
)

// checkSheet is the sheet of checks; its flag stands on every sheet.
type checkSheet struct {
	*sheet
	from int
}

// masterFlag is the cell that says whether all is well.
const masterFlag = "Checks!$A$5"

// Columns of the checks.
const (
	checkWhat = 1 + iota
	checkOne
	checkOther
	checkDifference
	checkAllowed
	checkFails
	checkWord
)

// planChecks writes the checks, each a live formula, and the flag.
func (b *book) planChecks(a *asRun) {
	s := &sheet{name: "Checks", title: "Checks", kind: control, freeze: "B9", heads: [2]int{8, 8},
		about:  "Each row compares two figures that have to agree. The line above says whether all do; it is repeated on every sheet.",
		widths: []float64{78, 20, 20, 18, 12, 9, 12}}
	c := &checkSheet{sheet: s, from: 9}
	b.checks = c
	b.head(s)
	s.add()
	s.add(cell{isSet: true})
	s.add()
	s.add(textCell("Figures that have to agree", style{role: subhead}))
	top := heads("Check", "This", "and this", "Difference", "Allowed", "Fails: 1", "Result")
	for i := 1; i < len(top); i++ {
		top[i].style.right = true
	}
	s.add(top...)
	penny := b.constants.constant("A penny, £", 0.01)
	pound := b.constants.constant("A pound, £", 1)
	milli := b.constants.constant("A thousandth", 0.001)
	for i := range b.keys {
		c.statement(b, i, penny)
		c.paid(b, i, penny)
		c.byCurrency(b, i, penny)
		c.people(b, i, milli)
	}
	c.contracts(b, penny)
	c.bridges(b, penny)
	c.rebased(b, pound)
	if b.risk != nil {
		c.draws(b, penny)
	}
	last := s.next() - 1
	s.add()
	missing := c.missing(b)
	s.add()
	stale := c.stale(b, a)
	s.add()
	c.now(b)
	undrawn, renew := "", "run"
	if b.risk != nil {
		s.add()
		undrawn, renew = c.undrawn(b, penny), "risk"
	}
	fails := "$" + columnName(checkFails) + "$" + strconv.Itoa(c.from) + ":$" + columnName(checkFails) + "$" + strconv.Itoa(last)
	n, m, st := "SUM("+fails+")", fixedCell(checkOne, missing.row), fixedCell(checkOne, stale)
	text := `IF(` + n + `=0,"All checks pass.",` + n + `&" of the checks fail: see the sheet Checks.")` +
		`&IF(` + m + `=0,""," "&` + m + `&" prices or costs are missing: see the sheet Checks.")` +
		`&IF(` + st + `=0,""," QUANTITIES ARE STALE: inputs were changed that formulas cannot follow. Save, then run: parity ` + renew + ` FILE")` + undrawn
	said, failing := "All checks pass.", 0.0
	for r := c.from; r <= last; r++ {
		failing += s.figure(r, checkFails)
	}
	if failing > 0 {
		said = strconv.Itoa(int(failing)) + " of the checks fail: see the sheet Checks."
	}
	if missing.count > 0 {
		said += " " + strconv.Itoa(missing.count) + " prices or costs are missing: see the sheet Checks."
	}
	s.rows[4].cells[0] = textFormula(text, said, style{role: headline})
}

// check writes a row: two figures, and how far they may lie apart.
func (c *checkSheet) check(words string, one, other cell, allowed expr, format format) {
	n := strconv.Itoa(c.next())
	look := style{role: figure, format: format}
	one.style, other.style = look, look
	at := func(column int) string { return columnName(column) + n }
	d := one.number - other.number
	fails, word := 0.0, "ok"
	if d > allowed.at(0) || d < -allowed.at(0) {
		fails, word = 1, "FAILS"
	}
	c.add(textCell(words, style{role: label}), one, other,
		formulaCell("ROUND("+at(checkOne)+"-"+at(checkOther)+",2)", roundHalfAway(d, 2), look),
		exprCell(allowed, style{role: figure}),
		formulaCell("IF(MAX("+at(checkDifference)+",-"+at(checkDifference)+")>"+at(checkAllowed)+",1,0)", fails, style{role: figure, format: count}),
		textFormula("IF("+at(checkFails)+"=0,\"ok\",\"FAILS\")", word, style{role: strong, right: true}))
}

// statement: lines of all statements against income.
func (c *checkSheet) statement(b *book, i int, penny expr) {
	p := b.payments
	total := p.column(b.time.total)
	sumOf := func(item string) string {
		return "SUMIFS(" + total + "," + p.labels(payScenario) + "," + b.key(i) + "," + p.labels(payItem) + "," + b.item(item) + ")"
	}
	lines, value := sumOf(itemBase), last(p.total(b.keys[i], payScenario, "", itemBase))
	for _, term := range p.terms {
		lines += "+" + sumOf(term)
		value += last(p.total(b.keys[i], payScenario, "", term))
	}
	income := last(p.total(b.keys[i], payScenario, "", itemIncome))
	c.check(b.keys[i]+": base payments and terms come to income", formulaCell(lines, value, style{}), formulaCell(sumOf(itemIncome), income, style{}), penny, pence)
}

// paid: cash and arrears against income, where some was paid late and all is published.
func (c *checkSheet) paid(b *book, i int, penny expr) {
	last := b.time.months[len(b.time.months)-1]
	late := false
	contracts := b.study.Scenarios[i].Result.Contracts
	for k := range contracts {
		revisions := b.study.Scenarios[i].Result.Model.Contracts[k].Revisions()
		if n := len(revisions); n > 0 && revisions[n-1] > last {
			return
		}
		late = late || slices.ContainsFunc(contracts[k].Statement.Arrears, func(p tariff.Pence) bool { return p != 0 })
	}
	if !late {
		return
	}
	p := b.payments
	sumOf := func(item string) (string, float64) {
		sums := p.total(b.keys[i], payScenario, "", item)
		return "SUMIFS(" + p.column(b.time.total) + "," + p.labels(payScenario) + "," + b.key(i) + "," + p.labels(payItem) + "," + b.item(item) + ")", sums[len(sums)-1]
	}
	cash, paid := sumOf(itemCash)
	arrears, owed := sumOf(itemArrears)
	income, due := sumOf(itemIncome)
	c.check(b.keys[i]+": cash and arrears come to income over the run, as all uplifts are published", formulaCell(cash+"+"+arrears, paid+owed, style{}), formulaCell(income, due, style{}), penny, pence)
}

// byCurrency: value and cost by currency against the payments' totals.
func (c *checkSheet) byCurrency(b *book, i int, penny expr) {
	m, p := b.margins, b.payments
	if len(m.of) == 0 {
		return
	}
	n := len(b.time.years)
	under := m.body(marginScenario, marginScenario) + "," + b.key(i)
	value, cost := 0.0, 0.0
	for r, of := range m.of {
		if of.scenario == i {
			cost += m.figure(firstRow+r, m.cost+n)
			if of.prices == "contract" {
				value += m.figure(firstRow+r, m.value+n)
			}
		}
	}
	payments := func(item string) string {
		return "SUMIFS(" + p.column(b.time.total) + "," + p.labels(payScenario) + "," + b.key(i) + "," + p.labels(payItem) + "," + b.item(item)
	}
	if activity := last(p.total(b.keys[i], payScenario, "", itemActivity)); activity != 0 {
		c.check(b.keys[i]+": value by currency comes to the contracts' activity value",
			formulaCell("SUMIFS("+m.body(m.value+n, m.value+n)+","+under+","+m.body(marginPrices, marginPrices)+","+b.item("contract")+")", value, style{}),
			formulaCell(payments(itemActivity)+")", activity, style{}), penny, pence)
	}
	if b.compared.costed {
		total := 0.0
		for _, key := range b.contractKeys() {
			total += last(p.total(b.keys[i], payContract, key, itemCost))
		}
		c.check(b.keys[i]+": cost by currency comes to the contracts' cost",
			formulaCell("SUMIFS("+m.body(m.cost+n, m.cost+n)+","+under+")", cost, style{}),
			formulaCell(payments(itemCost)+","+p.labels(payContract)+","+b.item(everyContractSign)+")", total, style{}), penny, pence)
	}
}

// people: in = out + change, as projected.
func (c *checkSheet) people(b *book, i int, milli expr) {
	in, out := 0.0, 0.0
	for _, contract := range b.study.Scenarios[i].Result.Activity.Contracts {
		for k := range contract.Currencies {
			a := &contract.Currencies[k]
			if !a.Projected || a.Measures[tariff.Person] == nil {
				continue
			}
			in += a.Opening.Units() + units(a.Measures[tariff.Start]) + units(a.MoveIn) + units(a.TransferIn)
			people := a.Measures[tariff.Person]
			out += units(a.MoveOut) + units(a.TransferOut) + units(a.Discharge) + people[len(people)-1].Units()
		}
	}
	if in == 0 && out == 0 {
		return
	}
	c.check(b.keys[i]+": people at the start and people in = people out and people at the end", numberCell(roundHalfAway(in, 3), style{}), numberCell(roundHalfAway(out, 3), style{}), milli, quantity)
}

func units(q []tariff.Quantity) float64 {
	var sum tariff.Quantity
	for _, x := range q {
		sum += x
	}
	return sum.Units()
}

// contracts: the table by contract against the table by scenario.
func (c *checkSheet) contracts(b *book, penny expr) {
	s := b.compared
	all := s.byKey.to + 1
	from, to := strconv.Itoa(s.income.from), strconv.Itoa(s.income.to)
	years := s.prefix() + fixedCell(s.years, s.income.from) + ":" + fixedCell(s.total, s.income.to)
	table := "INDEX(" + years + ",MATCH(" + s.prefix() + s.parameter("Scenario shown") + "," + s.prefix() + "$A$" + from + ":$A$" + to + ",0),MATCH(" +
		s.prefix() + s.parameter("Year shown") + "," + s.prefix() + fixedCell(s.years, s.income.from-1) + ":" + fixedCell(s.total, s.income.from-1) + ",0))"
	c.check("Comparison: income by contract comes to income by scenario, for the scenario and year shown",
		formulaCell(s.prefix()+fixedCell(byShown, all), s.figure(all, byShown), style{}),
		formulaCell(table, s.figure(s.income.from+s.shown, s.total), style{}), penny, pence)
}

// bridges: the baseline, the changes' parts and what was edited since against income.
func (c *checkSheet) bridges(b *book, penny expr) {
	if b.bridge == nil {
		return
	}
	for _, block := range b.bridge.blocks {
		income := b.bridge.compared(block.scenario)
		for y, year := range b.time.years {
			letter := columnName(bridgeYears + y)
			c.check("Bridge to "+b.keys[block.scenario]+", "+year.String()+": baseline, changes and edits come to its income",
				formulaCell(b.bridge.prefix()+letter+"$"+strconv.Itoa(block.end), b.bridge.figure(block.end, bridgeYears+y), style{}),
				formulaCell(income.at(letter), income.figure(income.row, income.years+y), style{}), penny, pence)
		}
	}
}

// rebased: prices rebased from a block give it back at plan.
func (c *checkSheet) rebased(b *book, pound expr) {
	d := b.derived
	for n := firstRow; n < d.next(); n++ {
		cells := d.rows[n-1].cells
		if !d.opensBlock(n) {
			continue
		}
		to, value := n, 0.0
		for to+1 < d.next() && d.rows[to].cells[1].text == cells[1].text && !d.opensBlock(to+1) {
			to++
			if r := d.rows[to-1].cells; len(r) >= derivedIs {
				value += r[derivedPlan-1].number * r[derivedIs-1].number
			}
		}
		column := func(k int) string { return d.fixedRange(k, n+1, k, to) }
		c.check("Prices of "+cells[1].text+" x plan give the block back over its first year, within a pound",
			formulaCell("SUMPRODUCT("+column(derivedPlan)+","+column(derivedIs)+")", value, style{}),
			formulaCell(d.prefix()+fixedCell(derivedIs, n), cells[derivedIs-1].number, style{}), pound, pence)
		n = to
	}
}

// key is a cell that holds a scenario's key.
func (b *book) key(i int) string { return b.compared.lists.prefix() + fixedCell(1, firstRow+i) }

func last(sums []float64) float64 { return sums[len(sums)-1] }
