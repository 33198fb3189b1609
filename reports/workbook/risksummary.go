package workbook

import (
	"strconv"

	"parity/engine"
)

// planRiskSummary writes the page to read first of what draws came to: chances in words, and
// each scenario's range beside its projection.
func (b *book) planRiskSummary() *sheet {
	f, c := b.risk.figures, b.compared
	s := &sheet{name: "Risk", title: "Risk: how far results may lie from the projection", kind: results,
		about: b.drawsInWords(), holds: "Chances in words, and each scenario's projection, mean and range, over the run or a year.",
		widths: []float64{b.keyWidth(), b.nameWidth(), 17, 17, 15, 13, 17, 17, 17, 15, 17, 13, 11, 10}}
	for len(s.widths) < 2+len(b.keys) { // who pays more than whom has a column for each scenario
		s.widths = append(s.widths, 13)
	}
	b.head(s)
	s.add()
	period := s.choose(c.lists, "Period shown", listYears, periodTotal, "year")
	s.add(textCell("The projection is the workbook's own, and moves with its inputs. The mean of the draws is the principal projection; P10 and P90 are what one draw in ten lies below and above. Errors are Monte Carlo errors, one standard error.", style{role: lead}))
	for _, item := range b.risk.items {
		s.add()
		b.riskTable(s, item, period)
	}
	b.payingMore(s)
	s.add()
	s.add(textCell("What may happen over the whole run, in words (as drawn)", style{role: subhead}))
	for k := range f.Scenarios {
		for _, sentence := range f.Scenarios[k].Chances {
			s.add(textCell(sentence, style{role: finding}))
		}
	}
	for k := range f.Scenarios {
		if words := f.Scenarios[k].BendsInWords(); words != "" {
			s.add(textCell(words, style{role: finding}))
		}
	}
	if words := f.ErrorsInWords(); words != "" {
		s.add(textCell(words, style{role: finding}))
	}
	return s
}

// riskTable is a table of one item, a row a scenario.
func (b *book) riskTable(s *sheet, item, period string) {
	d, c := b.risk.drawn, b.compared
	s.add(textCell(itemTitles[item], style{role: subhead}))
	worst, lines := "Mean of the highest tenth, £", 2
	if item == engine.GoalSurplus {
		worst, lines = "Expected shortfall (mean of the lowest tenth), £", 4
	}
	names := []string{"Scenario", "Title", "Projection, £", "Mean of the draws, £", "Mean less projection, £", "Error of the mean, £", "P10, £", "P50, £", "P90, £",
		"P10 to P90, £", worst, "Error of that mean, £"}
	if item == engine.GoalSurplus {
		names = append(names, "Chance of a deficit", "Error of the chance")
	}
	n := s.add(headsRight(2, names...)...)
	s.rows[n-1].height = float64(lines)*lineHeight + 4
	money, of := style{role: figure, format: pounds}, b.item(item)
	for k := range b.keys {
		n := strconv.Itoa(s.next())
		look := func(column int) cell {
			return d.lookUp("$A"+n, of, period, column, d.at(k, item, periodTotal, column), money)
		}
		live, now := c.projected(item, k, period)
		mean, low, high := look(drawnMean), look(drawnP10), look(drawnP90)
		cells := append(b.scenarioLabels(k), formulaCell(live, now, money), mean, formulaCell("ROUND(D"+n+"-C"+n+",2)", rounded(mean.number-now, drawnPoundsPlaces), money), look(drawnMeanError),
			low, look(drawnP50), high, formulaCell("I"+n+"-G"+n, high.number-low.number, money), look(drawnShortfall), look(drawnShortfallError))
		if item == engine.GoalSurplus {
			for _, column := range []int{drawnDeficit, drawnDeficitError} {
				chance := look(column)
				chance.style.format = percent
				cells = append(cells, chance)
			}
		}
		row := s.add(cells...)
		s.rows[row-1].height = s.tall(row)
	}
}

// projected is an item of a scenario on the sheet Comparison, in the period a cell names.
func (c *comparisonSheet) projected(item string, scenario int, period string) (formula string, total float64) {
	of := c.of(item)
	row := of.from + scenario
	return "INDEX(" + c.fixedRange(c.years, row, c.total, row) + ",MATCH(" + period + "," + c.fixedRange(c.years, of.from-1, c.total, of.from-1) + ",0))", c.figure(row, c.total)
}

// whole is an item of a scenario over the whole run.
func (c *comparisonSheet) whole(item string, scenario int) (at string, total float64) {
	row := c.of(item).from + scenario
	return c.prefix() + fixedCell(c.total, row), c.figure(row, c.total)
}

// of is the table of an item by scenario.
func (c *comparisonSheet) of(item string) block {
	return map[string]block{engine.ItemIncome: c.income, engine.GoalCost: c.cost, engine.GoalSurplus: c.surplus}[item]
}

// payingMore is the table of chances that one scenario pays more than another.
func (b *book) payingMore(s *sheet) {
	if len(b.keys) < 2 {
		return
	}
	s.add()
	s.add(textCell("Chance that the scenario of the row pays more than that of the column, over the whole run, on the same draws", style{role: subhead}))
	n := s.add(headsRight(2, append([]string{"Scenario", "Title"}, b.keys...)...)...)
	s.rows[n-1].height = 2*lineHeight + 4
	for i := range b.keys {
		cells := b.scenarioLabels(i)
		for j := range b.keys {
			if i == j {
				cells = append(cells, textCell("-", style{role: label, right: true}))
				continue
			}
			cells = append(cells, drawnShare(b.risk.figures.More[i][j].P()))
		}
		row := s.add(cells...)
		s.rows[row-1].height = s.tall(row)
	}
}
