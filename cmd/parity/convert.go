package main

import (
	"fmt"
	"io"

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
			if err := writeModel(model, to); err != nil {
				return err
			}
			_, err = fmt.Fprintf(stdout, "Written: %s\n", to)
			return printed(err)
		},
	}
}

func were(n int) string {
	if n == 1 {
		return "1 argument was"
	}
	return fmt.Sprintf("%d arguments were", n)
}
