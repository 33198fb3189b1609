package extract

import "bytes"

// ending says how a field ends.
type ending uint8

const (
	atDelimiter ending = iota
	atNewline
	atEnd     // the text stops first
	openQuote // the text stops within quotes
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
func lexField(b []byte, p int, delimiter byte, scratch *[]byte) lexed {
	if p < len(b) && b[p] == '"' {
		return lexQuoted(b, p+1, delimiter, scratch)
	}
	return lexUnquoted(b, p, delimiter)
}

func lexQuoted(b []byte, p int, delimiter byte, scratch *[]byte) lexed {
	start, copied := p, len(*scratch)
	doubled := false
	for {
		i := bytes.IndexByte(b[p:], '"')
		if i < 0 {
			return lexed{next: len(b), ending: openQuote}
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
	if doubled {
		*scratch = append(*scratch, found.text...)
		found.text = (*scratch)[copied:]
	}
	rest := lexUnquoted(b, p, delimiter)
	found.next, found.ending = rest.next, rest.ending
	found.stray = len(rest.text) > 0
	return found
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
