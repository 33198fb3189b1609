package extract

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/agext/levenshtein"
)

// delimiters are what may stand between two cells, the usual first.
const delimiters = ",;\t|"

// excelHint is a first line by which a CSV tells Excel its delimiter.
const excelHint = "sep="

// layout is where an extract has which field.
type layout struct {
	delimiter byte
	header    []string // the columns' names there
	fields    []Field  // of each column
	columns   [fieldLimit]int
	serials   bool // dates may be a workbook's counts of days
}

// has says whether the extract has a column of a field.
func (l *layout) has(f Field) bool { return l.columns[f] >= 0 }

// name is what the column of a field is called in the extract.
func (l *layout) name(f Field) string {
	if l.has(f) {
		return l.header[l.columns[f]]
	}
	return f.String()
}

// readHeader takes the header off the front of a text, and leaves in b the rest of it.
func readHeader(b *blocks) (header []string, err error) {
	for want := b.size; ; want = min(2*want, longestRecord) {
		if b.carry, err = b.fill(b.carry, want); err != nil {
			return nil, err
		}
		if header, ok := b.takeHeader(); ok {
			return header, nil
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

// FormError is an extract that cannot be read at all: its form or its header is wrong.
type FormError struct{ Name, Found, Remedy string }

// Error says what was found and what to do.
func (e *FormError) Error() string { return e.Name + ": found " + e.Found + "; " + e.Remedy }

// newLayout finds the fields that are wanted in a header by a mapping.
func newLayout(header []string, delimiter byte, mapping *Mapping, wanted wants) (*layout, error) {
	l := &layout{delimiter: delimiter, header: header, fields: make([]Field, len(header))}
	for i := range l.fields {
		l.fields[i] = Ignored
	}
	for f := range fieldLimit {
		l.columns[f] = -1
		needed, looked := wanted[f]
		column, told := mapping.column(f)
		if !looked || mapping.constant(f) != "" || mapping.from[f] != "" {
			continue
		}
		same := sameColumn
		if !slices.ContainsFunc(header, func(name string) bool { return sameColumn(name, column) }) {
			same = spelledAlike
		}
		for i, name := range header {
			if !same(name, column) {
				continue
			}
			if l.columns[f] >= 0 {
				return nil, &FormError{Found: fmt.Sprintf("two columns called %q", column), Remedy: "leave one, or give them names of their own"}
			}
			l.columns[f], l.fields[i] = i, f
		}
		if l.columns[f] < 0 && (told || needed && !(f == Start && mapping.columns[FinancialMonth] != "")) {
			return nil, &FormError{Found: fmt.Sprintf("no column %q for the %s, among %s", column, f, named(header)), Remedy: remedy(column, header)}
		}
	}
	if l.has(FinancialMonth) != l.has(FinancialYear) || l.has(FinancialMonth) && l.has(Start) {
		return nil, &FormError{Found: "of financial_year, financial_month and start not one way to tell the month", Remedy: "map financial_year and financial_month, or start"}
	}
	_, counted := wanted[Quantity]
	if counted && !l.has(End) && !l.has(Quantity) && !l.has(Measure) && mapping.constant(Measure) == "" {
		return nil, &FormError{Found: "no column for the end, and none for a measure or a quantity, among " + named(header), Remedy: remedy(End.String(), header)}
	}
	return l, nil
}

// sameColumn says whether a header's name is that of a column, in capitals or not.
func sameColumn(name, column string) bool { return strings.EqualFold(name, column) }

// spelledAlike says whether a header's name is that of a column but for spaces and signs: a database
// that cannot have CONTRACT MONITORING ACTUAL ACTIVITY has CONTRACT_MONITORING_ACTUAL_ACTIVITY.
func spelledAlike(name, column string) bool {
	bare := plain(column)
	return bare != "" && plain(name) == bare
}

// mostNamed is how many columns a message names.
const mostNamed = 20

func named(header []string) string {
	if len(header) <= mostNamed {
		return strings.Join(header, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(header[:mostNamed], ", "), len(header)-mostNamed)
}

// remedy asks for the column that is most like the one that is not there.
func remedy(column string, header []string) string {
	const advice = "name the column in a mapping (--map), which --guess proposes"
	if len(header) == 0 {
		return advice
	}
	near := slices.MinFunc(header, func(a, b string) int {
		return levenshtein.Distance(strings.ToLower(column), strings.ToLower(a), nil) - levenshtein.Distance(strings.ToLower(column), strings.ToLower(b), nil)
	})
	if 2*levenshtein.Distance(strings.ToLower(column), strings.ToLower(near), nil) < max(len(column), len(near)) {
		return fmt.Sprintf("did you mean %s? Else %s", near, advice)
	}
	return advice
}
