package risk

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"

	"parity/engine"
	"parity/engine/draws"

	"gonum.org/v1/gonum/stat/distuv"
)

// uniforms is a Sampler of independent uniform numbers from low to high.
type uniforms struct {
	addresses []draws.Address
	low, high float64
}

func newUniforms(seed uint64, slots int, low, high float64) uniforms {
	return uniforms{newNormals(seed, slots).addresses, low, high}
}

func (u uniforms) Slots() int { return len(u.addresses) }

func (u uniforms) Fill(first uint64, values [][]float64) {
	for slot, row := range values {
		for lane := range row {
			row[lane] = u.low + (u.high-u.low)*u.addresses[slot].Uniform(first+uint64(lane))
		}
	}
}

// p90 is the standard normal's quantile of 0.9.
var p90 = distuv.UnitNormal.Quantile(0.9)

// standardNormals are factors of one standard normal each, named a, b and so on.
func standardNormals(slots int) []Factor {
	var factors []Factor
	for slot := range slots {
		factors = append(factors, Factor{Name: string(rune('a' + slot)), AsOne: true, Drawn: []Drawn{{Slot: slot, P10: -p90, P90: p90}}})
	}
	return factors
}

// driven works out what drives a formula of factors whose values stand at 0.
func driven(t testing.TB, of func(draw []float64) float64, sampler Sampler, factors []Factor, draws, workers int) *Drivers {
	t.Helper()
	d := &Driving{
		Calculator: formulas{{yearly(engine.ItemIncome), of}}, Sampler: sampler, Standing: &Standing{values: make([]float64, sampler.Slots())},
		Factors: factors, Result: []Part{{0, 1}}, Draws: draws, Workers: workers,
	}
	found, err := Drive(context.Background(), d, nil)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// driver is that of a name.
func (d *Drivers) driver(name string) Driver {
	return d.Drivers[slices.IndexFunc(d.Drivers, func(x Driver) bool { return x.Name == name })]
}

// Ishigami's function has known indices (T. Ishigami and T. Homma, "An importance quantification
// technique in uncertainty analysis for computer models", Proceedings of ISUMA '90, IEEE, 1990).
func TestIshigami(t *testing.T) {
	const a, b = 7, 0.1
	ishigami := func(x []float64) float64 {
		return math.Sin(x[0]) + a*math.Pow(math.Sin(x[1]), 2) + b*math.Pow(x[2], 4)*math.Sin(x[0])
	}
	pi4 := math.Pow(math.Pi, 4)
	v1, v2, v13 := math.Pow(1+b*pi4/5, 2)/2, a*a/8., b*b*pi4*pi4*8/225
	v := v1 + v2 + v13
	var factors []Factor
	for slot, name := range []string{"x1", "x2", "x3"} {
		factors = append(factors, Factor{Name: name, AsOne: true, Drawn: []Drawn{{Slot: slot, P10: -0.8 * math.Pi, P90: 0.8 * math.Pi}}})
	}
	found := driven(t, ishigami, newUniforms(1, 3, -math.Pi, math.Pi), factors, 16_000, 2)
	near(t, "variance", found.SD*found.SD, v, v/100)
	for name, want := range map[string]struct{ first, total float64 }{
		"x1": {v1 / v, (v1 + v13) / v}, "x2": {v2 / v, v2 / v}, "x3": {0, v13 / v},
	} {
		got := found.driver(name)
		near(t, name+" first", got.First, want.first, got.FirstError)
		near(t, name+" total", got.Total, want.total, got.TotalError)
		if got.FirstError > 0.02 || got.TotalError > 0.02 {
			t.Errorf("%s is known to %v and %v only", name, got.FirstError, got.TotalError)
		}
	}
	if order := []string{found.Drivers[0].Name, found.Drivers[1].Name, found.Drivers[2].Name}; !slices.Equal(order, []string{"x1", "x2", "x3"}) {
		t.Errorf("order %v", order)
	}
	// The mean of 7 sin² is 3.5, and x2 alone lifts it from 0.
	near(t, "mean", found.Mean, 3.5, found.MeanError)
	x2 := found.driver("x2")
	near(t, "bend of x2", x2.Bend, 3.5, x2.BendError)
	near(t, "together", found.Together, 0, found.TogetherError)
}

// In a straight line first and total order are the part of the variance, nothing bends, and the
// bars are worked out by hand.
func TestAStraightLine(t *testing.T) {
	line := func(x []float64) float64 { return 1000 + 30*x[0] - 40*x[1] + 0*x[2] }
	found := driven(t, line, newNormals(1, 3), standardNormals(3), 8000, 2)
	for name, want := range map[string]float64{"a": 900. / 2500, "b": 1600. / 2500} {
		got := found.driver(name)
		near(t, name+" first", got.First, want, got.FirstError)
		near(t, name+" total", got.Total, want, got.TotalError)
		if math.Abs(got.Bend) > 1e-9 || got.OffCentre != 0 {
			t.Errorf("%s bends by %v and is off centre by %v", name, got.Bend, got.OffCentre)
		}
	}
	nothing := found.driver("c")
	if nothing != (Driver{Factor: 2, Name: "c", Low: 1000, High: 1000}) {
		t.Errorf("a parameter that does nothing does %+v", nothing)
	}
	if a, b := found.driver("a"), found.driver("b"); a.Low != 1000-30*p90 || a.High != 1000+30*p90 || b.Low != 1000+40*p90 || b.High != 1000-40*p90 {
		t.Errorf("bars %+v and %+v", a, b)
	}
	if found.Stands != 1000 || math.Abs(found.Mean-1000) > 1e-9 || found.MeanError > 1e-9 || math.Abs(found.Together) > 1e-9 {
		t.Errorf("the mean is %v ± %v, and %v of it together", found.Mean, found.MeanError, found.Together)
	}
	near(t, "sd", found.SD, 50, 50/math.Sqrt(2*16_000))
}

// A cell that is not its parameter's mean shifts the result straight; a square bends it by its
// variance; a product of two that are independent does neither alone.
func TestWhatShiftsTheMean(t *testing.T) {
	factors := standardNormals(4)
	factors[0].Drawn[0].Mean = 0.5 // of a value that is drawn half above where it stands
	shifted := func(x []float64) float64 {
		return 100 + 2*x[0] + 3*x[1]*x[1] + 5*x[2]*x[3] + x[2]*x[2]*x[3]*x[3]
	}
	found := driven(t, shifted, lifted{newNormals(1, 4)}, factors, 4000, 2)
	a, b := found.driver("a"), found.driver("b")
	if a.OffCentre != 1 || math.Abs(a.Bend) > 1e-9 {
		t.Errorf("off centre by %v and bent by %v, want 1 and 0", a.OffCentre, a.Bend)
	}
	near(t, "bend", b.Bend, 3, b.BendError)
	if b.OffCentre != 0 {
		t.Errorf("off centre by %v, want 0", b.OffCentre)
	}
	near(t, "together", found.Together, 1, found.TogetherError)
	near(t, "mean", found.Mean, 105, found.MeanError)
	sum := found.Stands + found.Together
	for _, d := range found.Drivers {
		sum += d.OffCentre + d.Bend
	}
	if math.Abs(sum-found.Mean) > 1e-9 {
		t.Errorf("shifts sum to %v, and the mean is %v", sum, found.Mean)
	}
}

// lifted draws its first value half higher.
type lifted struct{ Sampler }

func (l lifted) Fill(first uint64, values [][]float64) {
	l.Sampler.Fill(first, values)
	for lane := range values[0] {
		values[0][lane] += 0.5
	}
}

// together draws its second value as the first, or against it.
type together struct {
	Sampler
	sign float64
}

func (g together) Fill(first uint64, values [][]float64) {
	g.Sampler.Fill(first, values)
	for lane, x := range values[0] {
		values[1][lane] = g.sign * x
	}
}

// Values that move together are one factor: 3a + 4b with b = a is 7a. Where b = -a it is -a, and
// the bar is that of the draws, as the two are never at their P10 together.
func TestValuesThatMoveTogetherAreOneFactor(t *testing.T) {
	line := func(x []float64) float64 { return 3*x[0] + 4*x[1] + 2*x[2] }
	for sign, slope := range map[float64]float64{1: 7, -1: 1} {
		factors := []Factor{
			{Name: "both", AsOne: sign > 0, Drawn: []Drawn{{Slot: 0, P10: -p90, P90: p90}, {Slot: 1, P10: -p90, P90: p90}}},
			{Name: "c", AsOne: true, Drawn: []Drawn{{Slot: 2, P10: -p90, P90: p90}}},
		}
		found := driven(t, line, together{newNormals(1, 3), sign}, factors, 8000, 2)
		both, want := found.driver("both"), slope*slope/(slope*slope+4)
		near(t, "first", both.First, want, both.FirstError)
		near(t, "total", both.Total, want, both.TotalError)
		near(t, "low end", both.Low, -slope*p90, both.LowError+1e-12)
		near(t, "high end", both.High, slope*p90, both.HighError+1e-12)
		if exact := both.LowError == 0 && both.HighError == 0; exact != (sign > 0) || both.LowError > slope/10 {
			t.Errorf("the ends are known to %v and %v", both.LowError, both.HighError)
		}
		if math.Abs(both.Bend) > 1e-9 {
			t.Errorf("a straight line bends by %v", both.Bend)
		}
	}
}

// What shares do in a straight line bends nothing, though they sum to a whole.
func TestSharesOfAWhole(t *testing.T) {
	shares, err := draws.NewDirichlet([]float64{0.5, 0.3}, 20)
	if err != nil {
		t.Fatal(err)
	}
	sampler, err := draws.NewSampler(1, []draws.Parameter{{Name: "ways", Shares: shares}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	factor := Factor{Name: "ways", Shares: true}
	for part := range shares.Len() {
		factor.Drawn = append(factor.Drawn, Drawn{part, shares.Quantile(part, 0.1), shares.Mean(part), shares.Quantile(part, 0.9)})
	}
	d := &Driving{
		Calculator: formulas{{yearly(engine.ItemIncome), func(x []float64) float64 { return 100 * x[0] }}},
		Sampler:    sampler, Standing: &Standing{values: []float64{0.5, 0.3}}, Factors: []Factor{factor}, Result: []Part{{0, 1}}, Draws: BlockDraws,
	}
	found, err := Drive(context.Background(), d, nil)
	if err != nil {
		t.Fatal(err)
	}
	ways := found.Drivers[0]
	near(t, "low end", ways.Low, 100*factor.Drawn[0].P10, ways.LowError)
	near(t, "high end", ways.High, 100*factor.Drawn[0].P90, ways.HighError)
	near(t, "bend", ways.Bend, 0, ways.BendError)
	near(t, "first", ways.First, 1, ways.FirstError)
	if math.Abs(ways.OffCentre) > 1e-9 || ways.BendError > 0.5 {
		t.Errorf("%+v", ways)
	}
}

// A result of several outcomes is their sum, so many times.
func TestADifferenceOfTwoOutcomes(t *testing.T) {
	d := &Driving{
		Calculator: contract(), Sampler: newNormals(1, 3), Standing: &Standing{values: make([]float64, 3)},
		Factors: standardNormals(3), Result: []Part{{payment, 1}, {cost, -1}}, Draws: BlockDraws,
	}
	both, err := Drive(context.Background(), d, nil)
	if err != nil {
		t.Fatal(err)
	}
	d.Result = []Part{{surplus, 1}}
	one, err := Drive(context.Background(), d, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, got := range both.Drivers {
		want := one.Drivers[i]
		if got.Name != want.Name || math.Abs(got.Low-want.Low)+math.Abs(got.High-want.High)+math.Abs(got.Bend-want.Bend) > 1e-9 || math.Abs(got.First-want.First)+math.Abs(got.Total-want.Total) > 1e-12 {
			t.Errorf("got %+v\nwant %+v", got, want)
		}
	}
}

// A block never moves: there is no variance to share.
func TestAResultThatNeverMoves(t *testing.T) {
	found := driven(t, func([]float64) float64 { return 990 }, newNormals(1, 2), standardNormals(2), BlockDraws, 1)
	want := []Driver{{Factor: 0, Name: "a", Low: 990, High: 990}, {Factor: 1, Name: "b", Low: 990, High: 990}}
	if found.SD != 0 || found.Mean != 990 || found.MeanError != 0 || !slices.Equal(found.Drivers, want) {
		t.Errorf("%+v", found)
	}
}

func TestWorkersChangeNoByte(t *testing.T) {
	bent := func(x []float64) float64 { return math.Exp(x[0]) + x[1]*x[2] }
	var first []byte
	for _, workers := range []int{1, 2, 5, 0} {
		got := []byte(fmt.Sprintf("%+v", driven(t, bent, newNormals(7, 3), standardNormals(3), 2000, workers)))
		if first == nil {
			first = got
		}
		if !bytes.Equal(first, got) {
			t.Errorf("%d workers give %s, one gives %s", workers, got, first)
		}
	}
}

// The errors are what they say: over many seeds, estimates scatter by them.
func TestErrorsOfSharesAreTheirScatterOverSeeds(t *testing.T) {
	const seeds = 100
	bent := func(x []float64) float64 { return 3*x[0] + math.Exp(x[1]/2) + x[0]*x[2] }
	var scatter, says [5]moments
	for seed := range uint64(seeds) {
		found := driven(t, bent, newNormals(seed, 3), standardNormals(3), 1000, 0)
		a, b := found.driver("a"), found.driver("b")
		for i, x := range [][2]float64{{a.First, a.FirstError}, {a.Total, a.TotalError}, {b.First, b.FirstError}, {b.Total, b.TotalError}, {b.Bend, b.BendError}} {
			scatter[i].add(momentsOf(x[:1]))
			says[i].add(momentsOf(x[1:]))
		}
	}
	for i, what := range []string{"first of a", "total of a", "first of b", "total of b", "bend of b"} {
		// The scatter over 100 seeds is itself known to 7%.
		if ratio := says[i].mean() / scatter[i].sd(); ratio < 0.75 || ratio > 1.33 {
			t.Errorf("%s scatters by %v, and its error says %v", what, scatter[i].sd(), says[i].mean())
		}
	}
}

func TestDrawsThatCannotBeTaken(t *testing.T) {
	for _, c := range []struct {
		draws, factors int
		want           string
	}{
		{1500, 2, "1500 base draws: variance shares take a multiple of 1000; ask for 2000"},
		{0, 2, "0 base draws: variance shares take a multiple of 1000; ask for 1000"},
		{25_000_000, 2, "25000000 base draws of 2 factors; at most 6249000, so that they fit in memory; ask for these"},
		{1000, 0, "nothing that is uncertain reaches the result; ask for another"},
	} {
		d := &Driving{Calculator: contract(), Sampler: newNormals(1, 3), Standing: &Standing{values: make([]float64, 3)}, Factors: standardNormals(c.factors), Result: []Part{{0, 1}}, Draws: c.draws}
		if _, err := Drive(context.Background(), d, nil); err == nil || err.Error() != c.want {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

func TestDrivingIsStoppedOnTheWay(t *testing.T) {
	ctx, stop := context.WithCancelCause(context.Background())
	enough := errors.New("enough")
	panels := 0
	d := &Driving{Calculator: contract(), Sampler: newNormals(1, 3), Standing: &Standing{values: make([]float64, 3)}, Factors: standardNormals(3), Result: []Part{{0, 1}}, Draws: 5 * BlockDraws, Workers: 1}
	_, err := Drive(ctx, d, func(done, of int) {
		panels = done
		if of != 40 {
			t.Errorf("%d panels in all, want 40", of)
		}
		stop(enough)
	})
	if !errors.Is(err, enough) || panels != 1 {
		t.Errorf("stopped after %d panels by %v", panels, err)
	}
}

func TestAResultThatIsNoNumber(t *testing.T) {
	d := &Driving{
		Calculator: formulas{{yearly(engine.ItemIncome), func(x []float64) float64 { return 1 / max(0, x[0]+3) }}},
		Sampler:    newNormals(1, 1), Standing: &Standing{values: make([]float64, 1)}, Factors: standardNormals(1), Result: []Part{{0, 1}}, Draws: BlockDraws, Workers: 1,
	}
	_, err := Drive(context.Background(), d, nil)
	want := "draws 500 to 624: the result comes to +Inf; a figure is a number up to 1e+150 either way; look for what divides by a figure that may be drawn near zero"
	if err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
}
