package main

import (
	"fmt"
	"io"

	"github.com/urfave/cli/v2"

	"parity/scenarios"
)

func initCommand(stdout io.Writer) *cli.Command {
	return &cli.Command{
		Name:      "init",
		Usage:     "write a model to edit, as a workbook or a folder",
		ArgsUsage: "DEST",
		Description: `DEST is a workbook where it ends in .xlsx, and else a folder of CSV files.
Nothing that is there is written over.

   parity init mine.xlsx
   parity init mine
   parity init trusts.xlsx --from england-2015-16`,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "from", Aliases: []string{"f"}, Value: scenarios.DefaultModel, Usage: "begin with `MODEL`: an embedded model or pack, a folder or an .xlsx"},
		},
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return usagef("init needs one destination, such as mine.xlsx or mine, and %d were given", c.NArg())
			}
			to := c.Args().First()
			if err := checkDestination(to, false); err != nil {
				return err
			}
			if scenarios.IsEmbedded(to) {
				return usagef("%s is the name of an embedded model or pack; give the folder another, such as my-%s", to, to)
			}
			model, err := scenarios.Load(c.String("from"))
			if err != nil {
				return err
			}
			if err := writeModel(model, to); err != nil {
				return err
			}
			_, err = fmt.Fprintf(stdout, "Written: %s\nEdit it, then: parity check %s\n", to, to)
			return printed(err)
		},
	}
}
