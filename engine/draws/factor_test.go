package draws

import (
	"cmp"
	"math"
	"reflect"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"
)

// ranked is the ranks of a sample, whose correlation is Spearman's.
func ranked(x []float64) []float64 {
	order := make([]int, len(x))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Compare(x[i], x[j]) })
	ranks := make([]float64, len(x))
	for rank, i := range order {
		ranks[i] = float64(rank)
	}
	return ranks
}

func TestDrawsHaveTheRankCorrelationsAskedFor(t *testing.T) {
	const n = 50_000
	parameters, correlations := ofEachKind(t)
	s := sampler(t, parameters, correlations...)
	values := filled(s, 0, n)
	ranks := make([][]float64, len(parameters))
	for i := range parameters {
		slot, _ := s.Slot(i)
		ranks[i] = ranked(values[slot])
	}
	asked := map[[2]string]float64{{"as one", "as one"}: 1, {"north", "north"}: 1}
	for _, c := range correlations {
		asked[[2]string{c.A, c.B}], asked[[2]string{c.B, c.A}] = c.Rank, c.Rank
	}
	for i, a := range parameters {
		for j, b := range parameters[:i] {
			want := asked[[2]string{a.Group, b.Group}]
			got := stat.Correlation(ranks[i], ranks[j], nil)
			if most := 4 / math.Sqrt(n); math.Abs(got-want) > most*(1-want*want)+1e-12 {
				t.Errorf("%s and %s: rank correlation %v, want %v", a.Name, b.Name, got, want)
			}
		}
	}
	for i, p := range parameters { // and each by itself is as if it were alone
		if p.Of == nil {
			continue
		}
		slot, _ := s.Slot(i)
		u := make([]float64, n)
		for lane, x := range values[slot] {
			u[lane] = chanceBelow(p.Of, x)
		}
		slices.Sort(u)
		furthest := 0.0
		for i, u := range u {
			furthest = max(furthest, math.Abs(u-float64(i)/n))
		}
		if furthest > 1.95/math.Sqrt(n) {
			t.Errorf("%s lies %v from its distribution", p.Name, furthest)
		}
	}
}

// chanceBelow is the chance that a distribution lies below a figure, by gonum.
func chanceBelow(d Distribution, x float64) float64 {
	switch d := d.(type) {
	case normal:
		return d.of.CDF(x)
	case logNormal:
		return d.of.CDF(x)
	case uniform:
		return d.of.CDF(x)
	case beta:
		return d.of.CDF(x)
	case pert:
		return d.of.CDF((x - d.low) / d.width)
	}
	return math.NaN()
}

// price is a parameter of a group.
func price(t rapid.TB, name, group string) Parameter {
	t.Helper()
	return Parameter{Name: name, Of: from(t, PERT, 80, 105, 90), Group: group}
}

func TestGroupsOfFullRankMoveAsOne(t *testing.T) {
	s := sampler(t, []Parameter{price(t, "a", "north"), price(t, "b", "south"), price(t, "c", "west"), price(t, "d", "north")},
		Correlation{"north", "south", 1}, Correlation{"west", "north", -1}, Correlation{"west", "south", -1})
	values := filled(s, 0, 1000)
	for lane, a := range values[0] {
		if b, d := values[1][lane], values[3][lane]; a != b || a != d {
			t.Fatalf("draw %d: %v, %v and %v", lane, a, b, d)
		}
	}
	ranks := [][]float64{ranked(values[0]), ranked(values[2])}
	if r := stat.Correlation(ranks[0], ranks[1], nil); math.Abs(r+1) > 1e-12 {
		t.Errorf("rank correlation %v, want -1", r)
	}
}

// A group whose parameters move as one, and a parameter alone, are the quantile of a number of
// their own address; a group with a rank with itself has a number and each of its parameters
// another, even where it is one parameter.
func TestWhoseNumberAParameterTakes(t *testing.T) {
	s := sampler(t, []Parameter{price(t, "a", ""), price(t, "b", "north"), price(t, "c", "south"), price(t, "d", "west"), price(t, "e", "west")},
		Correlation{"south", "south", 0.5}, Correlation{"west", "west", 0})
	values := filled(s, 3, 1)
	uniform := func(name string) float64 { return At(1, name).Uniform(3) }
	z := distuv.UnitNormal
	common := 2 * math.Sin(math.Pi/12)
	south := z.CDF(math.Sqrt(common)*z.Quantile(uniform(groupMark+"south")) + math.Sqrt(1-common)*z.Quantile(uniform("c")))
	for slot, u := range []float64{uniform("a"), uniform(groupMark + "north"), south, uniform("d"), uniform("e")} {
		want := price(t, "", "").Of.Quantile(u)
		if got := values[slot][0]; math.Abs(got-want) > 1e-7 {
			t.Errorf("parameter %d: %v, want %v", slot, got, want)
		}
	}
}

func TestFactors(t *testing.T) {
	shares, err := NewDirichlet([]float64{0.5, 0.2}, 10)
	if err != nil {
		t.Fatal(err)
	}
	s := sampler(t, []Parameter{
		price(t, "a", "south"), price(t, "b", ""), price(t, "c", "west"), {Name: "d", Shares: shares}, price(t, "e", "north"),
		price(t, "f", "east"), price(t, "g", "east"), price(t, "h", "apart"), price(t, "i", "apart"), price(t, "j", "south"),
	}, Correlation{"north", "south", 0.3}, Correlation{"apart", "apart", 0}, Correlation{"west", "south", 0})
	want := []Factor{{"north and south", []int{0, 4, 9}}, {"b", []int{1}}, {"c", []int{2}}, {"d", []int{3}}, {"east", []int{5, 6}}, {"h", []int{7}}, {"i", []int{8}}}
	if got := s.Factors(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if first, count := s.Slot(3); first != 3 || count != 2 || s.Slots() != 11 {
		t.Errorf("shares at %d, %d of them, of %d slots", first, count, s.Slots())
	}
	if s := sampler(t, nil); s.Slots() != 0 || len(s.Factors()) != 0 {
		t.Errorf("nothing uncertain has %d slots", s.Slots())
	}
}

// The root of correlations that figures can have gives them back, though some follow from
// others; where figures cannot have them there is an error.
func TestTheRootOfCorrelations(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 6).Draw(t, "groups")
		var parameters []Parameter
		var correlations []Correlation
		matrix := mat.NewSymDense(n, nil)
		for i := range n {
			group := string(rune('a' + i))
			parameters = append(parameters, price(t, group, group))
			within := rapid.SampledFrom([]float64{1, 1, 0.6, 0.3}).Draw(t, "within")
			correlations = append(correlations, Correlation{group, group, within})
			matrix.SetSym(i, i, ofScores(within))
			for j := range i {
				rank := rapid.SampledFrom([]float64{-1, -0.5, 0, 0.2, 0.9, 1}).Draw(t, "rank")
				matrix.SetSym(i, j, ofScores(rank))
				correlations = append(correlations, Correlation{group, parameters[j].Group, rank})
			}
		}
		var eigen mat.EigenSym
		eigen.Factorize(matrix, false)
		least := eigen.Values(nil)[0]
		s, err := NewSampler(1, parameters, correlations)
		if (err != nil) != (least < -1e-9) {
			t.Fatalf("least eigenvalue %v: %v", least, err)
		}
		if err != nil {
			return
		}
		for _, f := range s.factors {
			for i := range f.root {
				for j := range f.root {
					got := 0.0
					for k := range f.root {
						got += f.root[i][k] * f.root[j][k]
					}
					a, b := f.sources[i].scalars[0].place, f.sources[j].scalars[0].place
					if math.Abs(got-matrix.At(a, b)) > 1e-6 {
						t.Fatalf("%d with %d: %v, want %v", a, b, got, matrix.At(a, b))
					}
				}
				if own := f.sources[i].own; math.Abs(own*own+matrix.At(f.sources[i].scalars[0].place, f.sources[i].scalars[0].place)-1) > 1e-12 {
					t.Fatalf("%d has %v of its own", i, own)
				}
			}
		}
	})
}

func TestSamplerRefusals(t *testing.T) {
	shares, err := NewDirichlet([]float64{0.5}, 10)
	if err != nil {
		t.Fatal(err)
	}
	a, b := price(t, "a", "north"), price(t, "b", "south")
	for _, c := range []struct {
		name         string
		parameters   []Parameter
		correlations []Correlation
		want         string
	}{
		{"one name twice", []Parameter{a, a}, nil, `two parameters named "a"; each needs a name of its own; rename one`},
		{"a mark", []Parameter{price(t, groupMark+"north", "")}, nil, `a parameter named "\x00north"; names are text that can be seen; rename it`},
		{"nothing to draw", []Parameter{{Name: "a"}}, nil, `parameter "a": either a distribution or shares; give one of the two`},
		{"two to draw", []Parameter{{Name: "a", Of: a.Of, Shares: shares}}, nil, `parameter "a": either a distribution or shares; give one of the two`},
		{"shares in a group", []Parameter{{Name: "a", Shares: shares, Group: "north"}}, nil, `parameter "a": shares in group "north"; shares move with each other and with no group; leave the group blank`},
		{"no group", []Parameter{a, b}, []Correlation{{"north", "nort", 0.5}}, `a correlation of "nort", which is no group; correlations are of groups of parameters; give a parameter this group`},
		{"no rank", []Parameter{a, b}, []Correlation{{"north", "south", math.NaN()}}, `a rank correlation of NaN between "north" and "south"; ranks lie between -1 and 1; correct it`},
		{"twice", []Parameter{a, b}, []Correlation{{"north", "south", 0.5}, {"south", "north", 0.5}}, `the correlation of "south" and "north" a second time; two groups have one; take one out`},
		{"what cannot be", []Parameter{a, b, price(t, "c", "west")}, []Correlation{{"north", "south", 0.9}, {"south", "west", 0.9}, {"west", "north", -0.9}}, `correlations that no figures can have together, with north, south, west among them; all correlations make a positive semidefinite matrix; bring them nearer to 0`},
		{"apart from each other", []Parameter{price(t, "c", "west"), price(t, "d", "west")}, []Correlation{{"west", "west", -0.6}}, `a rank correlation of -0.6 of "west" with itself; within a group ranks lie between 0 and 1, since any number of parameters may join it; give a group of its own to what goes the other way`},
		{"with another group but not with itself", []Parameter{a, price(t, "c", "west"), price(t, "d", "west")}, []Correlation{{"west", "west", 0}, {"west", "north", 0.2}}, `a rank correlation of 0.2 between "west" and "north", where those of "west" do not move together; what moves with a group has a part in common; give "west" a rank with itself`},
		{"more with another group than with itself", []Parameter{a, price(t, "c", "west"), price(t, "d", "west")}, []Correlation{{"west", "west", 0.2}, {"west", "north", 0.6}}, `correlations that no figures can have together, with north, west among them; all correlations make a positive semidefinite matrix; bring them nearer to 0`},
	} {
		if _, err := NewSampler(1, c.parameters, c.correlations); err == nil || err.Error() != c.want {
			t.Errorf("%s: got\n%v\nwant\n%s", c.name, err, c.want)
		}
	}
}
