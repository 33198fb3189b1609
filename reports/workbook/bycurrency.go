package workbook

import (
	"strconv"
)

// currencySheet is price against cost by currency, for a chosen scenario, contract and
// year.
type currencySheet struct {
	*sheet
	body  block
	name  int // columns
	value int
	cost  int
}

// planByCurrency writes the sheet.
func (b *book) planByCurrency() *currencySheet {
	s := &sheet{name: "Income by currency", title: "Income and cost by currency", kind: results,
		about:  "What each currency's activity is worth at the contract's prices before its terms, what its care costs, and the margin. Under a block it is what activity payment would have paid. Choose in the framed cells.",
		widths: []float64{12, b.nameWidth(), 20, 18, 18, 12}, freeze: "C10", heads: [2]int{9, 9}}
	b.head(s)
	s.add()
	l := b.compared.lists
	shown := b.firstShown()
	scenario := s.choose(l, "Scenario", listScenarios, b.keys[shown], "scenario")
	contract := s.choose(l, "Contract", listAllContracts, everyContract, "contract")
	year := s.choose(l, "Year", listYears, "Total", "year")
	s.add()
	m := b.margins
	c := &currencySheet{sheet: s, name: 2, value: 3, cost: 4}
	costed := b.compared.costed
	titles := heads("Currency", "Name", "Value of activity, £")
	if costed {
		titles = append(titles, heads("Cost, £", "Margin, £", "Margin, %")...)
	}
	for i := 2; i < len(titles); i++ {
		titles[i].style.right = true
	}
	s.add(titles...)
	from := s.next()
	sign := "INDEX(" + l.ranges["looked up as"] + ",MATCH(" + contract + "," + l.ranges[listAllContracts] + ",0))"
	labels := func(column int) string { return m.body(column, column) }
	n := len(b.time.years)
	pick := func(first int, row string) string {
		years := m.prefix() + fixedCell(first, inputHead) + ":" + fixedCell(first+n, inputHead)
		return "SUMIFS(INDEX(" + m.body(first, first+n) + ",0,MATCH(" + year + "," + years + ",0))," + labels(marginScenario) + "," + scenario + "," +
			labels(marginContract) + "," + sign + "," + labels(marginCurrency) + ",$A" + row + ")"
	}
	model := b.study.Scenarios[b.study.Baseline].Result.Model
	look := style{role: figure, format: pounds}
	for _, currency := range m.currency {
		row := strconv.Itoa(s.next())
		value, cost := m.sum(b, shown, currency)
		is := &model.Currencies[currency]
		cells := []cell{textCell(is.Key, style{role: strong}), textCell(is.Name, style{role: label}), formulaCell(pick(m.value, row), value, look)}
		if costed {
			cells = append(cells, formulaCell(pick(m.cost, row), cost, look), formulaCell("C"+row+"-D"+row, value-cost, look),
				formulaCell("IF(C"+row+"=0,0,E"+row+"/C"+row+")", ratio(value-cost, value), style{role: figure, format: percent}))
		}
		s.add(cells...)
	}
	to := s.next() - 1
	if to < from {
		to = from
		s.add()
	}
	c.body = block{from, to}
	cells := []cell{textCell("All", style{role: total}), {style: style{role: total}}}
	last := 3
	if costed {
		last = 5
	}
	for column := 3; column <= last; column++ {
		x := 0.0
		for r := from; r <= to; r++ {
			if len(s.rows[r-1].cells) >= column {
				x += s.figure(r, column)
			}
		}
		letter := columnName(column)
		cells = append(cells, formulaCell("SUM("+letter+strconv.Itoa(from)+":"+letter+strconv.Itoa(to)+")", x, style{role: total, format: pounds}))
	}
	if costed {
		row := strconv.Itoa(s.next())
		cells = append(cells, formulaCell("IF(C"+row+"=0,0,E"+row+"/C"+row+")", ratio(cells[4].number, cells[2].number), style{role: total, format: percent}))
	}
	end := s.add(cells...)
	const onOnePage = 40 // currencies
	if len(m.currency) <= onOnePage {
		s.fit = 1
	}
	if costed {
		s.chart(b.currencyChart(c), "A"+strconv.Itoa(end+2))
	}
	return c
}

// sum is a currency's value and cost under a scenario, over all contracts and years.
func (m *marginSheet) sum(b *book, scenario, currency int) (value, cost float64) {
	r := firstRow
	for _, of := range m.of {
		if of.scenario == scenario && of.currency == currency {
			n := len(b.time.years)
			value += m.figure(r, m.value+n)
			cost += m.figure(r, m.cost+n)
		}
		r++
	}
	return value, cost
}
