package workbook

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"parity/engine"
	"parity/engine/risk"
	"parity/reports"
	"parity/scenarios"
)

// Columns of a table of drivers; the last ones are what its tornado stacks.
const (
	driverName = 1 + iota
	driverStands
	driverLow
	driverHigh
	driverLowApart
	driverHighApart
	driverFirst
	driverFirstError
	driverTotal
	driverTotalError
	driverOffCentre
	driverBend
	driverBendError
	driverBarLow
	driverBarHigh
	driverBarBeyond
	driverColumns = iota
)

// Sizes of the charts of drivers, in pixels: a tornado and the shares stand side by side.
const (
	tornadoWide   = 770
	sharesWide    = 680
	driverTall    = 34 // a factor's bars
	driversAround = 130
	sharesCorner  = driverHighApart // the first column right of the tornado
)

// leastRowPixels is the height of an empty row in programs that make rows as low as the letters.
const leastRowPixels = 17

// planDrivers writes what drives each result that was asked about, scenario by scenario.
func (b *book) planDrivers() *sheet {
	s := &sheet{name: "Drivers", title: "Drivers: which uncertain figures move a result", kind: results, freeze: "A4", across: driverBendError,
		about:  "Each factor alone at its P10 and P90 (tornado), and its shares of the variance. First: by itself. Total: with what it does together with others. Figures that are correlated are one factor.",
		widths: []float64{46}}
	for len(s.widths) < driverColumns {
		s.widths = append(s.widths, 16)
	}
	b.head(s)
	for i, of := range b.risk.figures.Drivers {
		for k, found := range of.Scenarios {
			if i+k > 0 && found != nil {
				s.newPage()
			}
			s.add()
			if found == nil {
				s.add(textCell(b.drivenTitle(of.Result, k), style{role: subhead}))
				s.add(textCell("Nothing that is uncertain reaches it here, or the scenario has no such line.", style{role: lead}))
				continue
			}
			b.drivers(s, k, found)
		}
	}
	return s
}

// drivenTitle is the heading of a result of a scenario.
func (b *book) drivenTitle(result string, scenario int) string {
	return strings.ToUpper(result[:1]) + result[1:] + " of " + b.keys[scenario] + ": " + b.study.Scenarios[scenario].Title
}

// groupedWhole is a rounded number with its thousands apart.
func groupedWhole(x float64) string { return strings.TrimSuffix(grouped(rounded(x, 0)), ".00") }

// drivers writes the charts and the table of one result of one scenario.
func (b *book) drivers(s *sheet, scenario int, found *scenarios.Drivers) {
	of := found.Result + " of " + b.keys[scenario]
	s.add(textCell(b.drivenTitle(found.Result, scenario), style{role: subhead}))
	amount := func(x float64) string {
		if found.Unit == engine.UnitPounds {
			return strings.Replace("£"+groupedWhole(x), "£-", "-£", 1)
		}
		return groupedWhole(x) + " " + found.Unit
	}
	s.add(textCell(fmt.Sprintf("%s base draws, seed %d. The projection is %s before its roundings; the mean of the draws is %s, with a Monte Carlo error of %s.",
		groupedCount(found.Draws), found.Seed, amount(found.Stands), amount(found.Mean), amount(found.MeanError)), style{role: lead}))
	for _, note := range reports.DriversNotes(found) {
		s.add(textCell(note, style{role: lead}))
	}
	drivers := found.Drivers.Drivers
	if len(drivers) == 0 {
		s.add(textCell("Nothing that is uncertain moves it.", style{role: lead}))
		return
	}
	high := max(chartHigh, driversAround+driverTall*len(drivers))
	charts := s.next()
	s.blank(charts + high/leastRowPixels + 2)
	top, beyond := b.driverTable(s, found)
	rows := block{top + 1, s.next() - 1}
	corner := strconv.Itoa(charts)
	s.chart(tornado(s, of, found, rows, uint(high), beyond), "A"+corner)
	s.chart(shares(s, of, rows, uint(high)), columnName(sharesCorner)+corner)
}

// driverTable writes the table and gives the row of its heads, and whether a bar of a P10 goes on
// beyond that of the P90.
func (b *book) driverTable(s *sheet, found *scenarios.Drivers) (top int, beyond bool) {
	unit := found.Unit
	if unit == engine.UnitPounds {
		unit = "£"
	}
	in := func(what string) string { return what + ", " + unit }
	top = s.add(headsRight(1, "Factor", in("Projection"), in("At its P10"), in("At its P90"), in("P10 less projection"), in("P90 less projection"),
		"First: share of variance", "Error", "Total: share of variance", "Error", in("Mean drawn is off the cell"), in("Result bends"), "Error",
		"At its P10", "At its P90", "At its P10, further")...)
	s.rows[top-1].height = 2*lineHeight + 4
	for i := range found.Drivers.Drivers {
		beyond = b.driver(s, found, &found.Drivers.Drivers[i]) || beyond
	}
	return top, beyond
}

// driver writes the row of one factor. Bars of both ends on one side of the projection lie
// behind each other: the farther begins where the nearer ends.
func (b *book) driver(s *sheet, found *scenarios.Drivers, driver *risk.Driver) (beyond bool) {
	look, calculated := style{role: value, format: drawnFormat(found.Unit)}, style{role: figure, format: drawnFormat(found.Unit)}
	amount := func(x float64) cell { return numberCell(inUnit(x, found.Unit), look) }
	stands, low, high := amount(found.Stands), amount(driver.Low), amount(driver.High)
	below, above := low.number-stands.number, high.number-stands.number
	barLow, barHigh, rest := below, above, 0.0
	if below*above > 0 {
		if below*below > above*above {
			barLow, rest = 0, below-above
		} else {
			barHigh = above - below
		}
	}
	n := strconv.Itoa(s.next())
	formula := func(of string, x float64) cell {
		// Letters of columns stand in brackets.
		return formulaCell(strings.NewReplacer("[stands]", columnName(driverStands)+n, "[low]", columnName(driverLow)+n, "[high]", columnName(driverHigh)+n,
			"[below]", columnName(driverLowApart)+n, "[above]", columnName(driverHighApart)+n).Replace(of), x, calculated)
	}
	row := s.add(textCell(driver.Name, style{role: prose}), stands, low, high,
		formula("[low]-[stands]", below), formula("[high]-[stands]", above),
		drawnShare(driver.First), drawnShare(driver.FirstError), drawnShare(driver.Total), drawnShare(driver.TotalError),
		amount(driver.OffCentre), amount(driver.Bend), amount(driver.BendError),
		formula("IF([below]*[above]>0,IF([below]*[below]>[above]*[above],0,[below]),[below])", barLow),
		formula("IF([below]*[above]>0,IF([below]*[below]>[above]*[above],[above],[above]-[below]),[above])", barHigh),
		formula("IF([below]*[above]>0,IF([below]*[below]>[above]*[above],[below]-[above],0),0)", rest))
	s.rows[row-1].height = s.tall(row)
	return rest != 0
}

// tornado is the chart of how far each factor alone takes the result.
func tornado(s *sheet, of string, found *scenarios.Drivers, rows block, high uint, beyond bool) *excelize.Chart {
	widest := 0.0
	for _, driver := range found.Drivers.Drivers {
		widest = max(widest, math.Abs(driver.Low-found.Stands), math.Abs(driver.High-found.Stands))
	}
	const million = 1e6
	format := millions
	switch {
	case found.Unit != engine.UnitPounds:
		format = "#,##0"
	case widest < million:
		format = millionths
	}
	chart := driverChart(excelize.BarStacked, "How far each factor alone takes it from the projection: "+of, format, tornadoWide, high)
	bars := []driverBar{{driverBarLow, fanInner}, {driverBarHigh, fanMedian}}
	if beyond {
		bars = append(bars, driverBar{driverBarBeyond, fanInner})
	}
	addBars(s, chart, rows, bars)
	return chart
}

// shares is the chart of the shares of the variance.
func shares(s *sheet, of string, rows block, high uint) *excelize.Chart {
	chart := driverChart(excelize.Bar, "Shares of the variance: "+of, "0%", sharesWide, high)
	addBars(s, chart, rows, []driverBar{{driverFirst, fanInner}, {driverTotal, fanMedian}})
	return chart
}

// driverChart is a chart of bars, the first factor on top.
func driverChart(kind excelize.ChartType, title, format string, width, high uint) *excelize.Chart {
	chart := newChart(kind, title, format, width, high)
	chart.XAxis.ReverseOrder = true
	chart.XAxis.TickLabelPosition = excelize.ChartTickLabelLow
	chart.XAxis.TickLabelSkip = 1
	chart.XAxis.Font.Size = 8
	gap := uint(40) // percent of a bar
	chart.GapWidth = &gap
	return chart
}

// driverBar is a series: its column and colour.
type driverBar struct {
	column int
	colour string
}

// addBars adds the series of a chart of drivers.
func addBars(s *sheet, chart *excelize.Chart, rows block, bars []driverBar) {
	for _, bar := range bars {
		chart.Series = append(chart.Series, excelize.ChartSeries{
			Name: s.prefix() + fixedCell(bar.column, rows.from-1), Fill: solid(bar.colour),
			Categories: s.fixedRange(driverName, rows.from, driverName, rows.to), Values: s.fixedRange(bar.column, rows.from, bar.column, rows.to),
		})
	}
}
