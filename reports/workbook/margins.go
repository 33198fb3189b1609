package workbook

import (
	"strconv"
)

// marginSheet sets price against cost by scenario, contract and currency, a year a column.
type marginSheet struct {
	*sheet
	of       []marginOf
	currency []int // every currency that occurs, in the model's order
	value    int   // first column of value, of cost, of margin
	cost     int
	margin   int
	last     int
}

// marginOf is one row to be: where its value and cost stand.
type marginOf struct {
	scenario, contract, currency int
	prices                       string
	value, cost                  block
}

// Columns of labels.
const (
	marginScenario = 1 + iota
	marginContract
	marginCurrency
	marginName
	marginPrices
)

// marginsOf notes a contract's currencies: valued at its own prices, or where it has none
// at its shadow tariff.
func (s *scenario) marginsOf(contract int, own, shadow valued, costs *costed) {
	if s.margins == nil {
		s.margins = &marginSheet{}
	}
	for currency := range s.result.Model.Currencies {
		m := marginOf{scenario: s.at, contract: contract, currency: currency, prices: "contract", value: own.inCurrency(currency), cost: costs.currencies[[2]int{contract, currency}]}
		if m.value.empty() {
			m.value, m.prices = shadow.inCurrency(currency), itemShadow
		}
		if m.value.empty() && m.cost.empty() {
			continue
		}
		if m.value.empty() {
			m.prices = "none"
		}
		s.margins.of = append(s.margins.of, m)
	}
}

// planMargins writes the sheet.
func (b *book) planMargins() {
	if b.margins == nil {
		b.margins = &marginSheet{}
	}
	m := b.margins
	n := len(b.time.years) + 1
	m.value, m.cost, m.margin = marginPrices+1, marginPrices+1+n, marginPrices+1+2*n
	m.last = m.margin + n - 1
	m.sheet = &sheet{name: "Value and cost", title: "Value and cost of activity by scenario, contract and currency", kind: workings,
		about:  "What each currency's activity is worth at the contract's prices (or at its shadow tariff), what its care costs, and the margin. Sums of the sheets Values and Cost.",
		freeze: "F6", heads: [2]int{inputHead - 1, inputHead}, widths: []float64{b.keyWidth(), 14, 10, b.nameWidth(), 14}}
	b.head(m.sheet)
	top := []cell{{style: style{role: head}}, {style: style{role: head}}, {style: style{role: head}}, {style: style{role: head}}, {style: style{role: head}}}
	names := heads("Scenario", "Contract", "Currency", "Name", "Prices")
	for _, what := range []string{"Value, £", "Cost, £", "Margin, £"} {
		for i := range n {
			top = append(top, textCell(what, style{role: head, right: true}))
			names = append(names, b.yearHead(i))
			m.widths = append(m.widths, 16)
		}
	}
	m.skip(inputHead - 1)
	m.add(top...)
	m.add(names...)
	seen := map[int]bool{}
	look := style{role: label}
	for _, of := range m.of {
		model := b.study.Scenarios[of.scenario].Result.Model
		currency := &model.Currencies[of.currency]
		cells := []cell{textCell(b.keys[of.scenario], look), textCell(model.Contracts[of.contract].Name, look), textCell(currency.Key, look), textCell(currency.Name, look), textCell(of.prices, look)}
		value, cost := b.yearly(b.values.sheet, of.value), b.yearly(b.cost.sheet, of.cost)
		row := strconv.Itoa(m.next())
		cells = append(append(cells, value...), cost...)
		for i := range n {
			v, c := columnName(m.value+i)+row, columnName(m.cost+i)+row
			cells = append(cells, formulaCell(v+"-"+c, value[i].number-cost[i].number, style{role: figure, format: pounds}))
		}
		m.add(cells...)
		seen[of.currency] = true
	}
	for c := range b.study.Scenarios[b.study.Baseline].Result.Model.Currencies {
		if seen[c] {
			m.currency = append(m.currency, c)
		}
	}
}

// yearHead is the heading of a year's column, or of the total after the last.
func (b *book) yearHead(i int) cell {
	label, letter := "Total", b.time.total
	if i < len(b.time.years) {
		label, letter = b.time.years[i].String(), b.time.yearly[i]
	}
	return textFormula(b.constants.prefix()+letter+"$"+monthRow, label, style{role: head, right: true})
}

// yearly adds a block's years and their total, a cell each.
func (b *book) yearly(on *sheet, of block) []cell {
	n := len(b.time.years) + 1
	cells := make([]cell, n)
	look := style{role: figure, format: pounds}
	var sums []float64
	if !of.empty() {
		sums = b.time.byYear(on.sumOf(of))
	}
	for i := range n {
		if of.empty() {
			cells[i] = numberCell(0, look)
			continue
		}
		letter := b.time.total
		if i < len(b.time.years) {
			letter = b.time.yearly[i]
		}
		from := on.prefix() + letter + strconv.Itoa(of.from)
		cells[i] = formulaCell("SUM("+from+":"+letter+strconv.Itoa(of.to)+")", sums[i], look)
	}
	return cells
}

// body is a range of the sheet's rows over columns.
func (m *marginSheet) body(from, to int) string {
	return m.prefix() + fixedCell(from, firstRow) + ":" + fixedCell(to, max(len(m.rows), firstRow))
}
