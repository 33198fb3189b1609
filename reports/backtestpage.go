package reports

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"parity/engine/backtest"
	"parity/engine/records"
	"parity/scenarios"
	"parity/tariff"
)

// backtestShown is how many rows of a table the page shows; the file has them all.
const backtestShown = 25

// WriteBacktest writes the comparison as one page of text: what the projection beats and what
// not, people in all by horizon, errors by contract, currency and horizon, and what the errors
// of all months come to.
func WriteBacktest(w io.Writer, b *Backtest) error {
	p := &backtestPage{Backtest: b}
	p.heading()
	if !b.Published {
		p.records()
	}
	if len(b.Tests[0].Series) > 0 {
		p.whole(&b.Tests[0].Series[0])
		if contracts := b.Tests[0].Of(scenarios.BacktestContract); len(contracts) > 1 {
			p.byHorizon("contract", contracts)
		}
		p.byHorizon("currency", b.Tests[0].Of(scenarios.BacktestCurrency))
		p.places(&b.Tests[0])
	}
	for i := range b.Tests {
		p.scores(&b.Tests[i])
	}
	p.text.WriteString("\nNotes\n" + paragraph("- ", scoresExplained))
	for _, note := range b.Notes() {
		p.text.WriteString(paragraph("- ", note))
	}
	_, err := io.WriteString(w, p.text.String())
	return err
}

// backtestPage is the text as it grows.
type backtestPage struct {
	*Backtest
	text strings.Builder
}

func (p *backtestPage) section(title string, g *grid) {
	fmt.Fprintf(&p.text, "\n%s%s", paragraph("", title), g)
}

func (p *backtestPage) heading() {
	p.text.WriteString(paragraph("", fmt.Sprintf("Backtest of %s, scenario %s, against %s: %s to %s (%s)", p.Study.Model.Name, p.scenarioKey(), p.Extract,
		p.Start.Date().Format("January 2006"), p.last().Date().Format("January 2006"), countedAs(p.Months, "month", "months"))))
	if p.Published {
		p.text.WriteString(paragraph("", fmt.Sprintf("For publication: places where a month stands for fewer than %d people are left out, and what the others count is to the nearest %[1]d people.", records.FewPeople)))
	}
	p.text.WriteByte('\n')
	for i := range p.Tests {
		p.text.WriteString(paragraph("- ", p.verdict(&p.Tests[i])))
	}
	if p.Draws > 0 && len(p.Tests[0].Series) > 0 {
		s := backtest.Score(p.Tests[0].Series[0].Cells)
		places := scoreOf(p.Tests[0].Of(scenarios.BacktestPlace), -1)
		p.text.WriteString(paragraph("- ", fmt.Sprintf("80%% intervals of people hold what happened in %d of %s in all, and in %d of the %d of single places.",
			s.Inside, countedAs(s.Intervals, "month", "months"), places.Inside, places.Intervals)))
	}
}

func (p *backtestPage) records() {
	g := grid{heads: []string{"Records", "Number"}}
	g.add("read", commas(strconv.FormatInt(p.Read.Records, 10)))
	g.add("exceptions", commas(strconv.FormatInt(p.Read.Refused, 10)))
	fmt.Fprintf(&p.text, "\n%s", &g)
	if len(p.Read.Counts) > 0 {
		p.text.WriteString("\nExceptions\n")
	}
	for _, c := range p.Read.Counts {
		where := ""
		if c.Column != "" {
			where = "column " + c.Column + ": "
		}
		p.text.WriteString(paragraph("- ", fmt.Sprintf("%s: %s%s", manyRecords(c.Records), where, c.Reason)))
	}
	followed(&p.text, &p.Found)
}

// whole shows people in all at each horizon.
func (p *backtestPage) whole(s *scenarios.BacktestSeries) {
	g := grid{heads: []string{"Month", "Projected", "Happened", "Error", "%", "Same", "Year", "80% interval"}}
	g.add("opening", figureText(s.Opening), figureText(s.OpeningCounted), signedFigure(s.Opening-s.OpeningCounted), partOf(s.Opening-s.OpeningCounted, s.OpeningCounted))
	for _, months := range p.Horizons() {
		c := &s.Cells[months-1]
		interval := unknownFigure
		if c.Drawn() {
			interval = figureText(c.Low) + "-" + figureText(c.High)
		}
		g.add(fmt.Sprintf("%d %s", months, p.Start+tariff.Month(months-1)), figureText(c.Projected), figureText(c.Happened), signedFigure(c.Error()), partOf(c.Error(), c.Happened),
			signedFigure(c.Naive[backtest.NoChange]-c.Happened), signedFigure(c.Naive[backtest.LastYear]-c.Happened), interval)
	}
	p.section("People at the month's end, all places (Same, Year: errors of no change and of last year's growth)", &g)
}

// byHorizon shows the errors of series after so many months.
func (p *backtestPage) byHorizon(what string, series []scenarios.BacktestSeries) {
	horizons := p.Horizons()
	g := grid{heads: []string{strings.ToUpper(what[:1]) + what[1:], "Opening"}}
	for _, months := range horizons {
		g.heads = append(g.heads, strconv.Itoa(months))
	}
	g.heads = append(g.heads, "%")
	for i := range series[:min(len(series), backtestShown)] {
		s := &series[i]
		row := []string{BacktestName(s), figureText(s.OpeningCounted)}
		for _, months := range horizons {
			row = append(row, signedFigure(s.Cells[months-1].Error()))
		}
		percent, last := unknownFigure, &s.Cells[horizons[len(horizons)-1]-1]
		if last.Happened >= backtest.LeastForPercent {
			percent = partOf(last.Error(), last.Happened)
		}
		g.add(append(row, percent)...)
	}
	p.section(fmt.Sprintf("People: error after so many months by %s (%% of the last)%s", what, moreRows(len(series))), &g)
}

func moreRows(rows int) string {
	if rows <= backtestShown {
		return ""
	}
	return fmt.Sprintf("; the first %d of %d, --out has all", backtestShown, rows)
}

// places shows what errors of single places come to at each horizon.
func (p *backtestPage) places(test *scenarios.BacktestMeasure) {
	places := test.Of(scenarios.BacktestPlace)
	g := p.scoreGrid("Months", "Places")
	for _, months := range p.Horizons() {
		s := scoreOf(places, months-1)
		g.add(slices.Insert(scoreRow(strconv.Itoa(months), s), 1, strconv.Itoa(s.Cells))[:len(g.heads)]...)
	}
	p.section("People: errors of single places after so many months", g)
}

// scoreOf sums up the cells of series in one month, or, below 0, in all.
func scoreOf(series []scenarios.BacktestSeries, month int) backtest.Scores {
	var cells []backtest.Cell
	for i := range series {
		if month < 0 {
			cells = append(cells, series[i].Cells...)
		} else {
			cells = append(cells, series[i].Cells[month])
		}
	}
	return backtest.Score(cells)
}

// scoresExplained says what the columns of scores are.
var scoresExplained = fmt.Sprintf("Error is projected less happened: Mean its mean, MAE its mean absolute, RMSE its root mean square, MAPE the mean absolute as a part of what happened (where that is %d or more), MASE the mean absolute as a part of what moved from month to month in the year before. /same and /year: MAE over that of no change and of last year's growth; below 1 the model is nearer.", backtest.LeastForPercent)

// scoreGrid begins a table of scores, with a column of how many cells they are of unless that
// has no name.
func (p *backtestPage) scoreGrid(name, cells string) *grid {
	g := &grid{heads: []string{name, "Mean", "MAE", "RMSE", "MAPE", "MASE", "/same", "/year"}}
	if cells != "" {
		g.heads = slices.Insert(g.heads, 1, cells)
	}
	if p.Draws > 0 {
		g.heads = append(g.heads, "in 80%")
	}
	return g
}

func scoreRow(name string, s backtest.Scores) []string {
	percent := unknownFigure
	if !math.IsNaN(s.Percent) {
		percent = strconv.FormatFloat(100*s.Percent, 'f', 1, 64) + "%"
	}
	return []string{name, signedFigure(s.Mean), figureText(s.MeanAbsolute), figureText(s.RootMeanSquare), percent, ratioText(s.Scaled),
		ratioText(s.Against[backtest.NoChange].Ratio()), ratioText(s.Against[backtest.LastYear].Ratio()), partText(s.Inside, s.Intervals)}
}

// scores shows what the errors of a measure come to over all months.
func (p *backtestPage) scores(test *scenarios.BacktestMeasure) {
	if len(test.Series) == 0 {
		return
	}
	g := p.scoreGrid("", "")
	add := func(series []scenarios.BacktestSeries) {
		for i := range series[:min(len(series), backtestShown)] {
			s := &series[i]
			name := BacktestName(s)
			if s.Kind != scenarios.BacktestAll {
				name = s.Kind.String() + " " + name
			}
			g.add(scoreRow(name, backtest.Score(s.Cells))[:len(g.heads)]...)
		}
	}
	currencies := test.Of(scenarios.BacktestCurrency)
	add(test.Of(scenarios.BacktestAll))
	if contracts := test.Of(scenarios.BacktestContract); len(contracts) > 1 {
		add(contracts)
	}
	title := backtestTitles[test.Measure] + ": errors of all " + countedAs(p.Months, "month", "months")
	if test.Measure == tariff.Person {
		title += moreRows(len(currencies))
		add(currencies)
	} else {
		title += "; by currency in --out"
	}
	p.section(title, g)
}

// partOf is a difference as a part of a whole; blank of nothing.
func partOf(difference, whole float64) string {
	if whole == 0 {
		return unknownFigure
	}
	return share(difference / whole)
}

// partText writes so many of so many.
func partText(n, of int) string {
	if of == 0 {
		return unknownFigure
	}
	return fmt.Sprintf("%d/%d", n, of)
}
