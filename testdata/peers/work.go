package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"parity/cmd/largepages"
	"parity/engine/risk"
	"parity/scenarios"
)

// work does what the numpy program does, by Parity's packages, and prints the same lines.
func work(out io.Writer, folder string, count int) error {
	largepages.Prepare(128 << 20) // this and the next as parity risk has them
	debug.SetGCPercent(400)
	model, err := scenarios.ReadFolder(os.DirFS(folder), "work")
	if err != nil {
		return err
	}
	drawable, err := scenarios.Drafted(model, scenarios.Selection{})
	if err != nil {
		return err
	}
	drawn, err := drawable.Draw(context.Background(), risk.Origin{Seed: seed, Range: risk.Whole(count)}, 0, store, nil)
	if err != nil {
		return err
	}
	sample := drawn.Sample
	columns := make([]int, len(sample.Outcomes()))
	for c := range columns {
		columns[c] = c
	}
	summaries, err := sample.Summaries(columns, 0)
	if err != nil {
		return err
	}
	lines := bufio.NewWriter(out)
	fmt.Fprintln(lines, "scenario\tcontract\titem\tperiod\tmean\tsd\tp10\tp50\tp90\terror\terror10\terror50\terror90")
	for _, s := range summaries {
		of, contract, period := &drawable.Uncertainty.Study.Scenarios[s.Outcome.Scenario], "all", "run"
		if s.Outcome.Contract >= 0 {
			contract = of.Result.Model.Contracts[s.Outcome.Contract].Name
		}
		switch {
		case s.Outcome.Period.Monthly():
			period = s.Outcome.Period.Month.String()
		case s.Outcome.Period.Year != 0:
			period = s.Outcome.Period.Year.String()
		}
		fmt.Fprintf(lines, "%s\t%s\t%s\t%s\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\n", of.Name, contract, s.Outcome.Item, period,
			s.Mean, s.SD, s.P(10).Value, s.P(50).Value, s.P(90).Value, s.MeanError, s.P(10).Error, s.P(50).Error, s.P(90).Error)
	}
	return lines.Flush()
}

// store is a file without a name, which is gone when the program ends.
func store(int64) (risk.Store, error) {
	file, err := os.CreateTemp("", "parity-draws-")
	if err != nil {
		return nil, err
	}
	return file, os.Remove(file.Name())
}
