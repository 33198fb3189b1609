package workbook

import (
	"strconv"

	"parity/engine"
	"parity/reports"
)

// planFunders sets what each funder's resources cost side by side. Costs are values of the run,
// as the Cost sheet's rows are of resources, not funders; their sum is held to the Payments
// sheet. Nil where fewer than two pay.
func (b *book) planFunders() *sheet {
	if !reports.SeveralFunders(b.study) {
		return nil
	}
	base := b.study.Scenarios[b.study.Baseline].Result.ByFunder()
	s := &sheet{name: "Who pays", title: "Who pays for what: cost by funder", kind: results,
		about:  "The whole run. Cost is that of the funder's resources, with what is stranded, and shift its change against the baseline. Care delivered, not delivered and asked in the place of other resources is at full unit cost. Values of the run; the last column has the cost on the Payments sheet, to which that of all funders comes.",
		widths: []float64{b.keyWidth(), b.nameWidth(), 22, 18, 18, 18, 18, 18, 18, 18, 20}, freeze: "D6", heads: [2]int{5, 5}, fit: 1}
	b.head(s)
	s.add()
	s.add(headsRight(3, "Scenario", "Title", "Funder", "Cost, £", "Of it stranded, £", "Shift, £", "Asked, £", "Delivered, £", "Not delivered, £", "Asked for others, £", "Cost on Payments, £")...)
	order := append([]int{b.study.Baseline}, b.withoutBaseline()...)
	rows := map[string]int{}
	for _, i := range order {
		b.funderRows(s, i, base, rows)
	}
	return s
}

// withoutBaseline are the scenarios but the baseline, in their order.
func (b *book) withoutBaseline() []int {
	var others []int
	for i := range b.study.Scenarios {
		if i != b.study.Baseline {
			others = append(others, i)
		}
	}
	return others
}

// funderRows are a scenario's funders and their sum; rows are where the baseline's stand.
func (b *book) funderRows(s *sheet, i int, base []engine.FunderTotals, rows map[string]int) {
	totals := b.study.Scenarios[i].Result.ByFunder()
	from := s.next()
	look := style{role: figure, format: pounds}
	all, allKnown := 0.0, true
	var lines [][]cell
	for _, t := range totals {
		row := strconv.Itoa(s.next())
		cost, isKnown := t.Cost.Known()
		all, allKnown = all+cost.Pounds(), allKnown && isKnown
		if i == b.study.Baseline {
			rows[t.Funder] = s.next()
		}
		stranded, strandedKnown := t.Stranded.Known()
		shift := amount(0, false)
		if was, there := rows[t.Funder]; isKnown {
			before := 0.0
			formula := "D" + row
			if there {
				before = funderCost(base, t.Funder)
				formula += "-D" + strconv.Itoa(was)
			}
			shift = formulaCell(formula, cost.Pounds()-before, look)
		}
		worth := func(v engine.FunderValue) cell { return numberCell(float64(v), style{role: value, format: pounds}) }
		lines = append(lines, append(b.scenarioLabels(i), textCell(t.Funder, style{role: label}), amount(cost, isKnown), amount(stranded, strandedKnown || !t.Stranded.Modelled), shift,
			formulaCell("H"+row+"+I"+row, float64(t.Delivered+t.Short), look), worth(t.Delivered), worth(t.Short), worth(t.AskedInstead)))
		s.add(lines[len(lines)-1]...)
	}
	if !allKnown || len(totals) == 0 {
		return
	}
	row := strconv.Itoa(s.next())
	paid := "SUMIFS(" + b.payments.relative("$"+b.time.total) + "," + b.payments.labels(payScenario) + ",$A" + row + "," + b.payments.labels(payItem) + "," + b.item(itemCost) + ")"
	sums := append(b.scenarioLabels(i), textCell("all", style{role: total}))
	for column := len(sums); column < len(lines[0]); column++ {
		sums = append(sums, sumOfLines(lines, column, from))
	}
	s.add(append(sums, formulaCell(paid, all, style{role: total, format: pounds}))...)
}

// sumOfLines is the sum of a column over lines that begin in a row; blank where one is not known.
func sumOfLines(lines [][]cell, column, from int) cell {
	sum := 0.0
	for _, line := range lines {
		if line[column].isText {
			return cell{}
		}
		sum += line[column].number
	}
	letter := columnName(column + 1)
	return formulaCell("SUM("+letter+strconv.Itoa(from)+":"+letter+strconv.Itoa(from+len(lines)-1)+")", sum, style{role: total, format: pounds})
}

// funderCost is a funder's cost among totals, in pounds.
func funderCost(totals []engine.FunderTotals, funder string) float64 {
	for k := range totals {
		if totals[k].Funder == funder {
			return totals[k].Cost.Pence.Pounds()
		}
	}
	return 0
}

// planConsequences writes what care not delivered costs elsewhere, by sector: person-years x
// pounds. Nil where the model states none, or all is delivered.
func (b *book) planConsequences() *sheet {
	s := &sheet{name: "Costs elsewhere", title: "What a saving costs elsewhere", kind: results,
		about:  "Person-years of care not delivered x the pounds of the table consequences, to the penny by month: values of the run. Paid by nobody in this model.",
		widths: []float64{b.keyWidth(), b.nameWidth(), 20, 18, 18, 18}, freeze: "C6", heads: [2]int{5, 5}, fit: 1}
	b.head(s)
	s.add()
	s.add(headsRight(3, "Scenario", "Title", "Sector", "Costs it, £", "Cost of care, £", "Change of it, £")...)
	costOf := func(scenario string) string {
		return "SUMIFS(" + b.payments.relative("$"+b.time.total) + "," + b.payments.labels(payScenario) + "," + scenario + "," + b.payments.labels(payItem) + "," + b.item(itemCost) + ")"
	}
	baseline := b.constants.word(b.keys[b.study.Baseline]).text
	careOf := func(r *engine.Result) float64 {
		return engine.Compare([]*engine.Result{r}, 0).Sides[0].Whole.All.Cost.Pence.Pounds()
	}
	before := careOf(b.study.Scenarios[b.study.Baseline].Result)
	some := false
	for i := range b.study.Scenarios {
		r := b.study.Scenarios[i].Result
		if len(r.Unmet()) == 0 {
			continue
		}
		for _, sector := range r.BySector() {
			some = true
			row := strconv.Itoa(s.next())
			cost, isKnown := sector.Cost.Known()
			care, look := careOf(r), style{role: figure, format: pounds}
			s.add(append(b.scenarioLabels(i), textCell(sector.Sector, style{role: label}), amount(cost, isKnown), formulaCell(costOf("$A"+row), care, look),
				formulaCell("E"+row+"-"+costOf(baseline), care-before, look))...)
		}
	}
	if !some {
		return nil
	}
	return s
}
