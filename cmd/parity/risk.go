package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/urfave/cli/v2"

	"parity/cmd/largepages"
	"parity/engine/risk"
	"parity/reports"
	"parity/reports/workbook"
	"parity/scenarios"
)

// The draws of a run where none are asked for, and the seed they begin from.
const (
	usualDraws = 10_000
	usualSeed  = 1
)

// partEnding is how a part of a run is named.
const partEnding = ".parity"

// riskForms are the endings a file of what draws come to may have.
var riskForms = []string{workbookEnding, ".csv", ".json", partEnding}

func riskCommand(stdout io.Writer) *cli.Command {
	return &cli.Command{
		Name:      "risk",
		Usage:     "draw what is uncertain and say how far results may lie from the projection",
		ArgsUsage: "[MODEL]",
		Description: fmt.Sprintf(`MODEL is an embedded model's name (parity list), a folder or an .xlsx;
without one, northshire. Its table uncertainty says which figures are
uncertain. Every scenario is worked out on the same draws, and the page
printed: mean, P10, P50 and P90 with their Monte Carlo error, the chance of a
deficit, differences from the baseline, how often terms bind, who bears the
risk. --out writes every figure, whole or not at all, by FILE's ending:
.xlsx, the workbook of parity run with fan charts, S-curves and tables of the
draws; .csv; or .json. It may be given more than once. --drivers adds to the
workbook what drives a result under each scenario, as parity drivers has it,
with charts; it may be given more than once, too. Draws are a multiple of
%d.

A run may be drawn in parts, on one machine or on many, and put together
again; the parts come of the same MODEL, --scenario and --baseline. What
comes out is the same to the last byte. Draws that take more than %d MB are
kept in a temporary file, readable by its owner only, in the system's
temporary folder.

   parity risk
   parity risk northshire --draws 1000 --scenario national --scenario capped
   parity risk mine.xlsx --out mine-risk.xlsx --out mine-risk.csv
   parity risk mine --out mine-risk.xlsx --drivers surplus --drivers income
   parity risk mine --draws 20000 --range 0:10000 --out a.parity
   parity risk mine --draws 20000 --range 10000:20000 --out b.parity
   parity risk mine --merge a.parity b.parity`, risk.BlockDraws, risk.MemoryBytes>>20),
		Flags: []cli.Flag{
			&cli.IntFlag{Name: "draws", Aliases: []string{"n"}, Value: usualDraws, Usage: "make `NUMBER` draws"},
			&cli.Uint64Flag{Name: "seed", Value: usualSeed, Usage: "`NUMBER` that the draws begin from"},
			&cli.StringSliceFlag{Name: "scenario", Aliases: []string{"s"}, Usage: "draw only `A`, or A+B stacked (default: all)"},
			&cli.StringFlag{Name: "baseline", Aliases: []string{"b"}, Usage: "compare with `A` (default: the model's own)"},
			&cli.StringSliceFlag{Name: "out", Aliases: []string{"o"}, Usage: "write `FILE`"},
			&cli.StringSliceFlag{Name: "drivers", Usage: "say in the workbook what drives `ITEM`"},
			&cli.BoolFlag{Name: "json", DisableDefaultText: true, Usage: "print JSON, not the page"},
			&cli.StringFlag{Name: "date", Usage: "`YYYY-MM-DD` for the cover (default: today)"},
			&cli.StringFlag{Name: "range", Usage: "draw only `A:B`, the draws A to B-1, into a .parity"},
			&cli.BoolFlag{Name: "merge", DisableDefaultText: true, Usage: "put parts together, which follow MODEL"},
			&cli.BoolFlag{Name: "large", DisableDefaultText: true, Usage: "draw also where it takes much time or disk"},
		},
		BashComplete: completeModels,
		Action: func(c *cli.Context) error {
			asked, err := riskAsked(c)
			if err != nil {
				return err
			}
			return untilStopped(func(ctx context.Context) error { return asked.run(ctx, c, stdout) })
		},
	}
}

// riskQuestion is what a command line of risk asks.
type riskQuestion struct {
	model     string
	selection scenarios.Selection
	seed      uint64
	draws     risk.Range
	outs      []string
	date      time.Time // for the cover of a workbook
	parts     []string  // to merge; nil for a run that is drawn here
	large     bool
	drivers   []reports.DriversAsked // for a workbook
}

// run draws, or merges, and writes.
func (q *riskQuestion) run(ctx context.Context, c *cli.Context, stdout io.Writer) error {
	largepages.Prepare(roomInLargePages)
	model, err := scenarios.Load(q.model)
	if err != nil {
		return err
	}
	drawable, err := q.drawable(model)
	if err != nil {
		return err
	}
	study := reports.Fingerprint(drawable.Study, version())
	var drawn *scenarios.Drawn
	var driven []*reports.RiskDrivers
	if q.parts != nil {
		merged, err := mergeParts(q.parts, study)
		if err != nil {
			return err
		}
		defer merged.close()
		drawn = &scenarios.Drawn{Drawable: drawable, Sample: merged.sample}
		if driven, err = driveAll(ctx, drawable, q.drivers, merged.sample.Origin().Seed, c.App.ErrWriter); err != nil {
			return err
		}
	} else {
		if err := q.checkSize(ctx, drawable); err != nil {
			return err
		}
		if driven, err = driveAll(ctx, drawable, q.drivers, q.seed, c.App.ErrWriter); err != nil {
			return err
		}
		kept := &keptDraws{}
		defer kept.remove()
		bar := newDrawBar(c.App.ErrWriter, "Drawing")
		drawn, err = drawable.Draw(ctx, risk.Origin{Study: study, Seed: q.seed, Range: q.draws}, 0, kept.provide, bar.done)
		bar.end(err)
		if err != nil {
			return err
		}
	}
	if slices.ContainsFunc(q.outs, func(out string) bool { return ending(out) == partEnding }) {
		return q.writePart(ctx, drawn.Sample, stdout)
	}
	figures, err := reports.NewRiskFigures(ctx, drawn, 0)
	if err != nil {
		return err
	}
	figures.Drivers = driven
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return q.write(c, figures, stdout)
}

// drawable is the model made ready to be drawn, here or elsewhere.
func (q *riskQuestion) drawable(model *scenarios.Model) (*scenarios.Drawable, error) {
	if q.parts != nil {
		return scenarios.NewDrawable(model, q.selection)
	}
	return scenarios.Drafted(model, q.selection)
}

// driveAll works out what drives each of the results asked about, under one bar.
func driveAll(ctx context.Context, d *scenarios.Drawable, results []reports.DriversAsked, seed uint64, stderr io.Writer) ([]*reports.RiskDrivers, error) {
	var driven []*reports.RiskDrivers
	bar := newDrawBar(stderr, "Drawing for drivers")
	var err error
	defer func() { bar.end(err) }()
	for i, asked := range results {
		var found *reports.RiskDrivers
		found, err = reports.Drive(ctx, d, asked, seed, func(done, of int) { bar.done(i*of+done, len(results)*of) })
		if err != nil {
			return nil, err
		}
		driven = append(driven, found)
	}
	return driven, nil
}

// about is what the cover of a workbook says of its making: also of one merged from parts, which
// is the same to the last byte.
func (q *riskQuestion) about(figures *reports.RiskFigures, out string) workbook.About {
	words := []string{"parity", "risk", filepath.Base(q.model), "--draws", strconv.Itoa(figures.Draws), "--seed", strconv.FormatUint(figures.Seed, 10)}
	words = append(words, q.selected()...)
	for _, of := range q.drivers {
		words = append(words, "--drivers", of.Result)
	}
	words = append(words, "--out", filepath.Base(out))
	return workbook.About{Version: version(), Command: strings.Join(words, " "), Author: figures.Drawn.Model.Setting(scenarios.KeyAuthor), Date: q.date, Fingerprint: sync.OnceValue(figures.Fingerprint)}
}

// selected are the flags that choose scenarios and baseline, as the question has them.
func (q *riskQuestion) selected() []string {
	var flags []string
	for _, scenario := range q.selection.Scenarios {
		flags = append(flags, "--scenario", scenario)
	}
	if q.selection.Baseline != "" {
		flags = append(flags, "--baseline", q.selection.Baseline)
	}
	return flags
}

// writePart writes the draws themselves, to be merged with others, and says how: with the scenarios
// they were drawn with.
func (q *riskQuestion) writePart(ctx context.Context, sample *risk.Sample, stdout io.Writer) error {
	out := q.outs[0]
	err := writeFile(out, func(w io.Writer) error { return sample.WritePart(&stoppable{ctx, w}) })
	if err != nil {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		return err
	}
	r := sample.Origin().Range
	next, merge := "See what it comes to", slices.Concat([]string{"parity", "risk", q.model}, q.selected(), []string{"--merge", out})
	if !r.Full() {
		next, merge = "Merge it with the other parts", append(merge, "OTHER...")
	}
	_, err = fmt.Fprintf(stdout, "Draws %s of %d, seed %d\nWritten: %s\n%s: %s\n", r, r.Of, q.seed, out, next, strings.Join(merge, " "))
	return printed(err)
}

// stoppable is a writer that fails once it is told to stop.
type stoppable struct {
	ctx context.Context
	w   io.Writer
}

func (s *stoppable) Write(p []byte) (int, error) {
	if s.ctx.Err() != nil {
		return 0, context.Cause(s.ctx)
	}
	return s.w.Write(p)
}

// write writes the figures of a whole run to the files asked for, and prints them.
func (q *riskQuestion) write(c *cli.Context, figures *reports.RiskFigures, stdout io.Writer) error {
	for _, out := range q.outs {
		write := func(w io.Writer) error { return reports.WriteRiskCSV(w, figures) }
		switch ending(out) {
		case ".json":
			write = func(w io.Writer) error { return reports.WriteRiskJSON(w, figures, version()) }
		case workbookEnding:
			if err := figures.Drawn.Bridge(progress(c.App.ErrWriter, "combinations of changes run")); err != nil {
				return err
			}
			write = func(w io.Writer) error { return workbook.WriteRisk(w, figures, q.about(figures, out)) }
		}
		if err := writeFile(out, write); err != nil {
			return err
		}
		if ending(out) == ".csv" {
			beside := func(w io.Writer) error { return reports.WriteRiskBeside(w, figures, version()) }
			if err := writeFile(out+reports.BesideEnding, beside); err != nil {
				return err
			}
		}
	}
	if c.Bool("json") {
		return printed(reports.WriteRiskJSON(stdout, figures, version()))
	}
	if err := reports.WriteRisk(stdout, figures); err != nil {
		return printed(err)
	}
	if _, err := io.WriteString(stdout, "\n"); err != nil {
		return printed(err)
	}
	for _, out := range q.outs {
		if _, err := fmt.Fprintf(stdout, "Written: %s\n", out); err != nil {
			return printed(err)
		}
	}
	_, err := fmt.Fprintf(stdout, "Fingerprint: %s\n", figures.Fingerprint())
	return printed(err)
}
