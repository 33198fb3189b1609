package clusterscores

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"unicode/utf8"

	"parity/engine/clustering"
	"parity/scenarios"
	"parity/scenarios/extract"
)

// Record is one person's scores.
type Record struct {
	Line     int
	Person   []byte // valid until the next record; empty where the extract has no such column
	Scores   clustering.Scores
	Recorded clustering.Recorded
}

// Reader reads an extract of scores record by record. It holds no records; of each person it
// keeps a digest and the line, to know them again.
type Reader struct {
	name      string
	sum       func() (string, error)
	lines     lines
	separator byte
	columns   *columns
	cells     [][]byte
	people    map[digest]int
}

// digest stands for a person. Half of SHA-256 is enough for no two people to share one.
type digest [sha256.Size / 2]byte

// Open reads the header of an extract in any of the forms that extract.Open knows, whose cells
// are separated by commas, semicolons, tabs or upright strokes. The error is scenarios.Faults
// where the header will not do.
func Open(source *extract.Source) (*Reader, error) {
	name := source.Name
	r := &Reader{name: name, sum: source.SHA256, people: map[digest]int{}}
	r.lines.in = bufio.NewReaderSize(source.Text(), longestLine)
	for {
		line, tooLong, err := r.lines.next()
		if err == io.EOF {
			return nil, scenarios.Faults{{Place: name, Found: "no text", Allowed: "an extract has a header row that names its columns", Remedy: "write the header"}}
		} else if err != nil {
			return nil, fmt.Errorf("read the scores: %w", err)
		}
		if len(bytes.TrimSpace(line)) == 0 && !tooLong {
			continue
		}
		r.separator = separatorOf(line)
		text := !tooLong && utf8.Valid(line) && bytes.IndexByte(line, 0) < 0
		place := fmt.Sprintf("%s, row %d", name, r.lines.number)
		header, ok := split(line, r.separator, nil)
		if !ok || !text {
			return nil, scenarios.Faults{{Place: place, Found: "a header that is not text of columns", Allowed: "an extract is a CSV file in UTF-8", Remedy: "save it as \"CSV UTF-8\""}}
		}
		var faults scenarios.Faults
		if r.columns, faults = readHeader(place, header); len(faults) > 0 {
			return nil, faults
		}
		return r, nil
	}
}

// Input is the file and the SHA-256 of what was read of it, which is all of it once Next has
// come to the end.
func (r *Reader) Input() (scenarios.Input, error) {
	sum, err := r.sum()
	return scenarios.Input{Name: r.name, SHA256: sum}, err
}

// Next reads the next record, or says why it cannot be read. The error is io.EOF at the end.
// Empty lines are no records.
func (r *Reader) Next(to *Record) (*Exception, error) {
	for {
		line, tooLong, err := r.lines.next()
		if err != nil {
			return nil, err
		}
		if tooLong {
			return r.exception(TooLong, -1, "a line that is too long"), nil
		}
		var ok bool
		if r.cells, ok = split(line, r.separator, r.cells); !ok {
			return r.exception(WrongText, -1, "a quotation mark that is not closed, or not doubled"), nil
		}
		if !blank(r.cells) {
			return r.record(to), nil
		}
	}
}

func blank(cells [][]byte) bool {
	for _, cell := range cells {
		if len(bytes.TrimSpace(cell)) > 0 {
			return false
		}
	}
	return true
}

func (r *Reader) exception(reason Reason, column int, found string) *Exception {
	e := &Exception{Line: r.lines.number, Reason: reason, Found: found}
	if column >= 0 {
		e.Column = r.columns.names[column]
	}
	return e
}

// record reads the cells of a line.
func (r *Reader) record(to *Record) *Exception {
	c := r.columns
	if len(r.cells) != c.count {
		return r.exception(WrongCells, -1, fmt.Sprintf("%d cells where the header has %d", len(r.cells), c.count))
	}
	*to = Record{Line: r.lines.number}
	var wrong *Exception
	refuse := func(reason Reason, column int, found string) {
		if wrong == nil {
			wrong = r.exception(reason, column, found)
		} else {
			wrong.More++
		}
	}
	for s, at := range c.scales {
		cell := bytes.TrimSpace(r.cells[at])
		if len(cell) == 1 && clustering.Score(cell[0]-'0').Valid() {
			to.Scores[s] = clustering.Score(cell[0] - '0')
		} else {
			refuse(WrongScore, at, quoted(cell))
		}
	}
	if c.cluster >= 0 {
		var found string
		if to.Recorded, found = readCluster(bytes.TrimSpace(r.cells[c.cluster])); found != "" {
			refuse(WrongCluster, c.cluster, found)
		}
	}
	if c.person >= 0 {
		to.Person = bytes.TrimSpace(r.cells[c.person])
		switch {
		case len(to.Person) == 0:
			refuse(NoPerson, c.person, "nothing")
		case !utf8.Valid(to.Person) || bytes.IndexByte(to.Person, 0) >= 0:
			refuse(WrongText, c.person, "bytes that are not text")
		case wrong == nil:
			wrong = r.known(to)
		}
	}
	return wrong
}

// readCluster reads the recorded cluster, or says what was found in its place.
func readCluster(cell []byte) (recorded clustering.Recorded, found string) {
	code := string(cell)
	if code == "" {
		return clustering.Recorded{}, ""
	}
	if code == clustering.NotClustered.String() {
		return clustering.Recorded{None: true}, ""
	}
	if cluster, ok := clustering.ParseCluster(code); ok {
		return clustering.Recorded{Cluster: cluster, Known: true}, ""
	}
	found = quoted(cell)
	if code == clustering.UnderReview.String() || code == "0"+clustering.UnderReview.String() {
		found += ", a code that is under review and nobody's cluster"
	}
	return clustering.Recorded{}, found
}

// known says whether the person stands in an earlier line, and remembers this one.
func (r *Reader) known(record *Record) *Exception {
	whole := sha256.Sum256(record.Person)
	d := digest(whole[:])
	if first, again := r.people[d]; again {
		return r.exception(PersonAgain, r.columns.person, fmt.Sprintf("a person who stands in row %d already", first))
	}
	r.people[d] = record.Line
	return nil
}
