package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"parity/engine/records"
	"parity/reports"
	"parity/reports/workbook"
	"parity/scenarios"
	"parity/scenarios/extract"
	"parity/tariff"
)

// exceptionsEnding is how the file of exceptions beside a result is named.
const exceptionsEnding = ".exceptions.csv"

// How review periods are priced.
const (
	wholePeriods   = "whole"
	proRataPeriods = "pro-rata"
)

func priceCommand(stdout io.Writer) *cli.Command {
	return &cli.Command{
		Name:      "price",
		Usage:     "price an extract of records by a schedule",
		ArgsUsage: "RECORDS",
		Description: fmt.Sprintf(`RECORDS is a CSV file (comma, semicolon, tab or pipe; UTF-8 or UTF-16), the
same in gzip or zstd, an .xlsx whose first sheet is read, or - for standard
input. It has a row for each record with the columns provider, commissioner,
currency, start and end (blank: still open), and where there are any person,
measure and quantity.

Other names and codes go into a mapping, which --guess proposes and which may
join further tables by a key. Dates are written 2025-04-01, or as the mapping
says: start,COLUMN,,DD/MM/YYYY and the like. Presets are mappings of known
tables: acm, mhsds-care-cluster, mhsds-care-contact, mhsds-hospital-spell and
mhsds-referral; the last four with -tables, as mhsds-referral-tables, join
those beside the extract.

Prices, uplifts and market forces factors are those of the model in each
month; the day of the end does not count.

The page says what was priced and what not. --out writes all totals, whole or
not at all: .xlsx with live sums, .csv or .json; records that could not be
priced are listed beside it, by line and reason, in FILE%[1]s.
--publish leaves out what stands for fewer than %[2]d people, rounds the rest to
what %[2]d people come to, and writes no such list; it needs the column person.
Nothing but the file of --records names a person.

   parity price episodes.csv --model mine.xlsx --schedule local --out priced.xlsx
   parity price episodes.csv.gz --model mine.xlsx --schedule local --also national
   parity price extract.csv --guess > mapping.csv
   parity price extract.csv --map mapping.csv --model mine.xlsx --schedule local`, exceptionsEnding, records.FewPeople),
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "schedule", Aliases: []string{"s"}, Usage: "price by schedule `S`"},
			&cli.StringFlag{Name: "also", Usage: "price by `S2` too, and compare"},
			&cli.StringFlag{Name: "model", Aliases: []string{"m"}, Value: scenarios.DefaultModel, Usage: "`MODEL` that has the schedules"},
			&cli.StringFlag{Name: "from", Usage: "first `MONTH` to price (default: the model's first)"},
			&cli.StringFlag{Name: "to", Usage: "last `MONTH` to price (default: the model's last)"},
			&cli.StringFlag{Name: "periods", Value: wholePeriods, Usage: "price review periods `whole` or pro-rata"},
			&cli.StringFlag{Name: "map", Usage: "`FILE` that says which column is what, or a preset's name"},
			&cli.BoolFlag{Name: "guess", DisableDefaultText: true, Usage: "print a mapping proposed from the header, or the preset of --map, and end"},
			&cli.StringFlag{Name: "out", Aliases: []string{"o"}, Usage: "write all totals to `FILE`"},
			&cli.StringFlag{Name: "records", Usage: "write each record with its price to `FILE.csv`"},
			&cli.BoolFlag{Name: "check-people", DisableDefaultText: true, Usage: "look for duplicates and people in two places at once"},
			&cli.BoolFlag{Name: "publish", DisableDefaultText: true, Usage: "leave out small numbers of people, round the rest"},
			&cli.BoolFlag{Name: "json", DisableDefaultText: true, Usage: "print JSON, not the page"},
			&cli.StringFlag{Name: "date", Usage: "`YYYY-MM-DD` for the cover (default: today)"},
		},
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return usagef("price needs one file of records: parity price episodes.csv --schedule local")
			}
			if c.Bool("guess") {
				return guessMapping(c, stdout)
			}
			q, err := newPriceQuestion(c)
			if err != nil {
				return err
			}
			return untilStopped(func(ctx context.Context) error { return q.run(ctx, c, stdout) })
		},
	}
}

func presetsListed() string { return strings.Join(extract.Presets(), ", ") }

// run prices and writes.
func (q *priceQuestion) run(ctx context.Context, c *cli.Context, stdout io.Writer) error {
	job := &extract.Job{Mapping: q.mapping, CountPeople: q.publish, CheckPeople: c.Bool("check-people"),
		Parties: extract.Parties{Providers: q.book.Providers(), Commissioners: q.book.Commissioners(), Currencies: q.book.Currencies()}}
	for _, schedule := range q.schedules {
		list, err := q.book.List(schedule, q.window, q.proRata)
		if err != nil {
			return err
		}
		job.Lists = append(job.Lists, list)
	}
	var read *extract.Priced
	price := func() (err error) {
		read, err = q.read(ctx, c.App.ErrWriter, job)
		return err
	}
	if q.records == "" {
		if err := price(); err != nil {
			return err
		}
	} else if err := q.writeRecords(job, price); err != nil {
		return err
	}
	p := reports.NewPricedRecords(read, q.publish)
	p.Extract, p.Model, p.Schedules, p.Window, p.Periods = read.Name, q.book.Model.Name, q.schedules, q.window, c.String("periods")
	err := q.write(p)
	if err != nil {
		return err
	}
	if c.Bool("json") {
		err = printed(reports.WritePricedJSON(stdout, p, version()))
	} else {
		err = q.print(stdout, p)
	}
	if err == nil && read.Refused == read.Records {
		return &nothingPricedError{p.Extract, read.Records}
	}
	return err
}

// nothingPricedError ends price where no record could be priced; why is printed already, but where
// there is none.
type nothingPricedError struct {
	extract string
	records int64
}

func (e *nothingPricedError) Error() string {
	if e.records == 0 {
		return e.extract + " has no record below its header, so nothing was priced; look whether it was cut short"
	}
	return "no record of " + e.extract + " could be priced"
}

// writeRecords writes each record as it is priced.
func (q *priceQuestion) writeRecords(job *extract.Job, price func() error) error {
	var reading error
	err := writeFileUntilStopped(q.records, func(w io.Writer) error {
		if _, err := io.WriteString(w, reports.PricedLinesHeader); err != nil {
			return err
		}
		job.Each, job.To = func() func([]byte, *extract.Each) []byte { return reports.PricedLines(job.Lists) }, w
		reading = price()
		return reading
	})
	if reading != nil {
		return reading
	}
	return err
}

// read reads and prices the extract, with a bar where it takes more than a second.
func (q *priceQuestion) read(ctx context.Context, stderr io.Writer, job *extract.Job) (*extract.Priced, error) {
	return readExtract(ctx, stderr, q.extract, func(source *extract.Source, progress func(records, bytes int64)) (*extract.Priced, error) {
		job.Progress = progress
		return extract.Price(ctx, source, job)
	})
}

// write writes the files asked for.
func (q *priceQuestion) write(p *reports.PricedRecords) error {
	if q.out == "" {
		return nil
	}
	err := writeFile(q.out, func(w io.Writer) error {
		switch ending(q.out) {
		case workbookEnding:
			return workbook.WritePriced(w, p, workbook.About{Version: version(), Command: q.command(), Author: q.book.Model.Setting(scenarios.KeyAuthor), Date: q.date})
		case ".json":
			return reports.WritePricedJSON(w, p, version())
		}
		return reports.WritePricedCSV(w, p)
	})
	if err != nil || !q.excepts(p) && !q.leftOver() {
		return err
	}
	return writeFile(q.out+exceptionsEnding, func(w io.Writer) error { return reports.WriteExceptions(w, p) })
}

// excepts says whether there is a file of exceptions. A publication has none.
func (q *priceQuestion) excepts(p *reports.PricedRecords) bool {
	return !q.publish && (p.Read.Refused > 0 || p.Read.People != nil && len(p.Read.People.Overlaps) > 0)
}

// leftOver says whether a run before this one left its exceptions there: beside a result that has
// none they would be taken for its own.
func (q *priceQuestion) leftOver() bool {
	_, err := os.Stat(q.out + exceptionsEnding)
	return err == nil && !q.publish
}

// command is the command that gives the same, with file names without folders.
func (q *priceQuestion) command() string {
	words := []string{"parity", "price", filepath.Base(q.extract), "--model", q.book.Model.Name, "--schedule", q.schedules[0]}
	if len(q.schedules) == 2 {
		words = append(words, "--also", q.schedules[1])
	}
	words = append(words, "--from", q.window.From.String(), "--to", (q.window.From + tariff.Month(q.window.Months-1)).String())
	if q.proRata {
		words = append(words, "--periods", proRataPeriods)
	}
	if q.publish {
		words = append(words, "--publish")
	}
	return strings.Join(append(words, "--out", filepath.Base(q.out)), " ")
}

func (q *priceQuestion) print(stdout io.Writer, p *reports.PricedRecords) error {
	if err := reports.WritePricedRecords(stdout, p); err != nil {
		return printed(err)
	}
	var written []string
	if q.out != "" {
		written = append(written, q.out)
		if q.excepts(p) {
			written = append(written, q.out+exceptionsEnding)
		}
	}
	if q.records != "" {
		written = append(written, q.records+" (it names people)")
	}
	if len(written) == 0 && q.excepts(p) {
		_, err := fmt.Fprintf(stdout, "\n--out FILE lists them by line, in FILE%s.\n", exceptionsEnding)
		return printed(err)
	}
	if len(written) == 0 {
		return nil
	}
	_, err := fmt.Fprintf(stdout, "\nWritten: %s\n", strings.Join(written, ", "))
	return printed(err)
}
