package extract

import (
	"bytes"

	"parity/engine/records"
)

// step is what the fast lane does with a column.
type step struct {
	field  Field
	kind   stepKind
	last   bool
	usual  int           // how many bytes each of its cells has had so far, and what ends it; uneven where they differ
	until  byte          // what its cells end with
	untils uint64        // a word of that
	codes  *records.Keys // that were met
	place  *int32        // where a code's place is kept
	date   *records.Date // where a date is
	form   dateForm      // how it is written
	table  *joined       // whose key the column is
}

// uneven is the usual length of cells that have none.
const uneven = -1

// ahead is how far it is to the next cell, which is so many bytes. Where all cells of a column
// are of one length, which most identifiers are, it gives that: a processor that foresees the
// comparison reads on there before it has found out where the cell ends.
func (s *step) ahead(bytes int) int {
	if bytes == s.usual {
		return s.usual
	}
	return s.unusual(bytes)
}

// unusual is what ahead gives of a first cell, or of one that is longer or shorter than others.
func (s *step) unusual(bytes int) int {
	if s.usual == 0 {
		s.usual = bytes
	} else {
		s.usual = uneven
	}
	return bytes
}

type stepKind uint8

const (
	skipStep stepKind = iota
	keyStep           // the key of a table, and nothing else
	codeStep
	dateStep
	formedDateStep // a date that is not written 2025-04-01
	textStep       // where it begins and ends is remembered
	quantityStep
	numberStep
)

// fast reads the line at p if nothing about it is out of the ordinary: codes that were met
// before, dates written 2025-04-01, as many columns as the header, quotes only about whole
// cells. What it reads is what the slow lane would read. b has slack bytes behind its last
// newline.
func (w *worker) fast(b []byte, p int) (next int, ok bool) {
	steps := w.steps
	for i := range steps {
		s := &steps[i]
		switch s.kind {
		case codeStep:
			word := wordAt(b, p)
			if byte(word) == '"' {
				if next, ok := quotedCode(b, p+1, s); ok {
					p = next
					continue
				}
				break
			}
			mark := lowest(zeros(word ^ s.untils))
			if place, known := s.codes.Near(marked(word, mark)); known && mark != 0 {
				*s.place = place
				p += s.ahead(bytesTo(mark))
				continue
			}
		case dateStep:
			if b[p] == s.until && s.field != Start {
				*s.date = 0
				p++
				continue
			}
			if b[p] == '"' {
				if next, ok := quotedDate(b, p+1, s); ok {
					p = next
					continue
				}
				break
			}
			if date := commonDate((*[isoLength]byte)(b[p : p+isoLength])); date != 0 && b[p+isoLength] == s.until {
				*s.date = date
				p += isoLength + 1
				continue
			}
		case skipStep:
			if b[p] == '"' {
				if end := endOfCell(b, p+1, quotes); b[end] == '"' && b[end+1] == s.until {
					p += s.ahead(end + 2 - p)
					continue
				}
				break
			}
			if end := endOfCell(b, p, w.delimiters); b[end] == s.until {
				p += s.ahead(end + 1 - p)
				continue
			}
		}
		if p, ok = w.cell(b, p, s); !ok {
			return 0, false
		}
	}
	return p, true
}

// quotedCode reads a code in quotes, behind the first, that was met before and has nothing else
// about it.
func quotedCode(b []byte, p int, s *step) (next int, ok bool) {
	word := wordAt(b, p)
	mark := lowest(zeros(word ^ quotes))
	place, known := s.codes.Near(marked(word, mark))
	if !known || mark == 0 {
		return 0, false
	}
	*s.place = place
	p += bytesTo(mark)
	return p + 1, b[p] == s.until
}

// quotedDate reads a date in quotes, behind the first, or none where it may be left out.
func quotedDate(b []byte, p int, s *step) (next int, ok bool) {
	if b[p] == '"' && s.field != Start {
		*s.date = 0
		return p + 2, b[p+1] == s.until
	}
	date := commonDate((*[isoLength]byte)(b[p : p+isoLength]))
	if date == 0 || b[p+isoLength] != '"' {
		return 0, false
	}
	*s.date = date
	p += isoLength + 1
	return p + 1, b[p] == s.until
}

// cell reads a cell that is not as most are: one in quotes, or the last of a line that ends
// with a carriage return, or one of a kind of which there are few.
func (w *worker) cell(b []byte, p int, s *step) (next int, ok bool) {
	quoted := b[p] == '"'
	closing := s.untils
	if quoted {
		p++
		closing = quotes
	}
	begin := p
	switch s.kind {
	case codeStep:
		word := wordAt(b, p)
		mark := lowest(zeros(word ^ closing))
		if mark == 0 {
			return 0, false
		}
		p += bytesTo(mark) - 1
		if s.last && p > begin && b[p-1] == '\r' && !quoted {
			p--
			mark >>= 8
		}
		place, known := s.codes.Find(marked(word, mark))
		if !known {
			return 0, false
		}
		*s.place = place
	case dateStep, formedDateStep:
		date, length := records.Date(0), isoLength
		if c := b[p]; s.field == Start || c != s.until && c != '"' && (c != '\r' || !s.last) {
			if s.kind == dateStep {
				date = fastDate((*[isoLength]byte)(b[p : p+isoLength]))
			} else {
				date, length = s.form.fast(b[p:p+isoLength]), s.form.length
			}
			if date == 0 {
				return 0, false
			}
			p += length
		}
		*s.date = date
	default:
		if !quoted { // also of the last cell: a further one would be too many
			closing = w.delimiters
		}
		p = endOfCell(b, p, closing)
		if s.last && p > begin && b[p-1] == '\r' && !quoted {
			p--
		}
		if !w.keep(s.kind, b[begin:p]) {
			return 0, false
		}
		if s.table != nil {
			if _, whole := w.look(s.table, b[begin:p]); !whole {
				return 0, false
			}
		}
	}
	if quoted {
		if b[p] != '"' {
			return 0, false
		}
		p++
	}
	if s.last && b[p] == '\r' {
		p++
	}
	return p + 1, b[p] == s.until
}

// keep takes in a cell that is neither a code nor a date; false where only the slow lane can
// say what is wrong with it.
func (w *worker) keep(kind stepKind, text []byte) bool {
	switch kind {
	case textStep:
		w.person = bytes.TrimSpace(text)
	case quantityStep:
		if w.counted = len(text) > 0; w.counted {
			quantity, reason := readQuantity(text)
			if reason != "" {
				return false
			}
			w.quantity = quantity
		}
	case numberStep:
		return w.readNumber(text)
	}
	return true
}
