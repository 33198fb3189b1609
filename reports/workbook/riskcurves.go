package workbook

import (
	"strconv"

	"github.com/xuri/excelize/v2"

	"parity/engine"
)

// planCurves writes the S-curves: what each scenario comes to, from the least of its draws to the most.
func (b *book) planCurves() *sheet {
	s := &sheet{name: "S-curves", title: "S-curves: the chance of coming to no more than an amount", kind: results,
		about: "Choose the item in the framed cell. A curve gives for each chance the amount that the whole run stays below; the steeper, the surer.",
		holds: "For each scenario the amount that the whole run stays below with a chance of 0 to 100%, as a chart and a table."}
	b.head(s)
	s.add()
	item := s.choose(b.compared.lists, "Item shown", listItems, b.risk.items[0], "item")
	n, beside := len(b.keys), len(b.keys)+3 // a column is left free before the values
	s.widths = []float64{16}
	for range b.keys {
		s.widths = append(s.widths, 18)
	}
	s.across = max(len(s.widths), 7) // the chart is as wide, and is printed whole
	for len(s.widths) < s.across {
		s.widths = append(s.widths, 18)
	}
	beside = max(beside, s.across+2)
	for len(s.widths) < beside-1 {
		s.widths = append(s.widths, 3)
	}
	for range n * len(b.risk.items) {
		s.widths = append(s.widths, 18)
	}
	const high = 420
	s.blank(s.next() + high/rowPixels + 4)
	s.add(textCell("The amounts, £", style{role: subhead}))
	titles := headsRight(1, append([]string{"Chance of no more"}, b.keys...)...)
	for len(titles) < beside-1 {
		titles = append(titles, cell{})
	}
	for _, name := range b.risk.items {
		for _, key := range b.keys {
			titles = append(titles, textCell(key+"|"+name, style{role: head, right: true}))
		}
	}
	top := s.add(titles...)
	s.rows[top-1].height = 2*lineHeight + 4
	last := beside + n*len(b.risk.items) - 1
	for at := range 101 {
		s.add(b.curveRow(s, at, top, beside, last, item)...)
	}
	chart := newChart(excelize.Scatter, "", millions, 900, high)
	chart.Title = excelize.ChartTitle{Paragraph: chartTitle("Chance of coming to no more than an amount over the whole run, for the item chosen above").Paragraph}
	chart.XAxis = axis(millions)
	chart.XAxis.MajorGridLines = true
	chart.YAxis = axis("0%")
	chart.YAxis.MajorGridLines = true
	nothing, all := 0.0, 1.0
	chart.YAxis.Minimum, chart.YAxis.Maximum = &nothing, &all
	chart.XAxis.TickLabelPosition = excelize.ChartTickLabelLow
	for k := range b.keys {
		chart.Series = append(chart.Series, excelize.ChartSeries{
			Name: s.prefix() + fixedCell(2+k, top), Categories: s.fixedRange(2+k, top+1, 2+k, top+101), Values: s.fixedRange(1, top+1, 1, top+101),
			Fill: barFill(k), Line: excelize.LineOptions{Width: 2, Type: excelize.LineSolid}, Marker: excelize.ChartMarker{Symbol: "none"},
		})
	}
	s.chart(chart, "A7")
	return s
}

// curveRow is one chance: the amounts of the item chosen, and beside them those of every item.
func (b *book) curveRow(s *sheet, at, top, beside, last int, item string) []cell {
	row := strconv.Itoa(s.next())
	money := style{role: value, format: pounds}
	cells := []cell{numberCell(float64(at)/100, style{role: value, format: percent})}
	var values []cell
	for _, name := range b.risk.items {
		for k := range b.keys {
			of, _ := b.risk.figures.Scenarios[k].Item(name, "", "")
			values = append(values, numberCell(inUnit(of.Curve[at].Value, engine.UnitPounds), money))
		}
	}
	first := "$" + columnName(beside)
	for k := range b.keys {
		letter := columnName(2 + k)
		cells = append(cells, formulaCell("INDEX("+first+row+":$"+columnName(last)+row+",MATCH("+letter+"$"+strconv.Itoa(top)+`&"|"&`+item+","+
			first+"$"+strconv.Itoa(top)+":$"+columnName(last)+"$"+strconv.Itoa(top)+",0))", values[k].number, style{role: figure, format: pounds}))
	}
	for len(cells) < beside-1 {
		cells = append(cells, cell{})
	}
	return append(cells, values...)
}
