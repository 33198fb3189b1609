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

// isDetail says whether a goal is on the way to what contracts come to, which draws of a whole
// study do not keep for every selection.
func isDetail(goal engine.Goal) bool {
	item, _, _ := strings.Cut(goal.Item, "/")
	return slices.Contains(risk.Details(), item)
}

// addDetail writes a detail of a scenario down, of a result as the cells stand.
func addDetail(draft *risk.Draft, text string, goal engine.Goal, side int, scenario string, result *engine.Result) error {
	years, err := goal.Of(result)
	if err != nil {
		return &GoalError{text, fmt.Sprintf("in scenario %s %s", scenario, err)}
	}
	sum := int64(0)
	for _, year := range years {
		sum += year
	}
	stands := tariff.Quantity(sum).Units()
	if goal.Money() {
		stands = tariff.Pence(sum).Pounds()
	}
	if !draft.AddDetail(side, goal, stands) {
		return &GoalError{text, fmt.Sprintf("draws of scenario %s do not come to it, as what care costs, or how many people are cared for, is not known in some month of the run; fill the unit costs that are missing, or state a caseload", scenario)}
	}
	return nil
}

// draftOf writes down what a result of some scenarios of a study sums, and says how many times it
// counts each outcome: those of a second scenario are taken off.
func (d *Drawable) draftOf(text string, goal engine.Goal, study *risk.Study, sides []int) (*risk.Draft, []float64, error) {
	if isDetail(goal) {
		draft, times := risk.NewDraft(study, nil, risk.Every), []float64{1, -1}
		for _, side := range sides {
			if err := addDetail(draft, text, goal, side, d.Scenarios[side].Key, d.Scenarios[side].Result); err != nil {
				return nil, nil, err
			}
		}
		return draft, times[:len(sides)], nil
	}
	parts, err := d.partsOf(text, goal, sides)
	if err != nil {
		return nil, nil, err
	}
	draft := risk.NewDraft(study, sides, func(o risk.Outcome) bool {
		return slices.ContainsFunc(parts, func(p part) bool { return p.outcome == o })
	})
	var times []float64
	for _, o := range draft.Outcomes() {
		times = append(times, parts[slices.IndexFunc(parts, func(p part) bool { return p.outcome == o })].times)
	}
	return draft, times, nil
}

// whyCertain says why draws of a result are all the same: there is none of it, or nothing that is
// uncertain reaches it.
func (d *Drawable) whyCertain(goal engine.Goal, sides []int) string {
	in := strings.Join(d.keys(sides), " and ")
	none := slices.Contains(risk.Details(), goal.Item)
	for _, side := range sides {
		for range d.Scenarios[side].Result.FactsOf(func(item string) bool { return item == goal.Item }) {
			none = false
			break
		}
	}
	switch {
	case none && goal.Item == tariff.Day.String():
		return fmt.Sprintf("there is none in %s that is not split; ask for admitted_day or community_day", in)
	case none:
		return fmt.Sprintf("there is none in %s; ask for another result or scenario", in)
	}
	return fmt.Sprintf("nothing that is uncertain reaches it in %s; ask for another result or scenario", in)
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
	if slices.Contains(drawn, item) || isTerm(item) || slices.Contains(risk.Details(), item) {
		return nil // the goal or its parts say what else is wrong
	}
	drawn = withDetails(drawn)
	for _, known := range engine.Items() {
		if strings.TrimSuffix(known.Name, "/") == item {
			return &GoalError{text, "draws do not come to it; ask for one of " + strings.Join(drawn, ", ")}
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
	return "they come to " + strings.Join(withDetails(items), ", ")
}

// withDetails adds the items that draws come to where one is asked for.
func withDetails(items []string) []string {
	for _, detail := range risk.Details() {
		if !slices.Contains(items, detail) {
			items = append(items, detail)
		}
	}
	return items
}

// outcomesOf says which outcomes a goal sums: those of all where nothing is selected, those of a
// provider, or those of the contracts that are selected.
func outcomesOf(text string, goal engine.Goal, m *engine.Model) (func(risk.Outcome) bool, error) {
	if goal.Currency != "" || goal.Measure != "" {
		return nil, &GoalError{text, "draws of it are of whole contracts; leave currency and measure out, or ask for activity_value"}
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
	case contracts || isTerm(goal.Item):
		return func(o risk.Outcome) bool { return item(o) && signed(o) }, nil
	case goal.Provider != "" && len(m.Providers) > 1:
		return func(o risk.Outcome) bool { return item(o) && o.Provider == provider && o.Contract < 0 }, nil
	}
	return func(o risk.Outcome) bool { return item(o) && o.Provider < 0 && o.Contract < 0 }, nil
}
