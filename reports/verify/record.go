package verify

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"

	"parity/engine/risk"
	"parity/reports"
	"parity/reports/workbook"
	"parity/scenarios"
)

// Record is what the sheet Record of a workbook says its run read and was asked.
type Record struct {
	Model     *scenarios.Model
	Selection scenarios.Selection
	Draws     Draws
	About     workbook.About // without a fingerprint
	// Fingerprint is the run's, in hexadecimal.
	Fingerprint string
}

// RecordError is a record that is missing, or that cannot be read as a run wrote it.
type RecordError struct {
	Place, Found, Remedy string
}

// Error says where, what was found, and what to do.
func (e *RecordError) Error() string { return e.Place + ": found " + e.Found + "; " + e.Remedy }

// readRecord reads the record of a workbook.
func readRecord(a *archive) (*Record, error) {
	sheet, there := a.find(workbook.RecordSheet)
	if !there {
		return nil, &RecordError{"sheet " + workbook.RecordSheet, "no such sheet", "a workbook that parity run wrote has one, with its fingerprint and what the run read; this is no such workbook, was made by a Parity before it, or lost the sheet since. Give the file as it was written, or run parity again"}
	}
	cells, err := a.cells(sheet)
	if err != nil {
		return nil, err
	}
	r := &Record{Model: &scenarios.Model{}}
	for len(cells) > 0 {
		row := cells[0].row
		end := slices.IndexFunc(cells, func(c cell) bool { return c.row != row })
		if end < 0 {
			end = len(cells)
		}
		if row >= workbook.RecordFirst {
			if err := r.line(row, cells[:end]); err != nil {
				return nil, err
			}
		}
		cells = cells[end:]
	}
	for key, text := range map[string]string{workbook.RecordFingerprint: r.Fingerprint, workbook.RecordVersion: r.About.Version, workbook.RecordBaseline: r.Selection.Baseline} {
		if text == "" {
			return nil, &RecordError{"sheet " + workbook.RecordSheet, "no " + key, "parity run writes one; the sheet was changed since"}
		}
	}
	return r, nil
}

// line takes in one row of the record.
func (r *Record) line(row int, cells []cell) error {
	no := func(c cell, found, remedy string) error {
		return &RecordError{workbook.RecordSheet + "!" + c.name(), found, remedy}
	}
	words := make([]string, max(cells[len(cells)-1].column, 5))
	for _, c := range cells {
		if c.kind != text || c.formula != "" {
			return no(c, c.shown(), "the record holds text alone; the cell was changed since the run")
		}
		words[c.column-1] = c.text
	}
	if schema, known := scenarios.SchemaOf(words[0]); known {
		return r.tableLine(schema, row, words[1:], no)
	}
	switch words[0] {
	case workbook.RecordFingerprint:
		r.Fingerprint = words[1]
	case workbook.RecordVersion:
		r.About.Version = words[1]
	case workbook.RecordDraws:
		if words[1] == reports.Deterministic {
			break
		}
		draws, err := strconv.Atoi(words[1])
		if err != nil || risk.Whole(draws).Check() != nil {
			return no(cells[len(cells)-1], fmt.Sprintf("%q", words[1]), fmt.Sprintf("a run has a multiple of %d draws; one without any has %s", risk.BlockDraws, reports.Deterministic))
		}
		r.Draws.Number = draws
	case workbook.RecordSeed:
		seed, err := strconv.ParseUint(words[1], 10, 64)
		if err != nil {
			return no(cells[len(cells)-1], fmt.Sprintf("%q", words[1]), "a seed is a whole number")
		}
		r.Draws.Seed = seed
	case workbook.RecordDrivers:
		draws, err := strconv.Atoi(words[2])
		if err != nil || risk.Whole(draws).Check() != nil {
			return no(cells[len(cells)-1], fmt.Sprintf("%q", words[2]), fmt.Sprintf("drivers are worked out from a multiple of %d base draws", risk.BlockDraws))
		}
		r.Draws.Drivers = append(r.Draws.Drivers, reports.DriversAsked{Result: words[1], Draws: draws})
	case workbook.RecordModel:
		r.Model.Name = words[1]
	case workbook.RecordBaseline:
		r.Selection.Baseline = words[1]
	case workbook.RecordScenario:
		r.Selection.Scenarios = append(r.Selection.Scenarios, words[1])
	case workbook.RecordAuthor:
		r.About.Author = words[1]
	case workbook.RecordDate:
		date, err := time.Parse(time.DateOnly, words[1])
		if err != nil {
			return no(cells[len(cells)-1], fmt.Sprintf("%q", words[1]), "a run's date is written 2025-04-01")
		}
		r.About.Date = date
	case workbook.RecordCommand:
		r.About.Command = words[1]
	case workbook.RecordFile:
		r.Model.Inputs = append(r.Model.Inputs, scenarios.Input{Name: words[1], SHA256: words[2]})
	case workbook.RecordWarning:
		r.Model.Warnings = append(r.Model.Warnings, scenarios.Fault{Place: words[1], Found: words[2], Allowed: words[3], Remedy: words[4], Warning: true})
	default:
		return no(cells[0], fmt.Sprintf("%q", words[0]), "this Parity records no such thing; the cell was changed since the run, or the workbook is another version's")
	}
	return nil
}

// tableLine takes in a row of a table; the first names its columns.
func (r *Record) tableLine(schema *scenarios.Schema, row int, words []string, no func(cell, string, string) error) error {
	width := len(schema.Columns)
	for i := width; i < len(words); i++ {
		if words[i] != "" {
			return no(cell{row: row, column: i + 2}, fmt.Sprintf("%q right of the last column", words[i]), "the cell was added since the run")
		}
	}
	words = append(words, make([]string, width)...)[:width]
	var table *scenarios.Table
	if n := len(r.Model.Tables); n > 0 && r.Model.Tables[n-1].Schema == schema {
		table = r.Model.Tables[n-1]
		table.Rows = append(table.Rows, scenarios.Row{Cells: words, Line: row})
		return nil
	}
	if slices.ContainsFunc(r.Model.Tables, func(t *scenarios.Table) bool { return t.Schema == schema }) {
		return no(cell{row: row, column: 1}, "table "+schema.Table+" a second time", "the cell was changed since the run")
	}
	table = &scenarios.Table{Schema: schema, Place: "sheet " + workbook.RecordSheet, Columns: words}
	for i := range schema.Columns {
		if words[i] != schema.Columns[i].Name {
			return no(cell{row: row, column: i + 2}, fmt.Sprintf("%q", words[i]), "the column is called "+schema.Columns[i].Name+"; the cell was changed since the run, or the workbook is another version's")
		}
	}
	r.Model.Tables = append(r.Model.Tables, table)
	return nil
}

// Selection says which scenarios the run of a workbook of results was of, and which was the
// baseline. It is false where the workbook is a model and no result.
func Selection(file io.ReaderAt, size int64, name string) (selection scenarios.Selection, result bool, err error) {
	a, err := open(file, size, name)
	if err != nil {
		return selection, false, err
	}
	if _, there := a.find(scenarios.CoverSheet); !there {
		return selection, false, nil
	}
	record, err := readRecord(a)
	if err != nil {
		return selection, true, fmt.Errorf("%s: %w", name, err)
	}
	return record.Selection, true, nil
}
