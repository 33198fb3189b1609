package workbook

import (
	"strconv"

	"parity/engine"
	"parity/tariff"
)

// planMarket writes what markets come to, each against the same scenario without it: values, as
// the run without it is not in the workbook. It is nil where no scenario has one.
func (b *book) planMarket() *sheet {
	s := &sheet{name: "Market effect", title: "Market: what is let, and what it leaves", kind: results,
		about:  "Each scenario with a market against the same scenario without it, over the whole run. What each side comes to is a value of the run: change the market and run Parity again.",
		widths: []float64{24, 16, 54, 18, 18, 18, 18, 18, 18}, freeze: "A6"}
	b.head(s)
	found := false
	for i := range b.study.Scenarios {
		scenario := &b.study.Scenarios[i]
		if scenario.Result.WithoutMarket == nil {
			continue
		}
		for _, effect := range engine.MarketEffects(scenario.Result, scenario.Result.WithoutMarket) {
			found = true
			b.marketEffect(s, i, &effect)
		}
	}
	if !found {
		return nil
	}
	return s
}

func words(texts ...string) []cell {
	var cells []cell
	for _, text := range texts {
		cells = append(cells, textCell(text, style{role: label}))
	}
	return cells
}

// amount is an amount of money as the run gave it, or that it is not known.
func amount(pence tariff.Pence, isKnown bool) cell {
	if !isKnown {
		return textCell("not known", style{role: label, right: true})
	}
	return numberCell(pence.Pounds(), style{role: value, format: pounds})
}

func (b *book) marketEffect(s *sheet, i int, e *engine.MarketEffect) {
	key, r := b.keys[i], b.study.Scenarios[i].Result
	m := r.Model
	s.add()
	s.add(headsRight(3, "Scenario", "Contract", "What", "Without, £", "With, £", "Change, £")...)
	line := func(contract int, what string, before, after tariff.Pence, known bool) string {
		row := strconv.Itoa(s.next())
		cells := append(words(key, m.Contracts[contract].Name, what), amount(before, known), amount(after, known), notKnown())
		if known {
			cells[5] = formulaCell("E"+row+"-D"+row, (after - before).Pounds(), style{role: figure, format: pounds})
		}
		s.add(cells...)
		return row
	}
	money := func(contract int, was, is engine.MarketSide, margin string) (row int) {
		before, beforeKnown := was.Cost.Known()
		after, afterKnown := is.Cost.Known()
		known := beforeKnown && afterKnown
		income, cost := line(contract, "income", was.Income, is.Income, true), line(contract, "cost of its packages", before, after, known)
		row = s.next()
		line(contract, margin, was.Income-before, is.Income-after, known)
		if known {
			cells := s.rows[row-1].cells
			for k, column := range []string{"D", "E"} {
				cells[3+k] = formulaCell(column+income+"-"+column+cost, cells[3+k].number, style{role: figure, format: pounds})
			}
		}
		return row
	}
	less := money(e.Incumbent.Contract, e.IncumbentWithout, e.Incumbent, "income less cost of its packages")
	stranded, strandedKnown := e.Stranded.Known()
	s.add(append(words(key, m.Contracts[e.Incumbent.Contract].Name, "stranded with the provider, more than without"), cell{}, cell{}, amount(stranded, strandedKnown))...)
	margin, change := notKnown(), s.rows[less-1].cells[5]
	if strandedKnown && change.formula != "" {
		margin = formulaCell("F"+strconv.Itoa(less)+"-F"+strconv.Itoa(s.next()-1), change.number-stranded.Pounds(), style{role: figure, format: pounds})
	}
	s.add(append(words(key, m.Contracts[e.Incumbent.Contract].Name, "margin, with what is stranded"), cell{}, cell{}, margin)...)
	line(e.Incumbent.Contract, "paid by its commissioner in all", e.PaidWithout, e.Paid, true)
	for _, entrant := range e.Entrants {
		money(entrant.Contract, engine.MarketSide{Cost: engine.Cost{Modelled: true}}, entrant, "margin")
	}
	for _, c := range e.Casemix {
		s.add(append(words(key, m.Contracts[e.Incumbent.Contract].Name, "casemix index, "+c.Measure.String()),
			numberCell(1, style{role: value, format: index}), numberCell(c.Index, style{role: value, format: index}))...)
	}
	b.marketYears(s, i, e)
	b.letCurrencies(s, i, e)
	b.cherries(s, i, e)
}

// marketYears are what changes for the incumbent by financial year.
func (b *book) marketYears(s *sheet, i int, e *engine.MarketEffect) {
	m := b.study.Scenarios[i].Result.Model
	s.add()
	s.add(headsRight(3, "Scenario", "Contract", "Change by financial year", "Income, £", "Cost of its packages, £", "Stranded, steps held, £", "Stranded, fixed, £", "Margin, £")...)
	for y := range e.Years {
		of := &e.Years[y]
		row := strconv.Itoa(s.next())
		margin, marginKnown := of.Margin()
		cells := append(words(b.keys[i], m.Contracts[e.Incumbent.Contract].Name, m.Years()[y].String()), amount(of.Income, true), amount(of.Cost.Known()),
			amount(of.StrandedSemiFixed.Known()), amount(of.StrandedFixed.Known()), amount(0, false))
		if marginKnown {
			cells[7] = formulaCell("D"+row+"-E"+row+"-F"+row+"-G"+row, margin.Pounds(), style{role: figure, format: pounds})
		}
		s.add(cells...)
	}
}

// letCurrencies are who of each currency goes, and what a year of their care costs.
func (b *book) letCurrencies(s *sheet, i int, e *engine.MarketEffect) {
	m := b.study.Scenarios[i].Result.Model
	s.add()
	s.add(headsRight(3, "Scenario", "Currency", "Name", "Years without", "Years stay", "Years go", "£ a year without", "£ a year stay", "£ a year go")...)
	for _, l := range e.Currencies {
		cells := words(b.keys[i], m.Currencies[l.Currency].Key, m.Currencies[l.Currency].Name)
		for _, years := range []tariff.Quantity{l.Before, l.Stay, l.Gone} {
			cells = append(cells, numberCell(years.Units(), style{role: value, format: quantity}))
		}
		for _, of := range []struct {
			cost  engine.Cost
			years tariff.Quantity
		}{{l.BeforeCost, l.Before}, {l.StayCost, l.Stay}, {l.GoneCost, l.Gone}} {
			cost, isKnown := of.cost.Known()
			if !isKnown || of.years == 0 {
				cells = append(cells, amount(0, false))
				continue
			}
			cells = append(cells, numberCell(cost.Pounds()/of.years.Units(), style{role: value, format: pounds}))
		}
		s.add(cells...)
	}
}

// cherries rank the incumbent's currencies, as they are without the market, at each schedule.
func (b *book) cherries(s *sheet, i int, e *engine.MarketEffect) {
	without := b.study.Scenarios[i].Result.WithoutMarket
	m, contract := without.Model, e.Incumbent.Contract
	for _, schedule := range m.BiddableSchedules(contract) {
		list, err := engine.CherryList(without, contract, schedule.Schedule)
		if err != nil || len(list) == 0 {
			continue // a price beyond what can be paid for is a fault of the run itself
		}
		s.add()
		s.add(textCell("What a bidder at "+schedule.Name+" would take of "+m.Contracts[contract].Name+": price less cost without the market", style{role: strong}))
		s.add(headsRight(3, "Scenario", "Currency", "Name", "Worth, £", "Cost, £", "Person-years", "Margin, £", "Margin, £ a year", "")...)
		for k := range list {
			b.cherry(s, i, m, &list[k])
		}
	}
}

// cherry is one currency at a schedule: what a bidder would have left of it, in all and a year.
func (b *book) cherry(s *sheet, i int, m *engine.Model, cherry *engine.Cherry) {
	row := strconv.Itoa(s.next())
	margin, _ := cherry.MarginAYear()
	verdict := "left behind"
	if cherry.Margin() > 0 {
		verdict = "bid for"
	}
	look := style{role: figure, format: pounds}
	s.add(append(words(b.keys[i], m.Currencies[cherry.Currency].Key, m.Currencies[cherry.Currency].Name),
		amount(cherry.Value, true), amount(cherry.Cost, true), numberCell(cherry.PersonYears.Units(), style{role: value, format: quantity}),
		formulaCell("D"+row+"-E"+row, cherry.Margin().Pounds(), look), formulaCell("IF(F"+row+"=0,0,G"+row+"/F"+row+")", margin, look),
		textFormula("IF(G"+row+">0,\"bid for\",\"left behind\")", verdict, style{role: label}))...)
}
