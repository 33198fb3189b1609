package extract

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"parity/tariff"
)

// Mapping says which of an extract's columns holds what, and what its codes are called in the
// model. The zero Mapping expects the fields' own names.
type Mapping struct {
	columns   [fieldLimit]string
	constants [fieldLimit]string
	codes     [fieldLimit]map[string]string
	forms     [fieldLimit]dateForm // how the dates of a field are written
	from      [fieldLimit]string   // the table that holds the field; blank for the extract itself
	tables    []Table
	beside    bool // the tables' files lie beside the extract
}

// Table is a further file, whose rows are joined to the extract's records by a key.
type Table struct {
	Name string
	File string // in the mapping's folder, until In gives it another
	Here string // the extract's column that holds the key
	Key  string // the table's own
}

// In has the tables' files in a folder.
func (m *Mapping) In(folder string) {
	for i := range m.tables {
		m.tables[i].File = filepath.Join(folder, m.tables[i].File)
	}
}

// column is the name of the column that holds a field, and whether the mapping names one.
func (m *Mapping) column(f Field) (name string, told bool) {
	if m.columns[f] != "" {
		return m.columns[f], true
	}
	return f.String(), false
}

// name is the name of the column that holds a field.
func (m *Mapping) name(f Field) string {
	name, _ := m.column(f)
	return name
}

// constant is what every record has in a field; blank where a column says it.
func (m *Mapping) constant(f Field) string { return m.constants[f] }

// MappingHeader heads a mapping file, and TablesHeader one of several tables.
const (
	MappingHeader = "field,column,code,is"
	TablesHeader  = MappingHeader + ",table"
)

// joinRow is the field of a row that joins a table.
const joinRow = "join"

// MappingError is a mapping that says something it cannot mean.
type MappingError struct {
	Name  string
	Row   int
	Found string
	Allow string
}

// Error says where, what was found and what is allowed.
func (e *MappingError) Error() string {
	return fmt.Sprintf("%s, row %d: found %s; %s", e.Name, e.Row, e.Found, e.Allow)
}

// ReadMapping reads a mapping file: a CSV with the columns of MappingHeader or TablesHeader. A
// row with a column says which one holds the field; one with a code and what it is, what a
// code of theirs is called in the model; one with only what it is, what every record has; of a
// date, in which form it is written, as DD/MM/YYYY. A
// row that joins names a table and its file (is), the extract's key column (column) and the
// table's (code); a row with a column and a table says that the field is in that table.
func ReadMapping(r io.Reader, name string) (*Mapping, error) {
	reader := csv.NewReader(r)
	m := &Mapping{}
	for row := 1; ; row++ {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) && row > 1 {
			return m, nil
		}
		if err != nil {
			return nil, &MappingError{name, row, "a row that cannot be read (" + err.Error() + ")", "a mapping is a CSV with the columns " + MappingHeader}
		}
		if row == 1 {
			cells[0] = strings.TrimPrefix(cells[0], "\ufeff")
			if header := strings.Join(cells, ","); header != MappingHeader && header != TablesHeader {
				return nil, &MappingError{name, row, "no mapping", "its first row is " + MappingHeader + ", or " + TablesHeader + " where tables are joined"}
			}
			continue
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		found, allow := "", ""
		switch {
		case len(cells) == 4 || cells[4] == "":
			found, allow = m.add(cells[0], cells[1], cells[2], cells[3])
		case cells[0] == joinRow:
			found, allow = m.join(Table{Name: cells[4], File: cells[3], Here: cells[1], Key: cells[2]})
		default:
			found, allow = m.take(cells[0], cells[1], cells[2], cells[3], cells[4])
		}
		if found != "" {
			return nil, &MappingError{name, row, found, allow}
		}
	}
}

// join takes in a table.
func (m *Mapping) join(t Table) (found, allow string) {
	switch {
	case t.Here == "" || t.Key == "" || t.File == "":
		return "a table that cannot be joined", "a row that joins has the extract's key in column, the table's in code and the table's file in is"
	case slices.ContainsFunc(m.tables, func(other Table) bool { return other.Name == t.Name }):
		return fmt.Sprintf("table %q twice", t.Name), "a table is joined once"
	case slices.ContainsFunc(m.tables, func(other Table) bool { return strings.EqualFold(other.Here, t.Here) }):
		return fmt.Sprintf("a second table by column %q", t.Here), "a column is the key of one table"
	}
	m.tables = append(m.tables, t)
	return "", ""
}

// take takes in a field that a table holds.
func (m *Mapping) take(field, column, code, is, table string) (found, allow string) {
	f := parseField(field)
	switch {
	case !slices.Contains(joinable[:], f):
		return fmt.Sprintf("field %q of a table", field), "what is taken from a table are provider, commissioner, currency, and reviewed"
	case column == "" || code != "" || is != "" && f != Reviewed:
		return "a field of a table without its column, or with a code", "a field of a table has its column there; codes are translated in rows without a table"
	case m.columns[f] != "":
		return fmt.Sprintf("a second column for the %s, %q", field, column), "one column holds a field"
	case !slices.ContainsFunc(m.tables, func(t Table) bool { return t.Name == table }):
		return fmt.Sprintf("table %q", table), "a row that joins it comes first"
	}
	m.columns[f], m.from[f] = column, table
	if is != "" {
		return m.write(f, is)
	}
	return "", ""
}

// add takes in one row; what it gives back is what is wrong with it.
func (m *Mapping) add(field, column, code, is string) (found, allow string) {
	f := parseField(field)
	if f == Ignored {
		return fmt.Sprintf("field %q", field), "the fields are " + strings.Join(fieldNames[:], ", ") + ", and join, which has a table"
	}
	if column != "" {
		if m.columns[f] != "" && m.columns[f] != column {
			return fmt.Sprintf("a second column for the %s, %q", field, column), "one column holds a field"
		}
		m.columns[f] = column
	}
	coded := f == Provider || f == Commissioner || f == Currency || f == Measure
	switch {
	case is != "" && code == "" && (f == Start || f == End || f == Reviewed):
		return m.write(f, is)
	case is != "" && !coded:
		return fmt.Sprintf("what a %s is", field), "only codes are translated: provider, commissioner, currency, measure"
	case code != "" && is == "":
		return fmt.Sprintf("code %q without what it is", code), "fill in the column is"
	case code != "":
		if m.codes[f] == nil {
			m.codes[f] = map[string]string{}
		}
		m.codes[f][code] = is
	case is != "" && column != "":
		return fmt.Sprintf("what the %s is, without the code that is called so", field), "fill in the column code, or leave column blank where every record is the same"
	case is != "":
		m.constants[f] = is
	}
	if measure := is; f == Measure && measure != "" {
		if _, there := tariff.ParseMeasure(measure); !there {
			return fmt.Sprintf("measure %q", measure), "the measures are " + strings.Join(measureNames(), ", ")
		}
	}
	if column == "" && code == "" && is == "" {
		return "nothing but the field", "name its column, translate a code, or say what it always is"
	}
	return "", ""
}

// write takes in how a field's dates are written.
func (m *Mapping) write(f Field, is string) (found, allow string) {
	form, known := parseDateForm(is)
	if !known {
		return fmt.Sprintf("the form %q of the %s", is, f), "a date is written " + dateForms
	}
	m.forms[f] = form
	return "", ""
}

// measureNames are the measures that a record may state.
func measureNames() []string {
	var names []string
	for m := range tariff.Measure(tariff.MeasureCount) {
		if m.Priced() {
			names = append(names, m.String())
		}
	}
	return names
}
