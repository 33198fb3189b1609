package main

import (
	"context"
	"fmt"
	"io"

	"github.com/urfave/cli/v2"

	"parity/engine"
	"parity/engine/risk"
	"parity/reports"
	"parity/scenarios"
)

// usualBaseDraws is how many base draws shares of the variance are worked out from where none are
// asked for.
const usualBaseDraws = 4_000

func driversCommand(stdout io.Writer) *cli.Command {
	return &cli.Command{
		Name:      "drivers",
		Usage:     "say which uncertain figures drive a result",
		ArgsUsage: "[MODEL]",
		Description: fmt.Sprintf(`MODEL is an embedded model's name (parity list), a folder or an .xlsx;
without one, northshire. Each parameter of its table uncertainty, or
parameters that move together, is shown alone at its P10 and P90 (a tornado),
with its shares of the result's variance: first order (by itself) and total
order (with what it does together with others), by the Saltelli and Jansen
estimators. Where the mean of the draws is not the projection, the parameters
that bend it are named.

ITEM is a result that draws come to, of a year, a contract, a commissioner or
a provider if it is not to be all: income, cost, surplus or a term (cap); of
a currency or a measure too: activity_value, plan_value, activity
(admitted_day, start ...), asked/RESOURCE, delivered/RESOURCE,
not_delivered/RESOURCE or consequence/SECTOR; or base_payment, budget_held or
cost_stranded. Base draws are a multiple of %d; each is worked out twice
and once more for each factor.

   parity drivers
   parity drivers northshire --scenario capped --result surplus/2026-27
   parity drivers northshire --scenario capped --against block --result income
   parity drivers northshire --result admitted_day/2026-27/cluster=14
   parity drivers mine --result cost/contract=north --draws 16000 --json`, risk.BlockDraws),
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "result", Aliases: []string{"r"}, Value: engine.GoalSurplus, Usage: "say what drives `ITEM`"},
			&cli.StringFlag{Name: "scenario", Aliases: []string{"s"}, Usage: "of scenario `A`, or A+B stacked (default: the baseline)"},
			&cli.StringFlag{Name: "against", Usage: "less that of scenario `B`, on the same draws"},
			&cli.StringFlag{Name: "baseline", Aliases: []string{"b"}, Usage: "plans are those of `A` (default: the model's own)"},
			&cli.IntFlag{Name: "draws", Aliases: []string{"n"}, Value: usualBaseDraws, Usage: "make `NUMBER` base draws"},
			&cli.Uint64Flag{Name: "seed", Value: usualSeed, Usage: "`NUMBER` that the draws begin from"},
			&cli.BoolFlag{Name: "json", DisableDefaultText: true, Usage: "print JSON, not the page"},
			&cli.BoolFlag{Name: "large", DisableDefaultText: true, Usage: "draw also where it takes much time"},
		},
		BashComplete: completeModels,
		Action: func(c *cli.Context) error {
			return untilStopped(func(ctx context.Context) error { return drivers(ctx, c, stdout) })
		},
	}
}

// drivers works out what drives a result and prints it.
func drivers(ctx context.Context, c *cli.Context, stdout io.Writer) error {
	name, err := oneModel(c, scenarios.DefaultModel)
	if err != nil {
		return err
	}
	if err := risk.Whole(c.Int("draws")).Check(); err != nil {
		return usagef("--draws: %w", err)
	}
	model, err := scenarios.Load(name)
	if err != nil {
		return err
	}
	selection := scenarios.Selection{Baseline: c.String("baseline")}
	for _, scenario := range []string{c.String("scenario"), c.String("against")} {
		if scenario != "" {
			selection.Scenarios = append(selection.Scenarios, scenario)
		}
	}
	drawable, err := scenarios.NewDrawable(model, selection)
	if err != nil {
		return err
	}
	bar := newDrawBar(c.App.ErrWriter, "Drawing")
	told := bar.done
	if !c.Bool("large") {
		within, refuse := context.WithCancelCause(ctx)
		defer refuse(nil)
		pace := &pace{draws: c.Int("draws"), refuse: refuse}
		ctx = within
		told = func(done, of int) {
			bar.done(done, of)
			pace.done(done, of)
		}
	}
	found, err := drawable.Drivers(ctx, scenarios.Driving{
		Result: c.String("result"), Scenario: c.String("scenario"), Against: c.String("against"),
		Draws: c.Int("draws"), Seed: c.Uint64("seed"), Progress: told,
	})
	bar.end(err)
	if err != nil {
		return err
	}
	if c.Bool("json") {
		return printed(reports.WriteDriversJSON(stdout, drawable, found, version()))
	}
	return printed(reports.WriteDrivers(stdout, drawable, found))
}
