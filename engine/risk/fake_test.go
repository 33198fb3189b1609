package risk

import (
	"context"
	"testing"

	"parity/engine"
	"parity/engine/draws"
	"parity/tariff"

	"gonum.org/v1/gonum/stat/distuv"
)

// normals is a Sampler of independent standard normals.
type normals struct{ addresses []draws.Address }

func newNormals(seed uint64, slots int) normals {
	var n normals
	for slot := range slots {
		n.addresses = append(n.addresses, draws.At(seed, string(rune('a'+slot))))
	}
	return n
}

func (n normals) Slots() int { return len(n.addresses) }

func (n normals) Fill(first uint64, values [][]float64) {
	for slot, row := range values {
		for lane := range row {
			row[lane] = distuv.UnitNormal.Quantile(n.addresses[slot].Uniform(first + uint64(lane)))
		}
	}
}

// figure is one outcome of a fake study, which follows from a draw by a formula.
type figure struct {
	outcome Outcome
	of      func(draw []float64) float64
}

// formulas is a Calculator whose outcomes are written down one by one.
type formulas []figure

func (f formulas) Outcomes() []Outcome {
	outcomes := make([]Outcome, len(f))
	for c := range f {
		outcomes[c] = f[c].outcome
	}
	return outcomes
}

func (f formulas) NewWorker() Worker { return f }

func (f formulas) Work(values, out [][]float64) {
	draw := make([]float64, len(values))
	for lane := range out[0] {
		for slot := range values {
			draw[slot] = values[slot][lane]
		}
		for c := range f {
			out[c][lane] = f[c].of(draw)
		}
	}
}

const testYear = tariff.Year(2025)

func yearly(item string) Outcome { return Outcome{Item: item, Period: Period{Year: testYear}} }

func monthly(item string, month int) Outcome {
	return Outcome{Item: item, Period: Period{Month: testYear.April() + tariff.Month(month)}}
}

// The columns of a small contract: cost 1000 + 30a + 40b (mean 1000, sd 50) against a
// payment of 980 + 50c that is capped at 1040, and a block of 990.
const (
	payment = iota
	cost
	surplus
	capped
	block
	april
	may
	costInApril
)

func contract() formulas {
	spent := func(d []float64) float64 { return 1000 + 30*d[0] + 40*d[1] }
	due := func(d []float64) float64 { return 980 + 50*d[2] }
	cut := func(d []float64) float64 { return min(0, 1040-due(d)) }
	return formulas{
		{yearly(engine.ItemIncome), func(d []float64) float64 { return due(d) + cut(d) }},
		{yearly(engine.GoalCost), spent},
		{yearly(engine.GoalSurplus), func(d []float64) float64 { return due(d) + cut(d) - spent(d) }},
		{yearly(string(tariff.Cap)), cut},
		{yearly(engine.ItemBasePayment), func([]float64) float64 { return 990 }},
		{monthly(engine.ItemIncome, 0), func(d []float64) float64 { return 80 + 5*d[2] }},
		{monthly(engine.ItemIncome, 1), func(d []float64) float64 { return 82 + 6*d[1] }},
		{monthly(engine.GoalCost, 0), func(d []float64) float64 { return 83 }},
	}
}

// collect draws a study of three slots in memory.
func collect(t testing.TB, calculator Calculator, r Range, workers int) *Sample {
	t.Helper()
	s, err := Collect(context.Background(), calculator, newNormals(1, 3), Origin{"study", 1, r}, workers, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
