package draws

import (
	"fmt"
	"math"
	"slices"
	"sync"
	"testing"

	"gonum.org/v1/gonum/stat"
	"pgregory.net/rapid"
)

func sampler(t rapid.TB, parameters []Parameter, correlations ...Correlation) *Sampler {
	t.Helper()
	s, err := NewSampler(1, parameters, correlations)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// rows is room for draws.
func rows(slots, lanes int) [][]float64 {
	values := make([][]float64, slots)
	for i := range values {
		values[i] = make([]float64, lanes)
	}
	return values
}

func filled(s *Sampler, first uint64, lanes int) [][]float64 {
	values := rows(s.Slots(), lanes)
	s.Fill(first, values)
	return values
}

// ofEachKind is parameters of all families, alone, in groups that move as one, in groups that do
// not, and in groups that are correlated.
func ofEachKind(t testing.TB) ([]Parameter, []Correlation) {
	t.Helper()
	var parameters []Parameter
	for _, group := range []string{"", "as one", "apart", "north", "south"} {
		for _, family := range families {
			d, err := From(family, 0.2, 0.5, 0.3, Unbounded())
			if err != nil {
				t.Fatal(err)
			}
			parameters = append(parameters, Parameter{Name: fmt.Sprint(family, " ", group), Of: d, Group: group})
		}
		shares, err := NewDirichlet([]float64{0.3, 0, 0.5}, 40)
		if err != nil {
			t.Fatal(err)
		}
		parameters = append(parameters, Parameter{Name: "shares " + group, Shares: shares})
	}
	return parameters, []Correlation{{"apart", "apart", 0.4}, {"north", "south", -0.7}, {"south", "south", 0.8}}
}

// A draw is the same whatever range it is made in, in whatever order, and by how many at once.
func TestADrawIsTheSameInEveryRange(t *testing.T) {
	const n = 300
	parameters, correlations := ofEachKind(t)
	s := sampler(t, parameters, correlations...)
	whole := filled(s, 1000, n)
	rapid.Check(t, func(t *rapid.T) {
		cuts := append(rapid.SliceOfN(rapid.IntRange(0, n), 0, 5).Draw(t, "cuts"), 0, n)
		slices.Sort(cuts)
		values := rows(s.Slots(), n)
		var working sync.WaitGroup
		for _, i := range rapid.Permutation(slices.Collect(func(yield func(int) bool) {
			for i := range len(cuts) - 1 {
				if !yield(i) {
					return
				}
			}
		})).Draw(t, "order") {
			part := rows(s.Slots(), 0)
			for slot := range part {
				part[slot] = values[slot][cuts[i]:cuts[i+1]]
			}
			working.Go(func() { s.Fill(1000+uint64(cuts[i]), part) })
		}
		working.Wait()
		for slot := range whole {
			if !slices.Equal(values[slot], whole[slot]) {
				t.Fatalf("slot %d cut at %v differs", slot, cuts)
			}
		}
	})
}

// The draws of a parameter stay as they are when others that it is not correlated with come,
// go or change places.
func TestOtherParametersMoveNothing(t *testing.T) {
	const n = 50
	parameters, correlations := ofEachKind(t)
	all := sampler(t, parameters, correlations...)
	want := map[string][][]float64{}
	for i, values := 0, filled(all, 0, n); i < len(parameters); i++ {
		first, count := all.Slot(i)
		want[parameters[i].Name] = values[first : first+count]
	}
	rapid.Check(t, func(t *rapid.T) {
		kept := rapid.Permutation(parameters).Draw(t, "order")
		without := rapid.SliceOf(rapid.SampledFrom(all.Factors())).Draw(t, "without")
		kept = slices.DeleteFunc(slices.Clone(kept), func(p Parameter) bool {
			return slices.ContainsFunc(without, func(f Factor) bool {
				return slices.ContainsFunc(f.Parameters, func(i int) bool { return parameters[i].Name == p.Name })
			})
		})
		groups := map[string]bool{}
		for _, p := range kept {
			groups[p.Group] = true
		}
		s, err := NewSampler(1, kept, slices.DeleteFunc(slices.Clone(correlations), func(c Correlation) bool { return !groups[c.A] }))
		if err != nil {
			t.Fatal(err)
		}
		values := filled(s, 0, n)
		for i, p := range kept {
			first, count := s.Slot(i)
			for part := range count {
				if !slices.Equal(values[first+part], want[p.Name][part]) {
					t.Fatalf("%s moves", p.Name)
				}
			}
		}
	})
}

// A parameter that joins a group, whatever links it, moves none of those that are there.
func TestWhoJoinsAGroupMovesNothing(t *testing.T) {
	const n = 50
	parameters, correlations := ofEachKind(t)
	rapid.Check(t, func(t *rapid.T) {
		kept := slices.DeleteFunc(rapid.Permutation(parameters).Draw(t, "order"), func(Parameter) bool { return rapid.Bool().Draw(t, "without") })
		for _, group := range []string{"apart", "as one", "north", "south"} { // so that each group is one
			kept = append(kept, Parameter{Name: "first of " + group, Of: from(t, Uniform, 0, 1, 0.5), Group: group})
		}
		few := sampler(t, kept, correlations...)
		want := filled(few, 0, n)
		joins := Parameter{Name: rapid.StringMatching("[A-Za-z]{1,8}").Draw(t, "name"), Of: from(t, Normal, 0, 1, 0.5), Group: rapid.SampledFrom([]string{"apart", "as one", "north", "south"}).Draw(t, "group")}
		at := rapid.IntRange(0, len(kept)).Draw(t, "place")
		more := sampler(t, slices.Insert(slices.Clone(kept), at, joins), correlations...)
		got := filled(more, 0, n)
		for i, p := range kept {
			before, count := few.Slot(i)
			if i >= at {
				i++
			}
			after, _ := more.Slot(i)
			for part := range count {
				if !slices.Equal(got[after+part], want[before+part]) {
					t.Fatalf("%s moves as %s joins %s", p.Name, joins.Name, joins.Group)
				}
			}
		}
	})
}

func TestFillAllocatesNothing(t *testing.T) {
	parameters, correlations := ofEachKind(t)
	s := sampler(t, parameters, correlations...)
	values := rows(s.Slots(), 125)
	if n := testing.AllocsPerRun(10, func() { s.Fill(7, values) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// What is drawn is the quantile of the uniform number, to a thousand-millionth of the interval.
// Where a beta counts very many people, gonum's function itself holds fewer digits.
func TestADrawIsTheQuantileOfItsUniformNumber(t *testing.T) {
	const n, near, lost, rounding = 40, 1e-9, 1e-14, 1e-15
	for _, family := range families {
		t.Run(string(family), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				low, high, cell := interval(t, family)
				d := from(t, family, low, high, cell)
				first := rapid.Uint64().Draw(t, "first")
				most := near * max(high-low, d.SD())
				if d, ok := d.(beta); ok {
					most *= max(1, (d.of.Alpha+d.of.Beta)*lost/near)
				}
				s, err := NewSampler(1, []Parameter{{Name: "price", Of: d}}, nil)
				if err != nil {
					t.Fatal(err)
				}
				for lane, got := range filled(s, first, n)[0] {
					u := At(1, "price").Uniform(first + uint64(lane))
					if want := d.Quantile(u); math.Abs(got-want) > most+rounding*math.Abs(want) {
						t.Fatalf("quantile of %v is drawn as %v, want %v", u, got, want)
					}
				}
			})
		})
	}
}

func TestDrawsAgreeWithGonum(t *testing.T) {
	const n, likely = 20_000, 1.95 // Kolmogorov-Smirnov at one in a thousand
	for _, c := range theirs {
		ours := func(x float64) float64 { return c.shift + c.stretch*x }
		d := from(t, c.family, ours(c.of.Quantile(0.1)), ours(c.of.Quantile(0.9)), c.cell)
		drawn := filled(sampler(t, []Parameter{{Name: "figure", Of: d}}), 0, n)[0]
		if off, most := math.Abs(stat.Mean(drawn, nil)-ours(c.of.Mean())), 4*d.SD()/math.Sqrt(n); off > most {
			t.Errorf("%s: mean lies %v from gonum's, at most %v is likely", c.family, off, most)
		}
		if ratio := stat.StdDev(drawn, nil) / (c.stretch * c.of.StdDev()); math.Abs(ratio-1) > 0.03 {
			t.Errorf("%s: standard deviations are as %v to 1", c.family, ratio)
		}
		slices.Sort(drawn)
		for _, p := range []float64{0.001, 0.1, 0.5, 0.9, 0.999} {
			below := float64(rankOf(drawn, ours(c.of.Quantile(p)))) / n
			if most := likely * 2 * math.Sqrt(p*(1-p)/n); math.Abs(below-p) > most {
				t.Errorf("%s: %v of draws lie below gonum's quantile of %v", c.family, below, p)
			}
		}
	}
}
