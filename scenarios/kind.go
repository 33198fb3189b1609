package scenarios

// Kind is what the cells of a column may hold.
type Kind uint8

const (
	Text   Kind = iota // any text
	Code               // a name that other tables refer to
	Choice             // one of Column.Choices
	YesNo              // yes or no
	Month              // a month, 2025-04
	Year               // a financial year, 2025-26
	Whole              // a whole number
	Number             // a decimal number
	Share              // a fraction from 0 to 1
	Rate               // a yearly rate as a fraction, within MaxRate of 0
	Money              // pounds, 0 or more
	Cells              // cells of a table: table[column=value].column
	Where              // rows of a table: column=value|value,column=value
	Period             // a length of time in days or months, 28d or 6m
	Value              // text whose meaning another cell of the row decides
)

// MaxRate is the largest yearly uplift or efficiency that is taken for a fraction. Beyond it
// the cell is more likely a percentage typed as a number (4.83 for 4.83%).
const MaxRate = 0.3

// String names the kind as docs/tables.md does.
func (k Kind) String() string {
	return [...]string{
		"text", "code", "choice", "yes or no", "month", "financial year", "whole number", "number",
		"share", "rate", "money", "cells", "rows", "period", "value",
	}[k]
}

// Numeric says whether the kind's canonical text is a decimal number.
func (k Kind) Numeric() bool {
	switch k {
	case Whole, Number, Share, Rate, Money:
		return true
	}
	return false
}
