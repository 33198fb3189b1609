package draws

import (
	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"
)

// deviations is how many standard deviations an 80% interval of a normal is wide: twice the
// standard normal's quantile of 0.9, 2.563103.
var deviations = 2 * mathext.NormalQuantile(1-Tail)

// normal is a figure that may lie anywhere: mean (low+high)/2 and standard deviation
// (high-low)/2.563103, as the NHP demand model of The Strategy Unit reads its intervals.
type normal struct{ of distuv.Normal }

func newNormal(low, high float64) normal {
	return normal{distuv.Normal{Mu: low + (high-low)/2, Sigma: (high - low) / deviations}}
}

func (n normal) Mean() float64              { return n.of.Mu }
func (n normal) SD() float64                { return n.of.Sigma }
func (n normal) Quantile(p float64) float64 { return n.of.Quantile(p) }
func (n normal) Bounds() Bounds             { return Unbounded() }
