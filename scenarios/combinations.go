package scenarios

import (
	"sync/atomic"

	"parity/engine"
)

// combinations runs the combinations of a way's changes, and keeps what each comes to. It is
// safe for concurrent use.
type combinations struct {
	*stages
	way      *way
	goal     engine.Goal
	progress func(run int)
	run      atomic.Int64
	outcomes kept[outcome]
}

// outcome is what a combination comes to: the goal by year, and the ledger that causes are
// found in, nil where the goal has none.
type outcome struct {
	worth  []int64
	ledger *engine.Ledger
}

func newCombinations(on *stages, w *way, goal engine.Goal, progress func(int)) *combinations {
	if progress == nil {
		progress = func(int) {}
	}
	return &combinations{stages: on, way: w, goal: goal, progress: progress}
}

// worth is the goal of the start of the way with some of its steps made.
func (c *combinations) worth(moved []bool) ([]int64, error) {
	outcome, err := c.outcome(moved)
	return outcome.worth, err
}

// why finds the causes of the difference between two combinations.
func (c *combinations) why(before, after []bool) ([]engine.Cause, error) {
	was, err := c.outcome(before)
	if err != nil {
		return nil, err
	}
	is, err := c.outcome(after)
	if err != nil {
		return nil, err
	}
	return engine.Causes(was.ledger, is.ledger)
}

// hold takes a combination as it was run, by its ledger.
func (c *combinations) hold(moved []bool, ledger *engine.Ledger) {
	c.outcomes.of(keyOf(moved), func() (outcome, error) { return outcome{ledger.Worth(), ledger}, nil })
}

func (c *combinations) outcome(moved []bool) (outcome, error) {
	return c.outcomes.of(keyOf(moved), func() (o outcome, err error) {
		tables, err := c.tables(moved)
		if err != nil {
			return o, err
		}
		result, err := c.simulate(tables, c.goal.Item == engine.ItemShadowValue)
		if err != nil {
			return o, err
		}
		c.progress(int(c.run.Add(1)))
		if !c.goal.Explains() {
			o.worth, err = c.goal.Of(result)
			return o, err
		}
		if o.ledger, err = engine.NewLedger(result, c.goal); err == nil {
			o.worth = o.ledger.Worth()
		}
		return o, err
	})
}

// keyOf is which steps are made, as text.
func keyOf(moved []bool) string {
	key := make([]byte, len(moved))
	for i, there := range moved {
		key[i] = '0'
		if there {
			key[i] = '1'
		}
	}
	return string(key)
}

// tables applies, in the listed order, what both ends share and the steps made.
func (c *combinations) tables(moved []bool) (*Model, error) {
	edit := newEditor(c.m, func(first, second string) bool { return true }) // conflicts are not asked for
	edit.leavesOut = func(scenario, change string) bool {
		at, between := c.way.at[stepName{scenario, change}]
		return between && moved[at] == c.way.steps[at].taken
	}
	if err := edit.applyAll(c.way.order); err != nil {
		return nil, err
	}
	if faults := checkBeside(edit.tables, edit.original).Hard(); len(faults) > 0 {
		return nil, faults
	}
	return edit.tables, nil
}
