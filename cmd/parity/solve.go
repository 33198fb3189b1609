package main

import (
	"fmt"
	"io"
	"os"

	"github.com/urfave/cli/v2"

	"parity/engine/risk"
	"parity/reports"
	"parity/scenarios"
)

// usualSoughtDraws is how many draws a figure is sought of where none are asked for.
const usualSoughtDraws = 2_000

// mostSoughtDraws is how many draws a figure is sought of without --large. A hundred values and
// more may have to be worked out on each, which takes minutes for a model of a trust.
const mostSoughtDraws = 100_000

func solveCommand(stdout io.Writer) *cli.Command {
	return &cli.Command{
		Name:      "solve",
		Usage:     "find the price level, block value, cap or share that makes a result an amount",
		ArgsUsage: "MODEL",
		Description: `Goal seek. RESULT is a result as parity attribute names it, with a year and a
selection if it is not to be all, and AMOUNT what it is to be, in pounds or
in what is counted. CELLS are cells of a table; the answer is written as a
change of them, so it may be tried, listed, priced and attributed like any
other.

Values are looked for in even steps and then to the last decimal place: six
for prices, factors and shares, two for annual values. The answer is printed
with the values beside it and what the result is with each. Exit code 1 says
that no value within the bounds will do; the nearest is printed, and what
binds.

With --at the result is a figure of its draws, the same draws for every
value: the mean, or the quantile that a draw lies below with so many chances
in a hundred. P90 of a payment is what it stays under in nine draws of ten. A
chance of deficit of one in ten is a P10 of surplus of 0.

   parity solve northshire --make surplus/2026-27/contract=north=0 --vary 'contracts[contract=north].annual_value'
   parity solve northshire --scenario capped --make income/2026-27/contract=north=80000000 --vary 'terms[contract=north,step=2].upper'
   parity solve northshire --scenario national --make income/2025-26=125000000 --vary caseload.starts_per_month
   parity solve northshire --scenario capped --make income/2026-27/contract=north=79000000 --vary 'terms[contract=north,step=2].upper' --at p90
   parity solve mine --make surplus=0 --vary 'prices[schedule=local].price' --write mine-solved.xlsx --name break-even`,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "make", Aliases: []string{"m"}, Usage: "make `RESULT=AMOUNT` so"},
			&cli.StringFlag{Name: "vary", Usage: "vary `CELLS`, table[column=value|value].column"},
			&cli.StringFlag{Name: "scenario", Aliases: []string{"s"}, Usage: "in scenario `A`, or A+B stacked (default: the baseline)"},
			&cli.StringFlag{Name: "by", Usage: "`HOW`: set (all to one value), scale (all by one factor) or amount (one amount added to all) (default: set where all hold one figure, else scale)"},
			&cli.StringFlag{Name: "at", Usage: "the result is the `FIGURE` of its draws: mean, or a quantile such as p90 (default: the projection, without draws)"},
			&cli.IntFlag{Name: "draws", Aliases: []string{"n"}, Value: usualSoughtDraws, Usage: "with --at, make `NUMBER` draws"},
			&cli.Uint64Flag{Name: "seed", Value: usualSeed, Usage: "with --at, `NUMBER` that the draws begin from"},
			&cli.BoolFlag{Name: "large", DisableDefaultText: true, Usage: fmt.Sprintf("with --at, make more than %d draws too", mostSoughtDraws)},
			&cli.StringFlag{Name: "low", Usage: "look at no value under `NUMBER`"},
			&cli.StringFlag{Name: "high", Usage: "look at no value over `NUMBER`"},
			&cli.StringFlag{Name: "write", Aliases: []string{"w"}, Usage: "write the model with the answer as a scenario to `DEST`: .xlsx or a folder, also MODEL's own"},
			&cli.StringFlag{Name: "name", Usage: "call that scenario `NAME` (default: A-solved)"},
			&cli.BoolFlag{Name: "json", DisableDefaultText: true, Usage: "print JSON, not the page"},
		},
		BashComplete: completeModels,
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 || c.String("make") == "" || c.String("vary") == "" {
				return usagef("solve needs a model, a goal and the cells to vary: parity solve northshire --make surplus/2026-27=0 --vary 'contracts[contract=north].annual_value'")
			}
			q := scenarios.Seek{
				Scenario: c.String("scenario"), Make: c.String("make"), Vary: c.String("vary"), By: scenarios.By(c.String("by")),
				Low: c.String("low"), High: c.String("high"), Name: c.String("name"), Progress: progress(c.App.ErrWriter, "values tried"),
			}
			if err := drawsSought(c, &q); err != nil {
				return err
			}
			from, to := c.Args().First(), c.String("write")
			if to != "" && !sameFolder(from, to) {
				if err := checkDestination(to, false); err != nil {
					return err
				}
			}
			model, err := scenarios.Load(from)
			if err != nil {
				return err
			}
			answer, err := scenarios.Solve(model, q)
			if err != nil {
				return err
			}
			return tellSolution(c, stdout, answer, to)
		},
	}
}

// drawsSought reads which draws the result is to be of.
func drawsSought(c *cli.Context, q *scenarios.Seek) error {
	if q.At = c.String("at"); q.At == "" {
		for _, flag := range []string{"draws", "seed", "large"} {
			if c.IsSet(flag) {
				return usagef("--%s is of draws, and without --at the result is the projection: add --at p90, say, or leave --%s out", flag, flag)
			}
		}
		return nil
	}
	if _, err := risk.ParseLevel(q.At); err != nil {
		return usagef("--at %w", err)
	}
	q.Draws, q.Seed = c.Int("draws"), c.Uint64("seed")
	if err := risk.Whole(q.Draws).Check(); err != nil {
		return usagef("--draws: %w", err)
	}
	if q.Draws > mostSoughtDraws && !c.Bool("large") {
		return usagef("--draws %d: a hundred values and more are each worked out on all of them, which takes long; add --large if that is meant, or ask for at most %d: the page says between which values the answer would lie on other draws",
			q.Draws, mostSoughtDraws)
	}
	return nil
}

// tellSolution writes the answer as a scenario where it is asked to, and prints it.
func tellSolution(c *cli.Context, stdout io.Writer, answer *scenarios.Solution, to string) error {
	if to != "" && answer.Met() {
		if err := writeModel(answer.Written(), to); err != nil {
			return err
		}
	}
	if c.Bool("json") {
		if err := reports.WriteSolutionJSON(stdout, answer, version()); err != nil {
			return printed(err)
		}
	} else if err := reports.WriteSolution(stdout, answer); err != nil {
		return printed(err)
	}
	if !answer.Met() {
		nothing := ""
		if to != "" {
			nothing = "; nothing was written"
		}
		return fmt.Errorf("no value of %s from %s to %s makes %s that amount%s", answer.Lever.Cells, answer.Lever.Low.Value, answer.Lever.High.Value, answer.Figure(), nothing)
	}
	if to != "" && !c.Bool("json") {
		again := fmt.Sprintf("parity run %s --scenario %s", to, answer.Solved.Key)
		if d := answer.Drawn; d != nil {
			again = fmt.Sprintf("parity risk %s --scenario %s --draws %d --seed %d", to, answer.Solved.Key, d.Draws, d.Seed)
		}
		_, err := fmt.Fprintf(stdout, "\nWritten: %s\nRun it: %s\n", to, again)
		return printed(err)
	}
	return nil
}

// sameFolder says whether two paths lead to one folder.
func sameFolder(a, b string) bool {
	one, err := os.Stat(a)
	if err != nil || !one.IsDir() {
		return false
	}
	other, err := os.Stat(b)
	return err == nil && os.SameFile(one, other)
}
