package workbook

import "strconv"

// inRealTerms is a table of income at the prices of the deflator's base year:
// ROUND(cash x D(base) / D(year), 2). The model without a deflator has none.
func (c *comparisonSheet) inRealTerms(b *book) {
	s := b.open(b.study.Baseline)
	d := s.result.Model.Deflator
	if d == nil {
		return
	}
	t := s.table("indices")
	of := func(year string) (expr, bool) {
		rows := rowsOf(t, "index", d.Name, "year", year)
		if len(rows) == 0 {
			return expr{}, false
		}
		return s.input(t, rows[0], "value"), true
	}
	base, known := of(d.Base.String())
	var links []cell
	for _, year := range b.time.years {
		at, ok := of(year.String())
		known = known && ok
		if known {
			links = append(links, exprCell(at, style{role: figure, format: factor}))
		}
	}
	if !known {
		return
	}
	c.heads(b, "Income in real terms: prices of "+d.Base.String()+", deflator "+d.Name+" ("+orElse(d.Release, "release not named")+")")
	n := c.add(append([]cell{textCell("deflator", style{role: strong}), textCell("index of each year; of the base year under Total", style{role: prose})}, links...)...)
	c.rows[n-1].cells = append(c.rows[n-1].cells, exprCell(base, style{role: figure, format: factor}))
	row := strconv.Itoa(n)
	for i := range b.keys {
		m := strconv.Itoa(c.next())
		cells := b.scenarioLabels(i)
		sum := 0.0
		for y := range b.time.years {
			l := columnName(c.years + y)
			x := roundHalfAway(c.figure(c.income.from+i, c.years+y)*base.at(0)/links[y].number, 2)
			sum += x
			cells = append(cells, formulaCell("ROUND("+l+strconv.Itoa(c.income.from+i)+"*$"+columnName(c.total)+"$"+row+"/"+l+"$"+row+",2)", x, style{role: figure, format: pounds}))
		}
		cells = append(cells, formulaCell("SUM("+columnName(c.years)+m+":"+columnName(c.total-1)+m+")", sum, style{role: figure, format: pounds}))
		k := c.add(cells...)
		c.rows[k-1].height = c.tall(k)
	}
	c.add()
}
