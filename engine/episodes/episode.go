package episodes

import "parity/engine/records"

// Episode is one record of a person's time in a currency, as an extract has it. Provider,
// Commissioner and Currency are places in lists that the reader keeps.
type Episode struct {
	// Person tells people apart: their place in the order in which the extract first names
	// them. It is not their identifier.
	Person                           int32
	Provider, Commissioner, Currency int32

	// Start is the first day that counts, End the first that does not. A zero End is still
	// open.
	Start, End records.Date

	// Reviewed is the day on which the latest review within the episode was completed; zero
	// where the extract does not say.
	Reviewed records.Date

	// Record is the record's number, of which the higher one holds where two begin on the
	// same day; the line where the extract has no numbers.
	Record int64
	Line   int64 // of the file
}

// Spell is a person's time in hospital, from the day of admission to the day of discharge,
// which does not count; a zero End is still open.
type Spell struct {
	Person       int32 // as in Episode
	Start, End   records.Date
	Record, Line int64 // as in Episode
}
