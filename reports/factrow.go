package reports

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"parity/scenarios"
)

// FactRow is one fact as the CSV and the JSON spell it.
type FactRow struct {
	Scenario, Contract, Commissioner, Provider, Currency, Measure, Month, Year, Item, Kind string
	Value                                                                                  string // blank where it is missing
	Unit                                                                                   string
}

// FactKey says which fact a row is: no two facts of a result share it.
type FactKey struct {
	Scenario, Contract, Commissioner, Provider, Currency, Measure, Month, Item string
}

// Key says which fact the row is.
func (r *FactRow) Key() FactKey {
	commissioner := r.Commissioner
	if r.Contract != "" {
		commissioner = "" // the contract says it
	}
	return FactKey{r.Scenario, r.Contract, commissioner, r.Provider, r.Currency, r.Measure, r.Month, r.Item}
}

// String is the key in words: "scenario pbr, contract north, currency 1, day, 2025-04: activity_value".
func (k FactKey) String() string {
	var parts []string
	for _, part := range [...]struct{ name, value string }{
		{"scenario ", k.Scenario}, {"contract ", k.Contract}, {"commissioner ", k.Commissioner}, {"provider ", k.Provider}, {"currency ", k.Currency}, {"", k.Measure}, {"", k.Month},
	} {
		if part.value != "" && (part.name != "provider " || k.Contract == "") {
			parts = append(parts, part.name+part.value)
		}
	}
	return strings.Join(parts, ", ") + ": " + k.Item
}

// SameValue says whether the row has the value of another: a number, however it is spelled,
// or none.
func (r *FactRow) SameValue(other *FactRow) bool {
	if r.Value == other.Value {
		return true
	}
	x, err := strconv.ParseFloat(r.Value, 64)
	y, otherErr := strconv.ParseFloat(other.Value, 64)
	return err == nil && otherErr == nil && x == y
}

// Rows are the facts of a study as the CSV spells them, in its order.
func Rows(study *scenarios.Study) []FactRow {
	var rows []FactRow
	for i := range study.Scenarios {
		scenario := &study.Scenarios[i]
		if i == 1 { // scenarios have about as many facts each
			rows = slices.Grow(rows, len(rows)*(len(study.Scenarios)-1))
		}
		dates := newCalendar(scenario.Result.Model)
		for f := range scenario.Result.Facts() {
			rows = append(rows, FactRow{scenario.Key, f.Contract, f.Commissioner, f.Provider, f.Currency, f.Measure,
				dates.month(&f), dates.year(&f), f.Item, string(f.Kind), f.Value.String(), f.Unit})
		}
	}
	return rows
}

// FactsError is a file of facts that cannot be read as one.
type FactsError struct{ Place, Found, Remedy string }

// Error says where, what was found, and what to do.
func (e *FactsError) Error() string { return e.Place + ": found " + e.Found + "; " + e.Remedy }

const byteOrderMark = "\ufeff"

// ReadCSV reads the facts that WriteCSV wrote. name is the file's, for messages. The error
// is *FactsError where it is another file, or breaks off.
func ReadCSV(r io.Reader, name string) ([]FactRow, error) {
	buffered := bufio.NewReaderSize(r, 1<<16)
	if mark, err := buffered.Peek(len(byteOrderMark)); err == nil && string(mark) == byteOrderMark {
		buffered.Discard(len(byteOrderMark))
	}
	reader := csv.NewReader(buffered)
	reader.ReuseRecord = true
	head, err := reader.Read()
	if err != nil || !slices.Equal(head, strings.Split(factColumns, ",")) {
		return nil, &FactsError{name, "a file that does not begin with the columns of facts", "its first row is to be " + factColumns + ", as parity run --out FILE.csv writes it"}
	}
	var rows []FactRow
	words := map[string]string{} // the few that there are, once each
	for {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, &FactsError{name, "a row that cannot be read (" + err.Error() + ")", "the file was changed or cut off since it was written; write it again"}
		}
		text := func(i int) string {
			word := cells[i]
			if len(word) > 1 && word[0] == '\'' && strings.IndexByte(formulaStarts, word[1]) >= 0 {
				word = word[1:]
			}
			known, there := words[word]
			if !there {
				known = strings.Clone(word)
				words[known] = known
			}
			return known
		}
		row := FactRow{text(0), text(1), text(2), text(3), text(4), text(5), text(6), text(7), text(8), text(9), strings.Clone(cells[10]), text(11)}
		if _, err := strconv.ParseFloat(row.Value, 64); err != nil && row.Value != "" {
			line, _ := reader.FieldPos(10)
			return nil, &FactsError{fmt.Sprintf("%s, row %d, column value", name, line), fmt.Sprintf("%q", row.Value), "a value is a number, or blank where it is missing"}
		}
		rows = append(rows, row)
	}
}
