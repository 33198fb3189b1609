package scenarios

import (
	"testing"

	"parity/engine"
	"parity/engine/risk"
)

// What nothing uncertain reaches is the run's own figure in every draw, to the penny; so with
// nothing uncertain every draw is the run.
func TestWhatIsCertainIsAsTheRunHasIt(t *testing.T) {
	for _, model := range []string{"northshire", "england-2015-16"} {
		m := loaded(t, model)
		study, err := Simulate(m, Selection{})
		if err != nil {
			t.Fatal(err)
		}
		certain := &risk.Study{Baseline: study.Baseline}
		for _, s := range study.Scenarios {
			certain.Scenarios = append(certain.Scenarios, risk.Scenario{Name: s.Key, Result: s.Result})
		}
		projection := risk.NewProjection(certain)
		outcomes := projection.Outcomes()
		values := make([][]float64, len(outcomes))
		for k := range values {
			values[k] = make([]float64, 1)
		}
		projection.NewWorker().Work(nil, values)
		for k, o := range outcomes {
			if values[k][0] != o.Stands {
				t.Errorf("%s: %s of %s is %v, and the run has %v", model, o.Item, o.Period, values[k][0], o.Stands)
			}
		}
		checkIncome(t, model, study, outcomes)
	}
}

// checkIncome holds what stands of income over the run to the statements themselves.
func checkIncome(t *testing.T, model string, study *Study, outcomes []risk.Outcome) {
	t.Helper()
	for _, o := range outcomes {
		if o.Item != engine.ItemIncome || o.Contract < 0 || o.Period != (risk.Period{}) {
			continue
		}
		pence := 0.0
		for _, paid := range study.Scenarios[o.Scenario].Result.Contracts[o.Contract].Statement.Income {
			pence += float64(paid)
		}
		if diff := pence/100 - o.Stands; diff > 1e-3 || diff < -1e-3 {
			t.Errorf("%s: contract %d in scenario %d: %v stands, the statement has %v", model, o.Contract, o.Scenario, o.Stands, pence/100)
		}
	}
}
