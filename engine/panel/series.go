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
	unit   float64   // c of the last term
	times  []float64 // the others' c over it, from the last but one to the first
}

// seriesAbout gives as many terms about -centre as the people at a month's end need. With
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
	// The days are off by what is left out x the change at the month's beginning, which is
	// no more than 1 + 2 centre of the people; and the end by 2 centre x that.
	allowed := seriesError / ((1 + 2*centre) * (1 + 2*centre))
	end := 1
	for beyond[end] > allowed {
		end++
	}
	s := series{centre: centre, unit: c[end]}
	for j := end - 1; j >= 0; j-- {
		s.times = append(s.times, c[j]/c[end])
	}
	return s
}

// seriesRoom keeps the series that have been asked for.
type seriesRoom [longestStep*centres + 1]series

// atLeast is the series about the nearest centre below -centre.
func (r *seriesRoom) atLeast(centre float64) *series {
	at := max(1, int(math.Ceil(centre*centres)))
	if r[at].times == nil {
		r[at] = seriesAbout(float64(at) / centres)
	}
	return &r[at]
}
