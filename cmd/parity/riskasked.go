package main

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"parity/engine/risk"
	"parity/reports"
	"parity/scenarios"
)

// riskAsked reads the command line and refuses what cannot be drawn or written, before
// anything takes time.
func riskAsked(c *cli.Context) (*riskQuestion, error) {
	q := &riskQuestion{
		selection: scenarios.Selection{Scenarios: c.StringSlice("scenario"), Baseline: c.String("baseline")},
		seed:      c.Uint64("seed"), outs: c.StringSlice("out"), large: c.Bool("large"),
	}
	var err error
	if q.date, err = coverDate(c.String("date")); err != nil {
		return nil, err
	}
	if c.Bool("merge") {
		err = q.readParts(c)
	} else if q.model, err = oneModel(c, scenarios.DefaultModel); err == nil {
		err = q.readRange(c)
	}
	if err != nil {
		return nil, err
	}
	if err := q.checkOuts(c); err != nil {
		return nil, err
	}
	return q, q.readDrivers(c)
}

// readDrivers reads of which results it is asked what drives them.
func (q *riskQuestion) readDrivers(c *cli.Context) error {
	results := c.StringSlice("drivers")
	if len(results) > 0 && !slices.ContainsFunc(q.outs, func(out string) bool { return ending(out) == workbookEnding }) {
		return usagef("--drivers %s is for a workbook: give --out FILE%s too, or ask parity drivers --result %[1]s for the page", results[0], workbookEnding)
	}
	for i, result := range results {
		if slices.Contains(results[:i], result) {
			return usagef("--drivers %s is given twice; name each result once", result)
		}
		q.drivers = append(q.drivers, reports.DriversAsked{Result: result, Draws: usualBaseDraws})
	}
	return nil
}

// readRange reads which draws are asked for.
func (q *riskQuestion) readRange(c *cli.Context) error {
	q.draws = risk.Whole(c.Int("draws"))
	if err := q.draws.Check(); err != nil {
		return usagef("--draws: %w", err)
	}
	text := c.String("range")
	if text == "" {
		return nil
	}
	first, until, two := strings.Cut(text, ":")
	var errFirst, errUntil error
	q.draws.First, errFirst = strconv.Atoi(strings.TrimSpace(first))
	q.draws.Until, errUntil = strconv.Atoi(strings.TrimSpace(until))
	if !two || errFirst != nil || errUntil != nil {
		return usagef("--range %s is no range; write the first draw and the one after the last, as 5000:10000", text)
	}
	if err := q.draws.Check(); err != nil {
		return usagef("--range: %w", err)
	}
	return nil
}

// readParts takes the arguments of --merge apart: files are parts, what is none is the model.
func (q *riskQuestion) readParts(c *cli.Context) error {
	for _, flag := range []string{"draws", "seed", "range", "large"} {
		if c.IsSet(flag) {
			return usagef("--%s and --merge: the parts say which draws they hold; leave --%s out", flag, flag)
		}
	}
	for _, argument := range c.Args().Slice() {
		info, err := os.Stat(argument)
		isPart := ending(argument) == partEnding || err == nil && info.Mode().IsRegular() && ending(argument) != workbookEnding
		switch {
		case isPart:
			q.parts = append(q.parts, argument)
		case q.model != "":
			return usagef("--merge takes one model and the parts of its run, and %s and %s are no parts", q.model, argument)
		default:
			q.model = argument
		}
	}
	if q.parts == nil {
		return usagef("--merge needs the parts of a run: parity risk northshire --merge a%s b%s", partEnding, partEnding)
	}
	if q.model == "" {
		q.model = scenarios.DefaultModel
	}
	return nil
}

// checkOuts refuses files that cannot be what is asked for.
func (q *riskQuestion) checkOuts(c *cli.Context) error {
	part := q.parts == nil && !q.draws.Full()
	if part && (len(q.outs) != 1 || ending(q.outs[0]) != partEnding) {
		return usagef("--range %s is a part of a run of %d draws: give --out one FILE%s to keep it in, to be merged with the others", q.draws, q.draws.Of, partEnding)
	}
	for i, out := range q.outs {
		if slices.Contains(q.outs[:i], out) {
			return usagef("--out %s is given twice; name each file once", out)
		}
		if err := checkForm(out, q.model, riskForms, "use .xlsx for the workbook, .csv or .json for the figures, "+partEnding+" for a part"); err != nil {
			return err
		}
		for _, kept := range q.parts {
			if a, err := os.Stat(kept); err == nil {
				if b, err := os.Stat(out); err == nil && os.SameFile(a, b) {
					return usagef("--out %s is one of the parts; name another file", out)
				}
			}
		}
		if ending(out) != partEnding {
			continue
		}
		if len(q.outs) > 1 {
			return usagef("--out %s holds draws, and %s figures: write one or the other", out, filepath.Base(q.outs[1-min(i, 1)]))
		}
		if c.Bool("json") {
			return usagef("--json prints figures, and --out %s holds draws: leave one out", out)
		}
	}
	return nil
}
