package workbook

import (
	"strconv"

	"parity/tariff"
)

// planStatement writes the statement of one contract under one scenario, both chosen by
// drop-down: the lines that sum to the payment, by year and by month.
func (b *book) planStatement() *sheet {
	s := b.timeSheet("Statement", "Statement of a contract",
		"Choose the scenario and the contract in the framed cells. The lines sum to the payment; what is below it explains it.", results,
		[labelCols]string{"Line", "", "", "", "", ""})
	copy(s.widths, []float64{16, 12, 20, 4, 4, 4})
	l := b.compared.lists
	shown := b.statementShown()
	contract := b.contractKeys()[0]
	scenario := s.choose(l, "Scenario", listScenarios, b.keys[shown], "scenario")
	of := s.choose(l, "Contract", listContracts, contract, "contract")
	s.add()
	look := style{role: figure, format: pence}
	traced := func(row int, item string) {
		if item == itemPlan {
			return // it stands here only where a term needs it
		}
		if name, other := tracedItems[item]; other {
			item = name
		}
		b.traced(s, row, labelCols+1, item, chosenScenario, chosenContract)
	}
	line := func(item, words string) int {
		n := strconv.Itoa(s.next())
		p := b.payments
		f := "SUMIFS(" + p.relative(at) + "," + p.labels(payScenario) + "," + scenario + "," + p.labels(payContract) + "," + of + "," + p.labels(payItem) + ",$A" + n + ")"
		row := s.addSeries([]cell{textCell(item, style{role: label}), textCell(words, style{role: label})},
			series{expr: cellExpr(f, p.months(b.keys[shown], contract, item)...), adds: true, style: look})
		traced(row, item)
		return row
	}
	s.add(textCell("What is paid", style{role: subhead}))
	first := line(itemBase, "block, activity, fixed element or capitation")
	for _, kind := range tariff.TermKinds() {
		for _, seen := range b.payments.terms {
			if seen == string(kind) {
				line(seen, termWords[kind])
			}
		}
	}
	last := s.next() - 1
	paid := s.sumOf(block{first, last})
	paid.text = "SUM(" + at + strconv.Itoa(first) + ":" + at + strconv.Itoa(last) + ")"
	pay := s.addSeries([]cell{textCell("payment", style{role: total}), textCell("sum of the lines", style{role: total})},
		series{expr: paid, adds: true, style: style{role: total, format: pence}})
	traced(pay, itemIncome)
	s.add()
	s.add(textCell("When it is paid", style{role: subhead}))
	moved := block{from: s.next()}
	line(itemCash, "on account with the uplifts published by then, and terms as they are booked")
	if b.payments.arrears {
		line(itemArrears, "for earlier months, as an uplift was published late")
		moved.to = s.next() - 1
		paid := s.sumOf(moved)
		paid.text = "SUM(" + at + strconv.Itoa(moved.from) + ":" + at + strconv.Itoa(moved.to) + ")"
		s.addSeries([]cell{textCell("paid in the month", style{role: total}), textCell("cash and arrears", style{role: total})},
			series{expr: paid, adds: true, style: style{role: total, format: pence}})
	}
	s.add()
	s.add(textCell("What stands behind it", style{role: subhead}))
	line(itemActivity, "activity at the contract's prices, whether it is paid so or not")
	line(itemPlan, "the plan at the same prices, where a term needs it")
	line(itemShadow, "activity at the shadow tariff")
	if b.payments.budgets {
		line(itemBudgets, "held by people in place of the contract's care; the commissioner pays it too")
	}
	if b.compared.costed {
		cost := line(itemCost, "cost of the contract's care")
		s.addSeries([]cell{textCell("surplus", style{role: total}), textCell("payment less cost of the contract's own care", style{role: total})},
			series{expr: minus(s.own(pay), s.own(cost)), adds: true, style: style{role: total, format: pence}})
	}
	return s
}

// What comments of the statement call the scenario and the contract: those chosen at its top.
const (
	chosenScenario = "SCENARIO"
	chosenContract = "CONTRACT"
)

// termWords say what each kind of term does to a payment.
var termWords = map[tariff.TermKind]string{
	tariff.Variable:  "paid or taken back for activity off plan",
	tariff.Marginal:  "what marginal rates take or give back",
	tariff.Cap:       "taken off by the cap",
	tariff.Collar:    "added by the collar",
	tariff.Withhold:  "kept back and not earned",
	tariff.Bonus:     "earned on top",
	tariff.GainShare: "the commissioner's share of cost off target",
	tariff.Budgets:   "taken out for personal budgets",
}

// statementShown is the scenario shown at first: the first with terms, else the first that
// is not the baseline.
func (b *book) statementShown() int {
	for i := range b.study.Scenarios {
		for _, c := range b.study.Scenarios[i].Result.Model.Contracts {
			if len(c.Terms) > 0 {
				return i
			}
		}
	}
	return b.firstShown()
}

// months adds the rows of an item of a contract under a scenario.
func (p *paymentSheet) months(scenario, contract, item string) []float64 {
	sums := make([]float64, len(p.time.months))
	for n := firstRow; n < p.next(); n++ {
		cells := p.rows[n-1].cells
		if cells[payScenario-1].text == scenario && cells[payContract-1].text == contract && cells[payItem-1].text == item {
			for i := range sums {
				sums[i] += p.rows[n-1].series.expr.at(i)
			}
		}
	}
	return sums
}
