package main

import (
	"io"

	"github.com/urfave/cli/v2"

	"parity/reports"
	"parity/scenarios"
)

func showCommand(stdout io.Writer) *cli.Command {
	return &cli.Command{
		Name:      "show",
		Usage:     "show a table as a scenario leaves it, with what changed it",
		ArgsUsage: "MODEL TABLE",
		Description: `Cells that the scenario changes are marked with a *, and listed below with
what they were and the change that set them. Columns that are blank
throughout are left out. The tables are in docs/tables.md.

   parity show northshire contracts --scenario national
   parity show northshire terms --scenario capped
   parity show mine.xlsx caseload --scenario A+B --json`,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "scenario", Aliases: []string{"s"}, Usage: "as scenario `A` leaves it, or A+B stacked (default: the baseline)"},
			&cli.BoolFlag{Name: "json", DisableDefaultText: true, Usage: "print JSON, not the table"},
		},
		BashComplete: completeModels,
		Action: func(c *cli.Context) error {
			if c.NArg() != 2 {
				return usagef("show needs a model and a table: parity show northshire contracts --scenario national")
			}
			model, err := scenarios.Load(c.Args().First())
			if err != nil {
				return err
			}
			effective, err := scenarios.NewEffective(model, c.String("scenario"), c.Args().Get(1))
			if err != nil {
				return err
			}
			if c.Bool("json") {
				return printed(reports.WriteEffectiveJSON(stdout, effective, version()))
			}
			return printed(reports.WriteEffective(stdout, effective))
		},
	}
}
