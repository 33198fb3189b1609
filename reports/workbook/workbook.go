// Package workbook writes a study as an Excel workbook that is itself a working model.
//
// Projected quantities are values. Everything from a quantity to a payment to a comparison
// is a live formula over the input sheets, stored with the value the engine gives, so that
// a price, market forces factor, uplift, annual value, cap or rate changed in Excel moves
// the comparison. Time runs across in the same columns on every sheet that has months; a
// row holds one formula, copied across.
//
// Sheets are planned in memory first (sheet.go), so that any row can be referred to from
// any other sheet, and are then written out together (emit.go). A figure is built as an
// expression that carries its formula and its value side by side (expr.go).
package workbook

import (
	"io"
	"time"

	"parity/reports"
	"parity/scenarios"
)

// About is what the cover says about the making of the workbook. All of it is given by the
// caller, so that equal input gives equal bytes.
type About struct {
	Version string    // of Parity
	Command string    // the command line that made the workbook, without folders
	Author  string    // who ran it
	Date    time.Time // the day it was run
	// Fingerprint gives the study's (reports.Fingerprint) or that of its draws, in hexadecimal.
	// It is asked for once the rest is planned, so that it can be worked out meanwhile; what is
	// only priced has none.
	Fingerprint func() string
	// Bridged waits for the study's bridges, so that they can be worked out meanwhile; nil where
	// the study has them.
	Bridged func() error
}

// Write writes the study's results workbook. The study needs at least one scenario, each
// with a result, and its bridges (About.Bridged); equal studies give equal bytes.
func Write(w io.Writer, s *scenarios.Study, about About) error {
	return write(w, s, nil, about, true)
}

// WriteWithoutCaches writes the same workbook with no value stored in formula cells, so
// that whatever opens it has to work every one of them out: the proof that the formulas
// say what the engine says.
func WriteWithoutCaches(w io.Writer, s *scenarios.Study, about About) error {
	return write(w, s, nil, about, false)
}

// WriteRisk writes the workbook of Write for a study that was drawn, with sheets of what its
// draws came to. The study needs its bridges, and About.Fingerprint is that of the figures.
func WriteRisk(w io.Writer, figures *reports.RiskFigures, about About) error {
	return write(w, figures.Drawn.Study, figures, about, true)
}

// WriteRiskWithoutCaches is to WriteRisk what WriteWithoutCaches is to Write.
func WriteRiskWithoutCaches(w io.Writer, figures *reports.RiskFigures, about About) error {
	return write(w, figures.Drawn.Study, figures, about, false)
}

func write(w io.Writer, s *scenarios.Study, figures *reports.RiskFigures, about About, caches bool) error {
	b, err := plan(s, about, figures)
	if err != nil {
		return err
	}
	return b.emit(w, caches)
}
