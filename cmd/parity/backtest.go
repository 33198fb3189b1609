package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"parity/engine"
	"parity/engine/backtest"
	"parity/engine/episodes"
	"parity/engine/records"
	"parity/engine/risk"
	"parity/reports"
	"parity/reports/workbook"
	"parity/scenarios"
	"parity/scenarios/extract"
	"parity/tariff"
)

// usualBacktestDraws are the draws of intervals where none are asked for: two ends of many
// figures, and no tails.
const usualBacktestDraws = 2_000

func backtestCommand(stdout io.Writer) *cli.Command {
	return &cli.Command{
		Name:      "backtest",
		Usage:     "hold a projection to what happened, and to forecasts that need no model",
		ArgsUsage: "MODEL",
		Description: fmt.Sprintf(`MODEL begins on a past date. Its caseload is projected from there, under its
baseline or --scenario, and held to RECORDS: people at each month's end,
starts and person-days, by contract, by currency and in all. The page says
how far off the projection was after 1, 3, 6, 12 and 24 months, whether it
was nearer than two naive forecasts (people stay as many as they were; they
go on growing as in the year before), and how often 80%% intervals held what
came: draws of what the model has uncertain, and of chance, who happens to
come and to leave.

RECORDS are episodes as parity price reads them, with a column person; record
and reviewed are not needed. An extract of those in care since a day has
nobody who left before: months count from the one after the first of the
unbroken row of months in which a record ends, or from --from. Observation
ends with the latest day on which a record starts or ends, but for a few so
long after the others that they are mistyped or planned, or with --until.
Months covered in part are not compared.

--out writes every figure, whole or not at all: .xlsx with live errors, .csv
or .json; records that could not be read are listed beside it, by line and
reason, in FILE%s. --publish leaves out places where a month
stands for fewer than %d people, and rounds what the others count to %[2]d
people, before anything is added up.

   parity backtest mine-2024 --against episodes.csv
   parity backtest mine-2024 --against episodes.csv.gz --from 2023-04
   parity backtest mine-2024 --against episodes.csv --out backtest.xlsx
   parity backtest mine-2024 --against extract.csv --map mapping.csv --publish`, exceptionsEnding, records.FewPeople),
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "against", Aliases: []string{"a"}, Usage: "`RECORDS` of what happened; - for standard input"},
			&cli.StringFlag{Name: "scenario", Aliases: []string{"s"}, Usage: "project scenario `A`, or A+B (default: the baseline)"},
			&cli.StringFlag{Name: "from", Usage: "first `MONTH` of which the records have everybody"},
			&cli.StringFlag{Name: "until", Usage: "last `DATE` the records know of, YYYY-MM-DD"},
			&cli.StringFlag{Name: "map", Usage: "`FILE` that says which column is what, or a preset's name (parity price --help)"},
			&cli.IntFlag{Name: "draws", Aliases: []string{"n"}, Value: usualBacktestDraws, Usage: "make `NUMBER` draws for the intervals"},
			&cli.Uint64Flag{Name: "seed", Value: usualSeed, Usage: "`NUMBER` that the draws begin from"},
			&cli.StringFlag{Name: "out", Aliases: []string{"o"}, Usage: "write all figures to `FILE`"},
			&cli.BoolFlag{Name: "publish", DisableDefaultText: true, Usage: "leave out small numbers of people, and round the rest"},
			&cli.BoolFlag{Name: "json", DisableDefaultText: true, Usage: "print JSON, not the page"},
			&cli.StringFlag{Name: "date", Usage: "`YYYY-MM-DD` for the cover (default: today)"},
		},
		BashComplete: completeModels,
		Action: func(c *cli.Context) error {
			q, err := newBacktestQuestion(c)
			if err != nil {
				return err
			}
			return untilStopped(func(ctx context.Context) error { return q.run(ctx, c, stdout) })
		},
	}
}

// backtestQuestion is what a command line of backtest asks.
type backtestQuestion struct {
	model, extract, scenario string
	mapping                  *extract.Mapping
	from                     tariff.Month // 0: read off the records
	until                    records.Date // the day after the last; 0: read off the records
	draws                    risk.Range
	seed                     uint64
	out                      string
	publish                  bool
	date                     time.Time // for the cover of a workbook
}

func newBacktestQuestion(c *cli.Context) (*backtestQuestion, error) {
	q := &backtestQuestion{extract: c.String("against"), scenario: c.String("scenario"), seed: c.Uint64("seed"), out: c.String("out"), publish: c.Bool("publish"), draws: risk.Whole(c.Int("draws"))}
	var err error
	if q.model, err = oneModel(c, ""); err != nil {
		return nil, err
	}
	if q.extract == "" {
		return nil, usagef("backtest needs records of what happened: --against episodes.csv")
	}
	if err := q.draws.Check(); err != nil {
		return nil, usagef("--draws: %w", err)
	}
	if text := c.String("from"); text != "" {
		if q.from, err = tariff.ParseMonth(text); err != nil {
			return nil, usagef("--from: %w", err)
		}
	}
	if text := c.String("until"); text != "" {
		day, err := time.Parse(time.DateOnly, text)
		if err != nil {
			return nil, usagef("--until %s is no date; write the last day that the records know of, as 2025-03-31", text)
		}
		last, _ := records.NewDate(day.Year(), int(day.Month()), day.Day())
		q.until = last.AddDays(1)
	}
	if q.date, err = coverDate(c.String("date")); err != nil {
		return nil, err
	}
	if q.out != "" {
		if input, err := os.Stat(q.extract); err == nil {
			if there, err := os.Stat(q.out); err == nil && os.SameFile(there, input) {
				return nil, usagef("--out %s is the extract itself; name another file", q.out)
			}
		}
		if err := checkForm(q.out, q.model, resultForms, "use .xlsx for a workbook, .csv or .json"); err != nil {
			return nil, err
		}
	}
	q.mapping, err = readMapping(c.String("map"))
	return q, err
}

// run compares and writes.
func (q *backtestQuestion) run(ctx context.Context, c *cli.Context, stdout io.Writer) error {
	drawable, err := q.project()
	if err != nil {
		return err
	}
	study := drawable.Study
	scenario := len(study.Scenarios) - 1 // that asked for, which the baseline only precedes
	all, read, err := q.read(ctx, c.App.ErrWriter, study.Scenarios[scenario].Result.Model)
	if err != nil {
		return err
	}
	b := &reports.Backtest{Extract: extractName(q.extract), Read: read, Until: q.until, FromGiven: q.from != 0, UntilGiven: q.until != 0, Published: q.publish}
	if b.Until == 0 {
		if b.Until, b.Stray = backtest.Until(all.All()); b.Until == 0 {
			return &nothingReadError{"record", b.Extract, read}
		}
	}
	counted := backtest.Covered(all.All(), b.Until)
	if q.from != 0 {
		counted = records.Window{From: q.from, Months: max(0, int(b.Until.Month()-q.from))}
	}
	lines := all.Timelines(b.Until)
	b.Found = lines.Found
	if b.Backtest, err = scenarios.NewBacktest(scenarios.BacktestAsked{Study: study, Scenario: scenario, Timelines: lines, Counted: counted, Publish: q.publish}); err != nil {
		return err
	}
	if err := q.draw(ctx, c, b, drawable); err != nil {
		return err
	}
	return q.tell(c, stdout, b)
}

// project runs the scenario asked for, to be drawn with chance: what happened has it.
func (q *backtestQuestion) project() (*scenarios.Drawable, error) {
	model, err := scenarios.Load(q.model)
	if err != nil {
		return nil, err
	}
	asked := q.scenario
	if asked == "" {
		asked = scenarios.BaselineOf(model)
	}
	return scenarios.NewDrawable(model.WithChance(), scenarios.Selection{Scenarios: []string{asked}})
}

// read reads the episodes of the extract, by the codes of the model.
func (q *backtestQuestion) read(ctx context.Context, stderr io.Writer, m *engine.Model) (all *episodes.Kept, read *extract.Read, err error) {
	job := &extract.EpisodesJob{Mapping: q.mapping}
	for i := range m.Providers {
		job.Parties.Providers = append(job.Parties.Providers, m.Providers[i].Key)
	}
	for i := range m.Commissioners {
		job.Parties.Commissioners = append(job.Parties.Commissioners, m.Commissioners[i].Key)
	}
	for i := range m.Currencies {
		job.Parties.Currencies = append(job.Parties.Currencies, m.Currencies[i].Key)
	}
	read, err = readExtract(ctx, stderr, q.extract, func(source *extract.Source, progress func(records, bytes int64)) (read *extract.Read, err error) {
		job.Progress = progress
		all, read, err = extract.Episodes(ctx, source, job)
		return read, err
	})
	return all, read, err
}

// extractName is what an extract is called on a page.
func extractName(path string) string {
	if path == standardInput {
		return "standard input"
	}
	return filepath.Base(path)
}

// draw adds the intervals.
func (q *backtestQuestion) draw(ctx context.Context, c *cli.Context, b *reports.Backtest, drawable *scenarios.Drawable) error {
	kept := &keptDraws{}
	defer kept.remove()
	bar := newDrawBar(c.App.ErrWriter, "Drawing")
	err := b.Draw(ctx, drawable, risk.Origin{Seed: q.seed, Range: q.draws}, 0, kept.provide, bar.done)
	bar.end(err)
	return err
}

// tell writes the file asked for and prints the page.
func (q *backtestQuestion) tell(c *cli.Context, stdout io.Writer, b *reports.Backtest) error {
	var written []string
	if q.out != "" {
		written = append(written, q.out)
		err := writeFile(q.out, func(w io.Writer) error {
			switch ending(q.out) {
			case workbookEnding:
				return workbook.WriteBacktest(w, b, workbook.About{Version: version(), Command: q.command(), Author: b.Study.Model.Setting(scenarios.KeyAuthor), Date: q.date})
			case ".json":
				return reports.WriteBacktestJSON(w, b, version())
			}
			return reports.WriteBacktestCSV(w, b)
		})
		if err != nil {
			return err
		}
		if b.Excepts() {
			written = append(written, q.out+exceptionsEnding)
			if err := writeFile(q.out+exceptionsEnding, func(w io.Writer) error { return reports.WriteEpisodeExceptions(w, &b.Found, b.Read) }); err != nil {
				return err
			}
		}
	}
	if c.Bool("json") {
		return printed(reports.WriteBacktestJSON(stdout, b, version()))
	}
	if err := reports.WriteBacktest(stdout, b); err != nil {
		return printed(err)
	}
	if len(written) == 0 {
		return nil
	}
	_, err := fmt.Fprintf(stdout, "\nWritten: %s\n", strings.Join(written, ", "))
	return printed(err)
}

// command is the command that gives the same, with file names without folders.
func (q *backtestQuestion) command() string {
	words := []string{"parity", "backtest", filepath.Base(q.model), "--against", filepath.Base(q.extract)}
	if q.scenario != "" {
		words = append(words, "--scenario", q.scenario)
	}
	if q.from != 0 {
		words = append(words, "--from", q.from.String())
	}
	if q.until != 0 {
		words = append(words, "--until", q.until.AddDays(-1).String())
	}
	words = append(words, "--draws", fmt.Sprint(q.draws.Of), "--seed", fmt.Sprint(q.seed))
	if q.publish {
		words = append(words, "--publish")
	}
	return strings.Join(append(words, "--out", filepath.Base(q.out)), " ")
}
