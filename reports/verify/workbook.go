package verify

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/sourcegraph/conc/iter"

	"parity/reports"
	"parity/reports/workbook"
	"parity/scenarios"
)

// Against is what a result is held against, besides itself.
type Against struct {
	Version string           // of this Parity
	Expect  string           // a fingerprint kept elsewhere; blank for none
	Model   *scenarios.Model // the model it is to have come from; nil for none
	Draw    Draw             // makes the draws of a workbook again
}

// Finding is what checking a result came to.
type Finding struct {
	File        string
	Fingerprint string // of the run as repeated
	Version     string // of the Parity that made the file, as it says
	// Problems say what is wrong with the file as a whole.
	Problems []string
	Edited   []Edit // cells and sheets that were edited, and of CSV and JSON, what differs
	Results  []Edit // formulas as they were, with other results
	Inputs   []reports.InputChange
	Effects  []Effect // what the edited inputs change
	Remarks  []string // what a reader should know, without fault in the file
	Proven   []string // what, kept elsewhere, the file agrees with

	compared int  // cells, or facts
	facts    bool // it is a file of facts, not a workbook
}

// Same says whether nothing was edited and all is the same.
func (f *Finding) Same() bool {
	return len(f.Problems) == 0 && len(f.Edited) == 0 && len(f.Results) == 0 && len(f.Inputs) == 0
}

// Workbook checks a workbook of results: it repeats the run that the workbook records and
// compares every cell. The error is *NotResultError or *RecordError where the file is none
// that can be checked; whatever else is wrong with it is in the finding.
func Workbook(file io.ReaderAt, size int64, name string, against Against) (*Finding, error) {
	a, err := open(file, size, name)
	if err != nil {
		return nil, err
	}
	if err := isResult(a, name); err != nil {
		return nil, err
	}
	f := &Finding{File: name}
	record, err := readRecord(a)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	read := sync.OnceValues(func() (*scenarios.Model, error) { return scenarios.ReadWorkbook(file, size, name) })
	repeated, about, err := f.repeat(record, against, read)
	if err != nil {
		return nil, fmt.Errorf("%s, sheet %s: the run cannot be repeated from what it records, so it was changed since or is another version's: %w", name, workbook.RecordSheet, err)
	}
	var again bytes.Buffer
	if err := repeated.write(&again, about); err != nil {
		return nil, err
	}
	fresh, err := open(bytes.NewReader(again.Bytes()), int64(again.Len()), name)
	if err != nil {
		return nil, err
	}
	all, compared, err := compareSheets(fresh, a)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	f.compared = compared
	f.Edited, f.Results = split(all)
	f.effects(repeated.study, record.Selection, read)
	f.hold(against, repeated.study.Model)
	return f, nil
}

// isResult says of a workbook that is no result what it is.
func isResult(a *archive, name string) error {
	if _, there := a.find(scenarios.CoverSheet); there {
		return nil
	}
	if _, there := a.find(workbook.RecordSheet); there {
		return nil
	}
	for _, s := range a.sheets {
		if _, table := scenarios.SchemaOf(strings.ToLower(s.name)); table {
			return &NotResultError{name, "a model, which holds no results yet", "run it: parity run " + name}
		}
	}
	return &NotResultError{name, "a workbook of something else", "give the workbook that parity run or parity risk wrote"}
}

// hold compares the finding with what was kept elsewhere.
func (f *Finding) hold(against Against, model *scenarios.Model) {
	if against.Expect != "" {
		if strings.EqualFold(against.Expect, f.Fingerprint) {
			f.Proven = append(f.Proven, "the fingerprint expected")
		} else {
			f.Problems = append(f.Problems, fmt.Sprintf("its fingerprint is %s, and %s was expected: it is not the result that fingerprint was taken of", f.Fingerprint, strings.ToLower(against.Expect)))
		}
	}
	if against.Model == nil {
		return
	}
	f.Inputs = reports.CompareInputs(against.Model, model)
	if len(f.Inputs) == 0 {
		f.Proven = append(f.Proven, "the model "+against.Model.Name)
	}
}

// compareSheets compares every cell of every sheet, the sheets side by side. It counts the
// cells, too.
func compareSheets(was, is *archive) ([]Edit, int, error) {
	found := make([][]Edit, len(was.sheets))
	faults := make([]error, len(was.sheets))
	var compared atomic.Int64
	iter.ForEachIdx(was.sheets, func(i int, s *sheetPart) {
		var cells int
		found[i], cells, faults[i] = compareSheet(was, is, *s)
		compared.Add(int64(cells))
	})
	if err := errors.Join(faults...); err != nil {
		return nil, 0, err
	}
	var all []Edit
	for _, edits := range found {
		all = append(all, edits...)
	}
	seen := map[string]bool{}
	for _, s := range is.sheets {
		key := strings.ToLower(s.name)
		if _, known := was.find(s.name); !known || seen[key] {
			all = append(all, Edit{Sheet: s.name, What: SheetAdded})
		}
		seen[key] = true
	}
	return all, int(compared.Load()), nil
}

// How Parity writes a cell of a sheet, and one that holds only a style.
const (
	cellMark = `<c r="`
	bareCell = `"></c>`
)

// compareSheet compares one sheet. One that is equal to the byte need not be taken apart.
func compareSheet(was, is *archive, sheet sheetPart) ([]Edit, int, error) {
	there, found := is.find(sheet.name)
	if !found {
		return []Edit{{Sheet: sheet.name, What: SheetRemoved}}, 0, nil
	}
	old, err := was.read(sheet.part)
	if err != nil {
		return nil, 0, err
	}
	now, err := is.read(there.part)
	if err != nil {
		return nil, 0, err
	}
	if old == now { // the fresh one refers to no shared texts, so that neither does the other
		return nil, strings.Count(old, cellMark) - strings.Count(old, bareCell), nil
	}
	before, err := readCells(sheet.name, old, was.shared)
	if err != nil {
		return nil, 0, err
	}
	after, err := readCells(there.name, now, is.shared)
	if err != nil {
		return nil, 0, err
	}
	return edits(there.name, before, after), len(before), nil
}
