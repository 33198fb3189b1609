package engine

import (
	"fmt"
	"slices"
	"strings"

	"parity/tariff"
)

// Goal names one figure of a result that can be asked about: the flows of an item over a
// selection, added up. Blank selects all; the zero Year every year of the run.
type Goal struct {
	Item         string // of facts ("income", "not_delivered/A06"), GoalCost or GoalSurplus
	Year         tariff.Year
	Contract     string
	Commissioner string
	Provider     string
	Currency     string
	Measure      string
}

// Goals that are sums of items: what care costs, stranded cost included where the selection
// does not leave it out, and income less that.
const (
	GoalCost    = "cost"
	GoalSurplus = "surplus"
)

// costItems are the items that come to cost.
var costItems = []string{ItemCostVariable, ItemCostSemiFixed, ItemCostFixed, ItemCostStranded}

// CostItems lists the items that cost is made of.
func CostItems() []string { return slices.Clone(costItems) }

// counts says with which sign an item's facts count; 0 where they do not.
func (g *Goal) counts(item string) int64 {
	switch {
	case g.Item == item:
		return 1
	case g.Item == GoalCost && slices.Contains(costItems, item):
		return 1
	case g.Item == GoalSurplus && item == ItemIncome:
		return 1
	case g.Item == GoalSurplus && slices.Contains(costItems, item):
		return -1
	}
	return 0
}

// selects says whether a fact is in the selection.
func (g *Goal) selects(f *Fact) bool {
	in := func(asked, found string) bool { return asked == "" || asked == found }
	return in(g.Contract, f.Contract) && in(g.Commissioner, f.Commissioner) && in(g.Provider, f.Provider) &&
		in(g.Currency, f.Currency) && in(g.Measure, f.Measure) && (g.Year == 0 || g.Year == f.Year())
}

// Money says whether the goal is an amount of money, in pence; else it is in thousandths of
// its unit.
func (g *Goal) Money() bool {
	item, _, _ := strings.Cut(g.Item, "/")
	return !slices.ContainsFunc(items, func(i Item) bool {
		return strings.TrimSuffix(i.Name, "/") == item && i.Unit != UnitPounds
	})
}

// Years are the financial years the goal is about, of a model.
func (g *Goal) Years(m *Model) []tariff.Year {
	if g.Year != 0 {
		return []tariff.Year{g.Year}
	}
	return m.Years()
}

// Of is the goal of a result, by year as Years has them: pence, or thousandths. It fails
// where a figure is missing, or cost is asked of a model without any: a sum that leaves out
// what is not known would mislead.
func (g *Goal) Of(r *Result) ([]int64, error) {
	years := g.Years(r.Model)
	sums := make([]int64, len(years))
	costed := false
	for fact := range r.FactsOf(func(item string) bool { return g.counts(item) != 0 }) {
		if !g.selects(&fact) {
			continue
		}
		if fact.Value.Missing {
			return nil, g.missing(&fact)
		}
		costed = costed || slices.Contains(costItems, fact.Item)
		sums[fact.Year()-years[0]] += g.counts(fact.Item) * fact.Value.Number
	}
	if !costed && (g.Item == GoalCost || g.Item == GoalSurplus) {
		return nil, g.uncosted()
	}
	return sums, nil
}

// missing is the error of a figure that is not known.
func (g *Goal) missing(fact *Fact) error {
	return fmt.Errorf("%s is not known: %s is missing in %s%s", g.Item, fact.Item, fact.Month, whose(fact))
}

// uncosted is the error of cost where none is modelled.
func (g *Goal) uncosted() error {
	return fmt.Errorf("%s is not known: no care package of the selection asks anything of a resource, so nothing is known of cost; ask for income", g.Item)
}

// whose says what a fact belongs to.
func whose(f *Fact) string {
	var of []string
	for _, part := range []struct{ name, value string }{
		{"contract", f.Contract}, {"provider", f.Provider}, {"currency", f.Currency}, {"measure", f.Measure},
	} {
		if part.value != "" {
			of = append(of, part.name+" "+part.value)
		}
	}
	return " (" + strings.Join(of, ", ") + ")"
}
