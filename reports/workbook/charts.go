package workbook

import (
	"github.com/xuri/excelize/v2"
)

// palette are the series' colours: told apart in grey too, darkest first.
var palette = []string{"1F3864", "2E7D32", "C55A11", "7F7F7F", "7030A0", "00838F", "B71C1C", "827717", "5D4037", "455A64", "AD1457", "283593"}

// chart puts a chart on the sheet with its corner at a cell.
func (s *sheet) chart(c *excelize.Chart, corner string) {
	const margin = 3 // rows under a chart
	if _, row, err := excelize.CellNameToCoordinates(corner); err == nil {
		s.below = max(s.below, row+int(c.Dimension.Height)/rowPixels+margin-len(s.rows))
	}
	s.before = append(s.before, func(f *excelize.File) error { return f.AddChart(s.name, corner, c) })
}

// rowPixels is the height of a row that is given none, as excelize counts it when it finds the row
// in which a chart of some height ends: 4/3.4 pixels a point, rounded up. Spreadsheets draw such a row
// 20 pixels high, and the chart as high as its rows.
const rowPixels = 18

func chartTitle(text string) excelize.ChartTitle {
	return excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: text, Font: &excelize.Font{Family: fontName, Size: 10, Bold: true, Color: navy}}}}
}

// axis is an axis with dark text: the default is pale in print.
func axis(format string) excelize.ChartAxis {
	return excelize.ChartAxis{Font: excelize.Font{Family: fontName, Size: 9, Color: ink}, NumFmt: excelize.ChartNumFmt{CustomNumFmt: format, SourceLinked: format == ""}}
}

const millions = `£#,##0.0,,"m"`

// barFill is a series' solid fill.
func barFill(i int) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{palette[i%len(palette)]}}
}

// fixedRange is a range on the sheet that charts refer to.
func (s *sheet) fixedRange(fromColumn, fromRow, toColumn, toRow int) string {
	return s.prefix() + fixedCell(fromColumn, fromRow) + ":" + fixedCell(toColumn, toRow)
}

// newChart is a chart with the look all share.
func newChart(kind excelize.ChartType, title, format string, width, height uint) *excelize.Chart {
	y := axis(format)
	y.MajorGridLines = true
	return &excelize.Chart{
		Type: kind, Title: chartTitle(title), Dimension: excelize.ChartDimension{Width: width, Height: height},
		XAxis: axis(""), YAxis: y, Legend: excelize.ChartLegend{Position: "bottom", Font: &excelize.Font{Family: fontName, Size: 9, Color: ink}},
		Format: excelize.GraphicOptions{AltText: title}, ShowBlanksAs: "gap",
	}
}

// Sizes of charts in pixels: two stand side by side on the Summary.
const (
	chartNarrow = 530
	chartWide   = 600
	chartHigh   = 300
)

// yearChart compares the scenarios' income by year.
func (b *book) yearChart() *excelize.Chart {
	c := b.compared
	chart := newChart(excelize.Col, "Income by financial year", millions, chartWide, chartHigh)
	nothing := 0.0
	chart.YAxis.Minimum = &nothing // bars compare by their length
	for i := range b.keys {
		row := c.income.from + i
		chart.Series = append(chart.Series, excelize.ChartSeries{
			Name: c.prefix() + fixedCell(1, row), Fill: barFill(i),
			Categories: c.fixedRange(c.years, c.income.from-1, c.total-1, c.income.from-1),
			Values:     c.fixedRange(c.years, row, c.total-1, row),
		})
	}
	return chart
}

// changeChart shows each scenario's difference from the baseline over the whole run.
func (b *book) changeChart() *excelize.Chart {
	c := b.compared
	chart := newChart(excelize.Bar, "Income over the run: difference from the baseline. "+b.title(), millions, chartNarrow, chartHigh)
	chart.Legend.Position = "none"
	chart.XAxis.ReverseOrder = true
	chart.XAxis.TickLabelPosition = excelize.ChartTickLabelLow
	chart.Series = []excelize.ChartSeries{{
		Name: "Difference", Fill: barFill(0),
		Categories: c.fixedRange(1, c.change.from, 1, c.change.to),
		Values:     c.fixedRange(c.total, c.change.from, c.total, c.change.to),
	}}
	return chart
}

// currencyChart sets value against cost by currency.
func (b *book) currencyChart(c *currencySheet) *excelize.Chart {
	chart := newChart(excelize.Col, "Value of activity and cost by currency, for the choice on the sheet Income by currency", millions, chartWide, chartHigh)
	add := func(i, column int) {
		chart.Series = append(chart.Series, excelize.ChartSeries{
			Name: c.prefix() + fixedCell(column, c.body.from-1), Fill: barFill(i),
			Categories: c.fixedRange(1, c.body.from, 1, c.body.to), Values: c.fixedRange(column, c.body.from, column, c.body.to),
		})
	}
	add(0, c.value)
	if b.compared.costed {
		add(2, c.cost)
	}
	return chart
}

// rankChart shows who gains and who loses, largest gain first.
func (b *book) rankChart(r *rankingSheet, height uint) *excelize.Chart {
	chart := newChart(excelize.Bar, "Difference from the baseline by contract, for the choice on the sheet Comparison", millions, chartWide, height)
	chart.Legend.Position = "none"
	chart.XAxis.ReverseOrder = true
	chart.XAxis.TickLabelPosition = excelize.ChartTickLabelLow
	chart.XAxis.Font.Size = 8
	chart.XAxis.TickLabelSkip = 1
	chart.Series = []excelize.ChartSeries{{
		Name: "Difference", Fill: barFill(0), // one colour that is neither gain nor loss, as bars go both ways
		Categories: r.fixedRange(rankName, r.of.from, rankName, r.of.to), Values: r.fixedRange(rankChange, r.of.from, rankChange, r.of.to),
	}}
	return chart
}
