package tariff

import (
	"fmt"
	"strconv"
	"time"
)

// Month is a calendar month, counted in months from January of year 0. The zero
// Month stands for "from the start" in dated values.
type Month int32

// Year is a financial year, April to March, named by the calendar year it begins in:
// Year(2025) is 2025-26.
type Year int32

const (
	monthsOfYear = 12
	april        = 4 // the financial year's first month
)

// NewMonth gives the month of a calendar year; month is 1 to 12.
func NewMonth(year, month int) Month { return Month(year*monthsOfYear + month - 1) }

// ParseMonth reads "2025-04".
func ParseMonth(text string) (Month, error) {
	year, month, ok := twoNumbers(text)
	if !ok {
		return 0, fmt.Errorf("%q is not a month; write it as 2025-04", text)
	}
	if month < 1 || month > monthsOfYear {
		return 0, fmt.Errorf("%q is not a month: %02d is not between 01 and 12", text, month)
	}
	return NewMonth(year, month), nil
}

// twoNumbers reads a number of four digits and one of two with a dash between, as months and
// years are written.
func twoNumbers(text string) (first, second int, ok bool) {
	const form = "dddd-dd"
	if len(text) != len(form) {
		return 0, 0, false
	}
	for i := range form {
		if form[i] == '-' && text[i] != '-' || form[i] == 'd' && (text[i] < '0' || text[i] > '9') {
			return 0, 0, false
		}
	}
	first, _ = strconv.Atoi(text[:4])
	second, _ = strconv.Atoi(text[5:])
	return first, second, true
}

// String writes the month as "2025-04".
func (m Month) String() string {
	return fmt.Sprintf("%04d-%02d", int(m)/monthsOfYear, int(m)%monthsOfYear+1)
}

// Date is the first day of the month, in UTC.
func (m Month) Date() time.Time {
	return time.Date(int(m)/monthsOfYear, time.Month(int(m)%monthsOfYear+1), 1, 0, 0, 0, 0, time.UTC)
}

// Days is the month's true length.
func (m Month) Days() int { return m.Date().AddDate(0, 1, -1).Day() }

// Year is the financial year the month lies in.
func (m Month) Year() Year {
	year := int(m) / monthsOfYear
	if int(m)%monthsOfYear+1 < april {
		year--
	}
	return Year(year)
}

// OfYear numbers the month within its financial year: April is 1, March 12.
func (m Month) OfYear() int { return int(m-m.Year().April()) + 1 }

// ParseYear reads "2025-26".
func ParseYear(text string) (Year, error) {
	year, _, ok := twoNumbers(text)
	if !ok {
		return 0, fmt.Errorf("%q is not a financial year; write it as 2025-26", text)
	}
	if Year(year).String() != text {
		return 0, fmt.Errorf("%q is not a financial year; the one that begins in April %d is %s", text, year, Year(year))
	}
	return Year(year), nil
}

// String writes the year as "2025-26".
func (y Year) String() string { return fmt.Sprintf("%04d-%02d", int(y), (int(y)+1)%100) }

// April is the year's first month.
func (y Year) April() Month { return NewMonth(int(y), april) }

// Days is the year's length: 366 where its February is a leap year's.
func (y Year) Days() int {
	return int((y + 1).April().Date().Sub(y.April().Date()).Hours() / 24)
}
