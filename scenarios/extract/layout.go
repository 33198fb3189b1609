package extract

import (
	"fmt"
	"slices"
	"strings"
)

// layout is where an extract has which field.
type layout struct {
	delimiter byte
	header    []string // the columns' names there
	fields    []Field  // of each column
	columns   [fieldLimit]int
	serials   bool // dates may be a workbook's counts of days
}

// has says whether the extract has a column of a field.
func (l *layout) has(f Field) bool { return l.columns[f] >= 0 }

// name is what the column of a field is called in the extract.
func (l *layout) name(f Field) string {
	if l.has(f) {
		return l.header[l.columns[f]]
	}
	return f.String()
}

// newLayout finds the fields that are wanted in a header by a mapping.
func newLayout(header []string, delimiter byte, mapping *Mapping, wanted wants) (*layout, error) {
	l := &layout{delimiter: delimiter, header: header, fields: make([]Field, len(header))}
	for i := range l.fields {
		l.fields[i] = Ignored
	}
	for f := range fieldLimit {
		l.columns[f] = -1
		needed, looked := wanted[f]
		column, told := mapping.column(f)
		if !looked || mapping.constant(f) != "" || mapping.from[f] != "" {
			continue
		}
		same := sameColumn
		if !slices.ContainsFunc(header, func(name string) bool { return sameColumn(name, column) }) {
			same = spelledAlike
		}
		for i, name := range header {
			if !same(name, column) {
				continue
			}
			if l.columns[f] >= 0 {
				return nil, &FormError{Found: fmt.Sprintf("two columns called %q", column), Remedy: "leave one, or give them names of their own"}
			}
			l.columns[f], l.fields[i] = i, f
		}
		if l.columns[f] < 0 && (told || needed && !(f == Start && mapping.columns[FinancialMonth] != "")) {
			return nil, missing(fmt.Sprintf("no column %q for the %s", column, f), column, header, mapping)
		}
	}
	if l.has(FinancialMonth) != l.has(FinancialYear) || l.has(FinancialMonth) && l.has(Start) {
		return nil, &FormError{Found: "of financial_year, financial_month and start not one way to tell the month", Remedy: "map financial_year and financial_month, or start"}
	}
	_, counted := wanted[Quantity]
	if counted && !l.has(End) && !l.has(Quantity) && !l.has(Measure) && mapping.constant(Measure) == "" {
		return nil, missing("no column for the end, and none for a measure or a quantity", End.String(), header, mapping)
	}
	return l, nil
}

// sameColumn says whether a header's name is that of a column, in capitals or not.
func sameColumn(name, column string) bool { return strings.EqualFold(name, column) }

// spelledAlike says whether a header's name is that of a column but for spaces and signs: a database
// that cannot have CONTRACT MONITORING ACTUAL ACTIVITY has CONTRACT_MONITORING_ACTUAL_ACTIVITY.
func spelledAlike(name, column string) bool {
	bare := plain(column)
	return bare != "" && plain(name) == bare
}
