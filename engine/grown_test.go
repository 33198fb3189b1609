package engine

import (
	"math"
	"testing"

	"parity/tariff"
)

func TestGrownCaseload(t *testing.T) {
	flow := Flow{StartsPerMonth: 20, Growth: 0.06, AdmittedShare: 0.1, AssessmentsPerStart: 1.5}
	m := oneContract(24, []Caseload{{Opening: 1000, Flow: tariff.Always(flow)}})
	got := project(t, m).Contracts[0].Currencies[0]
	if !got.Projected {
		t.Error("a grown caseload is projected")
	}
	before := 1000.0
	for i := range m.Months {
		people := 1000 * math.Pow(1.06, float64(i+1)/12)
		starts := 20 * math.Pow(1.06, float64(i)/12)
		near(t, "people", got.Measures[tariff.Person][i], people, rounding)
		near(t, "days", got.Measures[tariff.Day][i], float64(m.Month(i).Days())*(before+people)/2, rounding)
		near(t, "starts", got.Measures[tariff.Start][i], starts, rounding)
		near(t, "assessments", got.Measures[tariff.Assessment][i], 1.5*starts, rounding)
		near(t, "discharges", got.Discharge[i], starts-(people-before), 3*rounding)
		before = people
	}
	if got.Measures[tariff.Period] != nil {
		t.Error("a grown caseload has no review periods: nobody knows when they came")
	}
}

func TestGrowthWithoutStatedStartsIsADischargeBelowZero(t *testing.T) {
	m := oneContract(1, []Caseload{{Opening: 1200, Flow: tariff.Always(Flow{Growth: math.Pow(1.01, 12) - 1})}})
	near(t, "discharges", project(t, m).Contracts[0].Currencies[0].Discharge[0], -12, rounding)
}

func TestGrowthRatesCompoundFromTheirMonthOn(t *testing.T) {
	m := oneContract(24, []Caseload{{Opening: 100, Flow: tariff.Dated[Flow]{{Value: Flow{Growth: 0.1}}, {From: april2025 + 12, Value: Flow{Growth: -0.5}}}}})
	got := project(t, m).Contracts[0].Currencies[0].Measures[tariff.Person]
	near(t, "people after a year", got[11], 110, rounding)
	near(t, "people after two", got[23], 55, rounding)
}
