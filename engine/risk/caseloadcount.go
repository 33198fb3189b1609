package risk

import (
	"parity/engine/panel"
	"parity/tariff"
)

// CaseloadCount is a figure of the caseload in one month: a measure, summed over currencies of
// contracts.
type CaseloadCount struct {
	Measure tariff.Measure
	Month   int // of the run
	Of      []CaseloadPlace
}

// CaseloadPlace is a currency of a contract, by their indices in the model.
type CaseloadPlace struct{ Contract, Currency int }

// NewCaseloadProjection writes down counts of one scenario's caseload, each an outcome, in their
// order; the item is the measure's name. Nothing that is paid or costs is written down.
func NewCaseloadProjection(study *Study, scenario int, counts []CaseloadCount) *Projection {
	p := newProjecting(study, nil)
	w := p.world(scenario)
	activities := make([]*activity, len(w.m.Contracts))
	for contract := range activities {
		activities[contract] = w.activityOf(contract)
	}
	for _, count := range counts {
		outcome := Outcome{Scenario: scenario, Item: count.Measure.String(), Contract: -1, Provider: -1, Period: Period{Month: w.m.Month(count.Month)}}
		var sum []panel.Form
		for _, place := range count.Of {
			if forms := activities[place.Contract].of(place.Currency, count.Measure); forms != nil {
				sum = append(sum, forms[count.Month])
				outcome.Stands += find(&w.result.Activity.Contracts[place.Contract], place.Currency).Measures[count.Measure][count.Month].Units()
			}
		}
		p.outcomes, p.forms = append(p.outcomes, outcome), append(p.forms, panel.Sum(sum...))
	}
	return (&Draft{p}).Projection()
}
