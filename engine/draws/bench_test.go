package draws

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat/distmv"
)

// lanes is how many draws a benchmark makes at once.
const lanes = 125

// perValue times a draw of many values from a first one on.
func perValue(b *testing.B, name string, values int, draw func(first uint64)) {
	b.Run(name, func(b *testing.B) {
		first := uint64(0)
		for b.Loop() {
			draw(first)
			first += lanes
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*values), "ns/value")
	})
}

func BenchmarkFill(b *testing.B) {
	values := rows(8, lanes)
	for i, c := range theirs {
		ours := func(x float64) float64 { return c.shift + c.stretch*x }
		s := sampler(b, []Parameter{{Name: "figure", Of: from(b, c.family, ours(c.of.Quantile(0.1)), ours(c.of.Quantile(0.9)), c.cell)}})
		perValue(b, fmt.Sprint(i, " ", c.family), lanes, func(first uint64) { s.Fill(first, values[:1]) })
		perValue(b, fmt.Sprint(i, " ", c.family, " by gonum"), lanes, func(uint64) {
			for lane := range values[0] {
				values[0][lane] = ours(c.of.Rand())
			}
		})
	}
	shares, err := NewDirichlet([]float64{0.4, 0.1, 0.3, 0.15}, 30)
	if err != nil {
		b.Fatal(err)
	}
	s := sampler(b, []Parameter{{Name: "moves", Shares: shares}})
	perValue(b, "dirichlet", 4*lanes, func(first uint64) { s.Fill(first, values[:4]) })
	gonum, whole := distmv.NewDirichlet([]float64{12, 3, 9, 4.5, 1.5}, rand.NewPCG(1, 1)), make([]float64, 5)
	perValue(b, "dirichlet by gonum", 4*lanes, func(uint64) {
		for range lanes {
			gonum.Rand(whole)
		}
	})
	var correlated []Parameter
	for i := range 8 {
		correlated = append(correlated, Parameter{Name: fmt.Sprint(i), Of: from(b, PERT, 80, 105, 90), Group: "prices"})
	}
	s = sampler(b, correlated)
	perValue(b, "pert, eight as one", 8*lanes, func(first uint64) { s.Fill(first, values) })
	s = sampler(b, correlated, Correlation{"prices", "prices", 0.5})
	perValue(b, "pert, eight correlated", 8*lanes, func(first uint64) { s.Fill(first, values) })
}

func BenchmarkNewSampler(b *testing.B) {
	var parameters []Parameter
	for i := range 200 {
		parameters = append(parameters, Parameter{Name: fmt.Sprint(i), Of: from(b, PERT, 80, 105, 90+float64(i)/20)})
	}
	for b.Loop() {
		sampler(b, parameters)
	}
}
