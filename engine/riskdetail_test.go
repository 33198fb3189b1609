package engine_test

import (
	"math"
	"strings"

	"pgregory.net/rapid"

	"parity/engine"
	"parity/engine/risk"
	"parity/tariff"
)

// goalsOf are details of a model, some over a selection or a year.
func goalsOf(t *rapid.T, m *engine.Model) []engine.Goal {
	var goals []engine.Goal
	for _, item := range risk.Details() {
		names := []string{item}
		switch item + "/" {
		case engine.ItemAsked, engine.ItemDelivered, engine.ItemNotDelivered:
			names = nil
			for _, r := range m.Resources {
				names = append(names, item+"/"+r.Key)
			}
		case engine.ItemConsequence:
			names = nil
			for _, sector := range m.Sectors() {
				names = append(names, item+"/"+sector)
			}
		}
		for _, name := range names {
			goal := engine.Goal{Item: name}
			if rapid.Bool().Draw(t, "of a year") {
				goal.Year = rapid.SampledFrom(m.Years()).Draw(t, "year")
			}
			if item == engine.ItemCostStranded {
				goal.Provider = rapid.SampledFrom([]string{"", m.Providers[0].Key}).Draw(t, "provider")
			} else {
				goal.Contract = rapid.SampledFrom([]string{"", m.Contracts[0].Name}).Draw(t, "contract")
				if item != engine.ItemBasePayment {
					goal.Currency = rapid.SampledFrom([]string{"", m.Currencies[0].Key}).Draw(t, "currency")
				}
			}
			goals = append(goals, goal)
		}
	}
	return goals
}

// detailsOf writes goals down, each of which stands as the run has it; nil for one that the run
// does not know.
func detailsOf(t *rapid.T, study *risk.Study, goals []engine.Goal) []*risk.Projection {
	t.Helper()
	details := make([]*risk.Projection, len(goals))
	for k, goal := range goals {
		stands, err := goal.Of(study.Scenarios[0].Result)
		if err != nil {
			continue
		}
		draft := risk.NewDraft(study, nil, risk.Every)
		if draft.AddDetail(0, goal, inUnits(goal, stands)) {
			details[k] = draft.Projection()
			continue
		}
		goal.Year = 0
		elsewhere := strings.HasPrefix(goal.Item, engine.ItemConsequence) && missesUnknown(study.Scenarios[0].Result)
		if _, err := goal.Of(study.Scenarios[0].Result); err == nil && !elsewhere {
			t.Errorf("%s is known in every month and no detail", goal.Item)
		}
	}
	return details
}

// inUnits is a goal over its years, in pounds or units.
func inUnits(goal engine.Goal, years []int64) float64 {
	sum := int64(0)
	for _, x := range years {
		sum += x
	}
	if goal.Money() {
		return tariff.Pence(sum).Pounds()
	}
	return tariff.Quantity(sum).Units()
}

// compareDetails holds details of a draw to a run.
func compareDetails(t *rapid.T, details []*risk.Projection, goals []engine.Goal, values [][]float64, want *engine.Result) {
	t.Helper()
	within := roundingOf(want)
	for k, detail := range details {
		years, err := goals[k].Of(want)
		if err != nil || detail == nil {
			continue
		}
		got := [][]float64{make([]float64, 1)}
		detail.NewWorker().Work(values, got)
		run := inUnits(goals[k], years)
		near := within
		if !goals[k].Money() {
			near = roundingOfUnits(want)
		}
		if diff := math.Abs(got[0][0] - run); !(diff <= near) {
			t.Errorf("%+v: %v, and the run gives %v: %v apart, more than rounding's %v", goals[k], got[0][0], run, diff, near)
		}
	}
}

// roundingOfUnits bounds what rounding may move in units: a thousandth of each quantity that is
// added up and of what asks it.
func roundingOfUnits(r *engine.Result) float64 {
	asks := 1.0
	for k := range r.Model.Packages {
		for _, row := range r.Model.Packages[k].Quantity {
			asks += row.Value
		}
	}
	return 0.002 * asks * float64(r.Model.Months*len(r.Model.Contracts)*len(r.Model.Currencies))
}
