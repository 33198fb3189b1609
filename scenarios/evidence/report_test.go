package evidence

import (
	"fmt"
	"testing"
	"time"

	"parity/engine"
	"parity/scenarios"
	"parity/tariff"
)

// The money of the lines comes to the headline itself where nothing is taken away, whatever
// they rest on.
func TestTheLinesComeToTheHeadlines(t *testing.T) {
	for _, name := range []string{"northshire", "england-2015-16", "england-2024-25"} {
		study := simulated(t, name)
		at := time.Now()
		report := Of(study)
		fmt.Println(name, time.Since(at), len(report.Headlines), len(report.Inputs))
		for _, in := range report.Inputs {
			fmt.Println(in.Table.Name, in.Class, in.Rows, in.Where, study.Scenarios[in.Scenario].Key, in.Income/100, in.Cost/100)
		}
		for _, h := range report.Headlines {
			fmt.Println(study.Scenarios[h.Scenario].Key, h.Item, h.Money, h.Total())
		}
	}
}

func simulated(t *testing.T, name string) *scenarios.Study {
	t.Helper()
	m, err := scenarios.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	study, err := scenarios.Simulate(m, scenarios.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	return study
}

var _ = engine.ItemIncome
var _ tariff.Pence
