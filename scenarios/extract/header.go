package extract

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/agext/levenshtein"
)

// delimiters are what may stand between two cells, the usual first.
const delimiters = ",;\t|"

// excelHint is a first line by which a CSV tells Excel its delimiter.
const excelHint = "sep="

// readHeader takes the header off the front of a text, and leaves in b the rest of it.
func readHeader(b *blocks) (header []string, err error) {
	for want := b.size; ; want = min(2*want, longestRecord) {
		if b.carry, err = b.fill(b.carry, want); err != nil {
			return nil, err
		}
		if header, ok := b.takeHeader(); ok {
			return header, readable(header)
		}
		if b.ended || len(b.carry) >= longestRecord {
			return nil, &FormError{Found: "no header in its first megabyte", Remedy: "the first line names the columns"}
		}
	}
}

// takeHeader reads the header, if all of it has been read from the source.
func (b *blocks) takeHeader() ([]string, bool) {
	for {
		line, _, whole := bytes.Cut(b.carry, []byte{'\n'})
		if !whole {
			return nil, false
		}
		hint := strings.TrimSpace(string(line))
		if rest, is := strings.CutPrefix(hint, excelHint); is && len(rest) == 1 && strings.Contains(delimiters, rest) {
			b.delimiter = rest[0]
		} else if hint != "" {
			break
		}
		b.skip(len(line) + 1)
	}
	if b.delimiter == 0 {
		b.delimiter = sniff(b.carry)
	}
	var header []string
	var scratch []byte
	field := lexed{}
	for field.ending == atDelimiter {
		scratch = scratch[:0]
		field = lexField(b.carry, field.next, b.delimiter, &scratch)
		header = append(header, strings.TrimSpace(string(field.text)))
	}
	if field.ending != atNewline {
		return nil, false
	}
	b.skip(field.next)
	return header, true
}

func (b *blocks) skip(n int) {
	b.line += int64(bytes.Count(b.carry[:n], []byte{'\n'}))
	b.carry = append(b.carry[:0], b.carry[n:]...)
}

// sniff is the delimiter that the first line has most of, outside quotes.
func sniff(text []byte) byte {
	var counts [len(delimiters)]int
	quoted := false
	for _, c := range text {
		if c == '"' {
			quoted = !quoted
		}
		if quoted {
			continue
		}
		if c == '\n' {
			break
		}
		if at := strings.IndexByte(delimiters, c); at >= 0 {
			counts[at]++
		}
	}
	best := 0
	for i, count := range counts {
		if count > counts[best] {
			best = i
		}
	}
	return delimiters[best]
}

// readable holds a header to be text.
func readable(header []string) error {
	for _, name := range header {
		for _, c := range strings.ReplaceAll(name, "\r\n", "\n") {
			switch {
			case c == '\r':
				return &FormError{Found: "lines that end in a carriage return alone, as old Macs wrote them", Remedy: "save it again as CSV for Windows, or in UTF-8"}
			case unicode.IsControl(c) && c != '\n' && c != '\t':
				return &FormError{Found: "something other than text", Remedy: "give CSV, plain or packed with gzip or zstd, or an .xlsx workbook"}
			}
		}
	}
	return nil
}

// recordLike says whether a header looks like a record: a cell of it is a date or a number. Its
// cells may be a person's, and no message tells them.
func recordLike(header []string) bool {
	return slices.ContainsFunc(header, func(name string) bool {
		text := []byte(name)
		_, number := digits(text)
		_, reason := readDate(text, dateForm{}, false)
		return number || reason == "" || reason == UncertainDate || reason == ZonedTime
	})
}

// headless is an extract of which the first line looks like a record.
func headless() *FormError {
	return &FormError{Found: "a first line with a date or a number in it, as records have and names of columns do not", Remedy: "put a line above it that names the columns"}
}

// missing is a header that lacks a column. The remedy is the one that is most like it, unless the
// mapping has that for something else.
func missing(what, column string, header []string, mapping *Mapping) *FormError {
	if recordLike(header) {
		return headless()
	}
	return &FormError{Found: what + ", among " + named(header), Remedy: remedy(column, header, mapping)}
}

// remedy asks for the column that is most like the one that is not there, of those that hold
// nothing else.
func remedy(column string, header []string, mapping *Mapping) string {
	const advice = "name the column in a mapping (--map), which --guess proposes"
	distance := func(name string) int {
		return levenshtein.Distance(strings.ToLower(column), strings.ToLower(name), nil)
	}
	free := slices.DeleteFunc(slices.Clone(header), func(name string) bool {
		return slices.ContainsFunc(mapping.columns[:], func(taken string) bool { return sameColumn(name, taken) })
	})
	if len(free) == 0 {
		return advice
	}
	near := slices.MinFunc(free, func(a, b string) int { return distance(a) - distance(b) })
	if 2*distance(near) < max(len(column), len(near)) {
		return fmt.Sprintf("did you mean %s? Else %s", near, advice)
	}
	return advice
}

// mostNamed is how many columns a message names.
const mostNamed = 20

// named are the names of columns, as a message tells them.
func named(header []string) string {
	if len(header) <= mostNamed {
		return strings.Join(header, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(header[:mostNamed], ", "), len(header)-mostNamed)
}
