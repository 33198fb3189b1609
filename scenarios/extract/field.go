package extract

import "slices"

// Field is what a column of an extract holds.
type Field int8

// The fields, in the order in which a record is looked at.
const (
	Ignored Field = iota - 1 // a column that pricing does not need
	Person
	Provider
	Commissioner
	Currency
	Start
	End
	Measure
	Quantity
	fieldLimit
)

var fieldNames = [fieldLimit]string{"person", "provider", "commissioner", "currency", "start", "end", "measure", "quantity"}

// String is the field's name in mappings, and its column's where there is no mapping.
func (f Field) String() string { return fieldNames[f] }

// FieldNames lists the fields.
func FieldNames() []string { return slices.Clone(fieldNames[:]) }

// parseField finds a field by name; Ignored where there is none.
func parseField(name string) Field { return Field(slices.Index(fieldNames[:], name)) }

// required says whether every record needs the field.
func (f Field) required() bool {
	return f == Provider || f == Commissioner || f == Currency || f == Start
}
