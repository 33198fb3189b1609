package main

import (
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/urfave/cli/v2"

	"parity/engine"
	"parity/reports"
	"parity/scenarios"
)

func attributeCommand(stdout io.Writer) *cli.Command {
	return &cli.Command{
		Name:      "attribute",
		Usage:     "split the difference between two scenarios over the changes between them",
		ArgsUsage: "MODEL A B",
		Description: fmt.Sprintf(`A and B are scenarios, or several stacked with +; neither need be based on
the other. What A changes and B does not is taken away, what B changes and A
does not is added. Each change's part is its Shapley value: what it brings,
averaged over every order in which the changes can be made. Up to %d changes
every combination is run; of more, a sample of orders, and the error is
shown. The parts sum to the difference to the penny. A change's part of
income, cost or surplus is split by cause in turn: price, volume and mix by
measure, uplift, MFF, form of payment, each kind of term, each kind of cost.

ITEM is a result: surplus, cost, income or another item of flows (the items
are in docs/tables.md), with a year and a selection if it is not to be all:

   parity attribute northshire block capped
   parity attribute northshire local national+more-people --order listed
   parity attribute northshire block capped --result income/2026-27/contract=north
   parity attribute northshire block more-people --result surplus/provider=NST
   parity attribute mine A B --result not_delivered/A06 --json`, engine.MostExactPlayers),
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "result", Aliases: []string{"r"}, Value: engine.ItemIncome, Usage: "split `ITEM`"},
			&cli.StringFlag{Name: "order", Value: string(scenarios.EveryOrder), Usage: "take the changes in `ORDER`: every, or listed (as written, the interaction shown)"},
			&cli.Uint64Flag{Name: "seed", Value: scenarios.SampleSeed, Usage: "`NUMBER` that a sample of orders begins from"},
			&cli.BoolFlag{Name: "json", DisableDefaultText: true, Usage: "print JSON, not the table"},
		},
		BashComplete: completeModels,
		Action: func(c *cli.Context) error {
			if c.NArg() != 3 {
				return usagef("attribute needs a model and two scenarios: parity attribute northshire block capped")
			}
			order := scenarios.Order(c.String("order"))
			if order != scenarios.EveryOrder && order != scenarios.ListedOrder {
				return usagef("--order %s is none; it is %s or %s", order, scenarios.EveryOrder, scenarios.ListedOrder)
			}
			model, err := scenarios.Load(c.Args().First())
			if err != nil {
				return err
			}
			answer, err := scenarios.Attribute(model, scenarios.Question{
				From: c.Args().Get(1), To: c.Args().Get(2), Result: c.String("result"), Order: order, Seed: c.Uint64("seed"),
				Progress: progress(c.App.ErrWriter, "combinations of changes run"),
			})
			if err != nil {
				return err
			}
			if c.Bool("json") {
				return printed(reports.WriteAttributionJSON(stdout, answer, version()))
			}
			return printed(reports.WriteAttribution(stdout, answer))
		},
	}
}

// progress says how far work has come, once a second after the first; of what takes less it
// says nothing.
func progress(stderr io.Writer, what string) func(done int) {
	var mu sync.Mutex
	said := time.Now()
	return func(done int) {
		mu.Lock()
		defer mu.Unlock()
		if time.Since(said) >= time.Second {
			said = time.Now()
			fmt.Fprintf(stderr, "%d %s\n", done, what)
		}
	}
}
