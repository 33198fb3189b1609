package extract

import "parity/engine/records"

// What keeps a record from being read. No reason repeats what was found: it may be a
// person's.
const (
	Columns         records.Reason = "another number of columns than the header has"
	AfterQuote      records.Reason = "text after a closing quote"
	OpenQuote       records.Reason = "a quote that never closes"
	LineTooLong     records.Reason = "a line of more than 1 MB"
	NULByte         records.Reason = "a NUL byte"
	NoCode          records.Reason = "nothing, where every record needs a code"
	UnknownCode     records.Reason = "a code that the model does not have and the mapping does not translate"
	TooManyCodes    records.Reason = "a code beyond the first million different ones"
	UnknownMeasure  records.Reason = "a measure that there is not"
	NoDate          records.Reason = "nothing, where every record needs a date"
	NotDate         records.Reason = "not a date; dates are written 2025-04-01"
	UncertainDate   records.Reason = "a date whose order is not certain; dates are written 2025-04-01, or as a mapping says"
	OtherForm       records.Reason = "not a date in the form that the mapping gives"
	ZonedTime       records.Reason = "a time with a zone, whose day depends on where the clock hangs; write the date"
	NoSuchDay       records.Reason = "a day that the calendar does not have"
	TooEarly        records.Reason = "a date before 1900"
	TooLate         records.Reason = "a date after 2100"
	EndsBeforeStart records.Reason = "an end before the start"
	NoMatch         records.Reason = "a key that the table joined by it does not have"
	KeyDisagrees    records.Reason = "a key that the table joined by it has more than once, with different codes"
	NotYear         records.Reason = "not a financial year; years are written 2025-26, 2025/26 or 202526"
	NotMonth        records.Reason = "not a month of a financial year; April is 1 and March 12"
	NotNumber       records.Reason = "not a whole number of up to 18 digits, by which records are put in order"
	NoPerson        records.Reason = "nothing, where people are told apart"
	NotEpisode      records.Reason = "a measure or a quantity is stated: it counts acts, and says of nobody from when to when they were there"
	NotQuantity     records.Reason = "not a quantity; quantities are written 12 or 0.125, to three places"
)

// FormError is an extract that cannot be read at all: its form or its header is wrong.
type FormError struct{ Name, Found, Remedy string }

// Error says what was found and what to do.
func (e *FormError) Error() string { return e.Name + ": found " + e.Found + "; " + e.Remedy }
