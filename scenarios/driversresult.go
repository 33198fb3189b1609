package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"parity/engine"
	"parity/engine/risk"
	"parity/tariff"
)

// part is an outcome of the projection that a result sums, so many times.
type part struct {
	outcome risk.Outcome
	times   float64
}

// partsOf finds the outcomes that a result of the first of two scenarios sums, those of the
// second being taken off.
func (d *Drawable) partsOf(text string, goal engine.Goal, sides []int) ([]part, error) {
	var parts []part
	for i, side := range sides {
		result := d.Scenarios[side].Result
		if _, err := goal.Of(result); err != nil {
			return nil, &GoalError{text, fmt.Sprintf("in scenario %s %s", d.Scenarios[side].Key, err)}
		}
		selects, err := outcomesOf(text, goal, result.Model)
		if err != nil {
			return nil, err
		}
		found := false
		for _, o := range d.Projection().Outcomes() {
			if o.Scenario == side && selects(o) {
				parts, found = append(parts, part{o, 1 - 2*float64(i)}), true
			}
		}
		if !found && !isTerm(goal.Item) {
			return nil, &GoalError{text, fmt.Sprintf("draws of scenario %s do not come to it; %s", d.Scenarios[side].Key, d.drawnItems(side))}
		}
	}
	if len(parts) == 0 {
		return nil, &GoalError{text, fmt.Sprintf("no contract it selects has such a term in %s; %s", strings.Join(d.keys(sides), " or "), d.drawnItems(sides[0]))}
	}
	return parts, nil
}

// checkDrawn refuses an item that draws do not come to.
func (d *Drawable) checkDrawn(text string, sides []int) error {
	item, _, _ := strings.Cut(text, "/")
	item = strings.TrimSpace(item)
	drawn := d.drawnNames(sides)
	if slices.Contains(drawn, item) || isTerm(item) || item+"/" == engine.ItemNotDelivered {
		return nil // the goal or its parts say what else is wrong
	}
	for _, known := range engine.Items() {
		if strings.TrimSuffix(known.Name, "/") == item {
			return &GoalError{text, fmt.Sprintf("draws keep what contracts come to and what is not delivered, and not the lines on the way there; ask for one of %s", strings.Join(drawn, ", "))}
		}
	}
	remedy := "draws come to " + strings.Join(drawn, ", ")
	if item == "" {
		return &GoalError{text, "it begins with an item; " + remedy}
	}
	return &GoalError{text, fmt.Sprintf("no item is called %q; %s", item, didYouMean(item, drawn, remedy))}
}

// drawnNames are the items that draws of some scenarios come to, without their resources.
func (d *Drawable) drawnNames(sides []int) []string {
	var names []string
	for _, o := range d.Projection().Outcomes() {
		name, _, _ := strings.Cut(o.Item, "/")
		if slices.Contains(sides, o.Scenario) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// isTerm says whether an item is the line of a term, which one scenario may have and not another.
func isTerm(item string) bool { return slices.Contains(tariff.TermKinds(), tariff.TermKind(item)) }

// drawnItems says which items draws come to.
func (d *Drawable) drawnItems(scenario int) string {
	var items []string
	for _, o := range d.Projection().Outcomes() {
		if o.Scenario == scenario && !slices.Contains(items, o.Item) {
			items = append(items, o.Item)
		}
	}
	return "they come to " + strings.Join(items, ", ")
}

// outcomesOf says which outcomes a goal sums: those of all where nothing is selected, those of a
// provider, or those of the contracts that are selected.
func outcomesOf(text string, goal engine.Goal, m *engine.Model) (func(risk.Outcome) bool, error) {
	if goal.Currency != "" || goal.Measure != "" {
		return nil, &GoalError{text, "draws are of whole contracts; leave currency and measure out"}
	}
	provider := slices.IndexFunc(m.Providers, func(p engine.Provider) bool { return p.Key == goal.Provider })
	contracts := goal.Contract != "" || goal.Commissioner != ""
	item := func(o risk.Outcome) bool {
		return o.Item == goal.Item && o.Period == (risk.Period{Year: goal.Year})
	}
	signed := func(o risk.Outcome) bool {
		if o.Contract < 0 {
			return false
		}
		c := &m.Contracts[o.Contract]
		return (goal.Contract == "" || c.Name == goal.Contract) && (goal.Provider == "" || c.Provider == provider) &&
			(goal.Commissioner == "" || m.Commissioners[c.Commissioner].Key == goal.Commissioner)
	}
	switch {
	case strings.HasPrefix(goal.Item, engine.ItemNotDelivered):
		if contracts {
			return nil, &GoalError{text, "draws are of all that is asked of a resource; select a provider, or nothing"}
		}
		return func(o risk.Outcome) bool { return item(o) && (goal.Provider == "" || o.Provider == provider) }, nil
	case contracts || isTerm(goal.Item):
		return func(o risk.Outcome) bool { return item(o) && signed(o) }, nil
	case goal.Provider != "" && len(m.Providers) > 1:
		return func(o risk.Outcome) bool { return item(o) && o.Provider == provider && o.Contract < 0 }, nil
	}
	return func(o risk.Outcome) bool { return item(o) && o.Provider < 0 && o.Contract < 0 }, nil
}
