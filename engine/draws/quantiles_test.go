package draws

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mathext"
	"pgregory.net/rapid"
)

// anyShape is a beta from next to nobody seen to a hundred thousand.
func anyShape(t *rapid.T) shape {
	return shape{math.Exp(rapid.Float64Range(-2, 11).Draw(t, "log a")), math.Exp(rapid.Float64Range(-2, 11).Draw(t, "log b"))}
}

// uniformNumber is one that an address may give, and as likely far out as in the middle.
func uniformNumber() *rapid.Generator[float64] {
	return rapid.Custom(func(t *rapid.T) float64 {
		u := uniformOf(rapid.Uint64().Draw(t, "bits") >> rapid.IntRange(0, 64).Draw(t, "out"))
		if rapid.Bool().Draw(t, "upper") {
			return 1 - u
		}
		return u
	})
}

func TestTablesMeetTheQuantilesOfABeta(t *testing.T) {
	const near, rounding = 1e-9, 1e-14
	rapid.Check(t, func(t *rapid.T) {
		s := anyShape(t)
		q := s.quantiles()
		sd := math.Sqrt(s.a*s.b/(s.a+s.b+1)) / (s.a + s.b)
		most := near * max(s.quantile(1-Tail)-s.quantile(Tail), sd)
		u := rapid.SliceOfN(uniformNumber(), 20, 20).Draw(t, "u")
		slices.Sort(u)
		before := 0.0
		for _, u := range u {
			got := q.at(u)
			if want := s.quantile(u); math.Abs(got-want) > most {
				t.Fatalf("%v: quantile of %v is %v, want %v within %v", s, u, got, want, most)
			}
			if got < before-rounding || got > 1 {
				t.Fatalf("%v: quantile of %v is %v, after %v", s, u, got, before)
			}
			before = got
		}
	})
}

// Far out, where gonum's inverse is not relied on, the chance of what the quantile gives is the
// chance it was asked for.
func TestQuantilesOfRareChances(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anyShape(t)
		u := LeastUniform * math.Exp2(rapid.Float64Range(0, 39).Draw(t, "octaves"))
		x := s.quantile(u)
		if got := mathext.RegIncBeta(s.a, s.b, x); math.Abs(got-u) > 1e-8*u {
			t.Fatalf("%v: quantile of %v is %v, which has %v below it", s, u, x, got)
		}
	})
}

func TestTablesMeetTheQuantilesOfTheNormal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		u := uniformNumber().Draw(t, "u")
		if got, want := standardNormal().at(u), mathext.NormalQuantile(u); math.Abs(got-want) > 1e-12 {
			t.Fatalf("quantile of %v is %v, want %v", u, got, want)
		}
	})
}

func TestChancesOfScores(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		z := rapid.Float64Range(-40, 40).Draw(t, "score")
		row := []float64{z}
		chances(row)
		want := min(max(math.Erfc(-z/math.Sqrt2)/2, LeastUniform), 1-LeastUniform)
		if math.Abs(row[0]-want) > 1e-13 || row[0] < LeastUniform || row[0] > 1-LeastUniform {
			t.Fatalf("chance below %v is %v, want %v", z, row[0], want)
		}
	})
}

// From one number to the next there is no step down, within cells and across their edges.
func TestTablesRise(t *testing.T) {
	tables := map[string]*quantiles{"normal": standardNormal()}
	for _, s := range []shape{{2.2, 3.8}, {1, 5}, {0.6, 0.4}, {0.05, 2}, {900, 40}} {
		tables[fmt.Sprint(s)] = s.quantiles()
	}
	const rounding = 1e-14
	for name, q := range tables {
		before := math.Inf(-1)
		for i := range q.half * 1000 * 2 {
			down := float64(i)/1000 - float64(q.half)
			u := math.Exp2(down - 1)
			if down >= 0 {
				u = 1 - math.Exp2(-down-1)
			}
			x := q.at(u)
			if x < before-rounding*math.Abs(before) {
				t.Fatalf("%s: quantile of %v is %v, after %v", name, u, x, before)
			}
			before = x
		}
	}
}

// The draws that the function itself has to be asked for are few, as they are slow.
func TestTablesHoldNearlyAllDraws(t *testing.T) {
	for _, s := range []shape{{2.2, 3.8}, {1, 5}, {5, 1}, {0.6, 0.4}, {0.05, 2}, {900, 40}, {1.5, 400}, {2e4, 3e4}} {
		q := s.quantiles()
		asked := math.Exp2(-float64(q.half))
		for i, o := range q.octaves {
			for _, c := range q.cells[o.first : o.first+1<<o.bits] {
				if c[0] != c[0] {
					asked += math.Exp2(-float64(i%q.half) - 2 - float64(o.bits))
				}
			}
		}
		if asked > 0.001 {
			t.Errorf("%v: %v of draws are no table's", s, asked)
		}
	}
}

func TestParametersOfOneShapeShareATable(t *testing.T) {
	shared := tables{}
	for _, scale := range []float64{1, 7, 1000, 0.003} {
		d := from(t, PERT, 80*scale, 105*scale, 90*scale)
		newMarginal(d, shared)
	}
	if len(shared) != 1 {
		t.Errorf("%d tables for one shape", len(shared))
	}
}

func BenchmarkTables(b *testing.B) {
	for _, s := range []shape{{2.2, 3.8}, {0.6, 0.4}, {900, 40}} {
		b.Run(fmt.Sprint(s), func(b *testing.B) {
			for b.Loop() {
				s.quantiles()
			}
		})
	}
}
