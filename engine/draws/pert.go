package draws

import (
	"math"
	"sync"

	"gonum.org/v1/gonum/stat/distuv"
)

// modeWeight is how many times the mode counts in the mean of a PERT: (a + 4m + b) / 6.
const modeWeight = 4

// pert is a bounded figure with a most likely value: a beta stretched over its ends a and b,
// with parameters 1 + 4(m-a)/(b-a) and 1 + 4(b-m)/(b-a) where m is the mode
// (D. Malcolm, J. Roseboom, C. Clark and W. Fazar, "Application of a technique for research
// and development program evaluation", Operations Research 7(5), 1959, pp. 646-669).
type pert struct {
	of         distuv.Beta // over 0 to 1
	low, width float64
}

// newPERT solves for the ends. The shape depends only on where the mode lies between them,
// t = (m-a)/(b-a), and so does where the mode lies between P10 and P90; that is the one
// equation to solve, and the interval's width then gives b-a.
func newPERT(low, high, mode float64) (Distribution, error) {
	if !(mode > low && mode < high) {
		return nil, &Refusal{"a pert from " + short(low) + " to " + short(high) + " around " + short(mode), "the most likely value, which is the cell as it stands, lies between low and high", "move the interval so that it lies around the cell, or choose another family", false}
	}
	tail := pertTail()
	along := (mode - low) / (high - low)
	t := root(func(t float64) float64 {
		p10, p90 := tail.at(t), 1-tail.at(1-t)
		return (t-p10)/(p90-p10) - along
	}, 0, 1)
	p10, p90 := tail.at(t), 1-tail.at(1-t)
	width := (high - low) / (p90 - p10)
	return pert{of: pertShape(t), low: low - p10*width, width: width}, nil
}

// pertShape is the beta of a PERT with the mode at t of its width.
func pertShape(t float64) distuv.Beta {
	return distuv.Beta{Alpha: 1 + modeWeight*t, Beta: 1 + modeWeight*(1-t)}
}

func (p pert) Mean() float64 { return p.low + p.width*p.of.Mean() }
func (p pert) SD() float64   { return p.width * p.of.StdDev() }
func (p pert) Quantile(q float64) float64 {
	return p.low + p.width*shape{p.of.Alpha, p.of.Beta}.quantile(q)
}
func (p pert) Bounds() Bounds { return Bounds{p.low, p.low + p.width} }

// tailOfMode is where P10 of a PERT lies between its ends, by where its mode does: a polynomial
// through Chebyshev points, evaluated by the barycentric formula (J.-P. Berrut and L. Trefethen,
// "Barycentric Lagrange interpolation", SIAM Review 46(3), 2004, (4.2) and (5.4)). P90 is 1 less
// P10 of the mode as far from the other end.
type tailOfMode struct{ mode, p10 [pertPoints]float64 }

// pertPoints of the polynomial bring it within some 1e-14 of P10.
const pertPoints = 32

// pertTail is worked out once: each point takes longer than all that is done with it later.
var pertTail = sync.OnceValue(func() *tailOfMode {
	var t tailOfMode
	for i := range t.mode {
		t.mode[i] = (1 - math.Cos(math.Pi*float64(i)/(pertPoints-1))) / 2
		of := pertShape(t.mode[i])
		t.p10[i] = shape{of.Alpha, of.Beta}.quantile(Tail)
	}
	return &t
})

func (t *tailOfMode) at(mode float64) float64 {
	above, below := 0.0, 0.0
	for i, point := range t.mode {
		apart := mode - point
		if apart == 0 {
			return t.p10[i]
		}
		weight := 1 / apart
		if i == 0 || i == pertPoints-1 {
			weight /= 2
		}
		if i%2 == 1 {
			weight = -weight
		}
		above += weight * t.p10[i]
		below += weight
	}
	return above / below
}
