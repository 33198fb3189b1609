package extract

import (
	"bytes"

	"parity/engine/records"
)

// ending says how a field ends.
type ending uint8

const (
	atDelimiter ending = iota
	atNewline
	atEnd     // the text stops first
	openQuote // its quote never closes
)

// lexed is one field of a record.
type lexed struct {
	text   []byte // without its quotes; only good until scratch is used again
	next   int    // where the next field or record begins
	ending ending
	stray  bool // text follows the closing quote
}

// lexField reads the field at p as RFC 4180 has it: quotes count at its beginning only, and
// a quote within quotes is written twice. Elsewhere a quote is a character like any other.
//
// A quote that has text behind it on a later line closes nothing: it is one of another record,
// and the first was forgotten to be closed. What follows the line on which it stands is not
// swallowed with it.
func lexField(b []byte, p int, delimiter byte, scratch *[]byte) lexed {
	if p < len(b) && b[p] == '"' {
		return lexQuoted(b, p+1, delimiter, scratch)
	}
	return lexUnquoted(b, p, delimiter)
}

func lexQuoted(b []byte, p int, delimiter byte, scratch *[]byte) lexed {
	begin, start, copied := p, p, len(*scratch)
	doubled := false
	for {
		i := bytes.IndexByte(b[p:], '"')
		if i < 0 {
			return neverCloses(b, begin)
		}
		p += i + 1
		if p < len(b) && b[p] == '"' { // one of two
			*scratch = append(*scratch, b[start:p]...)
			p++
			start, doubled = p, true
			continue
		}
		break
	}
	found := lexed{text: b[start : p-1]}
	rest := lexUnquoted(b, p, delimiter)
	found.next, found.ending = rest.next, rest.ending
	found.stray = len(rest.text) > 0
	if found.stray && bytes.IndexByte(b[begin:p], '\n') >= 0 {
		return neverCloses(b, begin)
	}
	if doubled {
		*scratch = append(*scratch, found.text...)
		found.text = (*scratch)[copied:]
	}
	return found
}

// neverCloses is a field whose quote, before begin, never closes: it ends with the line.
func neverCloses(b []byte, begin int) lexed {
	if newline := bytes.IndexByte(b[begin:], '\n'); newline >= 0 {
		return lexed{next: begin + newline + 1, ending: openQuote}
	}
	return lexed{next: len(b), ending: openQuote}
}

// lexUnquoted is what stands from p up to the next delimiter or newline, quotes or not.
func lexUnquoted(b []byte, p int, delimiter byte) lexed {
	for i := p; i < len(b); i++ {
		if b[i] == delimiter {
			return lexed{text: b[p:i], next: i + 1}
		}
		if b[i] == '\n' {
			return lexed{text: bytes.TrimSuffix(b[p:i], []byte{'\r'}), next: i + 1, ending: atNewline}
		}
	}
	return lexed{text: b[p:], next: len(b), ending: atEnd}
}

// lexer reads whole records, with room that is used again for the next.
type lexer struct {
	delimiter byte
	columns   int      // that a record has
	cells     [][]byte // of the record read, one more than columns at most
	scratch   []byte
}

// blankLine is a line without anything, which is no record.
const blankLine records.Reason = "a blank line"

// record reads the record at p, and says what keeps it from being one.
func (x *lexer) record(b []byte, p int) (next int, wrong records.Reason) {
	x.cells, x.scratch = x.cells[:0], x.scratch[:0]
	stray, field := false, lexed{next: p}
	for field.ending == atDelimiter {
		field = lexField(b, field.next, x.delimiter, &x.scratch)
		stray = stray || field.stray
		if len(x.cells) <= x.columns { // more than that is wrong anyway
			x.cells = append(x.cells, field.text)
		}
	}
	switch {
	case field.ending == openQuote:
		return field.next, OpenQuote
	case len(x.cells) == 1 && len(bytes.TrimSpace(x.cells[0])) == 0 && x.columns > 1:
		return field.next, blankLine
	case bytes.IndexByte(b[p:field.next], 0) >= 0:
		return field.next, NULByte
	case stray:
		return field.next, AfterQuote
	case len(x.cells) != x.columns:
		return field.next, Columns
	}
	return field.next, ""
}
