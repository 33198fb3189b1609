package draws

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// beta is a share, from 0 to 1. Two quantiles determine its two parameters: whatever two
// shares are given as P10 and P90, there is one beta and only one (J. van Dorp and
// T. Mazzuchi, "Solving for the parameters of a beta distribution under two quantile
// constraints", Journal of Statistical Computation and Simulation 67(2), 2000, pp. 189-201).
type beta struct{ of distuv.Beta }

// Where the parameters of a beta are looked for. Their sum counts people seen: from next to
// nobody (a share that is 0 or 1 and hardly anything between) to far more than there are.
const (
	fewestSeen = 1e-3
	mostSeen   = 1e12
	edgeOfMean = 1e-12 // how near the mean may come to 0 or 1
)

// newBeta solves for the mean and the sum of the parameters in turn: for a given sum, the mean at
// which the low end is P10; then the sum at which the high end is P90, as the more are
// seen the less lies beyond it.
func newBeta(low, high float64) (Distribution, error) {
	if low <= 0 || high >= 1 {
		return nil, &Refusal{"a beta from " + short(low) + " to " + short(high), "a beta lies between 0 and 1, so its low end is above 0 and its high end below 1", "narrow the interval, or choose another family", false}
	}
	given := func(logSeen float64) distuv.Beta {
		seen := math.Exp(logSeen)
		of := func(mean float64) distuv.Beta { return distuv.Beta{Alpha: mean * seen, Beta: (1 - mean) * seen} }
		return of(root(func(mean float64) float64 { return of(mean).CDF(low) - Tail }, edgeOfMean, 1-edgeOfMean))
	}
	return beta{given(root(func(logSeen float64) float64 { return given(logSeen).CDF(high) - (1 - Tail) },
		math.Log(fewestSeen), math.Log(mostSeen)))}, nil
}

func (b beta) Mean() float64              { return b.of.Mean() }
func (b beta) SD() float64                { return b.of.StdDev() }
func (b beta) Quantile(p float64) float64 { return shape{b.of.Alpha, b.of.Beta}.quantile(p) }
func (b beta) Bounds() Bounds             { return Bounds{0, 1} }
