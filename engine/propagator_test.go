package engine

import (
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"

	"parity/tariff"
)

// clusters is a contract of 21 currencies, the size of the care clusters, each moving
// people on to three others; stays run from a fortnight to five years. Illustrative.
func clusters(months, contracts int) *Model {
	const size = 21
	m := &Model{Start: april2025, Months: months}
	for k := range size {
		m.Currencies = append(m.Currencies, Currency{Key: fmt.Sprint(k), ReviewDays: []float64{28, 6 * 365.25 / 12, 365.25}[k%3]})
	}
	for c := range contracts {
		contract := Contract{Contract: tariff.Contract{Name: fmt.Sprint("contract ", c)}}
		for k := range size {
			contract.Caseload = append(contract.Caseload, Caseload{Currency: k, Opening: 300, Flow: tariff.Always(Flow{
				StartsPerMonth: 20, Growth: 0.02, AdmittedShare: 0.05, AssessmentsPerStart: 1.3,
				MeanStayDays: float64(14+c) * math.Pow(1825./14, float64(k)/(size-1)),
			})})
			for _, on := range []int{1, 4, 9} {
				contract.Moves = append(contract.Moves, Move{From: k, To: (k + on) % size, Share: tariff.Always(0.15)})
			}
		}
		m.Contracts = append(m.Contracts, contract)
	}
	return m
}

func TestStepsOfAMonthAgreeWithItsOwnMatrixExponential(t *testing.T) {
	m := clusters(1, 1)
	f, err := newFlow(m, []int{0}, [][]Caseload{m.Contracts[0].Caseload})
	if err != nil {
		t.Fatal(err)
	}
	size := len(f.places)
	rates := f.rates(0)
	var cache Propagators
	for days := shortestMonth; days <= longestMonth; days++ {
		block := mat.NewDense(3*size, 3*size, nil)
		for i := range size {
			for j := range size {
				block.Set(i, j, rates[i*size+j]*float64(days))
			}
		}
		for i := range 2 * size {
			block.Set(i, size+i, float64(days))
		}
		var whole mat.Dense
		whole.Exp(block)
		got := cache.of(rates, size).over(days)
		for k, part := range []*mat.Dense{got.end, got.held, got.heldTwice} {
			if !mat.EqualApprox(part, whole.Slice(0, size, k*size, (k+1)*size), 1e-11) {
				t.Errorf("%d days: block %d differs", days, k)
			}
		}
	}
}

func TestEqualFlowsAreSolvedOnce(t *testing.T) {
	m := clusters(36, 2)
	m.Contracts[1].Caseload = m.Contracts[0].Caseload
	var cache Propagators
	for range 2 {
		if _, err := Project(m, &cache); err != nil {
			t.Fatal(err)
		}
	}
	if len(cache.solved) != 1 {
		t.Errorf("%d flows solved, want 1", len(cache.solved))
	}
}

func TestPropagatorsServeManyAtOnce(t *testing.T) {
	var cache Propagators
	want := fmt.Sprint(project(t, clusters(12, 2)))
	got := make(chan string)
	for range 4 {
		go func() {
			activity, err := Project(clusters(12, 2), &cache)
			got <- fmt.Sprint(activity, err)
		}()
	}
	for range 4 {
		if text := <-got; text != want+" <nil>" {
			t.Error("a projection from a shared cache differs")
		}
	}
}

func BenchmarkProjectFromCold(b *testing.B) {
	m := clusters(36, 2)
	for b.Loop() {
		if _, err := Project(m, &Propagators{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkProjectWithFlowsSolved(b *testing.B) {
	m := clusters(36, 2)
	cache := &Propagators{}
	for b.Loop() {
		if _, err := Project(m, cache); err != nil {
			b.Fatal(err)
		}
	}
}
