package workbook

import (
	"sort"
	"strconv"
)

// rankingSheet ranks contracts by what they gain or lose against the baseline.
type rankingSheet struct {
	*sheet
	of block
}

// Columns of the ranking.
const (
	rankPlace = 1 + iota
	rankKey
	rankName
	rankBase
	rankShown
	rankChange
	rankShare
)

// planRanking writes winners and losers of the scenario chosen on the Comparison sheet.
func (b *book) planRanking() *rankingSheet {
	c := b.compared
	s := &sheet{name: "Winners and losers", title: "Winners and losers by contract", kind: results,
		about:  "Contracts by the difference of their income from the baseline, the largest gain first, for the scenario and year chosen on the sheet Comparison.",
		widths: []float64{8, 14, 52, 18, 18, 18, 14, 3, 10}, freeze: "D8", heads: [2]int{7, 7}}
	b.head(s)
	shown := c.parameter("Scenario shown")
	s.add()
	s.add(textCell("Scenario", style{role: strong}), cell{}, textFormula(c.prefix()+shown, b.keys[c.shown], style{role: strong}))
	s.add()
	titles := heads("Rank", "Contract", "Commissioner and provider", "Baseline, £", "Scenario, £", "Difference, £", "Difference, %")
	for i := 3; i < len(titles); i++ {
		titles[i].style.right = true
	}
	s.add(titles...)
	r := &rankingSheet{sheet: s, of: block{from: s.next()}}
	from, to := c.byKey.from, c.byKey.to
	order := c.ranks(from, to)
	ranks := c.rankColumn(from, to, order)
	byPlace := make([]int, len(order))
	for i, place := range order {
		byPlace[place-1] = from + i
	}
	for i := range order {
		n := strconv.Itoa(s.next())
		row := byPlace[i]
		look := func(column int) string {
			return "INDEX(" + c.fixedRange(column, from, column, to) + ",MATCH($A" + n + "," + ranks + ",0))"
		}
		cells := []cell{numberCell(float64(i+1), style{role: value, format: count, left: true}),
			textFormula(look(byKey), c.rows[row-1].cells[byKey-1].text, style{role: figure}),
			textFormula(look(byName), c.rows[row-1].cells[byName-1].text, style{role: figure})}
		for _, n := range []int{byBase, byShown, byChange, byShare} {
			f := pounds
			if n == byShare {
				f = percent
			}
			cells = append(cells, formulaCell(look(n), c.figure(row, n), style{role: figure, format: f}))
		}
		s.add(cells...)
	}
	r.of.to = s.next() - 1
	if len(order) > 1 {
		chart := b.rankChart(r, uint(max(chartHigh, 60+14*len(order))))
		chart.Dimension.Width = 900
		s.chart(chart, "A"+strconv.Itoa(s.next()+1))
	}
	return r
}

// parameter is the cell of a choice on the sheet, by its label.
func (s *sheet) parameter(words string) string {
	for i, r := range s.rows {
		if len(r.cells) > 2 && r.cells[0].text == words {
			return "$C$" + strconv.Itoa(i+1)
		}
	}
	return ""
}

// ranks gives each row of the table by contract its place, the largest gain first; of
// equal ones the upper row first.
func (c *comparisonSheet) ranks(from, to int) []int {
	rows := make([]int, 0, to-from+1)
	for n := from; n <= to; n++ {
		rows = append(rows, n)
	}
	sort.SliceStable(rows, func(i, j int) bool { return c.figure(rows[i], byChange) > c.figure(rows[j], byChange) })
	places := make([]int, len(rows))
	for place, n := range rows {
		places[n-from] = place + 1
	}
	return places
}

// rankColumn adds a column of ranks beside the table by contract.
func (c *comparisonSheet) rankColumn(from, to int, order []int) string {
	at := bySurplus
	if !c.costed {
		at = byShare
	}
	at++
	top := &c.rows[from-2]
	top.cells = append(top.cells, textCell("Rank", style{role: head, right: true}))
	letter := columnName(byChange)
	all := "$" + letter + "$" + strconv.Itoa(from) + ":$" + letter + "$" + strconv.Itoa(to)
	for n := from; n <= to; n++ {
		row := strconv.Itoa(n)
		above := "$" + letter + "$" + strconv.Itoa(from) + ":$" + letter + row
		f := "SUMPRODUCT(--(" + all + ">$" + letter + row + "))+SUMPRODUCT(--(" + above + "=$" + letter + row + "))"
		c.rows[n-1].cells = append(c.rows[n-1].cells, formulaCell(f, float64(order[n-from]), style{role: figure, format: count}))
	}
	return c.fixedRange(at, from, at, to)
}
