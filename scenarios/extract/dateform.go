package extract

import (
	"strings"

	"parity/engine/records"
)

// dateForm is how a mapping says that a column's dates are written: where the digits of year,
// month and day begin, and what stands between. The zero form is 2025-04-01.
type dateForm struct {
	year, month, day int
	length           int
	sign             byte   // between the numbers; 0 where nothing is
	signs            [2]int // where it stands
}

// dateForms says which forms a mapping may give.
const dateForms = "YYYY-MM-DD, DD/MM/YYYY or MM/DD/YYYY, with a hyphen, a slash, a point or nothing between"

// dateOrders are the parts of a date in the orders that they may have.
var dateOrders = [...][3]string{{"YYYY", "MM", "DD"}, {"DD", "MM", "YYYY"}, {"MM", "DD", "YYYY"}}

// parseDateForm reads a form such as DD/MM/YYYY.
func parseDateForm(text string) (form dateForm, is bool) {
	for _, order := range dateOrders {
		for _, sign := range [...]string{"-", "/", ".", ""} {
			if whole := strings.Join(order[:], sign); strings.EqualFold(whole, text) {
				form := dateForm{year: strings.Index(whole, "Y"), month: strings.Index(whole, "M"), day: strings.Index(whole, "D"), length: len(whole)}
				if sign == "" {
					return form, true
				}
				form.sign, form.signs = sign[0], [2]int{strings.Index(whole, sign), strings.LastIndex(whole, sign)}
				if form.sign == '-' && form.year == 0 { // 2025-04-01
					return dateForm{}, true
				}
				return form, true
			}
		}
	}
	return dateForm{}, false
}

// usual says whether dates are written 2025-04-01.
func (f dateForm) usual() bool { return f.length == 0 }

// numbers takes a date's numbers out of the first bytes of text; false where they are not written
// so.
func (f dateForm) numbers(text []byte) (year, month, day int, ok bool) {
	if len(text) < f.length || f.sign != 0 && (text[f.signs[0]] != f.sign || text[f.signs[1]] != f.sign) {
		return 0, 0, 0, false
	}
	year, isYear := digits(text[f.year : f.year+4])
	month, isMonth := digits(text[f.month : f.month+2])
	day, isDay := digits(text[f.day : f.day+2])
	return year, month, day, isYear && isMonth && isDay
}

// read reads a date, also with a local time after it.
func (f dateForm) read(text []byte) (records.Date, records.Reason) {
	year, month, day, ok := f.numbers(text)
	if !ok {
		return 0, OtherForm
	}
	if rest := text[f.length:]; len(rest) > 0 {
		if reason := localTime(rest); reason != "" {
			return 0, reason
		}
	}
	return dayOf(year, month, day)
}

// fast reads the date that text begins with; none where it is anything but a day from 1900 to 2100.
func (f dateForm) fast(text []byte) records.Date {
	year, month, day, ok := f.numbers(text)
	if !ok {
		return 0
	}
	date, _ := dayOf(year, month, day)
	return date
}
