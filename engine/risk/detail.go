package risk

import (
	"slices"
	"strings"

	"parity/engine"
	"parity/engine/panel"
	"parity/tariff"
)

// details are the items on the way to what contracts come to that AddDetail knows, without their
// resources and sectors. Drawing a whole study leaves them out: they are many, and few are asked for.
var details = append(measuresOfDetails(), engine.ItemAsked, engine.ItemDelivered, engine.ItemNotDelivered,
	engine.ItemActivityValue, engine.ItemPlanValue, engine.ItemBasePayment, engine.ItemBudgetHeld, engine.ItemCostStranded,
	engine.ItemConsequence)

func measuresOfDetails() []string {
	var names []string
	for _, measure := range []tariff.Measure{tariff.Day, tariff.AdmittedDay, tariff.CommunityDay, tariff.Start, tariff.Assessment, tariff.Period, tariff.Contact, tariff.BedDay} {
		names = append(names, measure.String())
	}
	return names
}

// Details are the items that AddDetail knows, without their resources and sectors.
func Details() []string {
	names := slices.Clone(details)
	for i := range names {
		names[i] = strings.TrimSuffix(names[i], "/")
	}
	return names
}

// AddDetail adds one figure of a scenario that is none of its outcomes: a goal whose item is one of
// Details, over its selection and year. stands is what the run gives for it, in pounds or
// units. The outcome has neither contract nor provider. It is false for another item, and for what
// is stranded or borne elsewhere of which some month of the run is not known.
func (d *Draft) AddDetail(scenario int, goal engine.Goal, stands float64) bool {
	p := d.of
	w := p.world(scenario)
	of := detail{world: w, goal: goal}
	if !of.write() {
		return false
	}
	var inYear []panel.Form
	for i, form := range of.months {
		if goal.Year == 0 || goal.Year == w.m.Month(i).Year() {
			inYear = append(inYear, form)
		}
	}
	form := p.calculation.Hold(panel.Sum(inYear...))
	if _, certain := form.Certain(); certain {
		form = panel.Certain(stands)
	}
	p.outcomes = append(p.outcomes, Outcome{Scenario: scenario, Item: goal.Item, Contract: -1, Provider: -1, Period: Period{Year: goal.Year}, Stands: stands})
	p.forms = append(p.forms, form)
	return true
}

// detail is a goal being written down.
type detail struct {
	*world
	goal   engine.Goal
	months []panel.Form
}

// write writes the goal's months, false where draws do not come to them.
func (d *detail) write() bool {
	d.months = make([]panel.Form, d.m.Months)
	activities := make([]*activity, len(d.m.Contracts))
	for contract := range activities {
		activities[contract] = d.activityOf(contract)
	}
	if at := slices.Index(measuresOfDetails(), d.goal.Item); at >= 0 {
		d.activity(activities)
		return true
	}
	care := d.careOf(activities)
	item, of, _ := strings.Cut(d.goal.Item, "/")
	switch item {
	case strings.TrimSuffix(engine.ItemAsked, "/"), strings.TrimSuffix(engine.ItemDelivered, "/"), strings.TrimSuffix(engine.ItemNotDelivered, "/"):
		d.resource(care, item+"/", of)
	case engine.ItemActivityValue:
		d.value(care, func(v *valued) []panel.Form { return v.value })
	case engine.ItemPlanValue:
		d.value(care, func(v *valued) []panel.Form { return v.plan })
	case engine.ItemBasePayment:
		cost := care.cost()
		d.contracts(func(contract int) { d.add(d.byMonth(care.settle(contract, cost.contracts[contract]).base)) })
	case engine.ItemBudgetHeld:
		d.contracts(func(contract int) {
			for currency := range d.m.Currencies {
				if d.asksFor(currency) {
					d.add(d.byMonth(func(i int) panel.Form { return care.budgetsHeld(contract, currency, i) }))
				}
			}
		})
	case engine.ItemCostStranded:
		cost := care.cost()
		for provider, stranded := range cost.stranded {
			if d.goal.Provider != "" && d.goal.Provider != d.m.Providers[provider].Key {
				continue
			}
			if cost.provides[provider] && stranded == nil {
				return false
			}
			d.add(stranded)
		}
	case strings.TrimSuffix(engine.ItemConsequence, "/"):
		pounds, known := care.consequences(of, d.selects)
		d.add(pounds)
		return known
	default:
		return false
	}
	return true
}

// selects says whether the goal selects a currency under a contract.
func (d *detail) selects(contract, currency int) (is bool) {
	d.contracts(func(selected int) { is = is || selected == contract && d.asksFor(currency) })
	return is
}

func (d *detail) add(forms []panel.Form) {
	for i, form := range forms {
		d.months[i] = d.months[i].Plus(form)
	}
}

// contracts goes through those that the goal selects.
func (d *detail) contracts(each func(contract int)) {
	for k := range d.m.Contracts {
		c := &d.m.Contracts[k]
		if in := func(asked, found string) bool { return asked == "" || asked == found }; in(d.goal.Contract, c.Name) &&
			in(d.goal.Commissioner, d.m.Commissioners[c.Commissioner].Key) && in(d.goal.Provider, d.m.Providers[c.Provider].Key) {
			each(k)
		}
	}
}

// asksFor says whether the goal selects a currency.
func (d *detail) asksFor(currency int) bool {
	return d.goal.Currency == "" || d.goal.Currency == d.m.Currencies[currency].Key
}

// activity adds what facts have of a measure: days that are split are none of all days.
func (d *detail) activity(activities []*activity) {
	d.contracts(func(contract int) {
		for _, counted := range d.result.Activity.Contracts[contract].Currencies {
			split := counted.Measures[tariff.AdmittedDay] != nil || counted.Measures[tariff.CommunityDay] != nil
			for measure := range counted.Measures {
				is := tariff.Measure(measure)
				if is.String() != d.goal.Item || d.goal.Measure != "" && d.goal.Measure != d.goal.Item || counted.Measures[measure] == nil ||
					is == tariff.Day && split || !d.asksFor(counted.Currency) {
					continue
				}
				d.add(activities[contract].of(counted.Currency, is))
			}
		}
	})
}

// resource adds what is asked of a resource, what is given of it, or what is not.
func (d *detail) resource(care *care, item, resource string) {
	for _, p := range care.provided {
		if d.m.Resources[p.at.Resource].Key != resource {
			continue
		}
		d.contracts(func(contract int) {
			for _, currency := range care.currencies(p, contract) {
				if !d.asksFor(currency) {
					continue
				}
				d.add(d.byMonth(func(i int) panel.Form {
					asked, share := care.askedOf(p, contract, currency, i), care.share(p, currency, i)
					switch item {
					case engine.ItemDelivered:
						return d.calculation.Times(asked, share)
					case engine.ItemNotDelivered:
						return d.calculation.Times(asked, one().Minus(share))
					}
					return asked
				}))
			}
		})
	}
}

// value adds what units are worth.
func (d *detail) value(care *care, of func(*valued) []panel.Form) {
	d.contracts(func(contract int) {
		for k, line := range care.value(contract) {
			if (d.goal.Measure == "" || d.goal.Measure == line.unit.Measure.String()) && d.asksFor(d.result.Contracts[contract].Priced[k].Currency) {
				d.add(of(&line))
			}
		}
	})
}
