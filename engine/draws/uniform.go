package draws

import "gonum.org/v1/gonum/stat/distuv"

// uniform is a figure of which nothing is likelier than the rest. An 80% interval is eight
// tenths of its width, so its ends lie an eighth of the interval outside.
type uniform struct{ of distuv.Uniform }

func newUniform(low, high float64) uniform {
	beyond := (high - low) * Tail / (1 - 2*Tail)
	return uniform{distuv.Uniform{Min: low - beyond, Max: high + beyond}}
}

func (u uniform) Mean() float64              { return u.of.Mean() }
func (u uniform) SD() float64                { return u.of.StdDev() }
func (u uniform) Quantile(p float64) float64 { return u.of.Quantile(p) }
func (u uniform) Bounds() Bounds             { return Bounds{u.of.Min, u.of.Max} }
