package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"parity/engine/records"
	"parity/reports"
)

// usualBase is the pack whose currencies a caseload is of where no model is named.
const usualBase = "mh-clusters"

func caseloadCommand(stdout io.Writer) *cli.Command {
	return &cli.Command{
		Name:      "caseload",
		Usage:     "estimate a caseload from an extract of records, and write a model of it",
		ArgsUsage: "RECORDS",
		Description: fmt.Sprintf(`RECORDS are people's episodes in currencies, in the forms that parity price
reads, with the columns person, provider, commissioner, currency, start and
end (blank: still open), and where there are any reviewed (the day on which
the latest review was completed) and record (its number). Other names and
codes go into a mapping, which --guess proposes. A person is in one currency
at a time: that of the latest start, and of the highest record number.

Estimated with 80%% intervals over the months from --from to --to: who is
there as the model begins, starts a month and their growth, mean stays and
whether an exponential will do, moves and discharges, days in hospital
(--spells) and reviews in date. --out writes a model of it: a workbook where
it ends in .xlsx, and else a folder. MODEL gives all else: contracts, prices,
packages. Where it has no contracts, as the pack %s, they are
written with prices to be filled in.

Records that could not be read are listed by line and reason in
MODEL%s. No output names a person; --publish also leaves out
what stands for fewer than %d people, rounds the rest to %[3]d people and
estimates from that.

   parity caseload episodes.csv --to 2026-03 --out mine.xlsx
   parity caseload episodes.csv --model mine.xlsx --spells stays.csv --out mine-2026
   parity caseload extract.csv --guess > mapping.csv`, usualBase, exceptionsEnding, records.FewPeople),
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "model", Aliases: []string{"m"}, Value: usualBase, Usage: "`MODEL` or pack that gives all else"},
			&cli.StringFlag{Name: "from", Usage: "first `MONTH` to look at (default: 24 months before the end)"},
			&cli.StringFlag{Name: "to", Usage: "last `MONTH` to look at (default: the one before MODEL begins)"},
			&cli.StringFlag{Name: "spells", Usage: "`FILE` of hospital stays: person, start, end"},
			&cli.StringFlag{Name: "map", Usage: "`FILE` that says which column is what, or a preset's name (parity price --help)"},
			&cli.StringFlag{Name: "spells-map", Usage: "the same `FILE` for the hospital stays"},
			&cli.BoolFlag{Name: "guess", DisableDefaultText: true, Usage: "print a mapping proposed from the header, and end"},
			&cli.StringFlag{Name: "out", Aliases: []string{"o"}, Usage: "write the model to `DEST`"},
			&cli.BoolFlag{Name: "publish", DisableDefaultText: true, Usage: "leave out small numbers of people, and round the rest"},
			&cli.BoolFlag{Name: "json", DisableDefaultText: true, Usage: "print JSON, not the page"},
		},
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return usagef("caseload needs one file of records: parity caseload episodes.csv --to 2026-03 --out mine.xlsx")
			}
			if c.Bool("guess") {
				return guessMapping(c, stdout)
			}
			q, err := newCaseloadQuestion(c)
			if err != nil {
				return err
			}
			return untilStopped(func(ctx context.Context) error { return q.run(ctx, c, stdout) })
		},
	}
}

// run estimates, writes and prints.
func (q *caseloadQuestion) run(ctx context.Context, c *cli.Context, stdout io.Writer) error {
	r, err := q.estimate(ctx, c.App.ErrWriter)
	if err != nil {
		return err
	}
	var written []string
	if q.out != "" {
		if written, err = q.write(r); err != nil {
			return err
		}
	}
	if c.Bool("json") {
		return printed(reports.WriteCaseloadJSON(stdout, r, version()))
	}
	if err := reports.WriteRecordedCaseload(stdout, r); err != nil {
		return printed(err)
	}
	switch {
	case len(written) > 0:
		_, err = fmt.Fprintf(stdout, "\nWritten: %s\nCheck it: parity check %s\n", strings.Join(written, ", "), q.out)
	case r.Excepts():
		_, err = fmt.Fprintf(stdout, "\n--out MODEL writes the model, and lists exceptions by line in MODEL%s.\n", exceptionsEnding)
	}
	return printed(err)
}

// modelNamed is what a model is called that is written somewhere: the folder, or the workbook
// without its ending.
func modelNamed(path string) string {
	name := filepath.Base(strings.TrimRight(path, `/\`))
	return strings.TrimSuffix(name, workbookEnding)
}

// write writes the model and, beside it, the exceptions.
func (q *caseloadQuestion) write(r *reports.RecordedCaseload) (written []string, err error) {
	r.Written.Model.Name = modelNamed(q.out)
	if err := writeModel(r.Written.Model, q.out); err != nil {
		return nil, err
	}
	if !r.Excepts() {
		return []string{q.out}, nil
	}
	exceptions := strings.TrimRight(q.out, `/\`) + exceptionsEnding
	err = writeFile(exceptions, func(w io.Writer) error { return reports.WriteCaseloadExceptions(w, r) })
	return []string{q.out, exceptions}, err
}
