package extract

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
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

// MappingHeader heads a mapping file.
const MappingHeader = "field,column,code,is"

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

// ReadMapping reads a mapping file: a CSV with the columns of MappingHeader. A row with a
// column says which one holds the field; one with a code and what it is, what a code of theirs
// is called in the model; one with only what it is, what every record has.
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
			if !slices.Equal(cells, strings.Split(MappingHeader, ",")) {
				return nil, &MappingError{name, row, strings.Join(cells, ","), "its first row is " + MappingHeader}
			}
			continue
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		if found, allow := m.add(cells[0], cells[1], cells[2], cells[3]); found != "" {
			return nil, &MappingError{name, row, found, allow}
		}
	}
}

// add takes in one row; what it gives back is what is wrong with it.
func (m *Mapping) add(field, column, code, is string) (found, allow string) {
	f := parseField(field)
	if f == Ignored {
		return fmt.Sprintf("field %q", field), "the fields are " + strings.Join(fieldNames[:], ", ")
	}
	if column != "" {
		if m.columns[f] != "" && m.columns[f] != column {
			return fmt.Sprintf("a second column for the %s, %q", field, column), "one column holds a field"
		}
		m.columns[f] = column
	}
	coded := f == Provider || f == Commissioner || f == Currency || f == Measure
	switch {
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
