package extract

import (
	"bytes"

	"parity/engine/records"
	"parity/tariff"
)

// fault is what is wrong with a record and in which column; the zero fault is nothing. A
// fault without a field is one of the whole line.
type fault struct {
	reason records.Reason
	field  Field
	column string // of a joined table, where it is there
}

// slow reads the record at p, whatever it looks like. lines is how many lines it takes.
func (w *worker) slow(b []byte, p int) (next, lines int, wrong fault) {
	next, reason := w.lexer.record(b, p)
	lines = bytes.Count(b[p:next], []byte{'\n'})
	if reason != "" {
		return next, lines, fault{reason: reason, field: Ignored}
	}
	return next, lines, w.readCells()
}

// readCells reads the fields, and finds the first that is wrong.
func (w *worker) readCells() fault {
	cell := func(f Field) []byte { return w.lexer.cells[w.layout.columns[f]] }
	w.person, w.dates = nil, [len(w.dates)]records.Date{}
	if w.layout.has(Person) {
		w.person = bytes.TrimSpace(cell(Person))
	}
	for _, j := range w.r.tables {
		if wrong, whole := w.look(j, w.lexer.cells[j.column]); !whole {
			return wrong
		}
	}
	for f := Provider; f <= Currency; f++ {
		if !w.layout.has(f) {
			continue
		}
		place, reason := w.memories[f].find(cell(f))
		if reason != "" {
			return fault{reason: reason, field: f}
		}
		w.places[f] = place
	}
	for _, f := range [...]Field{Start, End, Reviewed} {
		if !w.layout.has(f) {
			continue
		}
		text := bytes.TrimSpace(cell(f))
		if len(text) == 0 {
			if f == Start {
				return fault{reason: NoDate, field: f}
			}
			continue
		}
		date, reason := readDate(text, w.r.job.Mapping.forms[f], w.layout.serials)
		if reason != "" {
			return fault{reason: reason, field: f}
		}
		w.dates[dateOf(f)] = date
	}
	if w.layout.has(FinancialMonth) {
		month, wrong := financialMonth(cell(FinancialYear), cell(FinancialMonth))
		if wrong.reason != "" {
			return wrong
		}
		w.dates[dateOf(Start)] = records.DateIn(month, 1)
	}
	if w.layout.has(Measure) {
		w.places[Measure] = noMeasure
		if text := bytes.TrimSpace(cell(Measure)); len(text) > 0 {
			place, reason := w.memories[Measure].find(text)
			if reason != "" {
				return fault{reason: UnknownMeasure, field: Measure}
			}
			w.places[Measure] = place
		}
	}
	if w.layout.has(Quantity) {
		w.counted = false
		if text := bytes.TrimSpace(cell(Quantity)); len(text) > 0 {
			quantity, reason := readQuantity(text)
			if reason != "" {
				return fault{reason: reason, field: Quantity}
			}
			w.quantity, w.counted = quantity, true
		}
	}
	if w.layout.has(Record) && !w.readNumber(cell(Record)) {
		return fault{reason: NotNumber, field: Record}
	}
	return fault{}
}

// dateOf is where a field's date is kept.
func dateOf(f Field) int8 {
	switch f {
	case Start:
		return 0
	case End:
		return 1
	}
	return 2
}

// mostDigits is how many digits a record's number may have.
const mostDigits = 18

// readNumber takes in a record's number; false where there is none.
func (w *worker) readNumber(text []byte) bool {
	text = bytes.TrimSpace(text)
	if len(text) > mostDigits {
		return false
	}
	number, ok := digits(text)
	w.number = int64(number)
	return ok
}

// noMeasure is the place of a measure that a record does not state.
const noMeasure = -1

// record is what was read, held to what it has to come to.
func (w *worker) record() (records.Record, fault) {
	r := records.Record{
		Provider: w.places[Provider], Commissioner: w.places[Commissioner], Currency: w.places[Currency],
		Start: w.dates[0], End: w.dates[1], Quantity: w.quantity, Counted: w.counted,
	}
	if place := w.places[Measure]; place != noMeasure {
		r.Measure, r.Stated = tariff.Measure(place), true
	}
	if r.End != 0 && r.End < r.Start {
		return r, fault{reason: EndsBeforeStart, field: End}
	}
	return r, fault{}
}
