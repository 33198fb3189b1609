package extract

import (
	"bytes"
	"strconv"

	"parity/engine/records"
	"parity/tariff"
)

// The years a record's dates may lie in.
const (
	firstYear = 1900
	lastYear  = 2100
)

// readDate reads a date in a form, also with a local time after it. serials says that the source
// is a workbook, in which a date may be a count of days.
func readDate(text []byte, form dateForm, serials bool) (records.Date, records.Reason) {
	text = bytes.TrimSpace(text)
	if !form.usual() {
		if date, reason := form.read(text); reason != OtherForm || !serials {
			return date, reason
		}
	}
	if serials {
		if date, reason, is := fromSerial(text); is {
			return date, reason
		}
	}
	if !form.usual() {
		return 0, OtherForm
	}
	if len(text) == isoLength {
		if date := fastDate((*[isoLength]byte)(text)); date != 0 {
			return date, ""
		}
	}
	if len(text) < isoLength || text[4] != '-' || text[7] != '-' {
		return 0, notISO(text)
	}
	year, ok := digits(text[:4])
	month, ok2 := digits(text[5:7])
	day, ok3 := digits(text[8:10])
	if !ok || !ok2 || !ok3 {
		return 0, NotDate
	}
	if rest := text[isoLength:]; len(rest) > 0 {
		if reason := localTime(rest); reason != "" {
			return 0, reason
		}
	}
	return dayOf(year, month, day)
}

func dayOf(year, month, day int) (records.Date, records.Reason) {
	date, there := records.NewDate(year, month, day)
	switch {
	case !there:
		return 0, NoSuchDay
	case year < firstYear:
		return 0, TooEarly
	case year > lastYear:
		return 0, TooLate
	}
	return date, ""
}

// digits reads a number of digits alone.
func digits(text []byte) (int, bool) {
	n := 0
	for _, c := range text {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, len(text) > 0
}

// notISO says what is wrong with text that is no ISO date: 10/09/2025 and its like may be
// the one order or the other, and are not guessed at.
func notISO(text []byte) records.Reason {
	numbers, inNumber := 0, false
	for _, c := range text {
		switch {
		case c >= '0' && c <= '9':
			if !inNumber {
				numbers++
			}
			inNumber = true
		case c == '/' || c == '-' || c == '.':
			inNumber = false
		default:
			return NotDate
		}
	}
	if numbers == 3 {
		return UncertainDate
	}
	return NotDate
}

// localTime holds what follows a date to be a time of day without a zone.
func localTime(rest []byte) records.Reason {
	if rest[0] != 'T' && rest[0] != ' ' || len(rest) < len("T00:00") {
		return NotDate
	}
	for i, c := range rest[1:] {
		switch {
		case c >= '0' && c <= '9', c == ':', c == '.':
		case c == 'Z' || c == 'z' || c == '+' || c == '-':
			if i == 0 {
				return NotDate
			}
			return ZonedTime
		default:
			return NotDate
		}
	}
	return ""
}

// A workbook counts days from the last of 1899; it takes 1900 for a leap year, so that its
// count is right from March 1900 on only.
const (
	firstSerial = 61
	lastSerial  = 99_999
)

// fromSerial reads a workbook's count of days, with a time of day behind the point or not.
func fromSerial(text []byte) (records.Date, records.Reason, bool) {
	if len(text) == 0 || bytes.IndexByte(text, '-') >= 0 {
		return 0, "", false
	}
	number, err := strconv.ParseFloat(string(text), 64)
	if err != nil {
		return 0, "", false
	}
	if number < firstSerial || number > lastSerial {
		return 0, NotDate, true
	}
	date := records.DateIn(tariff.NewMonth(firstYear, 3), 1).AddDays(int(number) - firstSerial)
	if int(date.Month()) >= (lastYear+1)*12 {
		return 0, TooLate, true
	}
	return date, "", true
}

// mostQuantityDigits keeps a quantity within what totals of it can hold.
const mostQuantityDigits = 12

// readQuantity reads a quantity to the thousandth.
func readQuantity(text []byte) (tariff.Quantity, records.Reason) {
	negative := false
	if rest, ok := bytes.CutPrefix(text, []byte{'-'}); ok {
		negative, text = true, rest
	}
	whole, fraction, pointed := bytes.Cut(text, []byte{'.'})
	if pointed {
		fraction = bytes.TrimRight(fraction, "0")
	}
	units, ok := digits(whole)
	if !ok || len(whole) > mostQuantityDigits || len(fraction) > 3 {
		return 0, NotQuantity
	}
	quantity := tariff.Quantity(units)
	for i := range 3 {
		quantity *= 10
		if i < len(fraction) {
			if fraction[i] < '0' || fraction[i] > '9' {
				return 0, NotQuantity
			}
			quantity += tariff.Quantity(fraction[i] - '0')
		}
	}
	if negative {
		quantity = -quantity
	}
	return quantity, ""
}
