package workbook

import (
	"strconv"

	"github.com/xuri/excelize/v2"

	"parity/engine"
	"parity/tariff"
)

// Rows of the head of every sheet that has months.
const (
	yearRow   = "4" // the calendar year the financial year begins in, as a number
	monthRow  = "5" // the month, as text
	firstRow  = 6   // the first row of figures
	labelCols = 6   // columns of labels before the years
)

// timeline says which column holds which month and year, on every sheet that has months:
// labels, financial years, their total, a blank column, months.
type timeline struct {
	months []tariff.Month
	named  []string // the months as text
	years  []tariff.Year
	letter []string // of each month's column
	yearly []string // of each year's column
	total  string
	before string // the blank column before the first month: where running ranges begin
}

func newTimeline(m *engine.Model) *timeline {
	t := &timeline{years: m.Years()}
	for i := range m.Months {
		t.months = append(t.months, m.Month(i))
		t.named = append(t.named, m.Month(i).String())
	}
	col := labelCols + 1
	for range t.years {
		t.yearly = append(t.yearly, columnName(col))
		col++
	}
	t.total, t.before = columnName(col), columnName(col+1)
	col += 2
	for range t.months {
		t.letter = append(t.letter, columnName(col))
		col++
	}
	return t
}

func (t *timeline) first() string { return t.letter[0] }
func (t *timeline) last() string  { return t.letter[len(t.letter)-1] }

// yearOf is the index of the financial year of month i.
func (t *timeline) yearOf(i int) int { return int(t.months[i].Year() - t.years[0]) }

// byYear adds values of months up by financial year; the last entry is the total.
func (t *timeline) byYear(values expr) []float64 {
	sums := make([]float64, len(t.years)+1)
	for i := range t.months {
		sums[t.yearOf(i)] += values.at(i)
	}
	for y := range t.years {
		sums[len(t.years)] += sums[y]
	}
	return sums
}

// columnName is a column's letters; columns are numbered from 1.
func columnName(n int) string {
	name, err := excelize.ColumnNumberToName(n)
	if err != nil {
		panic("workbook: " + err.Error()) // a run of 600 months ends far from the last column
	}
	return name
}

// cellName is a cell's address, "C12".
func cellName(column, row int) string { return columnName(column) + strconv.Itoa(row) }

// fixedCell is an address that stays where it is when copied, "$C$12".
func fixedCell(column, row int) string { return "$" + columnName(column) + "$" + strconv.Itoa(row) }
