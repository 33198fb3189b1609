package workbook

import (
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"parity/reports"
	"parity/tariff"
)

// linesSheet holds every row of what records come to; the totals are formulas over it.
const linesSheet = "Income"

// incomeColumn is where it has the income, after schedule, provider, commissioner, currency,
// measure, month and quantity.
const incomeColumn = "H"

// totalColumns are where it has the names that totals go by, in the order of
// reports.PricedBy.
var totalColumns = [...]string{"B", "C", "D", "F"}

// pricedBook is a workbook of priced records as it grows.
type pricedBook struct {
	listBook
	p                                *reports.PricedRecords
	head, text, money, amount, title int // styles
}

// WritePriced writes what records come to as a workbook: a sheet of all rows, a sheet of
// totals for each of provider, commissioner, currency and month, whose sums are live formulas
// over the rows, for two schedules one of who gains and who loses, and a cover that says why
// records were not priced. Equal figures give equal bytes.
func WritePriced(w io.Writer, p *reports.PricedRecords, about About) error {
	if len(p.Rows) >= excelize.TotalRows {
		return fmt.Errorf("there are %d rows, and a sheet has room for %d; write them as .csv, or price fewer months", len(p.Rows), excelize.TotalRows-1)
	}
	b := &pricedBook{listBook: listBook{excelize.NewFile()}, p: p}
	defer b.file.Close()
	if err := b.styles(); err != nil {
		return err
	}
	if err := b.cover(about); err != nil {
		return err
	}
	for by, title := range reports.PricedBy() {
		if err := b.totals(by, title); err != nil {
			return err
		}
	}
	if len(p.Schedules) == 2 {
		if err := b.groups(); err != nil {
			return err
		}
	}
	if err := b.lines(); err != nil {
		return err
	}
	return b.write(w, "Priced records", about)
}

func (b *pricedBook) styles() error {
	for _, s := range []struct {
		id *int
		of style
	}{
		{&b.head, style{role: head}}, {&b.text, style{role: prose}}, {&b.money, style{role: figure, format: pence}}, {&b.amount, style{role: plain, format: quantity}}, {&b.title, style{role: title}},
	} {
		made, err := b.file.NewStyle(s.of.excel())
		if err != nil {
			return err
		}
		*s.id = made
	}
	return nil
}

// linesPrinted is how many rows of the sheet of all rows are printed: about a page.
const linesPrinted = 35

const (
	nameWidth  = 18
	moneyWidth = 18
	coverWidth = 90
)

// cover says what the workbook is of and how many records were priced.
func (b *pricedBook) cover(about About) error {
	const name = "Cover"
	if err := b.file.SetSheetName("Sheet1", name); err != nil {
		return err
	}
	out, err := b.sheet(name, nameWidth+8, coverWidth)
	if err != nil {
		return err
	}
	p := b.p
	last := p.Window.From + tariff.Month(p.Window.Months-1)
	rows := [][]any{
		{excelize.Cell{StyleID: b.title, Value: "Priced records"}}, {},
		{"Extract", p.Extract}, {"Model", p.Model}, {"Schedules", strings.Join(p.Schedules, ", ")},
		{"Months", p.Window.From.String() + " to " + last.String()}, {"Review periods", p.Periods},
		{"Command", about.Command}, {"Parity", about.Version}, {"Date", about.Date.Format("2006-01-02")},
		{"What it is not", b.prose("A bill: it prices the records of the extract, and knows nothing of what a contract agrees beyond prices.")},
	}
	if len(p.Rows) > linesPrinted {
		rows = append(rows, []any{"In print", b.prose(fmt.Sprintf("Totals, and of the sheet %s the first page: it has %d rows. Clear its print area to print them all.", linesSheet, len(p.Rows)))})
	}
	if p.Published {
		rows = append(rows, []any{"For publication"})
		for _, said := range p.Publication() {
			rows = append(rows, []any{nil, b.prose(said)})
		}
	} else {
		rows = append(rows, []any{}, []any{"Records read", p.Read.Records}, []any{"Priced", p.Priced()}, []any{"Outside the months", p.Read.Outside}, []any{"Not priced", p.Read.Refused})
		for _, c := range p.Read.Counts {
			place := c.Column
			if place == "" {
				place = c.Schedule
			}
			rows = append(rows, []any{place, b.prose(fmt.Sprintf("%s: %d", c.Reason, c.Records))})
		}
	}
	for i, row := range rows {
		if err := out.SetRow(fmt.Sprintf("A%d", i+1), row); err != nil {
			return err
		}
	}
	return out.Flush()
}

// prose is a cell of running text.
func (b *pricedBook) prose(text string) excelize.Cell {
	return excelize.Cell{StyleID: b.text, Value: text}
}

// totals writes one sheet of sums: a formula for each name and schedule.
func (b *pricedBook) totals(by int, title string) error {
	widths := []float64{nameWidth}
	heads := []any{excelize.Cell{StyleID: b.head, Value: title}}
	for _, schedule := range b.p.Schedules {
		heads, widths = append(heads, excelize.Cell{StyleID: b.head, Value: schedule}), append(widths, moneyWidth)
	}
	two := len(b.p.Schedules) == 2
	if two {
		heads, widths = append(heads, excelize.Cell{StyleID: b.head, Value: "Difference"}), append(widths, moneyWidth)
	}
	out, err := b.sheet("By "+strings.ToLower(title), widths...)
	if err != nil {
		return err
	}
	if err := out.SetRow("A1", heads); err != nil {
		return err
	}
	end := len(b.p.Rows) + 1
	ranged := func(column string) string {
		return fmt.Sprintf("%s!$%s$2:$%s$%d", linesSheet, column, column, max(end, 2))
	}
	totals := b.p.Totals(by)
	for i, total := range totals {
		row := i + 2
		cells := []any{total.Name}
		for k, value := range total.Values {
			// Not SUMIFS: it takes a code for a number, and a month for a date, where they look like one.
			formula := fmt.Sprintf("ROUND(SUMPRODUCT((%s=$A%d)*(%s=%s$1)*%s),2)", ranged(totalColumns[by]), row, ranged("A"), column(k+1), ranged(incomeColumn))
			cells = append(cells, excelize.Cell{StyleID: b.money, Value: value.Pounds(), Formula: formula})
		}
		if two {
			cells = append(cells, excelize.Cell{StyleID: b.money, Value: (total.Values[1] - total.Values[0]).Pounds(), Formula: fmt.Sprintf("ROUND(C%d-B%d,2)", row, row)})
		}
		if err := out.SetRow(fmt.Sprintf("A%d", row), cells); err != nil {
			return err
		}
	}
	if err := b.whole(out, len(totals)+2, two); err != nil {
		return err
	}
	return out.Flush()
}

// whole writes the sums of a sheet of totals, under them.
func (b *pricedBook) whole(out *excelize.StreamWriter, row int, two bool) error {
	values := b.p.Whole()
	if two {
		values = append(values, values[1]-values[0])
	}
	cells := []any{"All"}
	for k, value := range values {
		letter := column(k + 1)
		cells = append(cells, excelize.Cell{StyleID: b.money, Value: value.Pounds(), Formula: fmt.Sprintf("ROUND(SUM(%s2:%s%d),2)", letter, letter, max(row-1, 2))})
	}
	return out.SetRow(fmt.Sprintf("A%d", row), cells)
}

// column is a column's letter, from 0 for A.
func column(at int) string { return columnName(at + 1) }

// lines writes every row as values.
func (b *pricedBook) lines() error {
	out, err := b.sheet(linesSheet, nameWidth, nameWidth, nameWidth, nameWidth, nameWidth, nameWidth, moneyWidth, moneyWidth)
	if err != nil {
		return err
	}
	var heads []any
	for _, name := range []string{"Schedule", "Provider", "Commissioner", "Currency", "Measure", "Month", "Quantity", "Income, £"} {
		heads = append(heads, excelize.Cell{StyleID: b.head, Value: name})
	}
	if err := out.SetRow("A1", heads); err != nil {
		return err
	}
	for i := range b.p.Rows {
		r := &b.p.Rows[i]
		cells := []any{b.p.Schedules[r.Schedule], r.Provider, r.Commissioner, r.Currency, r.Measure, r.Month.String(),
			excelize.Cell{StyleID: b.amount, Value: r.Quantity.Units()}, excelize.Cell{StyleID: b.money, Value: r.Value.Pounds()}}
		if err := out.SetRow(fmt.Sprintf("A%d", i+2), cells); err != nil {
			return err
		}
	}
	if err := out.Flush(); err != nil || len(b.p.Rows) <= linesPrinted {
		return err
	}
	return b.printOnly(linesSheet, len(heads), linesPrinted+1)
}
