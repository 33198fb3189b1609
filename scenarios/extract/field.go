package extract

import "slices"

// Field is what a column of an extract holds.
type Field int8

// The fields, in the order in which a record is looked at.
const (
	Ignored Field = iota - 1 // a column that is not needed
	Person
	Provider
	Commissioner
	Currency
	Start
	End
	Measure
	Quantity
	Reviewed // the day of the latest review; episodes only
	Record   // the record's number; episodes only
	// FinancialYear and FinancialMonth say together in which month counts were made, in place
	// of Start.
	FinancialYear
	FinancialMonth
	fieldLimit
)

var fieldNames = [fieldLimit]string{"person", "provider", "commissioner", "currency", "start", "end", "measure", "quantity", "reviewed", "record", "financial_year", "financial_month"}

// String is the field's name in mappings, and its column's where there is no mapping.
func (f Field) String() string { return fieldNames[f] }

// parseField finds a field by name; Ignored where there is none.
func parseField(name string) Field { return Field(slices.Index(fieldNames[:], name)) }

// wants are the fields that are read for a purpose, and whether every record needs them.
type wants map[Field]bool

// toPrice is what pricing reads.
var toPrice = wants{Person: false, Provider: true, Commissioner: true, Currency: true, Start: true, End: false, Measure: false, Quantity: false, FinancialYear: false, FinancialMonth: false}
