package extract

import (
	"encoding/binary"
	"math/bits"

	"parity/engine/records"
	"parity/tariff"
)

// step is what the fast lane does with a column.
type step struct {
	field Field
	kind  stepKind
	date  int8    // of a date, where it is kept
	table *joined // whose key the column is
}

type stepKind uint8

const (
	skipStep stepKind = iota
	codeStep
	dateStep
	textStep // where it begins and ends is remembered
	quantityStep
	numberStep
)

// A word of eight bytes, looked at all at once (H. S. Warren, Hacker's Delight, 2nd ed., 6-1).
const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// zeros marks the lowest zero byte of a word by its high bit. Bytes above it may be marked
// without being zero.
func zeros(word uint64) uint64 { return (word - ones) &^ word & highs }

// allZeros marks the zero bytes of a word by their high bits, and nothing else.
func allZeros(word uint64) uint64 { return ^((word&^highs + ^uint64(highs)) | word | ^uint64(highs)) }

// fast reads the line at p if nothing about it is out of the ordinary: codes that were met
// before, dates written 2025-04-01, as many columns as the header, quotes only about whole
// cells. What it reads is what the slow lane would read. b has slack bytes behind its last
// newline.
func (w *worker) fast(b []byte, p int) (next int, ok bool) {
	last := len(w.steps) - 1
	for i, s := range w.steps {
		until := w.delimiters
		if i == last {
			until = newlines
		}
		quoted := b[p] == '"'
		if quoted {
			p++
		}
		begin, length := p, 0
		switch s.kind {
		case codeStep:
			closing := until
			if quoted {
				closing = quotes
			}
			word := binary.LittleEndian.Uint64(b[p:])
			found := zeros(word ^ closing)
			if found == 0 {
				return 0, false
			}
			length = bits.TrailingZeros64(found) >> 3
			p += length
			if i == last && length > 0 && b[p-1] == '\r' && !quoted {
				p, length = p-1, length-1
			}
			key := word&(1<<(8*length)-1) | uint64(length)<<(8*shortCode)
			memory := &w.memories[s.field]
			at, known := memory.keys.Find(key)
			if !known {
				return 0, false
			}
			w.places[s.field] = memory.places[at]
		case dateStep:
			date := records.Date(0)
			if c := b[p]; s.field == Start || c != byte(until) && c != '"' && (c != '\r' || i != last) {
				if date = fastDate(b[p:]); date == 0 {
					return 0, false
				}
				p += isoLength
			}
			w.dates[s.date] = date
		default:
			closing := w.delimiters
			if quoted {
				closing = quotes
			}
			for {
				word := binary.LittleEndian.Uint64(b[p:])
				if found := zeros(word^closing) | zeros(word^newlines); found != 0 {
					p += bits.TrailingZeros64(found) >> 3
					break
				}
				p += 8
			}
			if i == last && p > begin && b[p-1] == '\r' && !quoted {
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
		if i == last && b[p] == '\r' {
			p++
		}
		if b[p] != byte(until) {
			return 0, false
		}
		p++
	}
	return p, true
}

// keep takes in a cell that is neither a code nor a date; false where only the slow lane can
// say what is wrong with it.
func (w *worker) keep(kind stepKind, text []byte) bool {
	switch kind {
	case textStep:
		w.person = text
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

// newlines and quotes are words of them.
const (
	newlines = '\n' * ones
	quotes   = '"' * ones
)

// The date 0000-00-00 as a word and what follows, against which digits are numbers.
const (
	zeroDate = 0x2d30302d30303030 // "0000-00-"
	// aboveNine lifts digits above nine, and anything where a hyphen should be, over a byte's high bit.
	aboveNine = 0x7f76767f76767676
)

// fastDate reads a date at the beginning of b; none where it is anything but a day from 1900
// to 2100.
func fastDate(b []byte) records.Date {
	word := binary.LittleEndian.Uint64(b)
	digits := word ^ zeroDate
	if (digits+aboveNine|digits)&highs != 0 {
		return 0
	}
	tens, units := b[8]-'0', b[9]-'0'
	if tens > 9 || units > 9 {
		return 0
	}
	pairs := digits*10 + digits>>8
	year := int(pairs&0xff)*100 + int(pairs>>16&0xff)
	month, day := int(pairs>>40&0xff), int(tens)*10+int(units)
	if uint(month-1) > 11 || year < firstYear || year > lastYear {
		return 0
	}
	m := tariff.NewMonth(year, month)
	if day < 1 || day > 28 && day > records.DaysOf(m) {
		return 0
	}
	return records.DateIn(m, day)
}
