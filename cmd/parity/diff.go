package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/sourcegraph/conc"
	"github.com/urfave/cli/v2"

	"parity/reports"
	"parity/reports/verify"
	"parity/scenarios"
)

func diffCommand(stdout io.Writer) *cli.Command {
	return &cli.Command{
		Name:      "diff",
		Usage:     "say what differs between two results or two models",
		ArgsUsage: "OLD NEW",
		Description: `OLD and NEW are results (.xlsx, .csv, .json) or models. Inputs are compared
cell by cell of rows with the same key; results by scenario, item and
financial year, the largest move first. Models are run, and so are the inputs
in a workbook of results; a .csv or .json has its facts and no inputs.

With --fail-over the exit code is 1 where a result moved by more than that,
up or down, for use in a pipeline: sums of a year, stocks at its end, and the
price that moved most. A figure that came from nothing, or is missing on one
side, is always over.

   parity diff mine.xlsx mine-changed.xlsx
   parity diff kept.json mine --fail-over 1%
   parity diff northshire-april.xlsx northshire.xlsx --json`,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "fail-over", Usage: "fail where a result moved by more than `SHARE`, such as 1%"},
			&cli.BoolFlag{Name: "json", DisableDefaultText: true, Usage: "print JSON, all of it"},
		},
		BashComplete: completeModels,
		Action: func(c *cli.Context) error {
			if c.NArg() != 2 {
				return usagef("diff needs an old and a new result or model, and %s given: parity diff old.json new.json", were(c.NArg()))
			}
			limit, err := shareAsked(c.String("fail-over"))
			if err != nil {
				return err
			}
			var sides [2]reports.Compared
			var faults [2]error
			var reading conc.WaitGroup
			for i := range sides {
				reading.Go(func() { sides[i], faults[i] = readCompared(c.Args().Get(i)) })
			}
			reading.Wait()
			if err := cmp.Or(faults[:]...); err != nil {
				return err
			}
			diff := reports.CompareResults(sides[0], sides[1])
			write := reports.WriteDiff
			if c.Bool("json") {
				write = reports.WriteDiffJSON
			}
			if err := write(stdout, diff); err != nil {
				return printed(err)
			}
			if over := diff.Over(limit); len(over) > 0 {
				return fmt.Errorf("%d of %d results that moved did so by more than %s", len(over), len(diff.Moves), c.String("fail-over"))
			}
			return nil
		},
	}
}

// shareAsked reads 1% or 0.01; without either nothing is over.
func shareAsked(text string) (float64, error) {
	if text == "" {
		return math.Inf(1), nil
	}
	number, percent := strings.CutSuffix(strings.TrimSpace(text), "%")
	share, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if err != nil || math.IsNaN(share) || math.IsInf(share, 0) || share < 0 {
		return 0, usagef("--fail-over %s is no share; write it as 1%% or 0.01", text)
	}
	if percent {
		share /= 100
	}
	return share, nil
}

// readCompared reads a result or runs a model.
func readCompared(name string) (reports.Compared, error) {
	side := reports.Compared{Name: filepath.Base(name)}
	var selection scenarios.Selection
	switch ending(name) {
	case ".csv", ".json":
		file, err := os.Open(name)
		if err != nil {
			return side, fmt.Errorf("open the result: %w", err)
		}
		defer file.Close()
		if ending(name) == ".csv" {
			side.Facts, err = reports.ReadCSV(file, side.Name)
			return side, err
		}
		content, err := io.ReadAll(file)
		if err != nil {
			return side, fmt.Errorf("read the result: %w", err)
		}
		_, _, side.Facts, err = reports.ReadJSON(content, side.Name)
		return side, err
	case workbookEnding:
		file, err := os.Open(name)
		if err != nil {
			return side, fmt.Errorf("open the workbook: %w", err)
		}
		defer file.Close()
		info, err := file.Stat()
		if err != nil {
			return side, fmt.Errorf("open the workbook: %w", err)
		}
		if selection, _, err = verify.Selection(file, info.Size(), side.Name); err != nil {
			return side, err
		}
	}
	model, err := scenarios.Load(name)
	if faults := (scenarios.Faults)(nil); errors.As(err, &faults) {
		return side, fmt.Errorf("%s cannot be run:\n%w", side.Name, err)
	} else if err != nil {
		return side, err
	}
	study, err := scenarios.Simulate(model, selection)
	if err != nil {
		return side, fmt.Errorf("%s: %w", side.Name, err)
	}
	side.Model, side.Facts = model, reports.Rows(study)
	return side, nil
}
