package workbook

import "strconv"

// draws checks what draws came to: quantiles in order, and differences that are those of the
// means.
func (c *checkSheet) draws(b *book, penny expr) {
	d := b.risk.drawn
	order, none := "", numberCell(0, style{})
	for i, pair := range [][2]int{{drawnP10, drawnP50}, {drawnP50, drawnP90}} {
		if i > 0 {
			order += "+"
		}
		order += "SUMPRODUCT(--(" + d.column(pair[0]) + ">" + d.column(pair[1]) + "))"
	}
	c.check("Draws: figures whose P10 is above their P50, or P50 above P90", formulaCell(order, 0, style{}), none, b.constants.constant("A penny, £", 0.01), count)
	if b.risk.pairs == nil {
		return
	}
	two := b.constants.constant("Two pennies, £: both means are rounded", 0.02)
	for _, pair := range b.risk.pairs.wholes {
		mean := func(scenario int) (string, float64) {
			n := d.rowOf[drawnKey{scenario, pair.item, periodTotal}]
			return d.prefix() + fixedCell(drawnMean, n), d.figure(n, drawnMean)
		}
		is, x := mean(pair.scenario)
		base, y := mean(b.study.Baseline)
		c.check("Differences: mean difference of "+pair.item+" under "+b.keys[pair.scenario]+" is the difference of the means",
			formulaCell(b.risk.pairs.prefix()+fixedCell(pairMean, pair.row), b.risk.pairs.figure(pair.row, pairMean), style{}), formulaCell(is+"-"+base, x-y, style{}), two, pence)
	}
}

// undrawn compares the projection that stands beside the draws with the workbook's as it is
// now, and gives what the flag says where they differ.
func (c *checkSheet) undrawn(b *book, penny expr) string {
	d := b.risk.drawn
	c.add(textCell("The projection as it stands, against the one that was drawn around: where they differ the draws are stale", style{role: subhead}))
	sum := c.next()
	c.add(textCell("Projections that are not as drawn, in all", style{role: strong}), cell{isSet: true})
	from := c.next()
	look := style{role: figure, format: pence}
	for k := range b.keys {
		for _, item := range b.risk.items {
			n := strconv.Itoa(c.next())
			row := d.rowOf[drawnKey{k, item, periodTotal}]
			at, now := b.compared.whole(item, k)
			was := d.figure(row, drawnStands)
			c.add(textCell(b.keys[k]+", "+item+": now, as drawn around, apart, allowed, stale", style{role: label}),
				formulaCell(at, now, look), formulaCell(d.prefix()+fixedCell(drawnStands, row), was, look),
				formulaCell("ROUND(B"+n+"-C"+n+",2)", roundHalfAway(now-was, 2), look), exprCell(penny, style{role: figure}),
				formulaCell("IF(MAX(D"+n+",-D"+n+")>E"+n+",1,0)", isStale(now-was, penny), style{role: figure, format: count}))
		}
	}
	letter := columnName(checkFails)
	stale := 0.0
	for n := from; n < c.next(); n++ {
		stale += c.figure(n, checkFails)
	}
	c.rows[sum-1].cells[1] = formulaCell("SUM("+letter+strconv.Itoa(from)+":"+letter+strconv.Itoa(c.next()-1)+")", stale, style{role: figure, format: count})
	return `&IF(` + fixedCell(checkOne, sum) + `=0,""," DRAWS ARE STALE: inputs were changed since they were drawn. Save, then run: parity risk FILE")`
}

// isStale is 1 where two projections lie apart.
func isStale(apart float64, allowed expr) float64 {
	if roundHalfAway(apart, 2) > allowed.at(0) || roundHalfAway(apart, 2) < -allowed.at(0) {
		return 1
	}
	return 0
}
