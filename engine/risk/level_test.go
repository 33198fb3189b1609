package risk

import (
	"math"
	"testing"
)

func TestLevels(t *testing.T) {
	for _, c := range []struct{ text, want, err string }{
		{"mean", "mean", ""}, {"p90", "P90", ""}, {" P5 ", "P5", ""}, {"p99", "P99", ""},
		{"p0", "", `"p0" is no figure of draws; it is mean, or a quantile from p1 to p99, such as p90`},
		{"p100", "", `"p100" is no figure of draws; it is mean, or a quantile from p1 to p99, such as p90`},
		{"p090", "", `"p090" is no figure of draws; it is mean, or a quantile from p1 to p99, such as p90`},
		{"90", "", `"90" is no figure of draws; it is mean, or a quantile from p1 to p99, such as p90`},
		{"", "", `"" is no figure of draws; it is mean, or a quantile from p1 to p99, such as p90`},
	} {
		level, err := ParseLevel(c.text)
		if err == nil && (c.err != "" || level.String() != c.want) || err != nil && err.Error() != c.err {
			t.Errorf("%q is read as %s, error %v; want %s%s", c.text, level, err, c.want, c.err)
		}
	}
}

// Of a thousand draws 0 to 999 in any order, P90 lies nine tenths of the way from the first to
// the last; its error is a quarter of what lies between the places two binomial errors off.
func TestTheFigureOfALevel(t *testing.T) {
	draws := make([]float64, BlockDraws)
	for i := range draws {
		draws[i] = float64(i * 7 % BlockDraws)
	}
	for _, c := range []struct {
		level       Level
		figure, err float64
	}{
		{Level(90), 899.1, 999 * math.Sqrt(0.09/BlockDraws)},
		{Level(50), 499.5, 999 * math.Sqrt(0.25/BlockDraws)},
		{MeanLevel, 499.5, math.Sqrt((BlockDraws*BlockDraws-1)/12.0*BlockDraws/(BlockDraws-1)) / math.Sqrt(BlockDraws)},
	} {
		if figure, err := c.level.Of(draws); math.Abs(figure-c.figure) > 1e-9 || math.Abs(err-c.err) > 1e-9 {
			t.Errorf("%s is %g with error %g, want %g with error %g", c.level, figure, err, c.figure, c.err)
		}
	}
}

// A sum of outcomes that is no number is said, whatever its draw.
func TestTotals(t *testing.T) {
	totals, err := Totals(t.Context(), formulas{{yearly("income"), func(draw []float64) float64 { return draw[0] }}, {yearly("cost"), func(draw []float64) float64 { return 2 * draw[1] }}},
		newNormals(1, 2), Range{1000, 3000, 4000}, 2)
	if err != nil || len(totals) != 2000 {
		t.Fatal(len(totals), err)
	}
	values := newPanel(2)
	newNormals(1, 2).Fill(2875, values)
	for lane := range values[0] {
		if want := values[0][lane] + 2*values[1][lane]; totals[1875+lane] != want {
			t.Fatalf("draw %d is %g, want %g", 2875+lane, totals[1875+lane], want)
		}
	}
	_, err = Totals(t.Context(), formulas{{yearly("income"), func(draw []float64) float64 { return 1 / (draw[0] - draw[0]) }}}, newNormals(1, 1), Whole(1000), 1)
	if want := "the result comes to +Inf; a figure is a number up to 1e+150 either way; look for what divides by a figure that may be drawn near zero"; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}
