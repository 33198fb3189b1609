package scenarios

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/sourcegraph/conc"

	"parity/engine"
	"parity/tariff"
)

// Selection says which scenarios of a model are run.
type Selection struct {
	Scenarios []string // names, or several stacked with +; none for every scenario of the model
	Baseline  string   // blank for the model's own, or its first scenario
}

// Simulate runs scenarios of a model side by side. The baseline is always among them, and
// first where it was not asked for. Faults of the tables, as read or as a scenario leaves
// them, come back as Faults; an unknown name as *UnknownScenarioError.
func Simulate(m *Model, selection Selection) (*Study, error) {
	if faults := Check(m).Hard(); len(faults) > 0 {
		return nil, faults
	}
	return simulateSound(m, selection, nobody{})
}

// follower is told of a study as it comes to be.
type follower interface {
	begun(*Study)               // its model, its baseline and the number of its scenarios stand
	ran(s *Study, scenario int) // one has been run, and the baseline with it; several come side by side
}

// nobody follows.
type nobody struct{}

func (nobody) begun(*Study)    {}
func (nobody) ran(*Study, int) {}

// simulateSound is Simulate for tables that Check has found sound.
func simulateSound(m *Model, selection Selection, following follower) (*Study, error) {
	m, err := withMechanisms(m, append(slices.Clone(selection.Scenarios), selection.Baseline)...)
	if err != nil {
		return nil, err
	}
	names, baseline := selection.order(m)
	study := &Study{Model: m, Baseline: slices.Index(names, baseline)}
	study.Scenarios = make([]Scenario, len(names))
	following.begun(study)
	faults, cache := make([]error, len(names)), &engine.Propagators{}
	tried := make(chan struct{}) // closed once the baseline has been run, or could not be
	var working conc.WaitGroup
	for i, name := range names {
		if i == study.Baseline {
			continue
		}
		working.Go(func() {
			var model *engine.Model
			study.Scenarios[i], model, faults[i] = prepare(m, name)
			if <-tried; study.first == nil || faults[i] != nil {
				return
			}
			if faults[i] = study.Scenarios[i].runOn(study.first, model); faults[i] == nil {
				following.ran(study, i)
			}
		})
	}
	frozen, err := simulate(m, baseline, nil, cache)
	if study.Scenarios[study.Baseline] = frozen; err == nil {
		study.first = newStages(m, frozen.Result, cache).firstStages // many scenarios change what is paid and not what is done
		study.first.hold(frozen.Tables)
	}
	close(tried)
	if err == nil {
		following.ran(study, study.Baseline)
	}
	working.Wait()
	if err != nil {
		return nil, err
	}
	for _, err := range faults { // the first in order, whichever failed first
		if err != nil {
			return nil, err
		}
	}
	return study, nil
}

// simulate applies one scenario, checks what it leaves and runs it.
func simulate(m *Model, name string, base *engine.Result, cache *engine.Propagators) (Scenario, error) {
	scenario, model, err := prepare(m, name)
	if err != nil {
		return scenario, err
	}
	err = scenario.run(model, base, cache)
	return scenario, err
}

// prepare applies one scenario, checks what it leaves and makes a model of it.
func prepare(m *Model, name string) (Scenario, *engine.Model, error) {
	scenario, err := Apply(m, name)
	if err != nil {
		return scenario, nil, err
	}
	if len(scenario.Changes) > 0 {
		if faults := checkBeside(scenario.Tables, m).Hard(); len(faults) > 0 {
			return scenario, nil, scenario.left(faults)
		}
	}
	model, err := Compile(scenario.Tables)
	if faults := (Faults)(nil); errors.As(err, &faults) {
		return scenario, nil, scenario.left(faults)
	}
	return scenario, model, err
}

// run runs the model of the scenario from the start.
func (s *Scenario) run(model *engine.Model, base *engine.Result, cache *engine.Propagators) (err error) {
	if s.Result, err = engine.Run(model, base, cache); err != nil {
		return s.notRun(err)
	}
	return s.runWithoutMarket(model, base, cache)
}

// runOn runs the model of the scenario with what the first stages gave for others.
func (s *Scenario) runOn(first *firstStages, model *engine.Model) (err error) {
	if s.Result, err = first.run(s.Tables, model); err != nil {
		return s.notRun(err)
	}
	return s.runWithoutMarket(model, first.base, first.cache)
}

// notRun says whose run failed, and of a sum that does not fit where to look.
func (s *Scenario) notRun(err error) error {
	if errors.Is(err, tariff.ErrTooLarge) {
		return fmt.Errorf("scenario %s: %w; look for a value, a price, an uplift or a quantity that is far too large", s.Key, err)
	}
	return fmt.Errorf("scenario %s: %w", s.Key, err)
}

// runWithoutMarket runs the model again without its markets, where it has some.
func (s *Scenario) runWithoutMarket(model *engine.Model, base *engine.Result, cache *engine.Propagators) (err error) {
	if len(model.Markets) == 0 {
		return nil
	}
	if base == nil {
		base = s.Result
	}
	if s.Result.WithoutMarket, err = engine.Run(model.WithoutMarkets(), base, cache); err != nil {
		return fmt.Errorf("scenario %s, without its markets: %w", s.Key, err)
	}
	return nil
}

// left says of faults in the tables as a scenario leaves them whose they are.
func (s *Scenario) left(faults Faults) Faults {
	if len(s.Changes) == 0 {
		return faults
	}
	named := slices.Clone(faults)
	for i := range named {
		named[i].Place = "scenario " + s.Key + ", " + named[i].Place
	}
	return named
}

// order lists the scenarios to run, without repeats, and the baseline among them.
func (s Selection) order(m *Model) (names []string, baseline string) {
	table := m.Table("scenarios")
	for _, name := range s.Scenarios {
		names = append(names, canonicalStack(name))
	}
	if len(names) == 0 {
		for i := range table.Rows {
			names = append(names, table.Cell(i, "scenario"))
		}
	}
	if len(names) == 0 {
		names = []string{asGiven}
	}
	baseline = canonicalStack(s.Baseline)
	if baseline == "" {
		baseline = canonicalStack(m.Setting(KeyBaseline))
	}
	if baseline == "" && len(table.Rows) > 0 {
		baseline = table.Cell(0, "scenario")
	}
	if baseline == "" {
		baseline = asGiven
	}
	if !slices.Contains(names, baseline) {
		names = slices.Insert(names, 0, baseline)
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(names, func(name string) bool {
		repeated := seen[name]
		seen[name] = true
		return repeated
	}), baseline
}

// BaselineOf is a model's own baseline: the one it names, or its first scenario.
func BaselineOf(m *Model) string {
	_, baseline := Selection{}.order(m)
	return baseline
}

// canonicalStack writes A + B as A+B, and each name once.
func canonicalStack(key string) string {
	var parts []string
	for part := range strings.SplitSeq(key, stackSign) {
		if part = strings.TrimSpace(part); !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, stackSign)
}
