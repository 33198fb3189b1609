package evidence

import (
	"testing"

	"parity/scenarios"
)

// What is known of the inputs is asked for with every workbook, so it has to be cheap.
func BenchmarkNorthshire(b *testing.B) {
	m, err := scenarios.Load("northshire")
	if err != nil {
		b.Fatal(err)
	}
	study, err := scenarios.Simulate(m, scenarios.Selection{})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		Of(study)
	}
}
