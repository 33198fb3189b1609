package main

import (
	"io"

	"github.com/urfave/cli/v2"

	"parity/reports"
	"parity/scenarios"
)

func traceCommand(stdout io.Writer) *cli.Command {
	return &cli.Command{
		Name:      "trace",
		Usage:     "show where a number comes from, down to the cells it rests on",
		ArgsUsage: "MODEL ITEM",
		Description: `ITEM is a result (the items are in docs/tables.md; cost and surplus beside
them), with a year or a month, and what it is of. Each number is shown with
the formula that gives it, each cell with its place, its evidence and source,
and the change that set it. Of months the first is shown, of other parts the
largest; --json has them all, and every formula in a form that can be worked
out again.

   parity trace northshire income/2026-27/contract=north --scenario capped
   parity trace northshire cost/2025-26/contract=north/currency=14
   parity trace northshire unit_price/2026-04/contract=north/cluster=12/measure=community_day
   parity trace northshire asked/A06/2025-04/currency=3 --depth 6
   parity trace mine person/2026-03 --scenario A+B --json`,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "scenario", Aliases: []string{"s"}, Usage: "in scenario `A`, or A+B stacked (default: the baseline)"},
			&cli.IntFlag{Name: "depth", Aliases: []string{"d"}, Value: scenarios.DefaultDepth, Usage: "go `N` levels deep"},
			&cli.BoolFlag{Name: "json", DisableDefaultText: true, Usage: "print JSON, not the tree"},
		},
		BashComplete: completeModels,
		Action: func(c *cli.Context) error {
			if c.NArg() != 2 {
				return usagef("trace needs a model and a result: parity trace northshire income/2026-27/contract=north")
			}
			if c.Int("depth") < 0 {
				return usagef("--depth %d: give 0 or more levels", c.Int("depth"))
			}
			model, err := scenarios.Load(c.Args().First())
			if err != nil {
				return err
			}
			trace, err := scenarios.NewTrace(model, c.String("scenario"), c.Args().Get(1), c.Int("depth"))
			if err != nil {
				return err
			}
			if c.Bool("json") {
				return printed(reports.WriteTraceJSON(stdout, trace, version()))
			}
			return printed(reports.WriteTrace(stdout, trace))
		},
	}
}
