package workbook

import (
	"strconv"

	"parity/engine"
	"parity/tariff"
)

// missed counts prices and costs that are not known.
type missed struct{ row, count int }

// missing lists what has no price or no cost.
func (c *checkSheet) missing(b *book) missed {
	c.add(textCell("Prices and unit costs that are missing: never taken for zero, but nothing is paid or costed for them", style{role: subhead}))
	row := c.next()
	c.add(textCell("Missing, in all", style{role: strong}), cell{isSet: true, style: style{role: value, format: count}})
	total := 0
	for i := range b.study.Scenarios {
		for _, words := range missingOf(b.study.Scenarios[i].Result) {
			c.add(textCell(b.keys[i]+": "+words, style{role: label}), numberCell(1, style{role: value, format: count}))
			total++
		}
	}
	sum := "0"
	if total > 0 {
		sum = "SUM(B" + strconv.Itoa(row+1) + ":B" + strconv.Itoa(row+total) + ")"
		c.rows[row-1].cells[1] = formulaCell(sum, float64(total), style{role: figure, format: count})
	} else {
		c.rows[row-1].cells[1] = numberCell(0, style{role: value, format: count})
	}
	return missed{row, total}
}

// missingOf names what a result has no price or cost for.
func missingOf(r *engine.Result) []string {
	var list []string
	for k := range r.Contracts {
		for u := range r.Contracts[k].Priced {
			unit := &r.Contracts[k].Priced[u]
			for i := range unit.Price {
				if unit.Price[i].State == tariff.Missing {
					list = append(list, "contract "+r.Model.Contracts[k].Name+", currency "+r.Model.Currencies[unit.Currency].Key+", "+unit.Measure.String()+" has no price from "+r.Model.Month(i).String())
					break
				}
			}
		}
	}
	if r.Care != nil {
		for k := range r.Care.Resources {
			is := &r.Care.Resources[k]
			for i, known := range is.CostKnown {
				if !known {
					list = append(list, "resource "+r.Model.Resources[is.Resource].Key+" of provider "+r.Model.Providers[is.Provider].Key+" has no unit cost from "+r.Model.Month(i).String())
					break
				}
			}
		}
	}
	return list
}

// stale counts inputs that are no longer as run, table by table, and gives the row of
// their sum.
func (c *checkSheet) stale(b *book, a *asRun) int {
	c.add(textCell("Inputs that formulas cannot follow: cells that are no longer as Parity used them", style{role: subhead}))
	row := c.next()
	c.add(textCell("Cells and rows changed since the run, in all", style{role: strong}), formulaCell("SUM(B"+strconv.Itoa(row+1)+":B"+strconv.Itoa(row+len(a.tables))+")", 0, style{role: figure, format: count}))
	for _, t := range a.tables {
		n := len(t.of.table.Rows)
		c.add(textCell("Table "+t.of.name+": cells changed, and rows added or taken out", style{role: label}),
			formulaCell(t.differing(a.sheet)+"+MAX("+t.rowsNow()+"-C"+strconv.Itoa(c.next())+",C"+strconv.Itoa(c.next())+"-"+t.rowsNow()+")", 0, style{role: figure, format: count}),
			numberCell(float64(n), style{role: value, format: count}), textCell("rows as run", style{role: label}))
	}
	return row
}

// now says how far live figures have moved from the run.
func (c *checkSheet) now(b *book) {
	c.add(textCell("Income as it stands, against income as Parity ran it: what changes made in this workbook have moved", style{role: subhead}))
	for i := range b.keys {
		was := last(b.payments.total(b.keys[i], payScenario, "", itemIncome))
		n := strconv.Itoa(c.next())
		look := style{role: figure, format: pence}
		c.add(textCell(b.keys[i]+": income now, income as run, moved by", style{role: label}),
			formulaCell(b.compared.prefix()+fixedCell(b.compared.total, b.compared.income.from+i), was, look),
			numberCell(roundHalfAway(was, 2), style{role: value, format: pence}), formulaCell("ROUND(B"+n+"-C"+n+",2)", 0, look))
	}
}
