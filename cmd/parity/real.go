package main

import (
	"fmt"
	"io"

	"github.com/urfave/cli/v2"

	"parity/reports"
	"parity/scenarios"
)

func realCommand(stdout io.Writer) *cli.Command {
	return &cli.Command{
		Name:      "real",
		Usage:     "put series of money into real terms, by release of the deflator",
		ArgsUsage: "SERIES|MODEL",
		Description: `SERIES is an embedded one's name (parity list) or a CSV file with a row for
each year: year and value, and where there are any series, title, price_base,
unit, population, caseload, allocation, status, source (docs/guide.md, Series
of money). MODEL is a model, whose results by year are looked at: what is
paid and spent in all, by commissioner and by provider, in the scenarios
named or in all.

Each series is shown in cash and at the prices of one year, under every
release held; per head and per person on the caseload; and its growth. What
was published in real terms is worked out again, to see whether it reproduces
and with which release. Where there is an allocation, the investment test:
growth of spend against growth of what it is paid from.

   parity real mh_spend_england --base 2010-11
   parity real mental_health_spend_mhis
   parity real mine.csv --base 2015-16 --deflator gdp-2026-03
   parity real northshire --scenario block --base 2010-11
   parity real mine.csv --indices other-release.csv --out real.csv`,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "base", Usage: "at the prices of `YEAR`, such as 2010-11 (default: the model's own, or the last year of the cash)"},
			&cli.StringSliceFlag{Name: "deflator", Usage: "use only the release `NAME`; give it once for each (default: all held)"},
			&cli.StringFlag{Name: "indices", Usage: "further releases are in `FILE`, a CSV of the table indices"},
			&cli.StringSliceFlag{Name: "series", Usage: "show only the series `CODE`; give it once for each"},
			&cli.StringSliceFlag{Name: "scenario", Aliases: []string{"s"}, Usage: "of a model, only `A`, or A+B stacked (default: all)"},
			&cli.StringFlag{Name: "out", Aliases: []string{"o"}, Usage: "write every figure to `FILE`, .csv or .json"},
			&cli.BoolFlag{Name: "json", DisableDefaultText: true, Usage: "print JSON, not the page"},
		},
		BashComplete: completeSeries,
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return usagef("real needs a series of money, and %s given: parity real mh_spend_england, or a CSV file", were(c.NArg()))
			}
			out := c.String("out")
			if out != "" {
				if err := checkForm(out, c.Args().First(), []string{".csv", ".json"}, "use .csv or .json"); err != nil {
					return err
				}
			}
			file, err := moneyByYear(c.Args().First(), c.StringSlice("scenario"))
			if err != nil {
				return err
			}
			terms, err := scenarios.InRealTerms(file, scenarios.RealTermsAsked{Series: c.StringSlice("series"), Base: c.String("base"), Deflators: c.StringSlice("deflator"), Indices: c.String("indices")})
			if err != nil {
				return err
			}
			return writeRealTerms(stdout, terms, out, c.Bool("json"))
		},
	}
}

// moneyByYear is a file of series, or the results of a model.
func moneyByYear(name string, chosen []string) (*scenarios.SeriesFile, error) {
	if scenarios.IsSeries(name) {
		if len(chosen) > 0 {
			return nil, usagef("--scenario is of a model, and %s is a series of money", name)
		}
		return scenarios.LoadSeries(name)
	}
	model, err := scenarios.Load(name)
	if err != nil {
		return nil, err
	}
	study, err := scenarios.Simulate(model, scenarios.Selection{Scenarios: chosen})
	if err != nil {
		return nil, err
	}
	return scenarios.ResultSeries(study), nil
}

func writeRealTerms(stdout io.Writer, terms *scenarios.RealTerms, out string, asJSON bool) error {
	if out != "" {
		write := func(w io.Writer) error { return reports.WriteRealTermsCSV(w, terms) }
		if ending(out) == ".json" {
			write = func(w io.Writer) error { return reports.WriteRealTermsJSON(w, terms, version()) }
		}
		if err := writeFile(out, write); err != nil {
			return err
		}
	}
	if asJSON {
		return printed(reports.WriteRealTermsJSON(stdout, terms, version()))
	}
	if err := reports.WriteRealTerms(stdout, terms); err != nil {
		return printed(err)
	}
	if out != "" {
		_, err := fmt.Fprintf(stdout, "\nWritten: %s\n", out)
		return printed(err)
	}
	return nil
}

// completeSeries offers the embedded series and models, and the command's flags.
func completeSeries(c *cli.Context) {
	for _, listing := range scenarios.EmbeddedSeries() {
		io.WriteString(c.App.Writer, listing.Name+"\n")
	}
	completeModels(c)
}
