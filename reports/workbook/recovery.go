package workbook

import (
	"strconv"
	"strings"

	"parity/engine"
	"parity/tariff"
)

// Columns of the sheet of courses and recovery.
const (
	recScenario = 1 + iota
	recTitle
	recFinish
	recRecover
	recLasting
	recCost
	recCourse
	recRecovery
	recLastingCost
	recIncome
	recOutcomes
	recIfLasting
	recAgain
)

// planRecovery writes what courses and recoveries cost and what claimed ones are paid, over the
// whole run; nil where no contract says who recovers.
func (b *book) planRecovery() *sheet {
	var shown []int
	for i := range b.study.Scenarios {
		if _, known := engine.RecoveryOf(b.study.Scenarios[i].Result); known {
			shown = append(shown, i)
		}
	}
	if shown == nil {
		return nil
	}
	s := &sheet{name: "Courses and recovery", title: "What a course and a recovery cost, and what recovery is paid", kind: results,
		about:  "The whole run, the contracts that say who recovers (sheet recovery). People, what would be paid if only recoveries of people who do not come back counted, and what is paid again for those who do, are worked out by Parity: values, not formulas.",
		widths: []float64{b.keyWidth(), b.nameWidth(), 14, 14, 14, 18, 14, 14, 16, 18, 18, 20, 18}, freeze: "C6", heads: [2]int{5, 5}, fit: 1}
	b.head(s)
	s.add()
	titles := heads("Scenario", "Title", "Finish", "Recover", "Lasting", "Cost of care, £", "A course, £", "A recovery, £", "A lasting one, £",
		"Income, £", "Of it outcomes, £", "If only lasting count, £", "Paid again, £")
	for i := recFinish - 1; i < len(titles); i++ {
		titles[i].style.right = true
	}
	s.add(titles...)
	for _, i := range shown {
		totals, _ := engine.RecoveryOf(b.study.Scenarios[i].Result)
		b.recoveryRow(s, i, totals)
	}
	return s
}

// recoveryRow is one scenario's row.
func (b *book) recoveryRow(s *sheet, i int, totals engine.RecoveryTotals) {
	row := strconv.Itoa(s.next())
	people := func(q tariff.Quantity) cell { return numberCell(q.Units(), style{role: value, format: quantity}) }
	cost, income, outcomes := totals.Cost.Pence.Pounds(), totals.Income.Pounds(), totals.Outcomes.Pounds()
	each := func(people int, of tariff.Quantity) cell {
		n := columnName(people) + row
		return formulaCell("IF("+n+"=0,0,"+columnName(recCost)+row+"/"+n+")", ratio(cost, of.Units()), style{role: figure, format: pence})
	}
	look := style{role: figure, format: pounds}
	cells := append(b.scenarioLabels(i), people(totals.Finished), people(totals.Recovered), people(totals.Lasting),
		formulaCell(b.recoverySum(i, row, itemCost), cost, look), each(recFinish, totals.Finished), each(recRecover, totals.Recovered), each(recLasting, totals.Lasting),
		formulaCell(b.recoverySum(i, row, itemIncome), income, look),
		formulaCell(b.recoverySum(i, row, string(tariff.Withhold), string(tariff.Bonus)), outcomes, look),
		numberCell((totals.LastingIncome-totals.Income).Pounds(), style{role: value, format: pounds}),
		numberCell(totals.PaidAgain.Pounds(), style{role: value, format: pounds}))
	s.add(cells...)
}

// recoverySum adds up items of the contracts that say who recovers, over the whole run.
func (b *book) recoverySum(i int, row string, items ...string) string {
	r := b.study.Scenarios[i].Result
	var parts []string
	for c := range r.Contracts {
		if len(r.Contracts[c].Recoveries) == 0 {
			continue
		}
		for _, item := range items {
			parts = append(parts, "SUMIFS("+b.payments.relative("$"+b.time.total)+","+b.payments.labels(payScenario)+",$A"+row+","+
				b.payments.labels(payContract)+","+b.constants.word(r.Model.Contracts[c].Name).text+","+b.payments.labels(payItem)+","+b.item(item)+")")
		}
	}
	return strings.Join(parts, "+")
}
