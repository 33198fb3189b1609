package extract

import (
	"bytes"

	"parity/tariff"
)

// The months of a financial year are numbered from April.
const (
	monthsOfYear = 12
	century      = 100
)

// financialMonth reads a month of a financial year: 202526 and 1 is April 2025.
func financialMonth(year, month []byte) (tariff.Month, fault) {
	year = bytes.TrimSpace(year)
	if len(year) == len("2025-26") && (year[4] == '-' || year[4] == '/') {
		year = append(bytes.Clone(year[:4]), year[5:]...)
	}
	both, ok := digits(year)
	first, second := both/century, both%century
	if !ok || len(year) != len("202526") || first < firstYear || first >= lastYear || (first+1)%century != second {
		return 0, fault{reason: NotYear, field: FinancialYear}
	}
	n, ok := digits(bytes.TrimSpace(month))
	if !ok || n < 1 || n > monthsOfYear {
		return 0, fault{reason: NotMonth, field: FinancialMonth}
	}
	return tariff.Year(first).April() + tariff.Month(n-1), fault{}
}
