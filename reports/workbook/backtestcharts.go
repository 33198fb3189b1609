package workbook

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/xuri/excelize/v2"

	"parity/engine/backtest"
	"parity/reports"
	"parity/scenarios"
	"parity/tariff"
)

// The sheet of charts: two stand side by side, so many rows apart and columns of a usual width.
const (
	chartsSheet       = "Charts"
	chartsApart       = 17
	chartsRight       = "J"
	currenciesCharted = 12
	chartRowsPrinted  = 2 // on a page
)

// drawnSeries are the columns of the sheet of months that a chart draws, so that they are told
// apart in grey too.
var drawnSeries = []struct {
	column, colour string
	width          float64
	dash           excelize.LineDashType
}{
	{projectedColumn, fanCertain, 2.25, excelize.LineDashDash}, {happenedColumn, navy, 2.25, excelize.LineDashSolid},
	{noChangeColumn, "7F7F7F", 1, excelize.LineDashSysDot}, {lowColumn, fanInner, 1, excelize.LineDashSolid}, {highColumn, fanInner, 1, excelize.LineDashSolid},
}

// charts draws what was projected and what happened, with the interval and no change: of all, by
// measure, and of people by currency, the first of them.
func (b *backtestBook) charts() error {
	if _, err := b.file.NewSheet(chartsSheet); err != nil {
		return err
	}
	landscape := &excelize.PageLayoutOptions{Size: new(paperA4), Orientation: new("landscape"), FitToWidth: new(1), FitToHeight: new(0)}
	if err := b.file.SetPageLayout(chartsSheet, landscape); err != nil {
		return err
	}
	if err := b.file.SetSheetProps(chartsSheet, &excelize.SheetPropsOptions{FitToPage: new(true)}); err != nil {
		return err
	}
	if err := b.file.SetSheetView(chartsSheet, 0, &excelize.ViewOptions{ShowGridLines: new(false)}); err != nil {
		return err
	}
	if err := b.file.SetSheetRow(chartsSheet, "A1", &[]any{"Projected and happened, by month: the sheet " + monthsSheet + " has the figures"}); err != nil {
		return err
	}
	if err := b.file.SetCellStyle(chartsSheet, "A1", "A1", b.title); err != nil {
		return err
	}
	var charts []*excelize.Chart
	currencies := 0
	err := b.each(func(measure tariff.Measure, s *scenarios.BacktestSeries, first int) error {
		switch title := reports.BacktestTitle(measure); {
		case s.Kind == scenarios.BacktestAll: // before those of currencies
			charts = slices.Insert(charts, len(charts)-currencies, chartOf(title+", all places", s, first))
		case s.Kind == scenarios.BacktestCurrency && measure == tariff.Person && currencies < currenciesCharted:
			currencies++
			charts = append(charts, chartOf(title+", currency "+s.Currency, s, first))
		}
		return nil
	})
	for i, chart := range charts {
		column := "A"
		if i%2 == 1 {
			column = chartsRight
		}
		if i > 0 && i%(2*chartRowsPrinted) == 0 {
			err = errors.Join(err, b.file.InsertPageBreak(chartsSheet, fmt.Sprintf("A%d", 3+i/2*chartsApart)))
		}
		err = errors.Join(err, b.file.AddChart(chartsSheet, fmt.Sprintf("%s%d", column, 3+i/2*chartsApart), chart))
	}
	return err
}

// chartOf draws the months of one series, which begin in a row of the sheet of months.
func chartOf(title string, s *scenarios.BacktestSeries, first int) *excelize.Chart {
	months := len(s.Cells)
	chart := newChart(excelize.Line, title, "#,##0", chartNarrow, chartHigh)
	chart.XAxis.Alignment.TextRotation = monthsTurned
	const most = 12 // labels on the axis
	if months > most {
		chart.XAxis.TickLabelSkip = (months + most - 1) / most
	}
	if low := axisFloor(s.Cells); low > 0 {
		chart.YAxis.Minimum = &low
	}
	for _, drawn := range drawnSeries {
		over := func(column string) string {
			return fmt.Sprintf("%s!$%s$%d:$%s$%d", monthsSheet, column, first, column, first+months-1)
		}
		chart.Series = append(chart.Series, excelize.ChartSeries{
			Name: fmt.Sprintf("%s!$%s$1", monthsSheet, drawn.column), Categories: over(monthColumn), Values: over(drawn.column),
			Fill: solid(drawn.colour), Line: excelize.LineOptions{Type: excelize.LineSolid, Width: drawn.width, Dash: drawn.dash}, Marker: excelize.ChartMarker{Symbol: "none"},
		})
	}
	return chart
}

// axisFloor is where an axis begins that does not begin at zero, as figures lie far above it: a
// round number below all of them.
func axisFloor(cells []backtest.Cell) float64 {
	low, high := math.Inf(1), math.Inf(-1)
	for i := range cells {
		c := &cells[i]
		for _, x := range []float64{c.Projected, c.Happened, c.Naive[backtest.NoChange], c.Low, c.High} {
			if !math.IsNaN(x) {
				low, high = min(low, x), max(high, x)
			}
		}
	}
	const far = 0.5 // of the highest
	if low <= far*high || high == low {
		return 0
	}
	unit := math.Pow(10, math.Floor(math.Log10(high-low)))
	return max(0, (math.Floor(low/unit)-1)*unit)
}
