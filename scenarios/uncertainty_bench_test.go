package scenarios

import (
	"context"
	"os"
	"testing"

	"parity/engine/draws"
	"parity/engine/risk"
)

// drawn is the work that testdata/peers holds Parity against numpy by, ready to be drawn.
func drawn(b *testing.B) (*risk.Projection, *draws.Sampler) {
	b.Helper()
	m, err := ReadFolder(os.DirFS("../testdata/peers/work"), "work")
	if err != nil {
		b.Fatal(err)
	}
	study, err := Simulate(m, Selection{})
	if err != nil {
		b.Fatal(err)
	}
	u, err := NewUncertainty(study)
	if err != nil {
		b.Fatal(err)
	}
	sampler, err := draws.NewSampler(1, u.Parameters, u.Correlations)
	if err != nil {
		b.Fatal(err)
	}
	return risk.NewProjection(&u.Study), sampler
}

// perDraw reports what a draw of those worked out took.
func perDraw(b *testing.B, draws int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(draws), "ns/draw")
}

// BenchmarkRiskPrepared is what comes before the first draw.
func BenchmarkRiskPrepared(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		drawn(b)
	}
}

// BenchmarkRiskDrawn draws all that is uncertain.
func BenchmarkRiskDrawn(b *testing.B) {
	_, sampler := drawn(b)
	values := panelOf(sampler.Slots())
	first := uint64(0)
	for b.Loop() {
		sampler.Fill(first, values)
		first += risk.PanelDraws
	}
	perDraw(b, risk.PanelDraws)
}

// BenchmarkRiskProjected works out caseload, cost, payment and settlement of drawn values.
func BenchmarkRiskProjected(b *testing.B) {
	projection, sampler := drawn(b)
	values, out := panelOf(sampler.Slots()), panelOf(len(projection.Outcomes()))
	sampler.Fill(0, values)
	worker := projection.NewWorker()
	b.ReportMetric(float64(projection.Steps()), "steps")
	for b.Loop() {
		worker.Work(values, out)
	}
	perDraw(b, risk.PanelDraws)
}

// BenchmarkRiskSummarised sums up every figure of 1,000 draws.
func BenchmarkRiskSummarised(b *testing.B) {
	projection, sampler := drawn(b)
	sample, err := risk.Collect(context.Background(), projection, sampler, risk.Origin{Seed: 1, Range: risk.Whole(risk.BlockDraws)}, 0, nil, nil)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		for column := range sample.Outcomes() {
			if _, err := sample.Summary(column); err != nil {
				b.Fatal(err)
			}
		}
	}
	perDraw(b, risk.BlockDraws)
}

// panelOf gives rows of a panel's draws.
func panelOf(rows int) [][]float64 {
	panel := make([][]float64, rows)
	for i := range panel {
		panel[i] = make([]float64, risk.PanelDraws)
	}
	return panel
}
