package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"parity/engine"
	"parity/tariff"
)

// GoalError says what is wrong with the name of a result.
type GoalError struct {
	Text    string // as given
	Problem string
}

func (e *GoalError) Error() string { return fmt.Sprintf("result %q: %s", e.Text, e.Problem) }

// goalColumns are what a selection may name, and the other names people use.
var (
	goalColumns = []string{"contract", "commissioner", "provider", "currency", "measure"}
	goalAliases = map[string]string{"cluster": "currency"}
)

// ParseGoal reads the name of a result: item/YEAR/column=value/..., where the item may be
// followed by its resource (not_delivered/A06), and year and selection may be left out:
// income, surplus/2026-27, income/contract=north. The models are those it is asked of; a
// value has to be known to one of them. An error is a *GoalError.
func ParseGoal(text string, models ...*engine.Model) (engine.Goal, error) {
	p := goalParser{text: text, models: models}
	parts := strings.Split(strings.TrimSpace(text), "/")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	rest, err := p.item(parts)
	if err != nil {
		return p.goal, err
	}
	for _, part := range rest {
		if column, value, selects := strings.Cut(part, "="); selects {
			err = p.column(strings.TrimSpace(column), strings.TrimSpace(value))
		} else {
			err = p.year(part)
		}
		if err != nil {
			return p.goal, err
		}
	}
	return p.goal, nil
}

type goalParser struct {
	text      string
	models    []*engine.Model
	everyKind bool // stocks and rates may be named, and not only flows
	goal      engine.Goal
	grain     []string // what the item may be selected by
}

func (p *goalParser) wrong(format string, args ...any) error {
	return &GoalError{Text: p.text, Problem: fmt.Sprintf(format, args...)}
}

// item reads the item, with its resource where it has one, and gives the parts after it.
func (p *goalParser) item(parts []string) ([]string, error) {
	name := parts[0]
	p.goal.Item = name
	if name == engine.GoalCost || name == engine.GoalSurplus {
		p.grain = grainColumns(engine.ByContract)
		if name == engine.GoalCost {
			p.grain = grainColumns(engine.ByCurrency)
		}
		return parts[1:], nil
	}
	names := []string{engine.GoalSurplus, engine.GoalCost}
	for _, item := range engine.Items() {
		bare := strings.TrimSuffix(item.Name, "/")
		if p.everyKind || item.Kind == engine.FlowKind && !item.OfMarket() {
			names = append(names, bare)
		}
		if bare != name {
			continue
		}
		if item.Kind != engine.FlowKind && !p.everyKind {
			return nil, p.wrong("%s is a %s, and only flows add up to a result; ask for activity_value, say", bare, item.Kind)
		}
		if item.OfMarket() && !p.everyKind {
			return nil, p.wrong("%s is of the same scenario with nobody let, which is not run for this; name a scenario without the market, and ask for income, cost or activity_value", bare)
		}
		p.grain = grainColumns(item.Grain)
		if bare == item.Name {
			return parts[1:], nil
		}
		if item.OfCurrency() {
			return p.after(bare, "currency", "currencies", "14", parts[1:], func(m *engine.Model) []string {
				return keysOf(m.Currencies, func(c engine.Currency) string { return c.Key })
			})
		}
		if item.OfFunder() {
			return p.after(bare, "funder", "funders", "NHS", parts[1:], (*engine.Model).Funders)
		}
		if item.OfSchedule() {
			return p.after(bare, "schedule", "schedules", "national", parts[1:], func(m *engine.Model) []string {
				return keysOf(m.Schedules, func(s engine.Schedule) string { return s.Name })
			})
		}
		if item.OfSector() {
			return p.after(bare, "sector", "sectors", "police", parts[1:], (*engine.Model).Sectors)
		}
		return p.after(bare, "resource", "resources", "A06", parts[1:], func(m *engine.Model) []string {
			return keysOf(m.Resources, func(r engine.Resource) string { return r.Key })
		})
	}
	if name == "" {
		return nil, p.wrong("it begins with an item: income, surplus, cost, or another of %s", strings.Join(names, ", "))
	}
	return nil, p.wrong("no item is called %q; %s", name, didYouMean(name, names, "items are "+strings.Join(names, ", ")))
}

// after reads the resource, or the currency, that an item's name goes on with: units of
// different resources are never added.
func (p *goalParser) after(item, one, many, such string, parts []string, keys func(*engine.Model) []string) ([]string, error) {
	known := p.known(keys)
	if len(parts) == 0 || strings.Contains(parts[0], "=") || !slices.Contains(known, parts[0]) {
		if len(known) == 0 {
			return nil, p.wrong("%s is of one %s, as %s/%s, and the model has no %s", item, one, item, such, many)
		}
		found := ""
		if len(parts) > 0 {
			found = parts[0]
		}
		return nil, p.wrong("%s is of one %s, as %s/%s; %s", item, one, item, known[0],
			didYouMean(found, known, many+" are "+strings.Join(known, ", ")))
	}
	p.goal.Item = item + "/" + parts[0]
	return parts[1:], nil
}

func (p *goalParser) year(text string) error {
	year, err := tariff.ParseYear(text)
	if err != nil {
		return p.wrong("%q is neither a financial year (2026-27) nor a selection (contract=...)", text)
	}
	if p.goal.Year != 0 {
		return p.wrong("two years; name one, or none for all of them")
	}
	known := p.known(func(m *engine.Model) []string {
		return keysOf(m.Years(), func(y tariff.Year) string { return y.String() })
	})
	if !slices.Contains(known, text) {
		return p.wrong("the run has no month of %s; its years are %s", text, strings.Join(known, ", "))
	}
	p.goal.Year = year
	return nil
}

// column reads one part of the selection.
func (p *goalParser) column(name, value string) error {
	if alias, other := goalAliases[name]; other {
		name = alias
	}
	if !slices.Contains(goalColumns, name) {
		return p.wrong("nothing is selected by %q; %s", name, didYouMean(name, p.grain, "name "+strings.Join(p.grain, ", ")))
	}
	if !slices.Contains(p.grain, name) {
		remedy := ""
		if p.goal.Item == engine.ItemIncome && name == "currency" {
			remedy = "; activity_value says what a currency's activity is worth"
		}
		return p.wrong("%s is not known by %s, only by %s%s", p.goal.Item, name, strings.Join(p.grain, ", "), remedy)
	}
	var into *string
	var keys func(*engine.Model) []string
	switch name {
	case "contract":
		into, keys = &p.goal.Contract, func(m *engine.Model) []string {
			return keysOf(m.Contracts, func(c engine.Contract) string { return c.Name })
		}
	case "commissioner":
		into, keys = &p.goal.Commissioner, func(m *engine.Model) []string {
			return keysOf(m.Commissioners, func(c engine.Commissioner) string { return c.Key })
		}
	case "provider":
		into, keys = &p.goal.Provider, func(m *engine.Model) []string {
			return keysOf(m.Providers, func(c engine.Provider) string { return c.Key })
		}
	case "currency":
		into, keys = &p.goal.Currency, func(m *engine.Model) []string {
			return keysOf(m.Currencies, func(c engine.Currency) string { return c.Key })
		}
	case "measure":
		into, keys = &p.goal.Measure, func(*engine.Model) []string {
			names := make([]string, tariff.MeasureCount)
			for measure := range tariff.Measure(tariff.MeasureCount) {
				names[measure] = measure.String()
			}
			return names
		}
	}
	if *into != "" {
		return p.wrong("%s is named twice", name)
	}
	known := p.known(keys)
	if !slices.Contains(known, value) {
		return p.wrong("no %s is called %q; %s", name, value, didYouMean(value, known, "there are "+strings.Join(known, ", ")))
	}
	*into = value
	return nil
}

// known lists what any of the models has, each once.
func (p *goalParser) known(keys func(*engine.Model) []string) []string {
	var all []string
	for _, m := range p.models {
		for _, key := range keys(m) {
			if !slices.Contains(all, key) {
				all = append(all, key)
			}
		}
	}
	return all
}

func keysOf[T any](list []T, key func(T) string) []string {
	keys := make([]string, len(list))
	for i := range list {
		keys[i] = key(list[i])
	}
	return keys
}

// grainColumns are the columns that figures of a grain are selected by.
func grainColumns(grain engine.Grain) []string {
	switch grain {
	case engine.ByMeasure:
		return goalColumns
	case engine.ByCurrency:
		return goalColumns[:4]
	case engine.ByContract:
		return goalColumns[:3]
	case engine.ByCasemix:
		return []string{goalColumns[0], goalColumns[1], goalColumns[2], goalColumns[4]}
	case engine.ByCommissioner:
		return goalColumns[1:2]
	}
	return goalColumns[2:3]
}
