package workbook

import (
	"slices"
	"strconv"
	"strings"

	"parity/engine"
	"parity/tariff"
)

// notDelivered is what each currency is not delivered in each scenario: people's worth of care,
// review periods, and the units of resources; and all currencies together.
func (c *cutSheet) notDelivered() {
	var units []string
	for _, i := range c.listed {
		for _, of := range c.book.study.Scenarios[i].Result.NotDeliveredIn() {
			if !slices.Contains(units, of.Unit) {
				units = append(units, of.Unit)
			}
		}
	}
	if units == nil {
		return
	}
	names := []string{"Scenario", "Currency", "Person-years", "Review periods"}
	for _, unit := range units {
		names = append(names, unitWord(unit)+"s")
	}
	c.add()
	c.add(textCell("Care not delivered by currency; units are those of the resource that is short, whether or not another stands in", style{role: strong}))
	c.add(headsRight(2, names...)...)
	for _, i := range c.listed {
		c.currencies(i, units)
	}
}

// currencies are one scenario's currencies that miss some care, and their sum.
func (c *cutSheet) currencies(i int, units []string) {
	b, s := c.book, c.sheet
	r := b.study.Scenarios[i].Result
	short := r.UnmetIn()
	if len(short) == 0 {
		return
	}
	from := s.next()
	known := true
	all := engine.CareTotals{Units: r.NotDeliveredIn()}
	quantities := func(q tariff.Quantity, isKnown bool) cell {
		if !isKnown {
			return notKnown()
		}
		return numberCell(q.Units(), style{role: value, format: quantity})
	}
	for k := range short {
		of := &short[k]
		currency := &r.Model.Currencies[of.Currency]
		all.PersonYears, all.Periods, known = all.PersonYears+of.PersonYears, all.Periods+of.Periods, known && of.Known
		cells := []cell{textCell(b.keys[i], style{role: label}), textCell(strings.TrimSpace(currency.Key+" "+currency.Name), style{role: label}), quantities(of.PersonYears, of.Known), quantities(of.Periods, of.Known)}
		for _, unit := range units {
			cells = append(cells, quantities(of.In(unit), true))
		}
		s.add(cells...)
	}
	last := strconv.Itoa(s.next() - 1)
	sum := func(column int, q tariff.Quantity, isKnown bool) cell {
		if !isKnown {
			return notKnown()
		}
		name := columnName(column)
		return formulaCell("SUM("+name+strconv.Itoa(from)+":"+name+last+")", q.Units(), style{role: total, format: quantity})
	}
	cells := []cell{textCell(b.keys[i], style{role: total}), textCell("all", style{role: total}), sum(3, all.PersonYears, known), sum(4, all.Periods, known)}
	for k, unit := range units {
		cells = append(cells, sum(5+k, all.In(unit), true))
	}
	s.add(cells...)
}

// gapCare is, for each scenario with a gap, the care that is given by currency, and of it the share
// that the gap is of its cost: what would go if the gap were met by care.
func (c *cutSheet) gapCare() {
	var units []string
	given := map[int][]engine.CareTotals{}
	for _, i := range c.shown {
		if c.readings[i].Gap == 0 {
			continue
		}
		given[i] = c.book.study.Scenarios[i].Result.CareGiven()
		for k := range given[i] {
			for _, of := range given[i][k].Units {
				if !slices.Contains(units, of.Unit) {
					units = append(units, of.Unit)
				}
			}
		}
	}
	if len(given) == 0 {
		return
	}
	names := []string{"Scenario", "Currency", "Person-years", "of the gap", "Review periods", "of the gap"}
	for _, unit := range units {
		names = append(names, unitWord(unit)+"s", "of the gap")
	}
	c.add()
	c.add(textCell("A gap as care, if it were met by the same share off all care: what is given over the run, and what of it would go", style{role: strong}))
	c.add(headsRight(2, names...)...)
	for _, i := range c.shown {
		for k := range given[i] {
			c.gapCurrency(i, &given[i][k], units)
		}
	}
}

// gapCurrency is one currency's care in a scenario with a gap.
func (c *cutSheet) gapCurrency(i int, of *engine.CareTotals, units []string) {
	share, row := "$K$"+c.row(c.firstMoney, i), strconv.Itoa(c.next())
	currency := &c.book.study.Scenarios[i].Result.Model.Currencies[of.Currency]
	cells := []cell{textCell(c.book.keys[i], style{role: label}), textCell(strings.TrimSpace(currency.Key+" "+currency.Name), style{role: label})}
	given := func(q tariff.Quantity, isKnown bool) {
		if !isKnown {
			cells = append(cells, notKnown(), notKnown())
			return
		}
		at := columnName(len(cells) + 1)
		cells = append(cells, numberCell(q.Units(), style{role: value, format: quantity}),
			formulaCell(share+"*"+at+row, c.readings[i].GapShare*q.Units(), style{role: figure, format: quantity}))
	}
	given(of.PersonYears, of.Known)
	given(of.Periods, of.Known)
	for _, unit := range units {
		given(of.In(unit), true)
	}
	c.add(cells...)
}
