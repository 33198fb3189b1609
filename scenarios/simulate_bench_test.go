package scenarios

import (
	"testing"

	"parity/engine"
)

// benchmarkRun is one scenario through the engine alone, its flows solved before or not.
func benchmarkRun(b *testing.B, model, scenario string, warm bool) {
	m := loaded(b, model)
	applied, err := Apply(m, scenario)
	if err != nil {
		b.Fatal(err)
	}
	compiled, err := Compile(applied.Tables)
	if err != nil {
		b.Fatal(err)
	}
	cache := &engine.Propagators{}
	b.ReportAllocs()
	for b.Loop() {
		if !warm {
			cache = &engine.Propagators{}
		}
		if _, err := engine.Run(compiled, nil, cache); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRunNorthshireFromCold(b *testing.B) {
	benchmarkRun(b, "northshire", "national", false)
}

func BenchmarkRunNorthshireWithFlowsSolved(b *testing.B) {
	benchmarkRun(b, "northshire", "national", true)
}

func BenchmarkRunEngland(b *testing.B) { benchmarkRun(b, "england-2015-16", "national", true) }

// benchmarkSimulate is every scenario of a model, tables and checks and all.
func benchmarkSimulate(b *testing.B, model string) {
	m := loaded(b, model)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Simulate(m, Selection{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSimulateNorthshire(b *testing.B) { benchmarkSimulate(b, "northshire") }

func BenchmarkSimulateEngland(b *testing.B) { benchmarkSimulate(b, "england-2015-16") }

func BenchmarkLoadNorthshire(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load("northshire"); err != nil {
			b.Fatal(err)
		}
	}
}
