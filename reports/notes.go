package reports

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"parity/engine"
	"parity/scenarios"
	"parity/tariff"
)

// Notes are what a reader should know before using the figures: that some are illustrative,
// what is missing and was not paid, where stacked scenarios disagree. Each is a sentence
// or two.
func Notes(study *scenarios.Study) []string {
	notes := []string{}
	if tables := illustrative(study.Model); tables != nil {
		notes = append(notes, "Illustrative: this model holds invented figures, in its tables "+list(tables)+". They show how payment works and say nothing about any real place.")
	}
	notes = append(notes, perScenario(study, missingPrices)...)
	notes = append(notes, perScenario(study, missingCosts)...)
	notes = append(notes, perScenario(study, withoutPlan)...)
	notes = append(notes, perScenario(study, missingScores)...)
	for _, left := range study.Model.LeftAsIs {
		notes = append(notes, left+".")
	}
	for i := range study.Scenarios {
		s := &study.Scenarios[i]
		for _, c := range s.Conflicts {
			notes = append(notes, fmt.Sprintf("Conflict in %s: %s is set to %s (%s) and then to %s (%s), which holds.",
				s.Key, c.Cell, orBlank(c.FirstValue), c.First, orBlank(c.SecondValue), c.Second))
		}
		for _, c := range s.UnpaidCuts() {
			notes = append(notes, fmt.Sprintf("In %s the cut %s takes money off the annual value of %s, which pays by %s: it moves only what rests on that value, as caps, collars and derived prices do.",
				s.Key, c.Cut, c.Contract, c.Payment))
		}
	}
	return notes
}

// perScenario says what finds out about each scenario's result, once where it holds in
// several.
func perScenario(study *scenarios.Study, what func(*engine.Result) []string) []string {
	var found []string
	in := map[string][]string{}
	for i := range study.Scenarios {
		for _, text := range what(study.Scenarios[i].Result) {
			if in[text] == nil {
				found = append(found, text)
			}
			in[text] = append(in[text], study.Scenarios[i].Key)
		}
	}
	for i, text := range found {
		if len(in[text]) < len(study.Scenarios) {
			found[i] = text + " (in " + list(in[text]) + ")"
		}
		found[i] += "."
	}
	return found
}

// missingPrices names, by schedule, the units whose activity is there and whose price is
// not known.
func missingPrices(r *engine.Result) []string {
	var schedules []string
	units := map[string][]string{}
	for k := range r.Contracts {
		for _, priced := range [][]engine.PricedUnit{r.Contracts[k].Priced, r.Contracts[k].Shadow} {
			for u := range priced {
				unit := &priced[u]
				schedule := lacking(unit)
				if schedule == "" {
					continue
				}
				name := r.Model.Currencies[unit.Currency].Key + " " + unit.Measure.String()
				if units[schedule] == nil {
					schedules = append(schedules, schedule)
				}
				if !slices.Contains(units[schedule], name) {
					units[schedule] = append(units[schedule], name)
				}
			}
		}
	}
	var found []string
	for _, schedule := range schedules {
		found = append(found, fmt.Sprintf("Missing prices: schedule %s has none for %s; that activity is not paid by it and its value is not known", schedule, list(units[schedule])))
	}
	return found
}

// lacking is the schedule that misses a price of a unit with activity; "" for none.
func lacking(unit *engine.PricedUnit) string {
	for i, price := range unit.Price {
		if price.State == tariff.Missing && unit.Quantity[i] != 0 && unit.Schedule[i] != nil {
			return unit.Schedule[i].Name
		}
	}
	return ""
}

// missingCosts names the resources that are asked and have no unit cost.
func missingCosts(r *engine.Result) []string {
	var resources []string
	for k := range r.Care.Resources {
		resource := &r.Care.Resources[k]
		key := r.Model.Resources[resource.Resource].Key
		for i := range resource.Asked {
			if resource.Asked[i] != 0 && !resource.CostKnown[i] && !slices.Contains(resources, key) {
				resources = append(resources, key)
			}
		}
	}
	if resources == nil {
		return nil
	}
	return []string{"Missing unit costs: " + list(resources) + "; cost and surplus are not known where they are asked"}
}

// withoutPlan names the contracts with terms that look at a plan table in which nothing is
// agreed for them, or nothing for the run's last months.
func withoutPlan(r *engine.Result) []string {
	var none, found []string
	for k := range r.Contracts {
		contract := &r.Model.Contracts[k]
		if !looksAtPlan(contract) {
			continue
		}
		switch planned := plannedMonths(contract); {
		case planned == 0:
			none = append(none, contract.Name)
		case planned < r.Model.Months:
			found = append(found, fmt.Sprintf("The plan of %s ends in %s: a plan of zero is taken from then on, so that all activity is above it",
				contract.Name, r.Model.Month(planned-1)))
		}
	}
	if none != nil {
		found = append(found, "No plan is agreed for "+list(none)+": a plan of zero is taken, so that all activity is above it")
	}
	return found
}

// plannedMonths is how many months of the run pass until the last with a planned quantity.
func plannedMonths(contract *engine.Contract) int {
	months := 0
	for _, plan := range contract.Plan {
		for i, quantity := range plan.Quantity {
			if quantity != 0 {
				months = max(months, i+1)
			}
		}
	}
	return months
}

func looksAtPlan(contract *engine.Contract) bool {
	table := false
	for _, row := range contract.Agreements {
		table = table || row.Value.Plan == tariff.PlanTable
	}
	for _, step := range contract.Terms {
		for _, row := range step.Terms {
			switch {
			case row.Value.Kind == tariff.Variable, row.Value.Kind == tariff.Marginal, row.Value.Reference == tariff.RefPlanValue:
				return table
			}
		}
	}
	return false
}

// missingScores names outcomes without a score that a withhold or bonus waits for.
func missingScores(r *engine.Result) []string {
	var outcomes []string
	for k := range r.Contracts {
		for _, line := range r.Contracts[k].Statement.Lines {
			for _, outcome := range line.Workings.Unscored {
				if name := r.Model.Contracts[k].Name + " " + outcome; !slices.Contains(outcomes, name) {
					outcomes = append(outcomes, name)
				}
			}
		}
	}
	if outcomes == nil {
		return nil
	}
	return []string{"Missing scores: " + list(outcomes) + "; they earn nothing"}
}

// listed is how many names a note spells out before it counts the rest.
const listed = 6

// list writes names as a sentence does: "a, b and c".
func list(names []string) string {
	if rest := len(names) - listed; rest > 1 {
		return strings.Join(names[:listed], ", ") + " and " + fmt.Sprint(rest) + " more"
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return commas(strconv.Itoa(n)) + " " + what + "s"
}

func orBlank(value string) string {
	if value == "" {
		return "blank"
	}
	return value
}
