package verify

import (
	"fmt"
	"strings"

	"parity/engine"
	"parity/scenarios"
	"parity/tariff"
)

// Effect is what edited inputs change of one scenario, over the whole run.
type Effect struct {
	Scenario     string
	Income, Cost [2]tariff.Pence // as the run gives it, and with the edited inputs
	CostKnown    bool
}

// mostFaults is how many faults of edited inputs are repeated.
const mostFaults = 3

// effects runs the inputs as they now stand, where any was edited.
func (f *Finding) effects(was *scenarios.Study, selection scenarios.Selection, read func() (*scenarios.Model, error)) {
	edited := false
	for _, e := range f.Edited {
		_, table := scenarios.SchemaOf(strings.ToLower(e.Sheet))
		edited = edited || table
	}
	if !edited {
		return
	}
	model, err := read()
	if err == nil {
		var is *scenarios.Study
		if is, err = scenarios.Simulate(model, selection); err == nil {
			f.Effects = between(was, is)
			return
		}
	}
	lines := strings.Split(err.Error(), "\n")
	if len(lines) > mostFaults {
		lines = append(lines[:mostFaults:mostFaults], fmt.Sprintf("and %d more", len(lines)-mostFaults))
	}
	f.Problems = append(f.Problems, "with its inputs as they now stand it cannot be run: "+strings.Join(lines, "; "))
}

// between sets the scenarios of two runs of the same selection side by side.
func between(was, is *scenarios.Study) []Effect {
	before, after := wholes(was), wholes(is)
	var effects []Effect
	for i := range was.Scenarios {
		b, a := &before[i].All, &after[i].All
		e := Effect{Scenario: was.Scenarios[i].Key, Income: [2]tariff.Pence{b.Income, a.Income}, Cost: [2]tariff.Pence{b.Cost.Pence, a.Cost.Pence}}
		_, knownBefore := b.Cost.Known()
		_, knownAfter := a.Cost.Known()
		e.CostKnown = knownBefore && knownAfter
		effects = append(effects, e)
	}
	return effects
}

// wholes are what each scenario comes to.
func wholes(study *scenarios.Study) []engine.Account {
	results := make([]*engine.Result, len(study.Scenarios))
	for i := range study.Scenarios {
		results[i] = study.Scenarios[i].Result
	}
	var all []engine.Account
	for _, side := range engine.Compare(results, study.Baseline).Sides {
		all = append(all, side.Whole)
	}
	return all
}
