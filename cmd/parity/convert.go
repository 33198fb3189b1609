package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"parity/scenarios"
)

func convertCommand(stdout io.Writer) *cli.Command {
	return &cli.Command{
		Name:      "convert",
		Usage:     "turn a model's workbook into a folder and back, without loss",
		ArgsUsage: "MODEL DEST",
		Description: `DEST is a workbook where it ends in .xlsx, and else a folder of CSV files. A
folder that holds a model is brought up to date; other files in it stay. A
workbook that is there is not written over.

   parity convert mine.xlsx mine
   parity convert mine mine.xlsx`,
		BashComplete: completeModels,
		Action: func(c *cli.Context) error {
			if c.NArg() != 2 {
				return usagef("convert needs a model and a destination, and %s given: parity convert mine.xlsx mine", were(c.NArg()))
			}
			from, to := c.Args().Get(0), c.Args().Get(1)
			if err := checkDestination(to, true); err != nil {
				return err
			}
			model, err := scenarios.Load(from)
			if err != nil {
				return err
			}
			before := tableFiles(to)
			if err := writeModel(model, to); err != nil {
				return err
			}
			_, err = fmt.Fprintf(stdout, "Written: %s\n", to)
			if gone := without(before, tableFiles(to)); err == nil && len(gone) > 0 {
				_, err = fmt.Fprintf(stdout, "Taken out of %s, as %s has no rows for them: %s\n", to, from, strings.Join(gone, ", "))
			}
			return printed(err)
		},
	}
}

// tableFiles lists the CSV files of a folder in order; none where it is not a folder.
func tableFiles(folder string) []string {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil // not there yet, or a workbook
	}
	var names []string
	for _, entry := range entries {
		if ending(entry.Name()) == ".csv" {
			names = append(names, entry.Name())
		}
	}
	return names
}

// without lists the names that others does not have.
func without(names, others []string) []string {
	return slices.DeleteFunc(names, func(name string) bool { return slices.Contains(others, name) })
}

func were(n int) string {
	if n == 1 {
		return "1 argument was"
	}
	return fmt.Sprintf("%d arguments were", n)
}
