package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"parity/engine"
)

// way is what leads from one scenario to another: the scenarios that make up either, in the
// order in which they are applied, and the changes that only one of them makes.
type way struct {
	order []string // of scenarios
	steps []step
	at    map[stepName]int // into steps
}

// step is a change that one end of the way makes and the other does not.
type step struct {
	stepName
	taken bool // by the end left: it is taken away
}

type stepName struct{ scenario, change string }

// newWay finds the way from one scenario to another. Those both are made of, they share.
func newWay(m *Model, from, to string) (*way, error) {
	a, err := stacked(m, from)
	if err != nil {
		return nil, err
	}
	b, err := stacked(m, to)
	if err != nil {
		return nil, err
	}
	w := &way{at: map[stepName]int{}}
	if w.order, err = interleave(m.Table("scenarios"), a, b, from, to); err != nil {
		return nil, err
	}
	var taken, added []step
	lines := m.Table("changes")
	seen := map[stepName]bool{}
	for _, scenario := range w.order {
		inA, inB := slices.Contains(a, scenario), slices.Contains(b, scenario)
		for row := range lines.Rows {
			name := stepName{scenario, lines.Cell(row, "change")}
			if inA && inB || lines.Cell(row, "scenario") != scenario || seen[name] {
				continue
			}
			seen[name] = true
			if inA {
				taken = append(taken, step{name, true})
			} else {
				added = append(added, step{name, false})
			}
		}
	}
	slices.Reverse(taken) // what was done last is undone first
	w.steps = append(taken, added...)
	for i, step := range w.steps {
		w.at[step.stepName] = i
	}
	if len(w.steps) == 0 {
		return nil, &AttributeError{fmt.Sprintf("%s and %s make the same changes, so there is nothing between them; name two scenarios that differ", from, to)}
	}
	return w, nil
}

// stacked lists the scenarios that one, or several stacked, is made of, as Apply applies
// them.
func stacked(m *Model, key string) ([]string, error) {
	var order []string
	for part := range strings.SplitSeq(key, stackSign) {
		chain, err := lineage(m, part)
		if err != nil {
			return nil, err
		}
		for _, name := range chain {
			if !slices.Contains(order, name) {
				order = append(order, name)
			}
		}
	}
	return order, nil
}

// interleave puts two orders into one that keeps both. Of scenarios that only one of them
// has, that which the table lists first comes first, so that both ways round give the same.
func interleave(table *Table, a, b []string, from, to string) ([]string, error) {
	var order []string
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] == b[0]:
			order = append(order, a[0])
			a, b = a[1:], b[1:]
		case slices.Contains(b, a[0]) && slices.Contains(a, b[0]):
			return nil, &AttributeError{fmt.Sprintf("%s applies %s before %s and %s the other way round, which no change accounts for; stack them in one order", from, a[0], b[0], to)}
		case slices.Contains(b, a[0]) || !slices.Contains(a, b[0]) && scenarioRow(table, b[0]) < scenarioRow(table, a[0]):
			order = append(order, b[0])
			b = b[1:]
		default:
			order = append(order, a[0])
			a = a[1:]
		}
	}
	return slices.Concat(order, a, b), nil
}

// player is steps that are made together, by their places.
type player struct {
	steps  []int
	joined string // why they are more than one
}

// players are the steps, each on its own.
func (w *way) players() []player {
	players := make([]player, len(w.steps))
	for i := range players {
		players[i] = player{steps: []int{i}}
	}
	return players
}

// movedBy says which steps a coalition of players makes; it makes as many as there are.
func movedBy(players []player, coalition engine.Coalition) []bool {
	steps := 0
	for _, p := range players {
		steps += len(p.steps)
	}
	moved := make([]bool, steps)
	for i, there := range coalition {
		for _, step := range players[i].steps {
			moved[step] = there
		}
	}
	return moved
}

// mostSought is how many further players are looked for, one by one and in pairs, to make a
// coalition run, before all of them are taken.
const mostSought = 2

// join makes one player of a coalition that cannot be run and of the fewest others with
// which it can.
func join(players []player, stuck *engine.CoalitionError, runs *combinations) []player {
	together := slices.Repeat([]bool{true}, len(players))
	for more := 1; more <= mostSought; more++ {
		if found := extend(stuck.Coalition, 0, more, func(coalition engine.Coalition) bool {
			_, err := runs.worth(movedBy(players, coalition))
			return err == nil
		}); found != nil {
			together = found
			break
		}
	}
	why, _, _ := strings.Cut(stuck.Error(), "\n")
	one := player{joined: why}
	var joined []player
	place := -1
	for i, p := range players {
		if !together[i] {
			joined = append(joined, p)
			continue
		}
		if place < 0 {
			place = len(joined)
			joined = append(joined, player{})
		}
		one.steps = append(one.steps, p.steps...)
	}
	slices.Sort(one.steps)
	joined[place] = one
	return joined
}

// extend looks for a coalition with so many more players, from one on, that will do; nil
// where there is none.
func extend(coalition engine.Coalition, from, more int, does func(engine.Coalition) bool) engine.Coalition {
	if more == 0 {
		if does(coalition) {
			return coalition
		}
		return nil
	}
	for i := from; i < len(coalition); i++ {
		if coalition[i] {
			continue
		}
		with := slices.Clone(coalition)
		with[i] = true
		if found := extend(with, i+1, more-1, does); found != nil {
			return found
		}
	}
	return nil
}

// describe says what the players are.
func (w *way) describe(m *Model, players []player) []Player {
	lines := m.Table("changes")
	reason := func(name stepName) string {
		for row := range lines.Rows {
			if lines.Cell(row, "scenario") == name.scenario && lines.Cell(row, "change") == name.change && lines.Cell(row, "reason") != "" {
				return lines.Cell(row, "reason")
			}
		}
		return ""
	}
	described := make([]Player, len(players))
	for i, p := range players {
		described[i].Joined = p.joined
		for _, at := range p.steps {
			step := w.steps[at]
			described[i].Changes = append(described[i].Changes, PlayerChange{Scenario: step.scenario, Change: step.change, Taken: step.taken, Reason: reason(step.stepName)})
		}
	}
	return described
}
