package draws

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"
)

// The numbers are frozen: a result of last year can be drawn again, on any machine. They were
// worked out by a second implementation, in Python.
func TestTheNumbersOfAnAddressNeverChange(t *testing.T) {
	for _, c := range []struct {
		seed      uint64
		parameter string
		k         uint64
		want      float64
	}{
		{1, "starts", 0, 0.0049708223632597415},
		{1, "starts", 1, 0.7737630853992218},
		{1, "starts", 9999, 0.8132438177390026},
		{1, "stay", 0, 0.40657778225287655},
		{2, "starts", 0, 0.9950862033334075},
		{1 << 63, "price of 10", 1 << 40, 0.32414842666082666},
	} {
		if got := At(c.seed, c.parameter).Uniform(c.k); got != c.want {
			t.Errorf("seed %d, %s, draw %d: %v, want %v", c.seed, c.parameter, c.k, got, c.want)
		}
	}
}

func TestADrawDependsOnItsAddressAlone(t *testing.T) {
	names := []string{"starts", "stay", "price of 1", "price of 10", ""}
	const n = 200
	inOrder := map[string]float64{}
	for _, name := range names {
		for k := range uint64(n) {
			inOrder[fmt.Sprint(name, k)] = At(7, name).Uniform(k)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom(names).Draw(t, "parameter")
		k := rapid.Uint64Range(0, n-1).Draw(t, "k")
		if got, want := At(7, name).Uniform(k), inOrder[fmt.Sprint(name, k)]; got != want {
			t.Fatalf("draw %d of %q is %v; in order it was %v", k, name, got, want)
		}
	})
	seen := map[float64]bool{}
	for _, u := range inOrder {
		seen[u] = true
	}
	if len(seen) != len(inOrder) {
		t.Errorf("%d draws have %d numbers", len(inOrder), len(seen))
	}
}

func TestUniformNumbersLieBetweenZeroAndOne(t *testing.T) {
	if least, most := uniformOf(0), uniformOf(math.MaxUint64); least != LeastUniform || most != 1-LeastUniform || least <= 0 || most >= 1 {
		t.Errorf("from %v to %v, want from %v to %v", least, most, LeastUniform, 1-LeastUniform)
	}
}

// walks are the ways in which draws are gone through: along the draws of a parameter, across
// parameters and seeds, and within a draw.
var walks = []struct {
	name string
	at   func(i int) float64
}{
	{"draws of one parameter", func(i int) float64 { return At(1, "starts").Uniform(uint64(i)) }},
	{"every thousandth draw", func(i int) float64 { return At(1, "starts").Uniform(1000 * uint64(i)) }},
	{"draws by powers of two", func(i int) float64 { return At(1, "starts").Uniform(uint64(i) << 40) }},
	{"parameters at one draw", func(i int) float64 { return At(1, fmt.Sprint("price ", i)).Uniform(0) }},
	{"seeds at one draw", func(i int) float64 { return At(uint64(i), "starts").Uniform(0) }},
	{"numbers of one draw", func(i int) float64 {
		var pcg rand.PCG
		At(1, "moves").seed(&pcg, uint64(i/5))
		for range i % 5 {
			pcg.Uint64()
		}
		return uniformOf(pcg.Uint64())
	}},
}

func TestUniformNumbersAreUniform(t *testing.T) {
	const (
		n, bins = 100_000, 200
		rare    = 1e-4
	)
	for _, walk := range walks {
		counts := make([]float64, bins)
		for i := range n {
			counts[int(walk.at(i)*bins)]++
		}
		chiSquare := stat.ChiSquare(counts, slices.Repeat([]float64{n / bins}, bins))
		if p := (distuv.ChiSquared{K: bins - 1}).Survival(chiSquare); p < rare || p > 1-rare {
			t.Errorf("%s: chi-square %v over %d bins, p = %v", walk.name, chiSquare, bins, p)
		}
	}
}

func TestNeighbouringNumbersAreIndependent(t *testing.T) {
	const (
		n, side = 100_000, 15
		rare    = 1e-4
	)
	for _, walk := range walks {
		counts := make([]float64, side*side)
		before := walk.at(0)
		for i := 1; i <= n; i++ {
			now := walk.at(i)
			counts[int(before*side)*side+int(now*side)]++
			before = now
		}
		chiSquare := stat.ChiSquare(counts, slices.Repeat([]float64{float64(n) / (side * side)}, side*side))
		if p := (distuv.ChiSquared{K: side*side - 1}).Survival(chiSquare); p < rare {
			t.Errorf("%s: chi-square of pairs %v, p = %v", walk.name, chiSquare, p)
		}
	}
}

func TestParametersAreNotCorrelated(t *testing.T) {
	const n = 50_000
	a, b := make([]float64, n), make([]float64, n)
	for k := range n {
		a[k], b[k] = At(1, "starts").Uniform(uint64(k)), At(1, "start").Uniform(uint64(k))
	}
	if r := stat.Correlation(a, b, nil); math.Abs(r) > 4/math.Sqrt(n) {
		t.Errorf("correlation %v", r)
	}
}

var sink float64

func BenchmarkUniform(b *testing.B) {
	address := At(1, "starts")
	var k uint64
	for b.Loop() {
		sink = address.Uniform(k)
		k++
	}
}
