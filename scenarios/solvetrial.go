package scenarios

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/shopspring/decimal"

	"parity/engine"
)

// trials runs a scenario with one change more, for one value of the lever after another.
type trials struct {
	m        *Model // that is asked about
	base     *engine.Result
	cache    *engine.Propagators
	mu       sync.Mutex
	stages   *stages // what values share
	uses     int     // of stages
	tables   *Model  // with the scenario of the answer, whose value is not filled in
	name     string  // of that scenario
	lever    *Lever
	goal     engine.Goal
	progress func(tried int)
	tried    atomic.Int64
	look     *search      // for the answer
	drawn    *drawnTrials // of draws; nil where the goal is of the projection
}

// solvedSuffix is what the scenario of an answer is called after the one it stands on.
const solvedSuffix = "-solved"

func newTrials(s *Solution, q Seek, base *engine.Result, cache *engine.Propagators) (*trials, error) {
	t := &trials{m: s.Model, base: base, cache: cache, uses: mostSharing, lever: &s.Lever, goal: s.Goal, progress: q.Progress}
	if t.progress == nil {
		t.progress = func(int) {}
	}
	var err error
	if t.name, err = answerName(s.Model, q.Name, s.Scenario.Key); err != nil {
		return nil, err
	}
	t.tables, err = t.withScenario(s)
	return t, err
}

// answerName is the name of the scenario of the answer.
func answerName(m *Model, asked, scenario string) (string, error) {
	table := m.Table("scenarios")
	if asked == "" {
		name := strings.ReplaceAll(scenario, stackSign, "-") + solvedSuffix
		return unused(name, func(name string) bool { return scenarioRow(table, name) >= 0 || name == asGiven }), nil
	}
	code := table.Schema.Columns[table.Schema.Index("scenario")]
	name, misfit := code.Read(asked)
	switch {
	case misfit != nil:
		return "", unsolvable("--name %s: %s; %s", asked, misfit.Allowed, misfit.Remedy)
	case strings.Contains(name, stackSign):
		return "", unsolvable("--name %s: a scenario's name has no + in it, as A+B stacks two scenarios; choose another, for example %s", asked, strings.ReplaceAll(name, stackSign, "-"))
	case scenarioRow(table, name) >= 0 || name == asGiven && len(table.Rows) == 0:
		return "", unsolvable("--name %s: the model has a scenario of this name; choose another", asked)
	}
	return name, nil
}

// unused is the name, or the name with the first number that makes it another than those
// taken.
func unused(name string, taken func(string) bool) string {
	runes := []rune(name)
	for n := 2; len(runes) > maxCode || taken(name); n++ {
		ending := fmt.Sprintf("-%d", n)
		name = string(runes[:min(len(runes), maxCode-len(ending))]) + ending
		if !taken(name) {
			break
		}
	}
	return name
}

// withScenario is the model with the scenario of the answer: on top of the one that was
// asked about, or of the first of several stacked, the others' changes copied into it.
func (t *trials) withScenario(s *Solution) (*Model, error) {
	scenarios, changes := s.Model.Table("scenarios").clone(), s.Model.Table("changes").clone()
	order := []string{asGiven}
	first := 1
	if len(scenarios.Rows) == 0 {
		scenarios.add(map[string]string{"scenario": asGiven, "title": s.Scenario.Title})
	} else {
		var err error
		if order, err = stacked(s.Model, s.Scenario.Key); err != nil {
			return nil, err
		}
		base, _, _ := strings.Cut(s.Scenario.Key, stackSign)
		first = slices.Index(order, base) + 1
	}
	scenarios.add(map[string]string{"scenario": t.name, "based_on": order[first-1], "title": s.Scenario.Title + ", solved", "author": solvedAuthor})
	taken := func(change string) bool {
		return slices.ContainsFunc(changes.Rows, func(r Row) bool { return r.Cells[0] == t.name && r.Cells[1] == change })
	}
	for _, scenario := range order[first:] {
		for _, lines := range linesByChange(s.Model.Table("changes"), scenario) {
			name := unused(s.Model.Table("changes").Cell(lines[0], "change"), taken)
			for _, line := range lines {
				copied := Row{Cells: slices.Clone(s.Model.Table("changes").Rows[line].Cells)}
				copied.Cells[0], copied.Cells[1] = t.name, name
				changes.Rows = append(changes.Rows, copied)
			}
		}
	}
	changes.add(map[string]string{"scenario": t.name, "change": unused("solved", taken), "line": "1", "table": t.lever.Cells.Table,
		"where": FormatWhere(t.lever.Cells.Where), "column": t.lever.Cells.Column, "operation": t.lever.By.operation()})
	return s.Model.with(scenarios).with(changes), nil
}

// solvedAuthor is who wrote a scenario that goal seek found.
const solvedAuthor = "parity solve"

// add puts a row at the end of a table.
func (t *Table) add(cells map[string]string) {
	row := Row{Cells: make([]string, len(t.Schema.Columns))}
	for at := range t.Schema.Columns {
		row.Cells[at] = cells[t.Schema.Columns[at].Name]
	}
	t.Rows = append(t.Rows, row)
}

// with is the model with another table in the place of its own. All else they share.
func (m *Model) with(table *Table) *Model {
	changed := *m
	changed.Tables = slices.Clone(m.Tables)
	at, found := slices.BinarySearchFunc(changed.Tables, table.Schema.order(), func(t *Table, order int) int {
		return t.Schema.order() - order
	})
	if found {
		changed.Tables[at] = table
	} else {
		changed.Tables = slices.Insert(changed.Tables, at, table)
	}
	return &changed
}

// model is the model with the scenario of the answer, for one value of the lever.
func (t *trials) model(value decimal.Decimal) *Model {
	changes := t.tables.Table("changes").clone()
	changes.Rows[len(changes.Rows)-1].Cells[changes.Schema.Index("value")] = value.String()
	return t.tables.with(changes)
}

// mostSharing is how many values are tried with the same stages, which keep what every one
// of them gave.
const mostSharing = 16

// shared are the stages of the next value.
func (t *trials) shared() *stages {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.uses == mostSharing {
		t.stages, t.uses = newStages(t.m, t.base, t.cache), 0
	}
	t.uses++
	return t.stages
}

// apply gives the tables as the scenario of the answer leaves them.
func (t *trials) apply(index int64) (*Model, error) {
	scenario, err := Apply(t.model(t.lever.value(index)), t.name)
	if err != nil {
		return nil, err
	}
	if faults := Check(scenario.Tables).Hard(); len(faults) > 0 {
		return nil, faults
	}
	return scenario.Tables, nil
}

// worth is the goal with a value of the lever: of the projection, or of draws.
func (t *trials) worth(index int64) (int64, error) {
	worth := t.projected
	if t.drawn != nil {
		worth = t.drawn.worth
	}
	found, err := worth(index)
	t.progress(int(t.tried.Add(1)))
	return found, err
}

// projected is the goal of the projection with a value of the lever.
func (t *trials) projected(index int64) (int64, error) {
	tables, err := t.apply(index)
	if err != nil {
		return 0, err
	}
	result, err := t.shared().simulate(tables, t.goal.Item == engine.ItemShadowValue)
	if err != nil {
		return 0, err
	}
	return sumOf(t.goal, result)
}

// whole is the whole result with a value of the lever.
func (t *trials) whole(index int64) (*engine.Result, error) {
	scenario, err := simulate(t.model(t.lever.value(index)), t.name, t.base, t.cache)
	return scenario.Result, err
}

// reason is the first line of why a model could not be run, without the name of a scenario
// that is not there yet.
func (t *trials) reason(err error) string {
	var faults Faults
	if errors.As(err, &faults) && len(faults) > 0 {
		return strings.TrimPrefix(faults[0].String(), "scenario "+t.name+", ")
	}
	first, _, _ := strings.Cut(err.Error(), "\n")
	return strings.TrimPrefix(first, "scenario "+t.name+": ")
}
