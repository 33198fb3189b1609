package workbook

import (
	"math"
	"strconv"
)

// at stands in a formula for the letter of the column the formula is in, so that one text
// serves a whole row.
const at = "\x01"

// previous stands for the letter of the column before, and incomeRow, until the row is
// known, for the number of a contract's row of income.
const (
	previous  = "\x02"
	incomeRow = "\x03"
)

// expr is a formula and what it comes to: one value, or one a month.
type expr struct {
	text   string
	values []float64
	binds  binding
}

// binding is how strongly an expression's outermost operator holds it together.
type binding uint8

const (
	bindsSum binding = iota
	bindsProduct
	bindsCell
)

// cellExpr is a single cell, a function call, or a number.
func cellExpr(text string, values ...float64) expr { return expr{text, values, bindsCell} }

// whole is a small whole number written into a formula: 0, 1 and 2 only, for "nothing", "the whole"
// and the places of a penny. Anything else has a name and a cell.
func whole(n int) expr { return cellExpr(strconv.Itoa(n), float64(n)) }

// at is the expression's value in month i.
func (e expr) at(i int) float64 {
	if len(e.values) == 1 {
		return e.values[0]
	}
	return e.values[i]
}

func (e expr) within(least binding) string {
	if e.binds < least {
		return "(" + e.text + ")"
	}
	return e.text
}

func combine(text string, binds binding, of func(a, b float64) float64, a, b expr) expr {
	n := max(len(a.values), len(b.values))
	values := make([]float64, n)
	for i := range values {
		values[i] = of(a.at(i), b.at(i))
	}
	return expr{text, values, binds}
}

func plus(a, b expr) expr {
	return combine(a.text+"+"+b.text, bindsSum, func(x, y float64) float64 { return x + y }, a, b)
}

func minus(a, b expr) expr {
	return combine(a.text+"-"+b.within(bindsProduct), bindsSum, func(x, y float64) float64 { return x - y }, a, b)
}

func times(a, b expr) expr {
	return combine(a.within(bindsProduct)+"*"+b.within(bindsProduct), bindsProduct, func(x, y float64) float64 { return x * y }, a, b)
}

func over(a, b expr) expr {
	return combine(a.within(bindsProduct)+"/"+b.within(bindsCell), bindsProduct, func(x, y float64) float64 { return x / y }, a, b)
}

func lesser(a, b expr) expr {
	return combine("MIN("+a.text+","+b.text+")", bindsCell, math.Min, a, b)
}

func greater(a, b expr) expr {
	return combine("MAX("+a.text+","+b.text+")", bindsCell, math.Max, a, b)
}

// round is ROUND(e, places), half away from zero; places are one number.
func round(e, places expr) expr {
	scale := math.Pow(10, places.at(0))
	return combine("ROUND("+e.text+","+places.text+")", bindsCell, func(x, _ float64) float64 { return roundToScale(x, scale) }, e, places)
}

// pennies is ROUND(e, 2).
func pennies(e expr) expr { return round(e, whole(2)) }

// roundHalfAway rounds as spreadsheets do: a value a few last bits below a tie counts as
// the tie, because the decimal it stands for is one.
func roundHalfAway(x, places float64) float64 { return roundToScale(x, math.Pow(10, places)) }

// roundToScale is roundHalfAway to the places of a power of ten.
func roundToScale(x, scale float64) float64 {
	scaled := math.Abs(x) * scale
	rounded := math.Floor(scaled*(1+4e-16) + 0.5)
	return math.Copysign(rounded/scale, x)
}

// sum adds expressions; nothing is 0.
func sum(parts ...expr) expr {
	if len(parts) == 0 {
		return whole(0)
	}
	total := parts[0]
	for _, p := range parts[1:] {
		total = plus(total, p)
	}
	return total
}

// with puts other values in the place of the expression's own: the engine's, where it has
// worked the figure out exactly.
func (e expr) with(values []float64) expr {
	e.values = values
	return e
}

// since is an expression that holds from a month on.
type since struct {
	from  expr   // the cell with the month, as text
	month string // the month itself, "" for from the start
	value expr
}

// dated is the value in force in each month: the last whose month is not after it.
// Parts are in order; before the first the value is nothing.
func (t *timeline) dated(parts []since) expr {
	result := whole(0)
	for _, part := range parts {
		if part.month == "" || part.month <= t.named[0] {
			result = part.value
			continue
		}
		values := make([]float64, len(t.months))
		for m := range values {
			values[m] = result.at(m)
			if t.named[m] >= part.month {
				values[m] = part.value.at(m)
			}
		}
		text := "IF(" + at + "$" + monthRow + ">=" + part.from.text + "," + part.value.text + "," + result.text + ")"
		result = expr{text, values, bindsCell}
	}
	return result
}
