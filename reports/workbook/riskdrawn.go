package workbook

import (
	"strconv"

	"parity/engine/risk"
	"parity/reports"
)

// drawnSheet holds what the draws of every figure came to, one figure a row: values that only
// Parity can draw again.
type drawnSheet struct {
	*sheet
	rowOf map[drawnKey]int
}

// drawnKey is a figure of all that is paid under a scenario.
type drawnKey struct {
	scenario     int
	item, period string
}

// Columns of the sheet of draws.
const (
	drawnName = 1 + iota
	drawnScenario
	drawnItem
	drawnContract
	drawnProvider
	drawnStep
	drawnPeriod
	drawnUnit
	drawnStands
	drawnMean
	drawnMeanError
	drawnSD
	drawnLeast
	drawnP1
	drawnP5
	drawnP10
	drawnP10Error
	drawnP25
	drawnP50
	drawnP50Error
	drawnP75
	drawnP90
	drawnP90Error
	drawnP95
	drawnP99
	drawnMost
	drawnDeficit
	drawnDeficitError
	drawnShortfall
	drawnShortfallError
	drawnHalve
	drawnColumns = iota
)

var drawnHeads = [drawnColumns]string{"Looked up as", "Scenario", "Item", "Contract", "Provider", "Step", "Period", "Unit", "As projected",
	"Mean", "Monte Carlo error of the mean", "Standard deviation", "Least", "P1", "P5", "P10", "Error of P10", "P25", "P50", "Error of P50", "P75",
	"P90", "Error of P90", "P95", "P99", "Most", "Chance below zero", "Error of the chance", "Mean of the worst tenth", "Error of that mean",
	"Draws that halve the errors"}

// drawnQuantiles are the columns of the quantiles, and of their errors where there is one.
var drawnQuantiles = []struct{ percent, column, error int }{
	{1, drawnP1, 0}, {5, drawnP5, 0}, {10, drawnP10, drawnP10Error}, {25, drawnP25, 0}, {50, drawnP50, drawnP50Error},
	{75, drawnP75, 0}, {90, drawnP90, drawnP90Error}, {95, drawnP95, 0}, {99, drawnP99, 0},
}

// periodTotal is what the whole run is called where a period is chosen.
const periodTotal = "Total"

func periodWord(p risk.Period) string {
	if p == (risk.Period{}) {
		return periodTotal
	}
	return p.String()
}

// keyEnd ends what a figure of all that is paid is looked up as, before its period: no
// contract, provider or step.
const keyEnd = "||||"

// planDrawn writes every figure.
func (b *book) planDrawn() *drawnSheet {
	s := &sheet{name: "Draws", title: "What the draws of every figure came to", kind: workings, freeze: "J6", heads: [2]int{inputHead, inputHead},
		about: drawCount(b.risk.figures.Draws) + ", seed " + strconv.FormatUint(b.risk.figures.Seed, 10) +
			". Values: no spreadsheet can draw them again, so they stay as drawn whatever is changed. Each quantile is of the figure's own draws; never add them up. P90 is what nine draws in ten lie below.",
		widths: []float64{44, 20, 16, 16, 14, 7, 10, 10}}
	for len(s.widths) < drawnColumns {
		s.widths = append(s.widths, 15)
	}
	d := &drawnSheet{s, map[drawnKey]int{}}
	b.head(s)
	s.screenOnly("the figures of draws")
	s.skip(inputHead)
	n := s.add(headsRight(drawnStands-1, drawnHeads[:]...)...)
	s.rows[n-1].height = 2*lineHeight + 4
	for k := range b.risk.figures.Scenarios {
		side := &b.risk.figures.Scenarios[k]
		for i := range side.Items {
			item := &side.Items[i]
			d.put(k, side.Key, item, &item.Whole)
			for y := range item.Years {
				d.put(k, side.Key, item, &item.Years[y])
			}
			for m := range item.Months {
				d.put(k, side.Key, item, &item.Months[m])
			}
		}
	}
	return d
}

// put writes the row of one figure.
func (d *drawnSheet) put(scenario int, key string, item *reports.RiskItem, f *reports.RiskFigure) {
	row := strconv.Itoa(d.next())
	period, look := periodWord(f.Outcome.Period), style{role: label}
	step := ""
	if item.Step != 0 {
		step = strconv.Itoa(item.Step)
	}
	cells := make([]cell, drawnColumns)
	joined, said := "", ""
	for i, text := range []string{key, item.Item, item.Contract, item.Provider, step, period} {
		cells[drawnScenario-1+i] = textCell(text, look)
		if i > 0 {
			joined, said = joined+`&"|"&`, said+"|"
		}
		joined, said = joined+"$"+columnName(drawnScenario+i)+row, said+text
	}
	cells[drawnName-1] = textFormula(joined, said, style{role: figure})
	cells[drawnUnit-1] = textCell(item.Unit, look)
	amount := func(column int, x float64) {
		cells[column-1] = numberCell(inUnit(x, item.Unit), style{role: value, format: drawnFormat(item.Unit)})
	}
	amount(drawnStands, f.Outcome.Stands)
	amount(drawnMean, f.Mean)
	amount(drawnMeanError, f.MeanError)
	amount(drawnSD, f.SD)
	amount(drawnLeast, f.Least)
	amount(drawnMost, f.Most)
	for _, q := range drawnQuantiles {
		is := f.P(q.percent)
		amount(q.column, is.Value)
		if q.error != 0 {
			amount(q.error, is.Error)
		}
	}
	cells[drawnDeficit-1], cells[drawnDeficitError-1] = drawnShare(f.Deficit.P()), drawnShare(f.Deficit.Error)
	amount(drawnShortfall, f.Shortfall.Mean)
	amount(drawnShortfallError, f.Shortfall.Error)
	if f.DrawsToHalve > 0 {
		cells[drawnHalve-1] = numberCell(float64(f.DrawsToHalve), style{role: value, format: count})
	}
	n := d.add(cells...)
	if item.Contract == "" && item.Provider == "" {
		d.rowOf[drawnKey{scenario, item.Item, period}] = n
	}
}

// column is a whole column of figures.
func (d *drawnSheet) column(column int) string {
	return d.inColumn(columnName(column), firstRow, d.next()-1)
}

// at is a figure of all that is paid.
func (d *drawnSheet) at(scenario int, item, period string, column int) cell {
	return d.rows[d.rowOf[drawnKey{scenario, item, period}]-1].cells[column-1]
}

// lookUp is a figure found by the cells that hold its scenario, item and period.
func (d *drawnSheet) lookUp(scenario, item, period string, column int, is cell, look style) cell {
	return formulaCell("INDEX("+d.column(column)+",MATCH("+scenario+`&"|"&`+item+`&"`+keyEnd+`"&`+period+","+d.column(drawnName)+",0))", is.number, look)
}
