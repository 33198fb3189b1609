package workbook

import (
	"strconv"

	"parity/engine"
	"parity/reports"
)

// Columns of labels of the sheet of flows.
const (
	flowContract = 2 + iota
	flowFrom
	flowTo
	flowFromGroup
	flowToGroup
)

// Words for where people come from and go to.
const (
	fromOutside = "from outside"
	discharged  = "discharged"
)

// flowSheet is who goes where, by scenario.
type flowSheet struct {
	*sheet
	book   *book
	shown  []int            // scenarios that move other people than the baseline, which is first
	rows   []engine.FlowRow // of each of them: those of any
	tables [][]engine.FlowRow
	from   int // the first row of the baseline's rows by currency; the others' follow
}

// planFlows writes who comes from outside, goes from service to service and is discharged, by
// contract and year: of the baseline, and of each scenario that moves other people, with the
// difference; first by group of currencies, then by currency. It is nil where no caseload is
// projected.
func (b *book) planFlows() *sheet {
	f := &flowSheet{book: b}
	base := b.flowsOf(b.study.Baseline)
	f.shown, f.tables = []int{b.study.Baseline}, [][]engine.FlowRow{base}
	for i := range b.study.Scenarios {
		if table := b.flowsOf(i); i != b.study.Baseline && !engine.SameFlows(base, table) {
			f.shown, f.tables = append(f.shown, i), append(f.tables, table)
		}
	}
	if f.rows = engine.UniteFlows(f.tables...); len(f.rows) == 0 {
		return nil
	}
	name := b.keys[b.study.Baseline]
	f.sheet = &sheet{name: "Flows of people", title: "People between services, by scenario, contract and year", kind: results,
		about:  "Who begins from outside, goes from one service to another and is discharged: people, as projected by Parity. A scenario that is not here moves the same people as " + name + ".",
		freeze: "E6", heads: [2]int{inputHead - 1, inputHead}, widths: []float64{b.keyWidth(), 14, 14, 14, 18, 18}}
	b.head(f.sheet)
	f.skip(inputHead - 1)
	f.writeHeads()
	f.writeGroups()
	f.add()
	f.writeHeads()
	for k := range f.shown {
		f.writeRows(k)
	}
	return f.sheet
}

func (b *book) flowsOf(i int) []engine.FlowRow {
	return b.study.Scenarios[i].Result.FlowTable(func(c *engine.Currency) string { return c.Key })
}

// periods is the number of years and their total.
func (f *flowSheet) periods() int { return len(f.book.time.years) + 1 }

func (f *flowSheet) writeHeads() {
	var top []cell
	for range flowToGroup {
		top = append(top, cell{style: style{role: head}})
	}
	names := heads("Scenario", "Contract", "From", "To", "From group", "To group")
	for _, what := range []string{"People", "Difference from " + f.book.keys[f.book.study.Baseline]} {
		for i := range f.periods() {
			top = append(top, textCell(what, style{role: head, right: true}))
			names = append(names, f.book.yearHead(i))
			if len(f.widths) < flowToGroup+2*f.periods() {
				f.widths = append(f.widths, 14)
			}
		}
	}
	f.add(top...)
	f.add(names...)
}

// grouped is a row's groups of currencies, outside in words.
func (f *flowSheet) grouped(row engine.FlowRow) (from, to string) {
	group := func(key, outside string) string {
		for _, i := range f.shown {
			m := f.book.study.Scenarios[i].Result.Model
			for c := range m.Currencies {
				if m.Currencies[c].Key == key {
					return reports.GroupOf(&m.Currencies[c])
				}
			}
		}
		return outside
	}
	return group(row.From, fromOutside), group(row.To, discharged) + reports.OfContract(row)
}

// rowsBetween are the rows between the two tables: a blank one and two of headings.
const rowsBetween = 3

// writeGroups adds the rows by currency up, contract by contract, by their groups.
func (f *flowSheet) writeGroups() {
	var groups []engine.FlowRow
	for _, row := range f.rows {
		of := engine.FlowRow{Contract: row.Contract}
		if of.From, of.To = f.grouped(row); engine.FindFlow(groups, of) == nil {
			groups = append(groups, of)
		}
	}
	first := f.next()
	f.from = first + len(groups)*len(f.shown) + rowsBetween
	look := style{role: label}
	for k := range f.shown {
		for g, of := range groups {
			n := f.next()
			cells := []cell{textCell(f.book.keys[f.shown[k]], look), textCell(of.Contract, look), {}, {}, textCell(of.From, look), textCell(of.To, look)}
			for i := range f.periods() - 1 {
				cells = append(cells, formulaCell("SUMIFS("+f.under(k, flowToGroup+1+i)+","+f.under(k, flowContract)+",$B"+strconv.Itoa(n)+
					","+f.under(k, flowFromGroup)+",$E"+strconv.Itoa(n)+","+f.under(k, flowToGroup)+",$F"+strconv.Itoa(n)+")",
					f.inGroup(k, of, i), style{role: figure, format: quantity}))
			}
			f.finish(cells, first+g, k == 0)
		}
	}
}

// under is the column of the rows by currency of the k-th scenario.
func (f *flowSheet) under(k, column int) string {
	from := f.from + k*len(f.rows)
	return fixedCell(column, from) + ":" + fixedCell(column, from+len(f.rows)-1)
}

// inGroup is the people of a group's row in a year.
func (f *flowSheet) inGroup(k int, of engine.FlowRow, year int) float64 {
	sum := 0.0
	for _, row := range f.tables[k] {
		if from, to := f.grouped(row); row.Contract == of.Contract && from == of.From && to == of.To {
			sum += row.People[year].Units()
		}
	}
	return sum
}

// writeRows writes the rows by currency of the k-th scenario.
func (f *flowSheet) writeRows(k int) {
	look := style{role: label}
	for r, row := range f.rows {
		from, to := f.grouped(row)
		cells := []cell{textCell(f.book.keys[f.shown[k]], look), textCell(row.Contract, look), textCell(row.From, look), textCell(row.To+reports.OfContract(row), look), textCell(from, look), textCell(to, look)}
		if row.From == "" {
			cells[flowFrom-1] = textCell(fromOutside, look)
		}
		if row.To == "" {
			cells[flowTo-1] = textCell(discharged, look)
		}
		is := engine.FindFlow(f.tables[k], row)
		for i := range f.periods() - 1 {
			people := 0.0
			if is != nil {
				people = is.People[i].Units()
			}
			cells = append(cells, numberCell(people, style{role: value, format: quantity}))
		}
		f.finish(cells, f.from+r, k == 0)
	}
}

// finish adds a row with the total of its years and, but for the baseline, its differences
// from the baseline's row.
func (f *flowSheet) finish(cells []cell, baseline int, isBaseline bool) {
	look := style{role: figure, format: quantity}
	number, n := strconv.Itoa(f.next()), f.periods()
	total := 0.0
	for i := range n - 1 {
		total += cells[flowToGroup+i].number
	}
	cells = append(cells, formulaCell("SUM("+columnName(flowToGroup+1)+number+":"+columnName(flowToGroup+n-1)+number+")", total, look))
	for i := range n {
		if isBaseline {
			break
		}
		column := columnName(flowToGroup + 1 + i)
		was := f.sheet.rows[baseline-1].cells[flowToGroup+i].number
		cells = append(cells, formulaCell(column+number+"-"+column+strconv.Itoa(baseline), cells[flowToGroup+i].number-was, look))
	}
	f.add(cells...)
}
