package draws

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

const (
	// nearBeta is how near a table of quantiles comes to them, as a part of the width from
	// P10 to P90, or of the standard deviation where that is wider.
	nearBeta = 1e-10
	// octavesBeta reach as far as all but one draw in 4,096 goes.
	octavesBeta = 12
)

// shape is the two parameters of a beta over 0 to 1.
type shape struct{ a, b float64 }

// solvedBits is how many of the 52 bits of a parameter hold when it was solved for: shapes
// that agree in these are one shape.
const solvedBits = 44

// rounded is the shape by which tables are shared.
func (s shape) rounded() shape {
	round := func(x float64) float64 {
		const dropped = mantissaBits - solvedBits
		return math.Float64frombits((math.Float64bits(x) + 1<<(dropped-1)) &^ (1<<dropped - 1))
	}
	return shape{round(s.a), round(s.b)}
}

// quantiles of a beta.
func (s shape) quantiles() *quantiles {
	sd := math.Sqrt(s.a*s.b/(s.a+s.b+1)) / (s.a + s.b)
	return newQuantiles(s.tail(), shape{s.b, s.a}.tail(), 1, octavesBeta, nearBeta*max(s.quantile(1-Tail)-s.quantile(Tail), sd), s.quantile)
}

const (
	// rare is the chance below which gonum's inverse is no longer relied on: farther out it may
	// stop short of the quantile.
	rare = 1. / (1 << 13)
	met  = 1e-9 // a last step, as a part of the figure; the next would be about its square
)

// quantile is the figure that a beta lies below with chance u.
func (s shape) quantile(u float64) float64 {
	switch {
	case u < rare:
		return s.far(u)
	case u > 1-rare:
		return 1 - shape{s.b, s.a}.far(1-u)
	}
	return mathext.InvRegIncBeta(s.a, s.b, u)
}

// far is the quantile of a rare chance, by Newton's method for the logarithm of the chance as a
// function of that of the figure: it bends one way only, so that no step but the first goes
// too far.
func (s shape) far(chance float64) float64 {
	x := mathext.InvRegIncBeta(s.a, s.b, rare)
	for range mostSteps {
		below := mathext.RegIncBeta(s.a, s.b, x)
		f, _ := s.density(x)
		by := math.Log(below/chance) * below / (x * f)
		if !finite(by) {
			break // so near 0 that nothing is told apart
		}
		x *= math.Exp(-by)
		if math.Abs(by) <= met {
			break
		}
	}
	return x
}

// density is the density at x, and its slope as a part of it.
func (s shape) density(x float64) (f, bends float64) {
	return math.Exp((s.a-1)*math.Log(x) + (s.b-1)*math.Log1p(-x) - mathext.Lbeta(s.a, s.b)), (s.a-1)/x - (s.b-1)/(1-x)
}

// tables are the quantiles of betas, each shape's worked out once.
type tables map[shape]*quantiles

func (t tables) of(s shape) *quantiles {
	s = s.rounded()
	if t[s] == nil {
		t[s] = s.quantiles()
	}
	return t[s]
}

const (
	mostCorrections = 8
	// corrected is a correction so small that the next would be lost in rounding, as each
	// is about the cube of the last.
	corrected = 1e-5
)

// tail finds points of the quantile function by Halley's method from a guess.
func (s shape) tail() tailOf {
	pointAt := func(x float64) point {
		f, bends := s.density(x)
		return point{x, 1 / f, -bends / (f * f)}
	}
	return func(chance, guess float64) point {
		x := guess
		for range mostCorrections {
			if !(x > 0 && x < 1) {
				break
			}
			f, bends := s.density(x)
			off := (mathext.RegIncBeta(s.a, s.b, x) - chance) / f
			by := off / (1 - min(1, off*bends)/2)
			x -= by
			if math.Abs(by) <= corrected*min(x, 1-x) {
				return pointAt(x)
			}
		}
		return pointAt(s.quantile(chance))
	}
}
