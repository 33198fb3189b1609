package panel

import "math"

const (
	// seriesError is the most that the people at the end of a month may be off, as a part of
	// all who were there or began in it.
	seriesError = 1e-9
	// longestStep is the largest centre of a series; a month that asks for more is taken in
	// several steps.
	longestStep = 16
	// centres is how many centres there are between whole numbers. Taking a larger one than
	// need be costs little, and lets months and panels share their series.
	centres = 8
)

// series are the first terms of phi2(z) = (e^z - 1 - z) / z^2 about -centre: the sum of
// c[j] (z + centre)^j. For a matrix Z of which Z + centre has a 1-norm of no more than centre,
// the j-th power of that has one of no more than centre^j, and what is left out no more than the
// sum of c[j] centre^j over the terms left out.
type series struct {
	centre float64
	c      []float64
	beyond []float64 // by term, what is left out after it
}

// reach is the most that the change at a month's beginning can be, as a part of the people who
// are there or begin.
func (s *series) reach() float64 { return 1 + 2*s.centre }

// last is the last term that the people at a month's end need, where the change at its beginning
// is such a part of the people who are there or begin. The days are off by what is left out x the
// change, and the end by no more than 2 centre x that.
func (s *series) last(reach float64) int {
	allowed := seriesError / ((1 + 2*s.centre) * reach)
	last := 0
	for last < len(s.c)-1 && s.beyond[last] > allowed {
		last++
	}
	return last
}

// seriesAbout gives as many terms about -centre as any month needs. With
//
//	phi2(z) = the integral of (1-s) e^(sz) over s from 0 to 1
//
// (M. Hochbruck and A. Ostermann, "Exponential integrators", Acta Numerica 19, 2010, (2.10))
// c[j] is the integral of (1-s) s^j e^(-s centre) / j!, and by Kummer's transformation
// (NIST Digital Library of Mathematical Functions, 13.2.39)
//
//	c[j] = e^-centre x the sum of (m+1) centre^m / (j+m+2)! over m from 0,
//
// which adds up numbers above zero alone, from the last to the first.
func seriesAbout(centre float64) series {
	const last = 160 // past it no term about -longestStep is more than the smallest number beside the first
	var c, beyond [last + 1]float64
	inverse, sum, both, left := 1/math.Gamma(last+3), 0.0, 0.0, 0.0
	scale := math.Exp(-centre)
	for j := last; j >= 0; j-- {
		sum = inverse + centre*sum // of centre^m / (j+m+2)!
		both = sum + centre*both   // of (m+1) centre^m / (j+m+2)!
		inverse *= float64(j + 2)
		c[j], beyond[j] = scale*both, left
		left += c[j] * math.Pow(centre, float64(j))
	}
	s := series{centre, c[:], beyond[:]}
	end := s.last(s.reach()) + 1
	s.c, s.beyond = s.c[:end:end], s.beyond[:end:end]
	return s
}

// seriesRoom keeps the series that have been asked for.
type seriesRoom [longestStep*centres + 1]series

// atLeast is the series about the nearest centre below -centre.
func (r *seriesRoom) atLeast(centre float64) *series {
	at := max(1, int(math.Ceil(centre*centres)))
	if r[at].c == nil {
		r[at] = seriesAbout(float64(at) / centres)
	}
	return &r[at]
}
