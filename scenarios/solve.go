package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"parity/engine"
)

// By says what is done to the cells that goal seek varies.
type By string

// The cells are all set to one value, all multiplied by one factor, or one amount is added
// to all of them.
const (
	BySet    By = "set"
	ByScale  By = "scale"
	ByAmount By = "amount"
)

// operation is the operation of a change that does it.
func (b By) operation() string {
	switch b {
	case ByScale:
		return opMultiply
	case ByAmount:
		return opAdd
	}
	return opSet
}

// Seek asks at which value of some cells a result comes to an amount.
type Seek struct {
	Scenario string // or several stacked with +; blank for the baseline
	Make     string // a result as ParseGoal reads it, = and the amount: surplus/2026-27=0
	Vary     string // the cells, as ParseCells reads them
	By       By     // blank: set where all the cells hold one figure, else scale
	// At says which figure of draws the result is to be of: mean, or p1 to p99; blank for the
	// result as it is projected, without draws.
	At        string
	Draws     int // how many, a multiple of risk.BlockDraws; nothing without At
	Seed      uint64
	Low, High string // bounds of what is looked for; blank for as far as the column and the search go
	Name      string // of the scenario that has the answer; blank for the asked one's with -solved
	// Progress is told how many values have been tried so far; nil for no one. It may be
	// called at once from several goroutines.
	Progress func(tried int)
}

// Solution is what goal seek found.
type Solution struct {
	Model    *Model
	Baseline string // whose plans and fixed cost every trial shares
	Scenario Scenario
	Result   string // in canonical form
	Goal     engine.Goal
	Unit     string       // of the result: pounds, or what is counted
	Drawn    *SolvedDraws // what results are of, where they are of draws; else nil
	Target   int64        // what the result is to be, in pence, or in thousandths of the unit
	Held     *int64       // what it is in the scenario as it stands; nil where it is not known there
	Lever    Lever
	// Grid has the values that were tried first, in order, and then those beyond them: each
	// change of sign from one to the next was followed to its place.
	Grid []Trial
	// Beyond is how many values at the end of Grid were tried because none before them did.
	Beyond int
	// Turns says that the result both rises and falls from value to value of the grid.
	Turns bool
	// Answers are the places where the result meets the target or passes it, by value; none
	// where it does neither within the bounds.
	Answers []Answer
	// Nearest is the answer that is nearest to the cells as they stand; without an answer,
	// the value that comes nearest to the target.
	Nearest Answer
	// Inert says why the cells do not move the result, which meets the target whatever they
	// are; blank where they do.
	Inert string
	// Binds says what keeps the result from its target, where there is no answer.
	Binds []string
	// Solved is the scenario of Nearest; nothing where there is no answer.
	Solved *Scenario

	tables *Model // with the scenario of the answer
}

// Trial is a value of the lever and what the result comes to with it.
type Trial struct {
	Value  decimal.Decimal
	Result int64  // pence, or thousandths
	Wrong  string // why it cannot be worked out with the value; blank where it can
}

// Answer is a value of the lever with those beside it.
type Answer struct {
	Trial
	// Low and High are the ends of the values around it that all give the same result; one
	// and the same where the next value already gives another.
	Low, High decimal.Decimal
	// Below and Above are the next values under Low and over High, which give another result;
	// nil at the end of what may be looked at.
	Below, Above *Trial
}

// Figure names what is to be the target: the result, or a figure of its draws.
func (s *Solution) Figure() string {
	if s.Drawn == nil {
		return s.Result
	}
	return s.Drawn.Level.String() + " of " + s.Result
}

// Exact says whether the answer gives the target itself.
func (s *Solution) Exact(a *Answer) bool { return a.Result == s.Target }

// Met says whether the target is met or passed within the bounds.
func (s *Solution) Met() bool { return len(s.Answers) > 0 }

// Becomes is what the answer, or the nearest there is to one, makes of a cell of the lever.
func (s *Solution) Becomes(cell LeverCell) string { return s.Lever.with(s.Nearest.Value, cell) }

// Written is the model with one scenario more, that of the answer; nil where there is none.
func (s *Solution) Written() *Model { return s.tables }

// SolveError is a question of goal seek that has no answer.
type SolveError struct{ Problem string }

func (e *SolveError) Error() string { return e.Problem }

func unsolvable(format string, args ...any) error { return &SolveError{fmt.Sprintf(format, args...)} }

// Solve answers a question of goal seek (docs/methods.md, "Goal seek"). Every value is tried
// by running the scenario with the change that would be written, against the model's own
// baseline.
//
// Errors are those of Simulate, *GoalError where the result is wrong, and *SolveError where
// the rest of the question is, or where the cells do not move the result.
func Solve(m *Model, q Seek) (*Solution, error) {
	s, trials, err := prepared(m, q)
	if err != nil {
		return nil, err
	}
	if q.At != "" {
		return s.solveDraws(trials, q)
	}
	if err := s.search(trials); err != nil {
		return nil, err
	}
	return s, s.agrees(trials)
}

// prepared is a question of goal seek that has been understood, before anything is tried.
func prepared(m *Model, q Seek) (*Solution, *trials, error) {
	if faults := Check(m).Hard(); len(faults) > 0 {
		return nil, nil, faults
	}
	result, amount, err := splitMake(q.Make)
	if err != nil {
		return nil, nil, err
	}
	if m, err = withMechanisms(m, q.Scenario); err != nil {
		return nil, nil, err
	}
	s := &Solution{Model: m}
	cache := &engine.Propagators{}
	frozen, err := s.run(q.Scenario, cache)
	if err != nil {
		return nil, nil, err
	}
	if s.Goal, err = ParseGoal(result, s.Scenario.Result.Model); err != nil {
		return nil, nil, err
	}
	s.Result, s.Unit = FormatGoal(s.Goal), unitOf(s.Goal, s.Scenario.Result.Model)
	if s.Target, err = s.readTarget(amount); err != nil {
		return nil, nil, err
	}
	held, unknown := sumOf(s.Goal, s.Scenario.Result)
	if unknown == nil {
		s.Held = &held
	}
	if s.Lever, err = newLever(s.Scenario.Tables, q); err != nil {
		return nil, nil, err
	}
	trials, err := newTrials(s, q, frozen.Result, cache)
	return s, trials, err
}

// run runs the baseline and the scenario that is asked about.
func (s *Solution) run(scenario string, cache *engine.Propagators) (frozen Scenario, err error) {
	_, s.Baseline = Selection{}.order(s.Model)
	if frozen, err = simulate(s.Model, s.Baseline, nil, cache); err != nil {
		return frozen, err
	}
	s.Scenario = frozen
	if key := canonicalStack(scenario); key != "" && key != s.Baseline {
		s.Scenario, err = simulate(s.Model, key, frozen.Result, cache)
	}
	return frozen, err
}

// splitMake takes a result and its amount apart; a selection has = in it too.
func splitMake(text string) (result, amount string, err error) {
	text = strings.TrimSpace(text)
	at := strings.LastIndex(text, "=")
	if at < 0 {
		return "", "", unsolvable("goal %q: no amount; write the result, = and what it is to be: %s=0", text, text)
	}
	result, amount = strings.TrimSpace(text[:at]), strings.TrimSpace(text[at+1:])
	last := result[strings.LastIndex(result, "/")+1:]
	if slices.Contains(goalColumns, last) || goalAliases[last] != "" {
		return "", "", unsolvable("goal %q: no amount after the selection %s=%s; write the result, = and what it is to be: %s=0", text, last, amount, text)
	}
	number, ok := readNumber(amount)
	if !ok || strings.Contains(amount, "%") {
		return "", "", unsolvable("goal %q: %q is no amount; write the result, = and what it is to be: %s=0", text, amount, result)
	}
	return result, number, nil
}

// readTarget reads the amount in pence, or in thousandths.
func (s *Solution) readTarget(amount string) (int64, error) {
	places, what := int32(countedPlaces), "thousandths of a "+s.Unit
	if s.Goal.Money() {
		places, what = moneyPlaces, "whole pence"
	}
	shifted := decimal.RequireFromString(amount).Shift(places)
	if !shifted.IsInteger() {
		return 0, unsolvable("goal %s=%s: %s comes in %s, so it is never that; write %s", s.Result, amount, s.Result, what, shifted.Round(0).Shift(-places))
	}
	if shifted.Abs().GreaterThan(decimal.New(largestIndex, 0)) {
		return 0, unsolvable("goal %s=%s: the amount is too large to be kept to the penny; write a smaller one", s.Result, amount)
	}
	return shifted.IntPart(), nil
}

// sumOf is a goal over all its years.
func sumOf(goal engine.Goal, r *engine.Result) (int64, error) {
	years, err := goal.Of(r)
	if err != nil {
		return 0, err
	}
	var sum int64
	for _, amount := range years {
		sum += amount
	}
	return sum, nil
}

// agrees holds the answer to its scenario, run whole as anybody would run it.
func (s *Solution) agrees(trials *trials) error {
	if !s.Met() {
		return nil
	}
	is, err := s.write(trials)
	if err != nil {
		return err
	}
	if is != s.Nearest.Result {
		return s.apart(trials, is)
	}
	return nil
}

// write writes the scenario of the answer and runs it, and gives what the result is there.
func (s *Solution) write(trials *trials) (int64, error) {
	trials.explain(s)
	s.tables = trials.model(s.Nearest.Value)
	solved, err := simulate(s.tables, trials.name, trials.base, trials.cache)
	if err != nil {
		return 0, err
	}
	s.Solved = &solved
	return sumOf(s.Goal, solved.Result)
}

// apart is the error of an answer whose scenario gives another result than was found for it.
func (s *Solution) apart(trials *trials, is int64) error {
	return fmt.Errorf("a fault in parity: %s of scenario %s is %d and was %d when it was looked for; please report it", s.Figure(), trials.name, is, s.Nearest.Result)
}
