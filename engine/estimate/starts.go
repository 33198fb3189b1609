package estimate

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Starts is how many people start in a month.
type Starts struct {
	People, Months int
	// PerMonth is the level in the month in which a run begins, in people a month.
	PerMonth float64
	Interval
	// Trend is nil where WhyNone says why none is fitted.
	Trend   *Trend
	WhyNone NoTrend
	// Spread is how much more the months vary than chance has it: the variance over that of
	// Poisson counts, 1 where they do not.
	Spread float64
}

// NoGrowth is why starts are not projected to grow; blank where they are. A trend that may as
// well be none tells the level at which a run begins, and is no ground to go on growing by.
func (s *Starts) NoGrowth() NoTrend {
	if s.Trend != nil && s.Trend.Holds(0) {
		return TrendLevel
	}
	return s.WhyNone
}

// Trend is how starts grow, as a fraction a year.
type Trend struct {
	Growth float64
	Interval
	// Rank is the rank correlation (Spearman) of the growth with the level.
	Rank float64
}

// NoTrend is why no trend is fitted, or not gone on with.
type NoTrend string

// The reasons for which no trend is taken.
const (
	TrendShort NoTrend = "under 24 months are observed, which do not tell growth from the seasons"
	TrendFew   NoTrend = "under 100 people started"
	TrendSteep NoTrend = "it is too steep or too uncertain to go on"
	TrendLevel NoTrend = "0 is in its 80% interval"
)

// A trend over under two years is a matter of the seasons. One of a hundred starts in two years
// has a standard error of some 17% a year. What may be more than doubling within a year, or
// halving, is no trend that a projection goes on with.
const (
	fewestTrendMonths = 24
	fewestTrendStarts = 100
	steepestRise      = 1.0
	steepestFall      = -0.5
)

// overdispersed is the chance below which months that vary as much are more than chance.
const overdispersed = 0.05

const monthsOfYear = 12

// newStarts estimates starts from a count for each month of a window. The level is that of
// month at, counted from the window's first, which may be the month after its last.
func newStarts(counts []int, at int) Starts {
	s := Starts{Months: len(counts)}
	for _, n := range counts {
		s.People += n
	}
	switch {
	case len(counts) < fewestTrendMonths:
		s.WhyNone = TrendShort
	case s.People < fewestTrendStarts:
		s.WhyNone = TrendFew
	default:
		if s.follow(counts, at) {
			return s
		}
		s.WhyNone = TrendSteep
	}
	mean := float64(s.People) / float64(s.Months)
	s.Spread = spread(counts, func(int) float64 { return mean }, 1)
	s.PerMonth = mean
	s.Interval = countInterval(float64(s.People) / s.Spread)
	s.Low, s.High = s.Low*s.Spread/float64(s.Months), s.High*s.Spread/float64(s.Months)
	return s
}

// follow fits a Poisson log-linear trend, log(mean of a month) = level + slope x years since
// month at, by maximum likelihood (Newton's method; P. McCullagh and J. Nelder, Generalized
// Linear Models, 2nd edition, 1989, section 6.2). It is false where the trend is too steep.
func (s *Starts) follow(counts []int, at int) bool {
	years := func(i int) float64 { return float64(i-at) / monthsOfYear }
	level, slope := math.Log(float64(s.People)/float64(s.Months)), 0.0
	fitted := func(i int) float64 { return math.Exp(level + slope*years(i)) }
	var c [3]float64 // the inverse of the information: var(level), cov, var(slope)
	const mostSteps, near = 50, 1e-12
	for range mostSteps {
		var u0, u1, i00, i01, i11 float64
		for i, n := range counts {
			x, mu := years(i), fitted(i)
			u0, u1 = u0+float64(n)-mu, u1+x*(float64(n)-mu)
			i00, i01, i11 = i00+mu, i01+x*mu, i11+x*x*mu
		}
		det := i00*i11 - i01*i01
		if !(det > 0) || math.IsInf(det, 0) {
			return false
		}
		c = [3]float64{i11 / det, -i01 / det, i00 / det}
		d0, d1 := c[0]*u0+c[1]*u1, c[1]*u0+c[2]*u1
		level, slope = level+d0, slope+d1
		if math.Abs(d0)+math.Abs(d1) < near {
			break
		}
	}
	const parameters = 2
	s.Spread = spread(counts, fitted, parameters)
	growth := logInterval(slope, math.Sqrt(c[2]*s.Spread))
	trend := Trend{Growth: math.Exp(slope) - 1, Interval: Interval{growth.Low - 1, growth.High - 1}}
	if !(trend.Low > steepestFall && trend.High < steepestRise) {
		return false
	}
	s.PerMonth, s.Interval = math.Exp(level), logInterval(level, math.Sqrt(c[0]*s.Spread))
	// The rank correlation of two normals correlated by r (W. Kruskal, 1958).
	trend.Rank = 6 / math.Pi * math.Asin(c[1]/math.Sqrt(c[0]*c[2])/2)
	s.Trend = &trend
	return true
}

// spread is Pearson's statistic over its degrees of freedom, where it is so large that counts
// which vary by chance alone would hardly reach it, and otherwise 1 (McCullagh and Nelder,
// section 6.2.3).
func spread(counts []int, fitted func(int) float64, parameters int) float64 {
	x2, free := 0.0, float64(len(counts)-parameters)
	for i, n := range counts {
		mu := fitted(i)
		if mu <= 0 {
			return 1
		}
		x2 += (float64(n) - mu) * (float64(n) - mu) / mu
	}
	if free <= 0 || x2 <= free || (distuv.ChiSquared{K: free}).Survival(x2) > overdispersed {
		return 1
	}
	return x2 / free
}
