package extract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"

	"parity/engine/records"
)

// joined is a table that has been read: for each key the places of the codes, and the dates,
// that are taken from it.
type joined struct {
	table   Table
	column  int      // the extract's that holds the key
	fields  []Field  // taken from the table
	names   []string // of their columns there
	serials bool     // its dates may be a workbook's counts of days
	sum     string   // SHA-256 of its file
	rows    map[string]int32
	places  []int32 // of each row, one for each field; below 0 what is wrong with it
}

// joinable are the fields that a table may hold.
var joinable = [...]Field{Provider, Commissioner, Currency, Reviewed}

// unplaced is what may be wrong with a place: the first is written -1.
var unplaced = []records.Reason{KeyDisagrees, NoCode, UnknownCode, TooManyCodes, NotDate, UncertainDate, OtherForm, ZonedTime, NoSuchDay, TooEarly, TooLate}

// disagree is a place of which rows of one key say different things.
const disagree = -1

// join reads the tables of the job's mapping.
func (r *reading) join(ctx context.Context) error {
	for _, t := range r.job.Mapping.tables {
		j := &joined{table: t, column: -1, rows: map[string]int32{}}
		for _, f := range joinable {
			if _, wanted := r.job.wanted()[f]; wanted && r.job.Mapping.from[f] == t.Name {
				j.fields = append(j.fields, f)
			}
		}
		if len(j.fields) == 0 {
			continue
		}
		for i, name := range r.layout.header {
			if sameColumn(name, t.Here) {
				j.column = i
			}
		}
		if j.column < 0 {
			return r.source.named(&FormError{Found: fmt.Sprintf("no column %q, the key of table %s, among %s", t.Here, t.Name, named(r.layout.header)), Remedy: "name the extract's key in the mapping"})
		}
		if f := r.layout.fields[j.column]; f != Ignored && f != Person {
			return r.source.named(&FormError{Found: fmt.Sprintf("column %q for the %s, and as the key of table %s", t.Here, f, t.Name), Remedy: "a key column holds nothing else but the person"})
		}
		if err := r.readTable(ctx, j); err != nil {
			return err
		}
		r.tables = append(r.tables, j)
	}
	return nil
}

// findTable looks for a preset's table, which lies beside the extract.
func (r *reading) findTable(j *joined) error {
	if !r.job.Mapping.beside {
		return nil
	}
	if r.source.path == "" {
		return r.source.named(&FormError{Found: "no folder in which " + j.table.File + " could lie, which is joined", Remedy: "give the file of the extract, or a mapping whose folder has the table"})
	}
	j.table.File = filepath.Join(filepath.Dir(r.source.path), j.table.File)
	return nil
}

// readTable reads all of a table.
func (r *reading) readTable(ctx context.Context, j *joined) error {
	if err := r.findTable(j); err != nil {
		return err
	}
	source, err := Open(j.table.File, nil)
	if err != nil {
		return fmt.Errorf("table %s of the mapping: %w", j.table.Name, err)
	}
	defer source.Close()
	if r.job.episodes != nil {
		if j.sum, err = source.SHA256(); err != nil {
			return err
		}
	}
	j.serials = source.Workbook
	cut := &blocks{source: source.text, line: 1, size: usualBlock}
	header, err := readHeader(cut)
	if err != nil {
		return source.named(err)
	}
	find := func(column string) (int, error) {
		for i, name := range header {
			if sameColumn(name, column) {
				return i, nil
			}
		}
		return 0, source.named(missing(fmt.Sprintf("no column %q, which the mapping takes from table %s", column, j.table.Name), column, header, &Mapping{}))
	}
	key, err := find(j.table.Key)
	if err != nil {
		return err
	}
	var columns []int
	for _, f := range j.fields {
		column, err := find(r.job.Mapping.columns[f])
		if err != nil {
			return err
		}
		columns, j.names = append(columns, column), append(j.names, header[column])
	}
	var buffer []byte
	lines := lexer{delimiter: cut.delimiter, columns: len(header)}
	for {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		b, err := cut.next(&buffer)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return source.named(err)
		}
		if b.broken != "" {
			return source.named(tableFault(b.line, b.broken))
		}
		line := b.line
		for p := 0; p < len(b.text); {
			next, wrong := lines.record(b.text, p)
			switch wrong {
			case "":
				r.addRow(j, lines.cells, key, columns)
			case blankLine:
			default:
				return source.named(tableFault(line, wrong))
			}
			line += int64(bytes.Count(b.text[p:next], []byte{'\n'}))
			p = next
		}
	}
}

// tableFault is a line of a table that cannot be read: no record can be joined for certain.
func tableFault(line int64, reason records.Reason) *FormError {
	return &FormError{Found: fmt.Sprintf("line %d: %s", line, reason), Remedy: "mend the line; a table is joined whole or not at all"}
}

// addRow keeps a row of a table. Of a key's reviews the latest counts; codes in which its rows
// differ are none.
func (r *reading) addRow(j *joined, cells [][]byte, key int, columns []int) {
	row, known := j.rows[string(bytes.TrimSpace(cells[key]))]
	if !known {
		row = int32(len(j.places) / len(j.fields))
		j.rows[string(bytes.TrimSpace(cells[key]))] = row
	}
	for k, f := range j.fields {
		place := r.placeOf(j, f, cells[columns[k]])
		if !known {
			j.places = append(j.places, place)
			continue
		}
		switch at := &j.places[int(row)*len(j.fields)+k]; {
		case *at == place:
		case f == Reviewed && *at >= 0 && place >= 0:
			*at = max(*at, place)
		case f == Reviewed: // a review that cannot be read may be the latest
			*at = min(*at, place)
		default:
			*at = disagree
		}
	}
}

// placeOf is the place of a code, or a date, as a table has it; below 0 what is wrong with it.
func (r *reading) placeOf(j *joined, f Field, text []byte) int32 {
	var place int32
	var reason records.Reason
	if f != Reviewed {
		place, reason = r.all[f].find(string(text))
	} else if text = bytes.TrimSpace(text); len(text) > 0 {
		var date records.Date
		date, reason = readDate(text, r.job.Mapping.forms[f], j.serials)
		place = int32(date)
	}
	if reason != "" {
		return int32(-1 - slices.Index(unplaced, reason))
	}
	return place
}

// look takes what a table has of a record's key; false, with what is wrong, where that is not
// all that is wanted.
func (w *worker) look(j *joined, key []byte) (fault, bool) {
	key = bytes.TrimSpace(key)
	row, known := j.rows[string(key)]
	if !known {
		return fault{reason: NoMatch, field: Ignored, column: w.layout.header[j.column]}, false
	}
	for k, f := range j.fields {
		place := j.places[int(row)*len(j.fields)+k]
		if place < 0 {
			return fault{reason: unplaced[-1-place], field: f, column: j.table.Name + "." + j.names[k]}, false
		}
		if f == Reviewed {
			w.dates[dateOf(f)] = records.Date(place)
		} else {
			w.places[f] = place
		}
	}
	return fault{}, true
}
