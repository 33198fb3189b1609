package scenarios

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"parity/engine"
	"parity/tariff"
)

// Order says in which order changes are taken to be made when their parts are worked out.
type Order string

// Every order alike (Shapley values), or the one in which the changes are listed.
const (
	EveryOrder  Order = "every"
	ListedOrder Order = "listed"
)

// Question asks why a result is another in one scenario than in another.
type Question struct {
	From, To string // scenarios, or several stacked with +; neither need be based on the other
	Result   string // as ParseGoal reads it
	Order    Order
	Seed     uint64 // of the sample, where there are too many changes to try every order
	// Progress is told how many combinations of changes have been run so far; nil for no one.
	// It may be called at once from several goroutines.
	Progress func(run int)
}

// Attribution is the difference of a result between two scenarios, split over the changes
// that lead from one to the other.
type Attribution struct {
	Model    *Model
	Baseline string // whose plans and fixed cost all combinations share
	From, To Scenario
	Result   string // in canonical form
	Goal     engine.Goal
	Unit     string // pounds, or what is counted
	Years    []tariff.Year
	Order    Order
	Seed     uint64
	Players  []Player // in the order in which changes are listed, those taken away first
	// Division has the players' parts, in pence, or in thousandths of the unit, by year, and
	// where the result is income, cost or surplus what each part is made of.
	*engine.Division
	// Causes splits the whole difference by price, volume, mix, terms and the like; nil where
	// the result is none of income, cost and surplus.
	Causes []engine.Cause
}

// Player is a change, or changes that cannot be made without each other.
type Player struct {
	Changes []PlayerChange
	Joined  string // why they are one; blank for a single change
}

// PlayerChange is one change on the way from one scenario to the other.
type PlayerChange struct {
	Scenario, Change string
	Taken            bool // it is in the scenario left, and is taken away
	Reason           string
}

// AttributeError is a question that has no answer.
type AttributeError struct{ Problem string }

func (e *AttributeError) Error() string { return e.Problem }

// Attribute answers a question. Every combination of the changes that lead from one
// scenario to the other is run, or a sample of them where they are more than
// engine.MostExactPlayers, against the model's own baseline (docs/methods.md,
// "Attribution").
//
// Errors are those of Simulate, and *GoalError or *AttributeError where the question is
// wrong.
func Attribute(m *Model, q Question) (*Attribution, error) {
	if faults := Check(m).Hard(); len(faults) > 0 {
		return nil, faults
	}
	m, err := withMechanisms(m, q.From, q.To)
	if err != nil {
		return nil, err
	}
	from, to := canonicalStack(q.From), canonicalStack(q.To)
	way, err := newWay(m, from, to)
	if err != nil {
		return nil, err
	}
	_, baseline := Selection{Scenarios: []string{from, to}}.order(m)
	cache := &engine.Propagators{}
	frozen, err := simulate(m, baseline, nil, cache)
	if err != nil {
		return nil, err
	}
	a := &Attribution{Model: m, Baseline: baseline, Order: q.Order, Seed: q.Seed}
	for _, side := range []struct {
		name string
		into *Scenario
	}{{from, &a.From}, {to, &a.To}} {
		if side.name == baseline {
			*side.into = frozen
		} else if *side.into, err = simulate(m, side.name, frozen.Result, cache); err != nil {
			return nil, err
		}
	}
	if err := a.answer(q, way, newStages(m, frozen.Result, cache), false); err != nil {
		return nil, err
	}
	return a, a.agrees()
}

// answer works out the parts of the way between the attribution's two scenarios. Where they
// are held to be what none and all of its changes come to, these are not run again.
func (a *Attribution) answer(q Question, way *way, on *stages, held bool) error {
	var err error
	if a.Goal, err = ParseGoal(q.Result, a.From.Result.Model, a.To.Result.Model); err != nil {
		return err
	}
	a.Result, a.Unit, a.Years = FormatGoal(a.Goal), unitOf(a.Goal, a.To.Result.Model), a.Goal.Years(a.To.Result.Model)
	var ledgers [2]*engine.Ledger
	for i, end := range []Scenario{a.From, a.To} {
		if _, err := a.Goal.Of(end.Result); err != nil {
			return fmt.Errorf("scenario %s: %w", end.Key, err)
		}
		if ledgers[i], err = engine.NewLedger(end.Result, a.Goal); err != nil {
			return err
		}
	}
	if a.Causes, err = engine.Causes(ledgers[0], ledgers[1]); err != nil {
		return err
	}
	runs := newCombinations(on, way, a.Goal, q.Progress)
	if held && a.Goal.Explains() {
		runs.hold(make([]bool, len(way.steps)), ledgers[0])
		runs.hold(slices.Repeat([]bool{true}, len(way.steps)), ledgers[1])
	}
	return a.divide(way.players(), runs, q)
}

// divide works out the players' parts. Where some of them cannot be made without others,
// they become one player and it begins anew; what was run already is not run again.
func (a *Attribution) divide(players []player, runs *combinations, q Question) error {
	for {
		var err error
		game := func(coalition engine.Coalition) ([]int64, error) { return runs.worth(movedBy(players, coalition)) }
		var why engine.Why
		if a.Goal.Explains() {
			why = func(before, after engine.Coalition) ([]engine.Cause, error) {
				return runs.why(movedBy(players, before), movedBy(players, after))
			}
		}
		if q.Order == ListedOrder {
			a.Division, err = engine.InOrder(len(players), game, why)
		} else {
			a.Division, err = engine.Shapley(len(players), game, why, q.Seed)
		}
		var stuck *engine.CoalitionError
		if errors.As(err, &stuck) && 0 < stuck.Coalition.Size() && stuck.Coalition.Size() < len(players) {
			players = join(players, stuck, runs)
			continue
		}
		if err != nil {
			return err
		}
		a.Players = runs.way.describe(a.Model, players)
		return nil
	}
}

// agrees holds the combinations of no change and of all to the two scenarios, run whole.
func (a *Attribution) agrees() error {
	for _, end := range []struct {
		scenario Scenario
		worth    []int64
	}{{a.From, a.None}, {a.To, a.All}} {
		want, err := a.Goal.Of(end.scenario.Result)
		if err != nil {
			return err
		}
		if !slices.Equal(want, end.worth) {
			return fmt.Errorf("a fault in parity: %s of %s is %v and its changes put together give %v; please report it", a.Result, end.scenario.Key, want, end.worth)
		}
	}
	return nil
}

// FormatGoal is the inverse of ParseGoal.
func FormatGoal(g engine.Goal) string {
	parts := []string{g.Item}
	if g.Year != 0 {
		parts = append(parts, g.Year.String())
	}
	for _, part := range []struct{ column, value string }{
		{"contract", g.Contract}, {"commissioner", g.Commissioner}, {"provider", g.Provider}, {"currency", g.Currency}, {"measure", g.Measure},
	} {
		if part.value != "" {
			parts = append(parts, part.column+"="+part.value)
		}
	}
	return strings.Join(parts, "/")
}

// unitOf is what a goal is counted in.
func unitOf(g engine.Goal, m *engine.Model) string {
	if g.Money() {
		return engine.UnitPounds
	}
	name, resource, _ := strings.Cut(g.Item, "/")
	for _, item := range engine.Items() {
		if strings.TrimSuffix(item.Name, "/") == name && item.Unit != "" {
			return item.Unit
		}
	}
	for i := range m.Resources {
		if m.Resources[i].Key == resource {
			return m.Resources[i].Unit
		}
	}
	return "units"
}
