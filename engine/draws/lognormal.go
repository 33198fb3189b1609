package draws

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// logNormal is a figure above 0 whose logarithm is normal, so that half as much is as likely
// as twice as much (E. Limpert, W. Stahel and M. Abbt, "Log-normal distributions across the
// sciences", BioScience 51(5), 2001, pp. 341-352).
type logNormal struct{ of distuv.LogNormal }

func newLogNormal(low, high float64) (Distribution, error) {
	if low <= 0 {
		return nil, &Refusal{"a lognormal from " + short(low), "a lognormal lies above 0", "raise low above 0, or choose another family", false}
	}
	logs := newNormal(math.Log(low), math.Log(high))
	return logNormal{distuv.LogNormal{Mu: logs.of.Mu, Sigma: logs.of.Sigma}}, nil
}

func (n logNormal) Mean() float64              { return n.of.Mean() }
func (n logNormal) SD() float64                { return n.of.StdDev() }
func (n logNormal) Quantile(p float64) float64 { return n.of.Quantile(p) }
func (n logNormal) Bounds() Bounds             { return Above(0) }
