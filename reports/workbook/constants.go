package workbook

import "strconv"

// constants is the sheet of months and of the numbers that formulas use by name: nothing
// but 0, 1 and the 2 places of a penny stands in a formula itself.
type constants struct {
	*sheet
	ofYear expr // the month's number in its financial year
	days   expr // of the month
	// daysRow is where they stand; its years are those of the run.
	daysRow int
	april   string
	twelve  expr
	named   map[string]int
}

const constantColumn = labelCols

// planConstants lays out the months.
func (b *book) planConstants() {
	t := b.time
	s := &sheet{name: "Time", title: "Months and constants", kind: workings, time: t,
		about: "The months of the run, in the same columns on every sheet that has months, and the numbers that formulas use by name."}
	c := &constants{sheet: s, named: map[string]int{}}
	b.constants = c
	b.head(s)
	s.skip(4)
	row := func(label string, yearly func(int) cell, total cell, monthly func(int) cell) {
		cells := make([]cell, labelCols)
		cells[0] = textCell(label, style{role: head})
		for i := 1; i < labelCols; i++ {
			cells[i] = cell{style: style{role: head}}
		}
		for y := range t.years {
			cells = append(cells, yearly(y))
		}
		cells = append(cells, total, cell{})
		for i := range t.months {
			cells = append(cells, monthly(i))
		}
		s.add(cells...)
	}
	top := style{role: head, format: yearNumber, right: true}
	row("Financial year, by the year it begins in", func(y int) cell { return numberCell(float64(t.years[y]), top) }, textCell("all", top),
		func(i int) cell { return numberCell(float64(t.months[i].Year()), top) })
	row("Month", func(y int) cell { return textCell(t.years[y].String(), top) }, textCell("Total", top),
		func(i int) cell { return textCell(t.months[i].String(), top) })
	number := make([]float64, len(t.months))
	days := make([]float64, len(t.months))
	for i, m := range t.months {
		number[i], days[i] = float64(m.OfYear()), float64(m.Days())
	}
	n := s.addSeries([]cell{textCell("Month of the financial year (April is 1)", style{role: label})},
		series{expr: expr{values: number}, values: true, style: style{role: value, format: count}})
	c.ofYear = s.series(n)
	n = s.addSeries([]cell{textCell("Days in the month", style{role: label})},
		series{expr: expr{values: days}, values: true, adds: true, style: style{role: value, format: count}})
	c.days, c.daysRow = s.series(n), n
	row("April of the financial year", func(int) cell { return cell{} }, cell{}, func(i int) cell {
		return textCell(t.months[i].Year().April().String(), style{role: value, right: true})
	})
	c.april = s.prefix() + at + "$" + strconv.Itoa(len(s.rows))
	s.add()
	s.add(textCell("Constants", style{role: subhead}))
	c.twelve = c.constant("Months in a year", monthsInYear)
	s.freeze = t.first() + strconv.Itoa(firstRow)
	s.heads = [2]int{4, 5}
	s.widths = timeWidths(t)
}

const monthsInYear = 12

// constant is a number by name, added where it is first asked for.
func (c *constants) constant(name string, x float64) expr {
	n, known := c.named[name]
	if !known {
		n = c.put(name, numberCell(x, style{role: value}))
	}
	return c.fixed(constantColumn, n)
}

// month is a month by name, to compare months with.
func (c *constants) month(text string) expr {
	name := "From " + text
	n, known := c.named[name]
	if !known {
		n = c.put(name, textCell(text, style{role: value, right: true}))
	}
	return c.fixed(constantColumn, n)
}

// word is a word that formulas look for.
func (c *constants) word(text string) expr {
	name := "Word: " + text
	n, known := c.named[name]
	if !known {
		n = c.put(name, textCell(text, style{role: value, right: true}))
	}
	return c.fixed(constantColumn, n)
}

func (c *constants) put(name string, is cell) int {
	cells := make([]cell, constantColumn)
	cells[0], cells[constantColumn-1] = textCell(name, style{role: label}), is
	n := c.add(cells...)
	c.named[name] = n
	return n
}

// places is how many decimal places unit prices or unit costs are rounded to.
func (c *constants) places(n int) expr {
	return c.constant("Decimal places: "+strconv.Itoa(n), float64(n))
}
