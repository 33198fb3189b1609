package scenarios

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"parity/tariff"
)

// A spreadsheet counts days from the last of 1899 on; these serials are January 1960 and the
// end of 2149, beyond which a number is not taken for a date.
const (
	firstSerial = 21916
	lastSerial  = 91313
)

var serialOrigin = time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)

// dateForms are the spellings of a date that spreadsheets and people use, with the day first as in
// Britain.
var dateForms = []string{
	"2006-01-02", "2006-01-02 15:04:05", "2006-01-02T15:04:05", "2006-01-02T15:04:05Z", "2006/01/02",
	"02/01/2006", "2/1/2006", "02-01-2006", "02.01.2006", "2 Jan 2006", "2 January 2006", "02-Jan-2006", "2-Jan-06", "02-Jan-06",
}

// monthForms are spellings of a month without a day.
var monthForms = []string{
	"Jan-06", "Jan 06", "Jan-2006", "Jan 2006", "January 2006", "January-2006", "2006/01", "01/2006", "2006-1",
}

var serial = regexp.MustCompile(`^\d{5}(\.0+)?$`)

// The years that a month may lie in. A spreadsheet knows no date before 1900, and what is meant for
// after 2199 is a slip of the hand.
const (
	firstYear = "1900"
	lastYear  = "2199"
)

// readMonth puts a month into canonical form, 2025-04. Dates count where they are the first of
// their month.
func readMonth(text string) (string, *Misfit) {
	misfit := &Misfit{Remedy: "write it as 2025-04"}
	if _, err := tariff.ParseMonth(text); err == nil {
		if year := text[:4]; year < firstYear || year > lastYear {
			misfit.Remedy = fmt.Sprintf("write a month from %s-01 to %s-12", firstYear, lastYear)
			return "", misfit
		}
		return text, nil
	}
	if date, ok := readDate(text); ok {
		if date.Day() != 1 {
			misfit.Remedy = fmt.Sprintf("things change on the first of a month only; write %s for the whole month", date.Format("2006-01"))
			return "", misfit
		}
		return date.Format("2006-01"), nil
	}
	for _, form := range monthForms {
		if date, err := time.Parse(form, text); err == nil {
			return date.Format("2006-01"), nil
		}
	}
	return "", misfit
}

// readDate reads a date, or the serial number a spreadsheet keeps for one.
func readDate(text string) (time.Time, bool) {
	if serial.MatchString(text) {
		days, _ := strconv.ParseFloat(text, 64)
		if days >= firstSerial && days <= lastSerial {
			return serialOrigin.AddDate(0, 0, int(days)), true
		}
	}
	for _, form := range dateForms {
		if date, err := time.Parse(form, text); err == nil {
			return date, true
		}
	}
	return time.Time{}, false
}

// monthSerial is the number a spreadsheet keeps for the first of a month.
func monthSerial(month tariff.Month) int {
	return int(month.Date().Sub(serialOrigin).Hours() / 24)
}

var yearForm = regexp.MustCompile(`^(\d{4})\s*[-/\x{2013}]\s*(\d{2}|\d{4})$`)

// readYear puts a financial year into canonical form, 2025-26. A spreadsheet takes 2009-10 for
// October 2009; that date is read back as the year that was typed.
func readYear(text string) (string, *Misfit) {
	misfit := &Misfit{Remedy: "write it as 2025-26"}
	if date, ok := readDate(text); ok && date.Day() == 1 {
		text = date.Format("2006-01")
	}
	parts := yearForm.FindStringSubmatch(text)
	if parts == nil {
		return "", misfit
	}
	first, _ := strconv.Atoi(parts[1])
	year := tariff.Year(first)
	if !strings.HasSuffix(parts[2], year.String()[5:]) || (len(parts[2]) == 4 && parts[2] != strconv.Itoa(first+1)) {
		misfit.Remedy = fmt.Sprintf("the financial year that begins in April %d is %s", first, year)
		return "", misfit
	}
	return year.String(), nil
}

var periodForm = regexp.MustCompile(`^(\d{1,4})\s*(d|days?|w|weeks?|m|months?|y|years?)$`)

// readPeriod puts a length of time into canonical form: days (28d) or months (6m).
func readPeriod(text string) (string, *Misfit) {
	misfit := &Misfit{Remedy: "write 28d for 28 days, 6m for six months"}
	parts := periodForm.FindStringSubmatch(strings.ToLower(text))
	if parts == nil {
		return "", misfit
	}
	count, _ := strconv.Atoi(parts[1])
	if count == 0 {
		return "", misfit
	}
	switch parts[2][0] {
	case 'd':
		return fmt.Sprintf("%dd", count), nil
	case 'w':
		return fmt.Sprintf("%dd", count*7), nil
	case 'm':
		return fmt.Sprintf("%dm", count), nil
	}
	return fmt.Sprintf("%dm", count*12), nil
}
