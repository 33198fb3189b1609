package workbook

import (
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"

	"parity/reports"
)

// RecordSheet is the sheet that holds what the run read and was asked, as text, so that the
// run can be repeated whatever has become of the other sheets.
const RecordSheet = "Record"

// RecordFirst is the first row of the record; those above are the sheet's title, banner and
// a line on what it holds.
const RecordFirst = 5

// What the rows of the record before the tables are about. A row of a table names the table
// in the first column; the first of them names its columns.
const (
	RecordFingerprint = "(fingerprint)"
	RecordVersion     = "(version)"
	RecordDraws       = "(draws)"
	RecordSeed        = "(seed)"    // only of a run with draws
	RecordDrivers     = "(drivers)" // one for each result: the result, base draws
	RecordModel       = "(model)"
	RecordBaseline    = "(baseline)"
	RecordScenario    = "(scenario)" // one for each, in order
	RecordAuthor      = "(author)"
	RecordDate        = "(date)"
	RecordCommand     = "(command)"
	RecordFile        = "(file)"    // name, SHA-256
	RecordWarning     = "(warning)" // place, found, allowed, remedy
)

// planRecord writes the record. Its cells are the canonical text of the tables: what a
// number's cell on an input sheet says only to the spreadsheet's precision, this says as read.
func (b *book) planRecord() *sheet {
	m := b.study.Model
	s := &sheet{name: RecordSheet, title: "Record of the run", kind: control, freeze: "A5", widths: []float64{18, 22, 22, 22},
		about: "What the run read and was asked, for parity verify, which repeats the run from here and finds what has changed since. Not for editing: change the input sheets."}
	b.head(s)
	s.screenOnly("its rows are for parity verify")
	s.skip(RecordFirst)
	look := style{role: label}
	line := func(words ...string) {
		cells := make([]cell, len(words))
		for i, word := range words {
			cells[i] = textCell(word, look)
		}
		s.add(cells...)
	}
	line(RecordFingerprint, b.about.Fingerprint())
	line(RecordVersion, b.about.Version)
	if b.risk == nil {
		line(RecordDraws, reports.Deterministic)
	} else {
		line(RecordDraws, strconv.Itoa(b.risk.figures.Draws))
		line(RecordSeed, strconv.FormatUint(b.risk.figures.Seed, 10))
		for _, of := range b.risk.figures.Drivers {
			line(RecordDrivers, of.Asked.Result, strconv.Itoa(of.Asked.Draws))
		}
	}
	line(RecordModel, m.Name)
	line(RecordBaseline, b.keys[b.study.Baseline])
	for _, key := range b.keys {
		line(RecordScenario, key)
	}
	line(RecordAuthor, b.about.Author)
	line(RecordDate, b.about.Date.Format(time.DateOnly))
	line(RecordCommand, b.about.Command)
	for _, in := range m.Inputs {
		line(RecordFile, in.Name, in.SHA256)
	}
	for _, w := range m.Warnings {
		line(RecordWarning, w.Place, w.Found, w.Allowed, w.Remedy)
	}
	for _, t := range m.Tables {
		if len(t.Rows) == 0 {
			continue
		}
		words := []string{t.Schema.Table}
		for i := range t.Schema.Columns {
			words = append(words, t.Schema.Columns[i].Name)
		}
		line(words...)
		for r := range t.Rows {
			line(append(words[:1:1], t.Rows[r].Cells...)...)
		}
	}
	used := "A1:" + cellName(s.breadth(), len(s.rows))
	s.before = append(s.before, func(f *excelize.File) error {
		return f.AddIgnoredErrors(s.name, used, excelize.IgnoredErrorsNumberStoredAsText)
	})
	return s
}
