package workbook

import (
	"strconv"

	"github.com/xuri/excelize/v2"
)

// walk is the way of a bridge chart's bars from zero on, one row of a table after another:
// each bar hangs where the one before ended. It stands in columns beside the table.
type walk struct {
	*bridgeSheet
	head     int // the row of the table's headings
	from, to int // the rows of the bars
	at       expr
}

// Columns beside a table that its chart is drawn from.
const (
	walkAmount = iota
	walkFrom
	walkTo
	walkBase
	walkAbove
	walkBelow
	walkMoreAbove
	walkMoreBelow
	walkLessAbove
	walkLessBelow
	walkEnd
	walkLabel
	walkColumns
)

var walkNames = [walkColumns]string{"For the chart, £", "from", "to", "not seen", "above 0", "below 0", "more, above 0", "more, below 0", "less, above 0", "less, below 0", "end", "label"}

// walkColumn is the number of one of these columns.
func (s *bridgeSheet) walkColumn(column int) int { return s.across + 2 + column }

func (s *bridgeSheet) walk(head int) *walk {
	return &walk{bridgeSheet: s, head: head, from: head + 1, at: whole(0)}
}

// set writes an expression into one of the columns of a row and refers to it.
func (w *walk) set(row, column int, e expr) expr {
	at := w.walkColumn(column)
	w.put(row, at, exprCell(e, style{role: figure, format: pence}))
	return cellExpr(cellName(at, row), e.at(0))
}

// amount is a row's figure of the year chosen.
func (w *walk) amount(row int) expr {
	n, head := strconv.Itoa(row), strconv.Itoa(w.head)
	first, last := "$"+columnName(bridgeYears), "$"+columnName(w.total)
	w.to = row
	return w.set(row, walkAmount, cellExpr("INDEX("+first+n+":"+last+n+",MATCH("+w.year+","+first+"$"+head+":"+last+"$"+head+",0))", w.figure(row, w.total)))
}

// label names a bar: what it is and what it comes to.
func (w *walk) label(row int, formula, name string, say func(*sentence)) {
	words := newSentence(w.b.constants.constant("A million", 1e6))
	words.cell(formula, name).text(": ")
	say(words)
	w.put(row, w.walkColumn(walkLabel), textFormula(words.formula.String(), words.said.String(), style{role: figure}))
}

// begin is the row of the baseline, which is the chart's zero.
func (w *walk) begin(row int) {
	amount := w.amount(row)
	w.at = w.set(row, walkTo, whole(0))
	w.label(row, "$A"+strconv.Itoa(row), w.rows[row-1].cells[0].text, func(s *sentence) { s.money(amount.text, amount.at(0)) })
}

// part hangs a row's bar where the one before ended. Bars on both sides of zero have two
// pieces, as charts stack what is above zero and what is below it apart.
func (w *walk) part(row int, formula, name string) {
	amount := w.amount(row)
	from := w.set(row, walkFrom, w.at)
	to := w.set(row, walkTo, pennies(plus(from, amount)))
	w.at = to
	nothing, low, high := whole(0), lesser(from, to), greater(from, to)
	w.set(row, walkBase, plus(greater(nothing, low), lesser(nothing, high)))
	above := w.set(row, walkAbove, minus(greater(nothing, high), greater(nothing, low)))
	below := w.set(row, walkBelow, minus(lesser(nothing, low), lesser(nothing, high)))
	for _, piece := range []struct {
		of         expr
		more, less int
	}{{above, walkMoreAbove, walkLessAbove}, {below, walkMoreBelow, walkLessBelow}} {
		more := whole(0)
		if to.at(0) >= from.at(0) {
			more = piece.of
		}
		rising := w.set(row, piece.more, cellExpr("IF("+to.text+">="+from.text+","+piece.of.text+",0)", more.at(0)))
		w.set(row, piece.less, minus(piece.of, rising))
	}
	w.label(row, formula, name, func(s *sentence) { s.signed(amount.text, amount.at(0)) })
}

// end is the row of the scenario: its bar is the whole difference, from zero on.
func (w *walk) end(row int) {
	amount := w.amount(row)
	w.set(row, walkEnd, w.at)
	w.label(row, "$A"+strconv.Itoa(row), w.rows[row-1].cells[0].text, func(s *sentence) {
		s.money(amount.text, amount.at(0)).text(", ").signed(w.at.text, w.at.at(0))
	})
}

// Sizes of a bridge's charts, in pixels.
const (
	bridgeChartWide = 600
	bridgeBarHigh   = 24
	bridgeAround    = 90 // title and axis
)

// chartHeight is the height of a chart with so many bars.
func chartHeight(bars int) int { return max(chartHigh, bridgeAround+bridgeBarHigh*bars) }

// draw puts the chart of the walk on the sheet.
func (w *walk) draw(title, corner string, height int) {
	chart := newChart(excelize.BarStacked, title+", for the year chosen above: difference from the baseline, which is zero", millions, bridgeChartWide, uint(height))
	chart.Legend.Position = "none"
	chart.XAxis.ReverseOrder = true
	chart.XAxis.TickLabelPosition = excelize.ChartTickLabelLow
	chart.XAxis.TickLabelSkip = 1
	chart.XAxis.Font.Size = 8
	gap := uint(40)
	chart.GapWidth = &gap
	const end, more, less = 0, 1, 2 // colours
	for _, series := range []struct {
		column int
		fill   excelize.Fill
	}{
		{walkBase, excelize.Fill{Type: "pattern", Pattern: 0}},
		{walkMoreAbove, barFill(more)}, {walkMoreBelow, barFill(more)}, {walkLessAbove, barFill(less)}, {walkLessBelow, barFill(less)}, {walkEnd, barFill(end)},
	} {
		column := w.walkColumn(series.column)
		chart.Series = append(chart.Series, excelize.ChartSeries{
			Name: w.prefix() + fixedCell(column, w.head), Fill: series.fill,
			Categories: w.fixedRange(w.walkColumn(walkLabel), w.from, w.walkColumn(walkLabel), w.to),
			Values:     w.fixedRange(column, w.from, column, w.to),
		})
	}
	w.chart(chart, corner)
	w.below = 0 // the rows under charts are there
}
