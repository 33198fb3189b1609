package workbook

import (
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// kind is what a sheet is for; it has a tab colour and a word of its own.
type kind uint8

const (
	control kind = iota
	results
	inputs
	workings
)

func (k kind) String() string {
	return [...]string{"control", "result", "input", "working"}[k]
}

// cell is one cell of a plan: a value, a formula with its value, or nothing.
type cell struct {
	formula string
	text    string
	number  float64
	isText  bool
	isSet   bool
	style   style
}

func textCell(text string, s style) cell {
	return cell{text: text, isText: true, isSet: text != "", style: s}
}

func numberCell(x float64, s style) cell { return cell{number: x, isSet: true, style: s} }

func formulaCell(formula string, x float64, s style) cell {
	return cell{formula: formula, number: x, isSet: true, style: s}
}

func textFormula(formula, text string, s style) cell {
	return cell{formula: formula, text: text, isText: true, isSet: true, style: s}
}

// exprCell is an expression of one value.
func exprCell(e expr, s style) cell { return formulaCell(e.text, e.at(0), s) }

// row is one row of a plan: its cells from column A, and on sheets with months the series
// that fills the months' columns with one formula.
type row struct {
	cells  []cell
	series *series
	users  *users
	height float64
}

// room is the row's height: its own, or what its first cell's letters need; 0 for the height
// rows have by themselves.
func (r row) room() float64 {
	if r.height > 0 || len(r.cells) == 0 {
		return r.height
	}
	switch r.cells[0].style.role {
	case title:
		return 24
	case headline:
		return 20
	case subhead:
		return 18
	}
	return 0
}

// series is the part of a row that runs over the months.
type series struct {
	expr   expr
	values bool // projected quantities: values, not formulas
	adds   bool // years add up
	style  style
}

// sheet is one sheet as planned.
type sheet struct {
	name   string
	title  string
	about  string // one line under the title: what the sheet holds and how to read it
	holds  string // the same for the contents, where the line under the title says something else
	kind   kind
	widths []float64
	rows   []row
	time   *timeline // nil where the sheet has no months
	freeze string    // the first cell that scrolls
	heads  [2]int    // rows repeated on every printed page
	fit    int       // pages high in print; 0 for as many as it takes
	below  int       // rows below the last that charts cover
	across int       // columns in print, where not all that have a width
	deep   int       // rows in print; 0 for all
	before []func(*excelize.File) error
}

// next is the number of the row that add will write.
func (s *sheet) next() int { return len(s.rows) + 1 }

// add appends a row and gives its number.
func (s *sheet) add(cells ...cell) int {
	s.rows = append(s.rows, row{cells: cells})
	return len(s.rows)
}

// skip leaves rows empty up to the one with the given number.
func (s *sheet) skip(to int) {
	for s.next() < to {
		s.add()
	}
}

// addSeries appends a row with months.
func (s *sheet) addSeries(labels []cell, is series) int {
	s.rows = append(s.rows, row{cells: labels, series: &is})
	return len(s.rows)
}

// prefix is the sheet's name as formulas on other sheets write it.
func (s *sheet) prefix() string {
	for _, r := range s.name {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '_' {
			return "'" + strings.ReplaceAll(s.name, "'", "''") + "'!"
		}
	}
	return s.name + "!"
}

// series refers to a row's months from another sheet.
func (s *sheet) series(number int) expr {
	return cellExpr(s.prefix()+at+strconv.Itoa(number), s.rows[number-1].series.expr.values...)
}

// own refers to a row's months from the same sheet.
func (s *sheet) own(number int) expr {
	return cellExpr(at+strconv.Itoa(number), s.rows[number-1].series.expr.values...)
}

// fixed refers to one cell, which stays where it is when copied.
func (s *sheet) fixed(column, number int) expr {
	return cellExpr(s.prefix()+fixedCell(column, number), s.rows[number-1].cells[column-1].number)
}

// inColumn is a range of rows of one column.
func (s *sheet) inColumn(column string, from, to int) string {
	return s.prefix() + "$" + column + "$" + strconv.Itoa(from) + ":$" + column + "$" + strconv.Itoa(to)
}

// block is a run of rows of a sheet.
type block struct{ from, to int }

func (b block) empty() bool { return b.to < b.from || b.from == 0 }

// sumOf adds the months of a block of rows.
func (s *sheet) sumOf(b block) expr {
	if b.empty() {
		return whole(0)
	}
	values := make([]float64, len(s.time.months))
	for r := b.from; r <= b.to; r++ {
		for i := range values {
			values[i] += s.rows[r-1].series.expr.at(i)
		}
	}
	text := s.prefix() + at + strconv.Itoa(b.from)
	if b.to > b.from {
		text = "SUM(" + text + ":" + at + strconv.Itoa(b.to) + ")"
	}
	return cellExpr(text, values...)
}
