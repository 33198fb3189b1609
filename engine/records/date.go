package records

import (
	"fmt"

	"parity/tariff"
)

// Date is a day of the calendar: its month times 32 and the day of that month, so that dates
// compare as numbers and the month is at hand. The zero Date is none.
type Date int32

const (
	dayBits     = 5
	dayMask     = 1<<dayBits - 1
	february    = 1 // months within a year from 0, as Month counts them
	monthOfYear = 12
)

// daysOfMonth are the lengths of January to December, but for a leap year's February.
var daysOfMonth = [monthOfYear]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// NewDate is a day of a calendar year; false where there is no such day.
func NewDate(year, month, day int) (Date, bool) {
	if year < 0 || month < 1 || month > monthOfYear {
		return 0, false
	}
	m := tariff.NewMonth(year, month)
	if day < 1 || day > DaysOf(m) {
		return 0, false
	}
	return DateIn(m, day), true
}

// DateIn is a day of a month, which has to have it.
func DateIn(month tariff.Month, day int) Date { return Date(int32(month)<<dayBits | int32(day)) }

// DaysOf is a month's length, as tariff.Month.Days without a look at the clock's calendar.
func DaysOf(month tariff.Month) int {
	year, of := int(month)/monthOfYear, int(month)%monthOfYear
	if of == february && year%4 == 0 && (year%100 != 0 || year%400 == 0) {
		return 29
	}
	return daysOfMonth[of]
}

// Month is the month the day lies in.
func (d Date) Month() tariff.Month { return tariff.Month(d >> dayBits) }

// Day is the day of the month, from 1.
func (d Date) Day() int { return int(d & dayMask) }

// String writes the day as "2025-04-01".
func (d Date) String() string { return fmt.Sprintf("%s-%02d", d.Month(), d.Day()) }

// Number counts days from the first of March of year 0, for differences.
func (d Date) Number() int {
	// Years from March on, so that a leap day is a year's last: a classic of calendars.
	m := int(d.Month()) - 2
	year, of := m/monthOfYear, m%monthOfYear
	return year*365 + year/4 - year/100 + year/400 + (of*153+2)/5 + d.Day() - 1
}

// AddDays is the day so many days later, or earlier.
func (d Date) AddDays(days int) Date {
	month, day := d.Month(), d.Day()+days
	for day > DaysOf(month) {
		day -= DaysOf(month)
		month++
	}
	for day < 1 {
		month--
		day += DaysOf(month)
	}
	return DateIn(month, day)
}

// AddMonths is the same day so many calendar months later, or that month's last day where it
// has no such day.
func (d Date) AddMonths(months int) Date {
	month := d.Month() + tariff.Month(months)
	return DateIn(month, min(d.Day(), DaysOf(month)))
}
