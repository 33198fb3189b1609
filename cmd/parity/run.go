package main

import (
	"fmt"
	"io"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"parity/cmd/largepages"
	"parity/reports"
	"parity/reports/workbook"
	"parity/scenarios"
)

func runCommand(stdout io.Writer) *cli.Command {
	return &cli.Command{
		Name:      "run",
		Usage:     "simulate a model's scenarios, compare them and write the result",
		ArgsUsage: "[MODEL]",
		Description: `MODEL is an embedded model's name (parity list), a folder or an .xlsx;
without one, northshire. The comparison is printed, and the result written
whole or not at all: a workbook (.xlsx), or the facts as .json or .csv, by
FILE's ending; what a .csv was run from stands beside it in FILE.parity.json.
The fingerprint printed is what parity verify --expect takes. Without --out
it is a workbook named after the model: MODEL.xlsx, or MODEL-result.xlsx
where the model is a workbook itself. With --json a file is written only
where --out names one. Give --scenario once for each scenario.

   parity run
   parity run mine.xlsx --out mine-result.xlsx
   parity run northshire --scenario national --scenario national+more-people
   parity run england-2015-16 --out facts.csv
   parity run mine --json | jq .notes`,
		Flags: []cli.Flag{
			&cli.StringSliceFlag{Name: "scenario", Aliases: []string{"s"}, Usage: "run only `A`, or A+B stacked (default: all)"},
			&cli.StringFlag{Name: "baseline", Aliases: []string{"b"}, Usage: "compare with `A` (default: the model's own)"},
			&cli.StringFlag{Name: "out", Aliases: []string{"o"}, Usage: "write `FILE` (default: a workbook in this folder)"},
			&cli.BoolFlag{Name: "json", DisableDefaultText: true, Usage: "print JSON, not the table"},
			&cli.StringFlag{Name: "date", Usage: "`YYYY-MM-DD` for the cover (default: today)"},
		},
		BashComplete: completeModels,
		Action: func(c *cli.Context) error {
			name, err := oneModel(c, scenarios.DefaultModel)
			if err != nil {
				return err
			}
			date, err := coverDate(c.String("date"))
			if err != nil {
				return err
			}
			out := c.String("out")
			if out == "" && !c.Bool("json") {
				out = defaultOut(name)
			}
			if out != "" {
				if err := checkOutput(out, name); err != nil {
					return err
				}
			}
			return runModel(c, stdout, name, out, date)
		},
	}
}

// roomToGrow is how much may be made, in per cent of what is in use, before memory is cleared
// up: a run makes much that is done with at once, and clearing up half as often as Go does by
// itself saves a twentieth of its time for a fifth more memory.
const roomToGrow = 200

// roomInLargePages is the memory, in bytes, that comes in large pages: about what a workbook takes
// in the making, or 10,000 draws.
const roomInLargePages = 128 << 20

func runModel(c *cli.Context, stdout io.Writer, name, out string, date time.Time) error {
	largepages.Prepare(roomInLargePages)
	defer debug.SetGCPercent(debug.SetGCPercent(roomToGrow))
	model, err := scenarios.Load(name)
	if err != nil {
		return err
	}
	study, err := scenarios.Simulate(model, scenarios.Selection{Scenarios: c.StringSlice("scenario"), Baseline: c.String("baseline")})
	if err != nil {
		return err
	}
	// What follows is worked out while the file is.
	bridged := func() error { return nil }
	if ending(out) == workbookEnding {
		bridged = reports.Meanwhile(func() error { return study.Bridge(progress(c.App.ErrWriter, "combinations of changes run")) })
	}
	fingerprint := reports.Meanwhile(func() string { return reports.Fingerprint(study, version()) })
	show := func() error { return reports.WriteJSON(stdout, study, version(), fingerprint()) }
	if !c.Bool("json") {
		show = comparisonPage(stdout, study, out, fingerprint)
	}
	// The file comes first: whoever reads stdout may stop reading at any time.
	if out != "" {
		about := workbook.About{Version: version(), Command: command(c, name), Author: model.Setting(scenarios.KeyAuthor), Date: date, Fingerprint: fingerprint, Bridged: bridged}
		if err := writeFile(out, func(w io.Writer) error { return writeResult(w, study, ending(out), about) }); err != nil {
			if fault := bridged(); fault != nil {
				return fault
			}
			return err
		}
		if ending(out) == ".csv" {
			beside := func(w io.Writer) error { return reports.WriteBeside(w, study, version(), fingerprint()) }
			if err := writeFile(out+reports.BesideEnding, beside); err != nil {
				return err
			}
		}
	}
	return printed(show())
}

// comparisonPage gives what prints the comparison, which is worked out meanwhile, and where
// the result is.
func comparisonPage(stdout io.Writer, study *scenarios.Study, out string, fingerprint func() string) func() error {
	page := reports.Meanwhile(func() string {
		var text strings.Builder
		_ = reports.WriteComparison(&text, study) // a builder takes all that is written
		return text.String()
	})
	return func() error {
		_, err := fmt.Fprintf(stdout, "%s\nWritten: %s\nFingerprint: %s\n", page(), out, fingerprint())
		return err
	}
}

func writeResult(w io.Writer, study *scenarios.Study, form string, about workbook.About) error {
	switch form {
	case ".json":
		return reports.WriteJSON(w, study, about.Version, about.Fingerprint())
	case ".csv":
		return reports.WriteCSV(w, study)
	}
	return workbook.Write(w, study, about)
}

// defaultOut names the workbook after the model. That of a workbook is not to take its
// place.
func defaultOut(model string) string {
	name := filepath.Base(model)
	if whole, err := filepath.Abs(model); err == nil {
		name = filepath.Base(whole) // of "." too
	}
	if ending(name) == workbookEnding {
		return name[:len(name)-len(workbookEnding)] + "-result" + workbookEnding
	}
	return name + workbookEnding
}

// coverDate is the date asked for, or today's.
func coverDate(text string) (time.Time, error) {
	if text == "" {
		year, month, day := time.Now().Date()
		return time.Date(year, month, day, 0, 0, 0, 0, time.UTC), nil
	}
	date, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return date, usagef("--date %s is no date; write it as 2025-04-01", text)
	}
	return date, nil
}

// command is the command that gives the same result, with file names without folders.
func command(c *cli.Context, model string) string {
	words := []string{"parity", "run", filepath.Base(model)}
	for _, scenario := range c.StringSlice("scenario") {
		words = append(words, "--scenario", scenario)
	}
	if baseline := c.String("baseline"); baseline != "" {
		words = append(words, "--baseline", baseline)
	}
	if out := c.String("out"); out != "" {
		words = append(words, "--out", filepath.Base(out))
	}
	return strings.Join(words, " ")
}
