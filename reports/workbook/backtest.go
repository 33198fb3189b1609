package workbook

import (
	"fmt"
	"io"
	"math"

	"github.com/xuri/excelize/v2"

	"parity/engine/backtest"
	"parity/reports"
	"parity/scenarios"
	"parity/tariff"
)

// monthsSheet holds every month of every series of a backtest; errors are formulas over it.
const monthsSheet = "Months"

// backtestWidth is that of a column of figures, in characters: seventeen of them have to be read on a page.
const backtestWidth = 13

// Where the sheet of months has what formulas need.
const (
	monthColumn     = "F"
	projectedColumn = "G"
	happenedColumn  = "H"
	errorColumn     = "I"
	absoluteColumn  = "J"
	noChangeColumn  = "K"
	noChangeOff     = "L"
	lastYearColumn  = "M"
	lastYearOff     = "N"
	lowColumn       = "O"
	highColumn      = "P"
	insideColumn    = "Q"
)

// backtestBook is a workbook of a backtest as it grows.
type backtestBook struct {
	listBook
	b                             *reports.Backtest
	head, amount, figure, percent int // styles
	ratio, title, wrapped         int
}

// WriteBacktest writes a backtest as a workbook: what it says in words, charts, a sheet of every
// month of every series, and a sheet of what the errors come to, whose figures are live formulas over
// the months. Equal figures give equal bytes.
func WriteBacktest(w io.Writer, b *reports.Backtest, about About) error {
	book := &backtestBook{listBook: listBook{excelize.NewFile()}, b: b}
	defer book.file.Close()
	for _, s := range []struct {
		id *int
		of style
	}{
		{&book.head, style{role: head}}, {&book.amount, style{role: plain, format: quantity}}, {&book.figure, style{role: figure, format: quantity}}, {&book.percent, style{role: figure, format: percent}},
		{&book.ratio, style{role: figure, format: factor}}, {&book.title, style{role: title}}, {&book.wrapped, style{role: prose}},
	} {
		made, err := book.file.NewStyle(s.of.excel())
		if err != nil {
			return err
		}
		*s.id = made
	}
	for _, write := range []func() error{func() error { return book.cover(about) }, book.charts, book.errors, book.horizons, book.months} {
		if err := write(); err != nil {
			return err
		}
	}
	return book.write(w, "Backtest", about)
}

// cover says what was compared, what the model beats, and how far that carries.
func (b *backtestBook) cover(about About) error {
	const name = "Cover"
	if err := b.file.SetSheetName("Sheet1", name); err != nil {
		return err
	}
	out, err := b.sheet(name, nameWidth+8, coverWidth)
	if err != nil {
		return err
	}
	t := b.b
	rows := [][]any{
		{excelize.Cell{StyleID: b.title, Value: "Backtest"}}, {},
		{"Model", t.Study.Model.Name}, {"Scenario", t.Study.Scenarios[t.Scenario].Key}, {"Records", t.Extract},
		{"Months compared", t.Start.String() + " to " + (t.Start + tariff.Month(t.Months-1)).String()},
		{"Command", about.Command}, {"Parity", about.Version}, {"Date", about.Date.Format("2006-01-02")},
	}
	if !t.Published {
		rows = append(rows, []any{"SHA-256 of the records", t.Read.SHA256}, []any{"Records read", fmt.Sprint(t.Read.Records)}, []any{"Exceptions", fmt.Sprint(t.Read.Refused)})
		for _, c := range t.Read.Counts {
			rows = append(rows, []any{c.Column, fmt.Sprintf("%s: %d", c.Reason, c.Records)})
		}
	}
	rows = append(rows, []any{})
	for _, verdict := range t.Verdicts() {
		rows = append(rows, []any{excelize.Cell{StyleID: b.wrapped, Value: "What it beats"}, excelize.Cell{StyleID: b.wrapped, Value: verdict}})
	}
	for _, note := range t.Notes() {
		rows = append(rows, []any{excelize.Cell{StyleID: b.wrapped, Value: "Note"}, excelize.Cell{StyleID: b.wrapped, Value: note}})
	}
	for i, row := range rows {
		if err := out.SetRow(fmt.Sprintf("A%d", i+1), row, linesOf(row)...); err != nil {
			return err
		}
	}
	return out.Flush()
}

// linesOf is the height of a row whose second cell is a wrapped sentence.
func linesOf(row []any) []excelize.RowOpts {
	if len(row) < 2 {
		return nil
	}
	cell, sentence := row[1].(excelize.Cell)
	if !sentence {
		return nil
	}
	text, _ := cell.Value.(string)
	return []excelize.RowOpts{{Height: float64(wrapped(text, coverWidth)) * lineHeight}}
}

// horizons writes the errors of each series after so many months, as formulas over the months.
func (b *backtestBook) horizons() error {
	horizons := b.b.Horizons()
	names := []string{"Sum of", "Contract", "Currency", "Measure", "Opening, model", "Opening, records"}
	for _, months := range horizons {
		names = append(names, fmt.Sprintf("Error after %d", months))
	}
	out, err := b.list("Horizons", names)
	if err != nil {
		return err
	}
	row := 1
	err = b.each(func(measure tariff.Measure, s *scenarios.BacktestSeries, first int) error {
		row++
		cells := []any{s.Kind.String(), s.Contract, s.Currency, measure.String(), knownCell(b.amount, inThousandths(s.Opening), ""), knownCell(b.amount, inThousandths(s.OpeningCounted), "")}
		counted := cellsCounted(s)
		for _, months := range horizons {
			cells = append(cells, knownCell(b.figure, counted[months-1].Error(), fmt.Sprintf("%s!$%s$%d", monthsSheet, errorColumn, first+months-1)))
		}
		return out.SetRow(fmt.Sprintf("A%d", row), cells)
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

// list begins a sheet of rows under headings that stay in sight.
func (b *backtestBook) list(name string, heads []string) (*excelize.StreamWriter, error) {
	widths, cells, lines := make([]float64, len(heads)), make([]any, len(heads)), 1
	for i, head := range heads {
		widths[i], cells[i] = backtestWidth, excelize.Cell{StyleID: b.head, Value: head}
		lines = max(lines, wrapped(head, backtestWidth))
	}
	out, err := b.sheet(name, widths...)
	if err != nil {
		return nil, err
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return nil, err
	}
	return out, out.SetRow("A1", cells, excelize.RowOpts{Height: float64(lines) * lineHeight})
}

// each goes through all series with the rows that they take on the sheet of months.
func (b *backtestBook) each(take func(measure tariff.Measure, s *scenarios.BacktestSeries, first int) error) error {
	first := 2
	for t := range b.b.Tests {
		test := &b.b.Tests[t]
		for i := range test.Series {
			if err := take(test.Measure, &test.Series[i], first); err != nil {
				return err
			}
			first += len(test.Series[i].Cells)
		}
	}
	return nil
}

// knownCell is a cell of a figure; empty where it is not known.
func knownCell(styleID int, x float64, formula string) excelize.Cell {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return excelize.Cell{StyleID: styleID}
	}
	return excelize.Cell{StyleID: styleID, Value: x, Formula: formula}
}

// inThousandths is a count in thousandths, as the sheet shows and formulas take it.
func inThousandths(x float64) float64 {
	if math.IsNaN(x) {
		return x
	}
	return tariff.RoundQuantity(x).Units()
}

// cellsCounted are a series as the sheet of months has it, so that formulas over the sheet and what
// is cached for them are the same.
func cellsCounted(s *scenarios.BacktestSeries) []backtest.Cell {
	cells := make([]backtest.Cell, len(s.Cells))
	for i, c := range s.Cells {
		for _, x := range []*float64{&c.Projected, &c.Happened, &c.Naive[backtest.NoChange], &c.Naive[backtest.LastYear], &c.Low, &c.High} {
			*x = inThousandths(*x)
		}
		cells[i] = c
	}
	return cells
}

// months writes every month, with its errors as formulas.
func (b *backtestBook) months() error {
	out, err := b.list(monthsSheet, []string{"Sum of", "Contract", "Currency", "Measure", "Horizon", "Month", "Projected", "Happened", "Error", "Error, absolute",
		"No change", "Its error, absolute", "Last year's growth", "Its error, absolute", "80% from", "80% to", "Inside"})
	if err != nil {
		return err
	}
	err = b.each(func(measure tariff.Measure, s *scenarios.BacktestSeries, first int) error {
		for i, c := range cellsCounted(s) {
			row := first + i
			off := func(naive backtest.Naive, of string) excelize.Cell {
				return knownCell(b.figure, math.Abs(c.Naive[naive]-c.Happened), fmt.Sprintf("ABS(%s%d-%s%d)", of, row, happenedColumn, row))
			}
			inside := excelize.Cell{}
			if c.Drawn() {
				inside.Value = map[bool]string{true: "yes", false: "no"}[c.Inside()]
				inside.Formula = fmt.Sprintf(`IF(%s%[2]d<%[3]s%[2]d,"no",IF(%[1]s%[2]d>%[4]s%[2]d,"no","yes"))`, happenedColumn, row, lowColumn, highColumn)
			}
			cells := []any{s.Kind.String(), s.Contract, s.Currency, measure.String(), i + 1, (b.b.Start + tariff.Month(i)).String(),
				knownCell(b.amount, c.Projected, ""), knownCell(b.amount, c.Happened, ""),
				knownCell(b.figure, c.Error(), fmt.Sprintf("%s%d-%s%d", projectedColumn, row, happenedColumn, row)),
				knownCell(b.figure, math.Abs(c.Error()), fmt.Sprintf("ABS(%s%d)", errorColumn, row)),
				knownCell(b.amount, c.Naive[backtest.NoChange], ""), off(backtest.NoChange, noChangeColumn),
				knownCell(b.amount, c.Naive[backtest.LastYear], ""), off(backtest.LastYear, lastYearColumn),
				knownCell(b.amount, c.Low, ""), knownCell(b.amount, c.High, ""), inside}
			if err := out.SetRow(fmt.Sprintf("A%d", row), cells); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

// errors writes what the errors of each series come to, as formulas over the months.
func (b *backtestBook) errors() error {
	out, err := b.list("Errors", []string{"Sum of", "Contract", "Currency", "Measure", "Months", "Mean error", "Mean absolute", "Root mean square", "Mean absolute %",
		"Moved a month before", "Scaled error", "/ no change", "/ last year's growth", "Inside 80%"})
	if err != nil {
		return err
	}
	row := 1
	err = b.each(func(measure tariff.Measure, s *scenarios.BacktestSeries, first int) error {
		row++
		cells := cellsCounted(s)
		scores := backtest.Score(cells)
		over := func(column string) string {
			return fmt.Sprintf("%s!$%s$%d:$%s$%d", monthsSheet, column, first, column, first+len(cells)-1)
		}
		against := func(naive backtest.Naive, column string) excelize.Cell {
			return knownCell(b.ratio, scores.Against[naive].Ratio(), fmt.Sprintf("AVERAGE(%s)/AVERAGE(%s)", over(absoluteColumn), over(column)))
		}
		scale := cells[0].Scale
		inside := excelize.Cell{}
		if scores.Intervals > 0 {
			inside = knownCell(b.percent, float64(scores.Inside)/float64(scores.Intervals), fmt.Sprintf(`COUNTIF(%[1]s,"yes")/(COUNTIF(%[1]s,"yes")+COUNTIF(%[1]s,"no"))`, over(insideColumn)))
		}
		return out.SetRow(fmt.Sprintf("A%d", row), []any{s.Kind.String(), s.Contract, s.Currency, measure.String(),
			excelize.Cell{Value: scores.Cells, Formula: fmt.Sprintf("COUNT(%s)", over(happenedColumn))},
			knownCell(b.figure, scores.Mean, fmt.Sprintf("AVERAGE(%s)", over(errorColumn))),
			knownCell(b.figure, scores.MeanAbsolute, fmt.Sprintf("AVERAGE(%s)", over(absoluteColumn))),
			knownCell(b.figure, scores.RootMeanSquare, fmt.Sprintf("SQRT(SUMPRODUCT(%[1]s,%[1]s)/COUNT(%[1]s))", over(errorColumn))),
			knownCell(b.percent, scores.Percent, fmt.Sprintf("SUMPRODUCT(%s/%s)/COUNT(%[2]s)", over(absoluteColumn), over(happenedColumn))),
			knownCell(b.amount, scale, ""),
			knownCell(b.ratio, scores.Scaled, fmt.Sprintf("G%d/J%d", row, row)),
			against(backtest.NoChange, noChangeOff), against(backtest.LastYear, lastYearOff), inside})
	})
	if err != nil {
		return err
	}
	return out.Flush()
}
