package workbook

import (
	"math"
	"strconv"
)

// appendNumber writes a number with the fewest digits that say it, as strconv does: most are
// pence or thousandths, which are written from whole numbers in a third of the time.
func appendNumber(text []byte, x float64) []byte {
	const thousand = 1000
	const exact = 1e15 // no two numbers of so many digits are one in 64 bits
	parts := math.Round(x * thousand)
	if parts/thousand != x || parts > exact || parts < -exact || parts == 0 && math.Signbit(x) {
		return strconv.AppendFloat(text, x, 'f', -1, 64)
	}
	n := int64(parts)
	if n < 0 {
		text, n = append(text, '-'), -n
	}
	text = strconv.AppendInt(text, n/thousand, 10)
	rest := n % thousand
	if rest == 0 {
		return text
	}
	text = append(text, '.', '0'+byte(rest/100), '0'+byte(rest/10%10), '0'+byte(rest%10))
	for text[len(text)-1] == '0' {
		text = text[:len(text)-1]
	}
	return text
}
