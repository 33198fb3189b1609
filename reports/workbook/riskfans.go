package workbook

import (
	"math"
	"strconv"

	"github.com/xuri/excelize/v2"

	"parity/engine"
)

// fanSheet shows one scenario's ranges by month and by year, the scenario chosen by drop-down.
type fanSheet struct {
	*sheet
	b        *book
	scenario string // the cell of the choice
	shown    int
}

// Columns of a fan's table; the last ones are what its chart stacks.
const (
	fanPeriod = 1 + iota
	fanProjection
	fanMean
	fanP10
	fanP25
	fanP50
	fanP75
	fanP90
	fanBase
	fanLow
	fanMiddle
	fanHigh
	fanMiddleLine // of months: the median's distance from the projection
	fanZero       // of months: the projection's, which is zero
	fanColumns    = iota
)

// Sizes of the charts of fans, in pixels: months and years stand side by side.
const (
	fanMonthsWide = 640
	fanYearsWide  = 430
	fanTall       = 260
)

// planFans writes the fan charts and their tables.
func (b *book) planFans() *sheet {
	f := &fanSheet{b: b, shown: b.firstShown(), sheet: &sheet{name: "Fans", title: "Fans: ranges by month and by year", kind: results,
		about:  "Choose the scenario in the framed cell. The bands hold 80% and 50% of the draws of each month or year by itself; they do not add up from month to month. The projection (dashed) is the workbook's own; charts by month show how far from it the draws lie.",
		widths: []float64{14}}}
	for len(f.widths) < fanColumns {
		f.widths = append(f.widths, 15)
	}
	b.head(f.sheet)
	f.add()
	f.scenario = f.choose(b.compared.lists, "Scenario shown", listScenarios, b.keys[f.shown], "scenario")
	const rows = fanTall/rowPixels + 2
	charts := f.next() + 1
	f.blank(charts + rows*len(b.risk.items))
	f.newPage()
	var months, years []string
	for _, m := range b.time.months {
		months = append(months, m.String())
	}
	for _, y := range b.time.years {
		years = append(years, y.String())
	}
	for i, item := range b.risk.items {
		yearly := f.table(item, years, false, f.liveYear)
		monthly := f.table(item, months, true, f.liveMonth)
		corner := strconv.Itoa(charts + rows*i)
		f.byMonth(item, monthly, "A"+corner)
		if len(years) > 1 {
			f.byYear(item, yearly, years, "G"+corner)
		}
	}
	return f.sheet
}

// table is the table of an item's fan. The columns that its chart stacks are of the amounts, or
// of their distance from the projection.
func (f *fanSheet) table(item string, periods []string, distance bool, live func(item, row string, at int) (string, float64)) block {
	d, of := f.b.risk.drawn, f.b.item(item)
	by, names := ", by year, £", []string{"Period", "Projection", "Mean", "P10", "P25", "P50 (median)", "P75", "P90", "below P10 (not shown)", "P10 to P25", "P25 to P75", "P75 to P90"}
	if distance {
		by = ", by month, £"
		names = append(names, "P50 (median)", "Projection")
	}
	f.add(textCell(itemTitles[item]+by, style{role: subhead}))
	n := f.add(headsRight(1, names...)...)
	f.rows[n-1].height = 2*lineHeight + 4
	from := f.next()
	money := style{role: figure, format: pounds}
	for i, period := range periods {
		row := strconv.Itoa(f.next())
		formula, now := live(item, row, i)
		cells := []cell{textCell(period, style{role: label}), formulaCell(formula, now, money)}
		for _, column := range []int{drawnMean, drawnP10, drawnP25, drawnP50, drawnP75, drawnP90} {
			cells = append(cells, d.lookUp(f.scenario, of, "$A"+row, column, d.at(f.shown, item, period, column), money))
		}
		less := func(column, base int) {
			cells = append(cells, formulaCell(columnName(column)+row+"-"+columnName(base)+row, cells[column-1].number-cells[base-1].number, money))
		}
		if distance {
			less(fanP10, fanProjection)
		} else {
			cells = append(cells, formulaCell(columnName(fanP10)+row, cells[fanP10-1].number, money))
		}
		less(fanP25, fanP10)
		less(fanP75, fanP25)
		less(fanP90, fanP75)
		if distance {
			less(fanP50, fanProjection)
			less(fanProjection, fanProjection)
		}
		f.add(cells...)
	}
	to := f.next() - 1
	f.add()
	return block{from, to}
}

// liveYear is the projection of a year, as the sheet Comparison has it.
func (f *fanSheet) liveYear(item, row string, at int) (string, float64) {
	c := f.b.compared
	of := c.of(item)
	years := c.fixedRange(c.years, of.from, c.total, of.to)
	return "INDEX(" + years + ",MATCH(" + f.scenario + "," + c.fixedRange(1, of.from, 1, of.to) + ",0),MATCH($A" + row + "," + c.fixedRange(c.years, of.from-1, c.total, of.from-1) + ",0))",
		c.figure(of.from+f.shown, c.years+at)
}

// liveMonth is the projection of a month, as the sheet Payments has it.
func (f *fanSheet) liveMonth(item, row string, at int) (string, float64) {
	if item == engine.GoalSurplus {
		income, paid := f.liveMonth(engine.ItemIncome, row, at)
		cost, spent := f.liveMonth(engine.GoalCost, row, at)
		return income + "-" + cost, paid - spent
	}
	p, t := f.b.payments, f.b.time
	first, last := "$"+t.first(), "$"+t.last()
	months := p.prefix() + first + "$" + strconv.Itoa(firstRow) + ":" + last + "$" + strconv.Itoa(p.next()-1)
	sum := 0.0
	for n := firstRow; n < p.next(); n++ {
		if cells := p.rows[n-1].cells; cells[payScenario-1].text == f.b.keys[f.shown] && cells[payItem-1].text == item {
			sum += p.rows[n-1].series.expr.at(at)
		}
	}
	return "SUMIFS(INDEX(" + months + ",0,MATCH($A" + row + "," + p.prefix() + first + "$" + monthRow + ":" + last + "$" + monthRow + ",0))," +
		p.labels(payScenario) + "," + f.scenario + "," + p.labels(payItem) + "," + f.b.item(item) + ")", sum
}

// Colours of a fan: the outer bands, the inner one, its median and the projection.
const (
	fanOuter   = "C9D7EE"
	fanInner   = "8FAADC"
	fanMedian  = navy
	fanCertain = "C55A11"
)

// byMonth draws how far an item's months lie from the projection. What terms settle once a
// year makes some months many times the others, and differently in each scenario, so that no
// one axis would show the amounts of all.
func (f *fanSheet) byMonth(item string, of block, corner string) {
	area := newChart(excelize.AreaStacked, itemNames[item]+" by month: how far from the projection, scenario chosen above", millionths, fanMonthsWide, fanTall)
	area.XAxis.Alignment.TextRotation = monthsTurned
	const most = 12 // labels on the axis
	if months := of.to - of.from + 1; months > most {
		area.XAxis.TickLabelSkip = (months + most - 1) / most
	}
	f.draw(area, of, fanMiddleLine, fanZero, corner)
}

// byYear draws an item's years.
func (f *fanSheet) byYear(item string, of block, years []string, corner string) {
	area := newChart(excelize.AreaStacked, itemNames[item]+" by year, scenario chosen above", millions, fanYearsWide, fanTall)
	low, unit := f.floor(item, years)
	area.YAxis.Minimum, area.YAxis.MajorUnit = &low, unit
	f.draw(area, of, fanP50, fanProjection, corner)
}

// monthsTurned is how far the names of months are turned, in degrees.
const monthsTurned = -45

// millionths are amounts of less than a few million.
const millionths = `£#,##0.00,,"m";-£#,##0.00,,"m"`

// itemNames are the items in titles of charts.
var itemNames = map[string]string{engine.ItemIncome: "Income", engine.GoalCost: "Cost of care", engine.GoalSurplus: "Surplus"}

// draw puts a fan's chart on the sheet: areas stacked on one that is not seen, and two lines.
func (f *fanSheet) draw(area *excelize.Chart, of block, median, projection int, corner string) {
	area.XAxis.TickLabelPosition = excelize.ChartTickLabelLow
	series := func(column int) excelize.ChartSeries {
		return excelize.ChartSeries{Name: f.prefix() + fixedCell(column, of.from-1), Categories: f.fixedRange(fanPeriod, of.from, fanPeriod, of.to), Values: f.fixedRange(column, of.from, column, of.to)}
	}
	line := *area // the same axes: programs differ in whose they take
	line.Type = excelize.Line
	for _, band := range []struct {
		column int
		fill   excelize.Fill
	}{{fanBase, excelize.Fill{Type: "pattern", Pattern: 0}}, {fanLow, solid(fanOuter)}, {fanMiddle, solid(fanInner)}, {fanHigh, solid(fanOuter)}} {
		one := series(band.column)
		one.Fill = band.fill
		area.Series = append(area.Series, one)
	}
	for _, drawn := range []struct {
		column int
		colour string
		dash   excelize.LineDashType
	}{{median, fanMedian, excelize.LineDashSolid}, {projection, fanCertain, excelize.LineDashDash}} {
		one := series(drawn.column)
		one.Fill = solid(drawn.colour)
		one.Line = excelize.LineOptions{Type: excelize.LineSolid, Width: 2, Dash: drawn.dash}
		one.Marker = excelize.ChartMarker{Symbol: "none"}
		line.Series = append(line.Series, one)
	}
	f.before = append(f.before, func(file *excelize.File) error { return file.AddChart(f.name, corner, area, &line) })
}

// solid is a fill of one colour.
func solid(colour string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
}

// floor is where the axis of an item's fan begins, the same for every scenario, so that fans
// compare, and its unit: a stacked area would begin at zero and the fan be a line. Beginnings
// are rounded down to a unit.
func (f *fanSheet) floor(item string, periods []string) (low, unit float64) {
	const units, room = 6, 0.1 // how many units the fan is high, about, and the part left free below it
	low, high := math.Inf(1), math.Inf(-1)
	for k := range f.b.keys {
		for _, period := range periods {
			for _, column := range []int{drawnP10, drawnP90, drawnStands} {
				x := f.b.risk.drawn.at(k, item, period, column).number
				low, high = min(low, x), max(high, x)
			}
		}
	}
	apart := max(high-low, 1)
	power := math.Pow10(int(math.Floor(math.Log10(apart / units))))
	for _, times := range []float64{1, 2, 5, 10} {
		if unit = times * power; unit*units >= apart {
			break
		}
	}
	return math.Floor((low-room*apart)/unit) * unit, unit
}
