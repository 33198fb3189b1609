package reports_test

import (
	"flag"
	"testing"

	"parity/scenarios"
)

var update = flag.Bool("update", false, "write the files that tests compare with")

// study runs a model's scenarios: all, or those named.
func study(t testing.TB, model string, names ...string) *scenarios.Study {
	t.Helper()
	m, err := scenarios.Load(model)
	if err != nil {
		t.Fatal(err)
	}
	s, err := scenarios.Simulate(m, scenarios.Selection{Scenarios: names})
	if err != nil {
		t.Fatal(err)
	}
	return s
}
