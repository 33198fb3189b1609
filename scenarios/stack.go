package scenarios

import (
	"fmt"
	"slices"
	"strings"
)

// stackSign joins the names of scenarios that are stacked: A+B.
const stackSign = "+"

// lineage lists a scenario and those it is based on, the oldest first.
func lineage(m *Model, scenario string) ([]string, error) {
	table := m.Table("scenarios")
	var chain []string
	for name := scenario; ; {
		row := scenarioRow(table, name)
		if row < 0 {
			return nil, unknownScenario(table, name)
		}
		if slices.Contains(chain, name) {
			return nil, fmt.Errorf("scenario %s is based on itself", name)
		}
		chain = append(chain, name)
		if name = table.Cell(row, "based_on"); name == "" {
			slices.Reverse(chain)
			return chain, nil
		}
	}
}

func scenarioRow(table *Table, name string) int {
	for i := range table.Rows {
		if table.Cell(i, "scenario") == name {
			return i
		}
	}
	return -1
}

// UnknownScenarioError is a scenario that was asked for and is not in the model.
type UnknownScenarioError struct {
	Name   string
	Known  []string
	Remedy string
}

// Error names the scenarios there are, and the nearest if it looks like a slip.
func (e *UnknownScenarioError) Error() string {
	if len(e.Known) == 0 {
		return fmt.Sprintf("no scenario is called %q: the model has no scenarios; run it without naming one", e.Name)
	}
	return fmt.Sprintf("no scenario is called %q; there are %s; %s", e.Name, strings.Join(e.Known, ", "), e.Remedy)
}

func unknownScenario(table *Table, name string) error {
	var known []string
	for i := range table.Rows {
		known = append(known, table.Cell(i, "scenario"))
	}
	named := slices.Clone(known)
	for _, published := range Mechanisms() {
		named = append(named, published.Name)
	}
	remedy := didYouMean(name, named, "name one of them, or stack several with +")
	if !slices.ContainsFunc(strings.Split(name, ","), func(one string) bool { return !slices.Contains(named, strings.TrimSpace(one)) }) {
		remedy = "name each by itself, with the flag once for each, or stack several with +"
	}
	return &UnknownScenarioError{Name: name, Known: known, Remedy: remedy}
}

// asGiven is the scenario of a model without scenarios: its tables as they stand.
const asGiven = "as-given"

// Apply gives a model's tables as a scenario, or several stacked with +, leaves them. In A+B
// what both are based on applies once, and a cell both set is reported as a conflict. Faults
// in the changes come back as Faults, an unknown name as *UnknownScenarioError.
func Apply(m *Model, key string) (Scenario, error) { return apply(m, key, nil) }

// apply is Apply that also follows the cells that are drawn through the changes.
func apply(m *Model, key string, draws *drawing) (Scenario, error) {
	s := Scenario{Key: canonicalStack(key)}
	if s.Key == asGiven && len(m.Table("scenarios").Rows) == 0 {
		s.Title, s.Tables = "The model as given", m
		if len(m.Table("cuts").Rows) == 0 {
			return s, nil
		}
		err := s.change(newEditor(m, nil), draws, nil)
		return s, err
	}
	var order, titles, reasons []string
	lineages := map[string][]string{}
	table := m.Table("scenarios")
	for part := range strings.SplitSeq(s.Key, stackSign) {
		chain, err := lineage(m, part)
		if err != nil {
			return s, err
		}
		for i, name := range chain {
			lineages[name] = chain[:i+1]
			if !slices.Contains(order, name) {
				order = append(order, name)
			}
		}
		row := scenarioRow(table, part)
		title := table.Cell(row, "title")
		if title == "" {
			title = part
		}
		titles = append(titles, title)
		if reason := table.Cell(row, "reason"); reason != "" {
			reasons = append(reasons, reason)
		}
	}
	s.Title, s.Reason = strings.Join(titles, " + "), strings.Join(reasons, " ")
	edit := newEditor(m, func(first, second string) bool { return slices.Contains(lineages[second], first) })
	err := s.change(edit, draws, order)
	return s, err
}

// change gives the scenario the tables that an editor leaves when it has applied some scenarios.
func (s *Scenario) change(edit *editor, draws *drawing, order []string) error {
	edit.draws = draws
	err := edit.applyAll(order)
	s.Tables, s.Changes, s.Conflicts = edit.tables, edit.changes, edit.conflicts
	return err
}
