package scenarios

import (
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/sourcegraph/conc"

	"parity/engine"
)

// SampleSeed begins a sample of orders where no other is asked for.
const SampleSeed = 1

// Bridge is the way from the baseline's income to a scenario's, change by change.
type Bridge struct {
	*Attribution        // nil where there is none: for the baseline itself too
	Missing      string // why there is none, in words; blank for the baseline
}

// Bridge works out the bridges of a study, one for each scenario: what Attribute says of
// income from the baseline that the study has. Progress is told as in Question how many
// combinations of changes have been run; nil for no one.
func (s *Study) Bridge(progress func(run int)) error {
	if progress == nil {
		progress = func(int) {}
	}
	var run atomic.Int64
	q := Question{Result: engine.ItemIncome, Order: EveryOrder, Seed: SampleSeed, Progress: func(int) { progress(int(run.Add(1))) }}
	on := &stages{firstStages: s.first}
	s.Bridges = make([]Bridge, len(s.Scenarios))
	faults := make([]error, len(s.Scenarios))
	var working conc.WaitGroup
	for i := range s.Scenarios {
		if i != s.Baseline {
			working.Go(func() { s.Bridges[i], faults[i] = s.bridge(i, q, on) })
		}
	}
	working.Wait()
	return errors.Join(faults...)
}

// bridge is that of one scenario.
func (s *Study) bridge(i int, q Question, on *stages) (Bridge, error) {
	from, to := s.Scenarios[s.Baseline], s.Scenarios[i]
	q.From, q.To = from.Key, to.Key
	way, err := newWay(s.Model, q.From, q.To)
	var none *AttributeError
	if errors.As(err, &none) {
		return Bridge{Missing: none.Problem}, nil
	} else if err != nil {
		return Bridge{}, err
	}
	a := &Attribution{Model: s.Model, Baseline: from.Key, From: from, To: to, Order: q.Order, Seed: q.Seed}
	if err := a.answer(q, way, on, true); err != nil {
		return Bridge{}, fmt.Errorf("bridge from %s to %s: %w", from.Key, to.Key, err)
	}
	return Bridge{Attribution: a}, nil
}
