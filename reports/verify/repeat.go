package verify

import (
	"fmt"
	"io"

	"parity/reports"
	"parity/reports/workbook"
	"parity/scenarios"
)

// repeated is a run as repeated.
type repeated struct {
	study       *scenarios.Study
	figures     *reports.RiskFigures // nil of a run without draws
	fingerprint string
}

// repeat runs what a record asks of a model, as a version of Parity has it.
func (r *Record) repeat(model *scenarios.Model, version string, draw Draw) (*repeated, error) {
	if r.Draws.Number == 0 {
		study, err := scenarios.Simulate(model, r.Selection)
		if err != nil {
			return nil, err
		}
		return &repeated{study: study, fingerprint: reports.Fingerprint(study, version)}, nil
	}
	drawable, err := scenarios.NewDrawable(model, r.Selection)
	if err != nil {
		return nil, err
	}
	figures, err := draw(drawable, version, r.Draws)
	if err != nil {
		return nil, err
	}
	return &repeated{drawable.Study, figures, figures.Fingerprint()}, nil
}

// write writes the workbook of the run.
func (r *repeated) write(to io.Writer, about workbook.About) error {
	if err := r.study.Bridge(nil); err != nil {
		return err
	}
	about.Fingerprint = func() string { return r.fingerprint }
	if r.figures != nil {
		return workbook.WriteRisk(to, r.figures, about)
	}
	return workbook.Write(to, r.study, about)
}

// repeat runs again what the workbook records. Where the fingerprint is not that of the
// record, either may have been edited: if it is the fingerprint of the input sheets, or of
// this version, then that is what was run.
func (f *Finding) repeat(record *Record, against Against, read func() (*scenarios.Model, error)) (*repeated, workbook.About, error) {
	about := record.About
	run, err := record.repeat(record.Model, about.Version, against.Draw)
	if err != nil || run.fingerprint != record.Fingerprint {
		if other, otherAbout, found := otherwise(record, against, read); found {
			run, about, err = other, otherAbout, nil
		} else if err == nil {
			f.Problems = append(f.Problems, fmt.Sprintf("its fingerprint %s is not that of the run it records, which is %s: one of the two was edited, or another version made it", record.Fingerprint, run.fingerprint))
		}
	}
	if err != nil {
		return nil, about, err
	}
	f.Fingerprint, f.Version = run.fingerprint, about.Version
	f.sayVersion(against.Version)
	return run, about, nil
}

// sayVersion remarks on a file of another version.
func (f *Finding) sayVersion(version string) {
	if f.Version != version {
		f.Remarks = append(f.Remarks, fmt.Sprintf("It says that Parity %s made it, and this is %s: what differs may be the version's doing. Parity %s can tell.", f.Version, version, f.Version))
	}
}

// otherwise looks for a run that the recorded fingerprint does belong to: of this version, or
// of the input sheets.
func otherwise(record *Record, against Against, read func() (*scenarios.Model, error)) (*repeated, workbook.About, bool) {
	about := record.About
	fits := func(model *scenarios.Model, versions ...string) (*repeated, bool) {
		for _, about.Version = range versions {
			if run, err := record.repeat(model, about.Version, against.Draw); err == nil && run.fingerprint == record.Fingerprint {
				return run, true
			}
		}
		return nil, false
	}
	if run, found := fits(record.Model, against.Version); found {
		return run, about, true
	}
	model, err := read()
	if err != nil {
		return nil, about, false
	}
	model = model.Clone()
	model.Name, model.Inputs, model.Warnings = record.Model.Name, record.Model.Inputs, record.Model.Warnings
	run, found := fits(model, record.About.Version, against.Version)
	return run, about, found
}
