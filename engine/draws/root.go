package draws

import "math"

// mostSteps bounds the search for a root: halving alone would exhaust a float64 in fewer.
const mostSteps = 100

// root finds where a continuous function is zero between two points at which its signs
// differ, by Ridders's method, which never leaves the bracket (C. Ridders, "A new algorithm
// for computing a single root of a real continuous function", IEEE Transactions on Circuits
// and Systems 26(11), 1979, pp. 979-980). Where the signs agree it gives the end nearer zero;
// From then finds that the interval is not met.
func root(f func(float64) float64, a, b float64) float64 {
	fa, fb := f(a), f(b)
	if fa == 0 || (math.Signbit(fa) == math.Signbit(fb) && math.Abs(fa) <= math.Abs(fb)) {
		return a
	}
	if math.Signbit(fa) == math.Signbit(fb) {
		return b
	}
	best := a
	for range mostSteps {
		middle := a + (b-a)/2
		fm := f(middle)
		x := middle
		if under := math.Sqrt(fm*fm - fa*fb); under > 0 {
			x += math.Copysign(1, fa-fb) * (middle - a) * fm / under
		}
		fx := f(x)
		if fm == 0 {
			return middle
		}
		if fx == 0 || x == best {
			return x
		}
		best = x
		switch {
		case math.Signbit(fm) != math.Signbit(fx):
			a, fa, b, fb = middle, fm, x, fx
		case math.Signbit(fa) != math.Signbit(fx):
			b, fb = x, fx
		default:
			a, fa = x, fx
		}
		if a == b || math.Abs(b-a) <= math.Abs(x)*epsilon {
			return x
		}
	}
	return best
}

// epsilon is about the distance from 1 to the next float64, a few times over.
const epsilon = 1e-15
