package reports

import (
	"context"
	"errors"

	"parity/scenarios"
)

// DriversAsked is a result of which it is asked what drives it, and from how many base draws.
type DriversAsked struct {
	Result string // as scenarios.ParseGoal reads it
	Draws  int    // base draws, a multiple of risk.BlockDraws
}

// RiskDrivers is what drives one result under every scenario.
type RiskDrivers struct {
	Asked  DriversAsked
	Result string // in canonical form
	// Scenarios are in the study's order; nil where nothing that is uncertain reaches the
	// result, or the scenario has no such line.
	Scenarios []*scenarios.Drivers
}

// Drive works out what drives a result under every scenario of a study, in the run of a seed.
// progress is told of panels of draws worked out, out of how many; it may be nil. Errors are those of
// scenarios.Drawable.Drivers: *scenarios.GoalError where no scenario has the result.
func Drive(ctx context.Context, d *scenarios.Drawable, asked DriversAsked, seed uint64, progress func(done, of int)) (*RiskDrivers, error) {
	found := &RiskDrivers{Asked: asked, Scenarios: make([]*scenarios.Drivers, len(d.Scenarios))}
	var none *scenarios.GoalError
	for k := range d.Scenarios {
		said := func(done, of int) { // each scenario takes as many
			if progress != nil {
				progress(k*of+done, len(d.Scenarios)*of)
			}
		}
		drivers, err := d.Drivers(ctx, scenarios.Driving{Result: asked.Result, Scenario: d.Scenarios[k].Key, Draws: asked.Draws, Seed: seed, Progress: said})
		if err == nil {
			found.Scenarios[k], found.Result = drivers, drivers.Result
		} else if !errors.As(err, &none) {
			return nil, err
		}
	}
	if found.Result == "" {
		return nil, none
	}
	return found, nil
}
