package estimate

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// tail is the chance of lying below the low end of an interval, and above its high end: an
// interval holds 80%, as in the uncertainty table.
const tail = 0.1

// Interval is an 80% interval.
type Interval struct{ Low, High float64 }

// Holds says whether x lies within the interval.
func (i Interval) Holds(x float64) bool { return x >= i.Low && x <= i.High }

// score is how many standard deviations from the mean the ends of a normal interval lie.
var score = distuv.UnitNormal.Quantile(1 - tail)

// countInterval is the interval of the mean of a count, from one count of it: the quantiles of
// a gamma of the count and a half (D. R. Cox, "Some simple approximate tests for Poisson
// variates", Biometrika 40, 1953, pp. 354-360).
func countInterval(count float64) Interval {
	of := distuv.ChiSquared{K: 2*count + 1}
	return Interval{of.Quantile(tail) / 2, of.Quantile(1-tail) / 2}
}

// shareInterval is the interval of one share of a Dirichlet whose counts come to all: a beta of
// the count and of the rest. A share of nothing or of all has no width.
func shareInterval(count, all float64) Interval {
	if count <= 0 || count >= all {
		return Interval{count / all, count / all}
	}
	of := distuv.Beta{Alpha: count, Beta: all - count}
	return Interval{of.Quantile(tail), of.Quantile(1 - tail)}
}

// logInterval is the interval of a figure whose logarithm was estimated with a standard error.
func logInterval(log, err float64) Interval {
	return Interval{math.Exp(log - score*err), math.Exp(log + score*err)}
}
