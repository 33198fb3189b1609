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

	came arrivals
}

// arrivals are all that people who start in the months of a window say of a Poisson trend: how many,
// and when.
type arrivals struct {
	months, at int     // the level is that of month at, counted from the window's first
	people     float64 // who started
	years      float64 // summed over people, from the month at to that in which they started
}

// yearsTo is how long after month at a month is, in years.
func (a *arrivals) yearsTo(month int) float64 { return float64(month-a.at) / monthsOfYear }

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
	came := arrivals{months: len(counts), at: at}
	for i, n := range counts {
		came.people += float64(n)
		came.years += float64(n) * came.yearsTo(i)
	}
	return came.starts(func(fitted func(month int) float64, parameters int) float64 {
		return spread(counts, fitted, parameters)
	})
}

// starts estimates starts; spread says how much more the months vary than chance has it about
// what is fitted to them.
func (a arrivals) starts(spread func(fitted func(month int) float64, parameters int) float64) Starts {
	s := Starts{People: int(math.Round(a.people)), Months: a.months, came: a}
	switch {
	case a.months < fewestTrendMonths:
		s.WhyNone = TrendShort
	case s.People < fewestTrendStarts:
		s.WhyNone = TrendFew
	default:
		if s.follow(spread) {
			return s
		}
		s.WhyNone = TrendSteep
	}
	months := float64(a.months)
	s.PerMonth = a.people / months
	s.Spread = spread(func(int) float64 { return s.PerMonth }, 1)
	s.Interval = countInterval(a.people / s.Spread)
	s.Low, s.High = s.Low*s.Spread/months, s.High*s.Spread/months
	return s
}

// follow fits a Poisson log-linear trend, log(mean of a month) = level + slope x years since
// month at, by maximum likelihood (Newton's method; P. McCullagh and J. Nelder, Generalized
// Linear Models, 2nd edition, 1989, section 6.2). It is false where the trend is too steep.
func (s *Starts) follow(spread func(fitted func(month int) float64, parameters int) float64) bool {
	a := &s.came
	level, slope := math.Log(a.people/float64(a.months)), 0.0
	fitted := func(i int) float64 { return math.Exp(level + slope*a.yearsTo(i)) }
	var c [3]float64 // the inverse of the information: var(level), cov, var(slope)
	const mostSteps, near = 50, 1e-12
	for range mostSteps {
		u0, u1 := a.people, a.years
		var i00, i01, i11 float64
		for i := range a.months {
			x, mu := a.yearsTo(i), fitted(i)
			u0, u1 = u0-mu, u1-x*mu
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
	s.Spread = spread(fitted, parameters)
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
