package extract

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math/bits"
	"sync"

	"parity/engine/records"
)

const (
	// usualBlock is how much a worker takes at a time: it stays in a core's own cache.
	usualBlock = 256 << 10
	// longestRecord is the most a record may have, its quoted lines together.
	longestRecord = 1 << 20
	// slack is how far the fast lane may look beyond a block's end.
	slack = 16
)

// block is some whole records.
type block struct {
	text   []byte         // ends with a newline; slack bytes behind it can be read
	line   int64          // the number of its first line in the file, from 1
	number int            // of blocks, from 0
	slow   bool           // has NUL bytes: no line of it may take the fast lane
	broken records.Reason // the block is one record that cannot be read
}

// blocks cuts a text into blocks, for workers that come in any order. Where the text is cut
// depends on the size of blocks; which records there are does not.
type blocks struct {
	mu        sync.Mutex
	source    io.Reader
	delimiter byte
	size      int    // of a block, as a rule
	carry     []byte // of the text read, what is not yet in a block
	line      int64
	number    int
	ended     bool
}

// next fills a worker's buffer with the next block. The error is io.EOF after the last, or
// what the source says.
func (s *blocks) next(buffer *[]byte) (block, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := append((*buffer)[:0], s.carry...)
	for want := max(s.size, len(b)); ; want = min(2*want, longestRecord) {
		var err error
		if b, err = s.fill(b, want); err != nil {
			return block{}, err
		}
		*buffer = b
		if len(b) == 0 {
			return block{}, io.EOF
		}
		if end, slow := s.end(b); end > 0 {
			return s.cut(b, end, slow), nil
		}
		if s.ended || len(b) >= longestRecord {
			return s.breakOff(b)
		}
	}
}

// fill reads until there are so many bytes, or no more.
func (s *blocks) fill(b []byte, want int) ([]byte, error) {
	if cap(b) < want+slack {
		b = append(make([]byte, 0, want+slack), b...)
	}
	for len(b) < want && !s.ended {
		n, err := s.source.Read(b[len(b):want])
		b = b[:len(b)+n]
		if errors.Is(err, io.EOF) {
			s.ended = true
			if len(b) > 0 && b[len(b)-1] != '\n' {
				b = append(b, '\n') // a last line without one; fill left room
			}
		} else if err != nil {
			return b, err
		}
	}
	return b, nil
}

// end is where the last whole record of b ends, 0 where there is none.
func (s *blocks) end(b []byte) (end int, slow bool) {
	slow = bytes.IndexByte(b, 0) >= 0
	if bytes.IndexByte(b, '"') < 0 {
		return bytes.LastIndexByte(b, '\n') + 1, slow
	}
	if quotesStandAboutFields(b, s.delimiter) {
		return lastEnd(b), slow
	}
	for end < len(b) {
		next := recordEnd(b, end, s.delimiter)
		if next == 0 {
			break
		}
		end = next
	}
	return end, slow
}

// quotesStandAboutFields says whether every quote of b that is not within quotes begins a field,
// or is the second of two, and what closes it is followed by a field's end. Then whatever has an
// even number of quotes before it is outside quotes.
func quotesStandAboutFields(b []byte, delimiter byte) bool {
	var beside [256]bool // what may stand outside a quote that opens or closes
	beside[delimiter], beside['\n'], beside['"'] = true, true, true
	closes := 0 // 1 where the next quote closes
	stands := func(at int) bool {
		outside := at - 1 + 2*closes
		if outside < 0 || outside >= len(b) || beside[b[outside]] {
			return true
		}
		return closes == 1 && b[outside] == '\r' && (outside+1 == len(b) || b[outside+1] == '\n')
	}
	p := 0
	for ; p+8 <= len(b); p += 8 {
		for found := allZeros(binary.LittleEndian.Uint64(b[p:]) ^ quotes); found != 0; found &= found - 1 {
			if !stands(p + bits.TrailingZeros64(found)>>3) {
				return false
			}
			closes ^= 1
		}
	}
	for ; p < len(b); p++ {
		if b[p] == '"' {
			if !stands(p) {
				return false
			}
			closes ^= 1
		}
	}
	return true
}

// lastEnd is where the last record of b ends, 0 where none does, if a newline after an even
// number of quotes ends one.
func lastEnd(b []byte) int {
	open := bytes.Count(b, []byte{'"'})%2 == 1
	for len(b) > 0 {
		newline := bytes.LastIndexByte(b, '\n')
		if bytes.Count(b[newline+1:], []byte{'"'})%2 == 1 {
			open = !open
		}
		if !open {
			return newline + 1
		}
		b = b[:max(newline, 0)]
	}
	return 0
}

// recordEnd is where the record at p ends, after its newline; 0 where it does not. Quotes open
// and close as lexField has it.
func recordEnd(b []byte, p int, delimiter byte) int {
	for begin := p; ; {
		newline := bytes.IndexByte(b[p:], '\n')
		if newline < 0 {
			return 0
		}
		newline += p
		quote := bytes.IndexByte(b[p:newline], '"')
		if quote < 0 {
			return newline + 1
		}
		if p += quote; p > begin && b[p-1] != delimiter {
			p++ // a character like any other
			continue
		}
		for p++; ; p += 2 { // to the quote that closes: two are one within
			closing := bytes.IndexByte(b[p:], '"')
			if closing < 0 {
				return 0
			}
			if p += closing; p+1 == len(b) || b[p+1] != '"' {
				break
			}
		}
		several := newline < p // lines, within the quotes
		p++
		// What follows the closing quote up to the next delimiter is no field's beginning.
		rest := p
		for p < len(b) && b[p] != delimiter && b[p] != '\n' {
			p++
		}
		if p == len(b) {
			return 0
		}
		stray := p > rest && !(b[p] == '\n' && p == rest+1 && b[rest] == '\r')
		if stray && several {
			return newline + 1
		}
		if b[p] == '\n' {
			return p + 1
		}
		p++
	}
}

// cut takes a block from the front of what was read.
func (s *blocks) cut(b []byte, end int, slow bool) block {
	s.carry = append(s.carry[:0], b[end:]...)
	made := block{text: b[:end], line: s.line, number: s.number, slow: slow}
	s.line += int64(bytes.Count(made.text, []byte{'\n'}))
	s.number++
	return made
}

// breakOff gives up on the record b begins with, which is longer than any may be or whose
// quote never closes. Reading goes on with the next line.
func (s *blocks) breakOff(b []byte) (block, error) {
	var scratch []byte
	field := lexed{}
	for field.ending == atDelimiter {
		field = lexField(b, field.next, s.delimiter, &scratch)
	}
	if field.ending == openQuote && b[field.next-1] == '\n' {
		made := s.cut(b, field.next, true)
		made.broken = OpenQuote
		return made, nil
	}
	made := block{line: s.line, number: s.number, broken: LineTooLong}
	s.line += int64(bytes.Count(b, []byte{'\n'})) + 1
	s.number++
	s.carry = s.carry[:0]
	for !s.ended {
		var err error
		if b, err = s.fill(b[:0], longestRecord); err != nil {
			return block{}, err
		}
		if newline := bytes.IndexByte(b, '\n'); newline >= 0 {
			s.carry = append(s.carry, b[newline+1:]...)
			break
		}
	}
	return made, nil
}
