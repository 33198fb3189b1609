package workbook

import (
	"strconv"

	"github.com/xuri/excelize/v2"
)

// factHeads are the columns of the Facts table.
var factHeads = []string{"scenario", "contract", "commissioner", "provider", "month", "year", "item", "pounds"}

// planFacts writes what every contract pays and costs, month by month, as one long Excel
// table for pivots: only figures that add up, none of them a total of others.
func (b *book) planFacts() *sheet {
	s := &sheet{name: "Facts", title: "Facts for pivot tables", kind: results, widths: []float64{b.keyWidth(), 14, 14, 14, 11, 11, 18, 18}, freeze: "A6",
		about: "Base payments, terms and cost by scenario, contract and month. The lines of a contract but for cost come to its income."}
	b.head(s)
	s.screenOnly("its rows are for pivot tables")
	s.skip(inputHead)
	s.add(heads(factHeads...)...)
	from := s.next()
	look := style{role: label}
	p := b.payments
	for n := firstRow; n < p.next(); n++ {
		r := &p.rows[n-1]
		item := r.cells[payItem-1].text
		switch item {
		case itemWorking, itemBudgets, itemIncome, itemActivity, itemPlan, itemShadow, itemRequired, itemDelivered:
			continue
		}
		for i, month := range b.time.months {
			if r.series.expr.at(i) == 0 && item != itemBase && item != itemCost {
				continue
			}
			s.add(r.cells[payScenario-1], r.cells[payContract-1], r.cells[payCommissioner-1], r.cells[payProvider-1],
				textCell(month.String(), look), textCell(month.Year().String(), look), textCell(item, look),
				formulaCell(p.prefix()+b.time.letter[i]+strconv.Itoa(n), r.series.expr.at(i), style{role: figure, format: pence}))
		}
	}
	if s.next() == from {
		return s
	}
	area := "A" + strconv.Itoa(inputHead) + ":" + cellName(len(factHeads), s.next()-1)
	s.before = append(s.before, func(f *excelize.File) error {
		// The table takes its columns' names from the sheet; the rows themselves come later.
		if err := f.SetSheetRow(s.name, "A"+strconv.Itoa(inputHead), &factHeads); err != nil {
			return err
		}
		return f.AddTable(s.name, &excelize.Table{Range: area, Name: "Facts", StyleName: "TableStyleLight1"})
	})
	return s
}
