package verify

import (
	"bytes"
	"fmt"
	"io"

	"parity/reports"
	"parity/scenarios"
)

// Draw makes the draws of a study again. The study's fingerprint is that of the version which
// made the draws.
type Draw func(drawable *scenarios.Drawable, version string, asked Draws) (*reports.RiskFigures, error)

// Draws are what a file says was drawn.
type Draws struct {
	Number  int // 0 of a run without
	Seed    uint64
	Drivers []reports.DriversAsked // of a workbook that says what drives results
}

// DrawnCSV checks the CSV of what draws came to: it makes the draws again and compares every
// figure. beside is what lies beside it (reports.WriteRiskBeside). Errors are as CSV has them.
func DrawnCSV(file, beside io.Reader, name string, against Against, draw Draw) (*Finding, error) {
	if against.Model == nil {
		return nil, &NeedsModelError{name}
	}
	rows, err := reports.ReadRiskCSV(file, name)
	if err != nil {
		return nil, err
	}
	head, err := reports.ReadBeside(beside, name+reports.BesideEnding)
	if err != nil {
		return nil, err
	}
	f := &Finding{File: name, facts: true}
	figures, err := f.redraw(head, against, draw)
	if err != nil {
		return nil, err
	}
	f.compareFigures(figures, rows)
	return f, nil
}

// DrawnJSON checks the JSON of what draws came to as DrawnCSV does a CSV: its figures, and
// what it says of the run.
func DrawnJSON(file io.Reader, name string, against Against, draw Draw) (*Finding, error) {
	if against.Model == nil {
		return nil, &NeedsModelError{name}
	}
	content, err := io.ReadAll(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	head, rest, rows, err := reports.ReadRiskJSON(content, name)
	if err != nil {
		return nil, err
	}
	f := &Finding{File: name, facts: true}
	figures, err := f.redraw(head, against, draw)
	if err != nil {
		return nil, err
	}
	var again bytes.Buffer
	if err := reports.WriteRiskJSON(&again, figures, f.Version); err != nil {
		return nil, err
	}
	_, fresh, _, err := reports.ReadRiskJSON(again.Bytes(), name)
	if err != nil {
		return nil, err
	}
	f.compareHeads(fresh, rest)
	f.compareFigures(figures, rows)
	return f, nil
}

// redraw makes the draws that a file names, and looks at its fingerprint.
func (f *Finding) redraw(head reports.Head, against Against, draw Draw) (*reports.RiskFigures, error) {
	draws, seed, ok := reports.ParseDraws(head.Draws)
	if !ok {
		return nil, &reports.FactsError{Place: f.File, Found: fmt.Sprintf("the draws %q", head.Draws), Remedy: "they read as 10000 draws, seed 1; give the file as parity risk wrote it"}
	}
	drawable, err := scenarios.NewDrawable(against.Model, head.Selection)
	if err != nil {
		return nil, fmt.Errorf("%s: its scenarios cannot be drawn from the model %s: %w", f.File, against.Model.Name, err)
	}
	figures, err := draw(drawable, head.Version, Draws{Number: draws, Seed: seed})
	if err != nil {
		return nil, err
	}
	f.Version, f.Fingerprint = head.Version, figures.Fingerprint()
	f.sayVersion(against.Version)
	if head.Fingerprint == f.Fingerprint {
		f.Proven = append(f.Proven, "the model "+against.Model.Name)
	} else {
		f.Problems = append(f.Problems, fmt.Sprintf("its fingerprint %s is not that of the draws made again, which is %s: the model is another, or the fingerprint was edited", head.Fingerprint, f.Fingerprint))
	}
	against.Model = nil
	f.hold(against, drawable.Model)
	return figures, nil
}

// compareFigures lists the figures that differ, in the order of the run and then of the file.
func (f *Finding) compareFigures(figures *reports.RiskFigures, is []reports.RiskRow) {
	found := make(map[string]*reports.RiskRow, len(is))
	for i := len(is) - 1; i >= 0; i-- { // the first of two stays
		found[is[i].String()] = &is[i]
	}
	for was := range figures.Rows() {
		f.compared++
		key := was.String()
		now, there := found[key]
		delete(found, key)
		switch {
		case !there:
			f.Edited = append(f.Edited, Edit{Cell: key, What: CellRemoved, Was: shownFigure(&was), Is: "nothing"})
		case !sameFigure(&was, now):
			f.Edited = append(f.Edited, Edit{Cell: key, What: ValueEdited, Was: shownFigure(&was), Is: shownFigure(now)})
		}
	}
	for i := range is {
		if key := is[i].String(); found[key] == &is[i] {
			f.Edited = append(f.Edited, Edit{Cell: key, What: CellAdded, Was: "nothing", Is: shownFigure(&is[i])})
		}
	}
}

func sameFigure(was, is *reports.RiskRow) bool {
	now := *is
	for _, number := range []struct{ was, is *string }{{&was.Value, &now.Value}, {&was.Error, &now.Error}, {&was.BinError, &now.BinError}} {
		a, b := reports.FactRow{Value: *number.was}, reports.FactRow{Value: *number.is}
		if a.SameValue(&b) {
			*number.is = *number.was
		}
	}
	return now == *was
}

func shownFigure(r *reports.RiskRow) string {
	text := r.Value + " " + r.Unit
	if r.Error != "" {
		text += " ± " + r.Error
	}
	if r.BinError != "" {
		text += ", bin error " + r.BinError
	}
	return text
}
