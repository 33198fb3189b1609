package scenarios

import (
	"cmp"
	"context"
	"slices"

	"parity/engine"
	"parity/engine/draws"
	"parity/engine/risk"
)

// Driving asks what drives a result of a study.
type Driving struct {
	Result   string // as ParseGoal reads it
	Scenario string // blank for the baseline
	Against  string // a scenario of which the result is taken off, on the same draws; blank for none
	Draws    int    // base draws, a multiple of risk.BlockDraws
	Seed     uint64
	Workers  int // 0: one for each processor
	// Progress is told of panels of draws done, out of how many; nil for no one.
	Progress func(done, of int)
}

// Drivers is what drives a result.
type Drivers struct {
	Result            string // in canonical form
	Goal              engine.Goal
	Unit              string // pounds, or what is counted
	Scenario, Against string
	Seed              uint64
	// Projected is the result of the run as the cells stand, to the penny.
	Projected float64
	*risk.Drivers
	Factors []Factor // as risk.Driver.Factor counts them
	// Unmoved are the factors that move the result in no draw, in the order of their parameters.
	Unmoved []Factor
}

// Factor is parameters that are drawn together: one alone, a group, or groups that are
// correlated.
type Factor struct {
	Name       string
	Parameters []int // indices into Uncertainty.Parameters
	Slots      []int // indices into Uncertainty.Moved
}

// Drivers works out what drives a result. Chance itself is left out: people come and go as
// expected. It gives the tornado, shares of its variance, and what shifts the
// mean of the draws away from the projection. Errors are *GoalError for a result that cannot be
// had, *UnknownScenarioError, and those of risk.Drive.
func (d *Drawable) Drivers(ctx context.Context, q Driving) (*Drivers, error) {
	found := &Drivers{Seed: q.Seed}
	scenario, against, err := d.sides(q)
	if err != nil {
		return nil, err
	}
	sides := []int{scenario}
	found.Scenario = d.Scenarios[scenario].Key
	if against >= 0 {
		sides, found.Against = append(sides, against), d.Scenarios[against].Key
	}
	var models []*engine.Model
	for _, side := range sides {
		models = append(models, d.Scenarios[side].Result.Model)
	}
	if err := d.checkDrawn(q.Result, sides); err != nil {
		return nil, err
	}
	if found.Goal, err = ParseGoal(q.Result, models...); err != nil {
		return nil, err
	}
	found.Result, found.Unit = FormatGoal(found.Goal), unitOf(found.Goal, models[0])
	expected := d.Uncertainty.Study.Expected()
	study, standing := risk.Stand(&expected, sides)
	draft, times, err := d.draftOf(q.Result, found.Goal, study, sides)
	if err != nil {
		return nil, err
	}
	projection := draft.Projection()
	driving := &risk.Driving{Standing: standing, Draws: q.Draws, Workers: q.Workers}
	for k, o := range projection.Outcomes() {
		driving.Result = append(driving.Result, risk.Part{Outcome: k, Times: times[k]})
		found.Projected += times[k] * o.Stands
	}
	sampler, err := d.parameters(q.Seed)
	if err != nil {
		return nil, err
	}
	driving.Sampler = sampler
	rests := projection.Rests()
	for _, factor := range d.factors(sampler) {
		if !slices.ContainsFunc(factor.Slots, func(slot int) bool { return rests[slot] }) {
			found.Unmoved = append(found.Unmoved, factor)
			continue
		}
		found.Factors = append(found.Factors, factor)
		driving.Factors = append(driving.Factors, d.Uncertainty.driven(factor))
	}
	if len(d.Uncertainty.Parameters) == 0 {
		return nil, &GoalError{q.Result, "nothing is uncertain but chance itself, which is no parameter; give figures you are unsure of a row in the uncertainty table"}
	}
	if len(found.Factors) == 0 {
		return nil, &GoalError{q.Result, d.whyCertain(found.Goal, sides)}
	}
	driving.Calculator = draft.Swapping(driving.Factors, standing)
	if found.Drivers, err = risk.Drive(ctx, driving, q.Progress); err != nil {
		return nil, err
	}
	found.Drivers.Drivers = slices.DeleteFunc(found.Drivers.Drivers, func(driver risk.Driver) bool {
		if driver.Still() {
			found.Unmoved = append(found.Unmoved, found.Factors[driver.Factor])
		}
		return driver.Still()
	})
	slices.SortFunc(found.Unmoved, func(a, b Factor) int { return cmp.Compare(a.Parameters[0], b.Parameters[0]) })
	return found, nil
}

// factors are what a sampler draws independently of all else.
func (d *Drawable) factors(sampler *draws.Sampler) []Factor {
	var factors []Factor
	for _, f := range sampler.Factors() {
		factor := Factor{Name: f.Name, Parameters: f.Parameters}
		for _, parameter := range f.Parameters {
			first, count := sampler.Slot(parameter)
			for slot := first; slot < first+count; slot++ {
				factor.Slots = append(factor.Slots, slot)
			}
		}
		factors = append(factors, factor)
	}
	return factors
}

// sides are the scenario asked for and the one it is held against, -1 for none.
func (d *Drawable) sides(q Driving) (scenario, against int, err error) {
	find := func(name string) (int, error) {
		key := canonicalStack(name)
		at := slices.IndexFunc(d.Scenarios, func(s Scenario) bool { return s.Key == key })
		if at < 0 {
			known := make([]string, len(d.Scenarios))
			for i := range known {
				known[i] = d.Scenarios[i].Key
			}
			return 0, &UnknownScenarioError{Name: name, Known: known, Remedy: didYouMean(name, known, "name one of those that are drawn")}
		}
		return at, nil
	}
	scenario, against = d.Baseline, -1
	if q.Scenario != "" {
		if scenario, err = find(q.Scenario); err != nil {
			return 0, 0, err
		}
	}
	if q.Against != "" {
		against, err = find(q.Against)
	}
	return scenario, against, err
}

// keys are the names of some of the study's scenarios.
func (d *Drawable) keys(scenarios []int) []string {
	var keys []string
	for _, k := range scenarios {
		keys = append(keys, d.Scenarios[k].Key)
	}
	return keys
}
