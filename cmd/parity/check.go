package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/urfave/cli/v2"

	"parity/reports"
	"parity/scenarios"
	"parity/scenarios/evidence"
)

func checkCommand(stdout io.Writer) *cli.Command {
	return &cli.Command{
		Name:      "check",
		Usage:     "list every fault of a model, or say what was read",
		ArgsUsage: "[MODEL]",
		Description: `Every fault is listed at once, with where it is, what was found, what is
allowed and what to do. Warnings leave a model fit to run. Of a model without
faults it then says what we do not know: how much of the money of each
headline rests on inputs that are published, assumed, illustrative or
missing, which those are, and whom to ask for better ones.

   parity check mine.xlsx
   parity check mine --json`,
		Flags:        []cli.Flag{&cli.BoolFlag{Name: "json", DisableDefaultText: true, Usage: "print what was found as JSON"}},
		BashComplete: completeModels,
		Action: func(c *cli.Context) error {
			name, err := oneModel(c, scenarios.DefaultModel)
			if err != nil {
				return err
			}
			found, err := checkModel(name)
			if err != nil {
				return err
			}
			if c.Bool("json") {
				err = printed(found.writeJSON(stdout))
			} else {
				err = printed(found.write(stdout))
			}
			if err == nil && len(found.Faults) > 0 {
				return &faultsFound{found}
			}
			return err
		},
	}
}

// findings are what check says of a model.
type findings struct {
	Model     string   `json:"model"`
	Faults    []string `json:"faults"`
	Warnings  []string `json:"warnings"`
	Tables    int      `json:"tables"`
	Rows      int      `json:"rows"`
	Scenarios []string `json:"scenarios"`
	// Evidence is what the headlines rest on; nil where there are faults.
	Evidence *reports.UnknownNote `json:"evidence,omitempty"`

	study  *scenarios.Study
	report *evidence.Report
	said   map[string]bool
}

// faultsFound ends check where there are faults; they are printed already.
type faultsFound struct{ findings *findings }

func (e *faultsFound) Error() string {
	put := "they are"
	if len(e.findings.Faults) == 1 {
		put = "it is"
	}
	return fmt.Sprintf("%s has %s; nothing can be run until %s put right", e.findings.Model, counted(len(e.findings.Faults), "fault"), put)
}

// checkModel reads a model, applies each of its scenarios, runs them where nothing is
// wrong, and gathers what there is to say. The error is that there is nothing to check.
func checkModel(name string) (*findings, error) {
	found := &findings{Model: name, Faults: []string{}, Warnings: []string{}, Scenarios: []string{}, said: map[string]bool{}}
	model, err := scenarios.Load(name)
	if model == nil || !found.take(err) {
		return found, err
	}
	for _, table := range model.Tables {
		found.Tables++
		found.Rows += len(table.Rows)
	}
	for _, warning := range append(model.Warnings, scenarios.Check(model).Warnings()...) {
		found.add(&found.Warnings, warning.String())
	}
	table := model.Table("scenarios")
	for row := range table.Rows {
		found.Scenarios = append(found.Scenarios, table.Cell(row, "scenario"))
	}
	if len(found.Faults) > 0 {
		return found, nil
	}
	for _, name := range found.Scenarios {
		scenario, err := scenarios.Apply(model, name)
		if err == nil {
			err = asError(scenarios.Check(scenario.Tables).Hard())
		}
		if !found.take(err) {
			found.add(&found.Faults, fmt.Sprintf("scenario %s: %s", name, err))
		}
	}
	if len(found.Faults) > 0 {
		return found, nil
	}
	study, err := scenarios.Simulate(model, scenarios.Selection{})
	if err != nil {
		if !found.take(err) {
			found.add(&found.Faults, err.Error())
		}
		return found, nil
	}
	if _, err := scenarios.NewUncertainty(study); !found.take(err) {
		found.add(&found.Faults, err.Error())
	}
	for _, note := range reports.Notes(study) {
		found.add(&found.Warnings, note)
	}
	if len(found.Faults) == 0 {
		found.study, found.report = study, evidence.Of(study)
		found.Evidence = reports.NoteUnknown(study, found.report)
	}
	return found, nil
}

// take gathers an error that is a list of faults; it is false where the error is another.
func (f *findings) take(err error) bool {
	var faults scenarios.Faults
	if err != nil && !errors.As(err, &faults) {
		return false
	}
	for _, fault := range faults.Hard() {
		f.add(&f.Faults, fault.String())
	}
	for _, fault := range faults.Warnings() {
		f.add(&f.Warnings, fault.String())
	}
	return true
}

// add says each thing once, however many scenarios have it.
func (f *findings) add(to *[]string, line string) {
	if !f.said[line] {
		f.said[line] = true
		*to = append(*to, line)
	}
}

// asError is the faults as an error, nil for none.
func asError(faults scenarios.Faults) error {
	if len(faults) == 0 {
		return nil
	}
	return faults
}

func (f *findings) writeJSON(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(f)
}

func (f *findings) write(w io.Writer) error {
	for _, lines := range [][]string{f.Faults, f.Warnings} {
		for _, line := range lines {
			if _, err := fmt.Fprintln(w, line); err != nil {
				return err
			}
		}
	}
	if len(f.Faults) > 0 {
		return nil
	}
	_, err := fmt.Fprintf(w, "No faults in %s: %s, %s, %s read", f.Model,
		counted(f.Tables, "table"), counted(f.Rows, "row"), counted(len(f.Scenarios), "scenario"))
	if err == nil && len(f.Warnings) > 0 {
		_, err = fmt.Fprintf(w, "; %s", counted(len(f.Warnings), "warning"))
	}
	if err == nil {
		_, err = fmt.Fprintln(w, ".")
	}
	if err == nil && f.report != nil {
		err = reports.WriteUnknown(w, f.study, f.report)
	}
	return err
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
