package draws

import "gonum.org/v1/gonum/stat/distuv"

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
	shape := func(t float64) distuv.Beta {
		return distuv.Beta{Alpha: 1 + modeWeight*t, Beta: 1 + modeWeight*(1-t)}
	}
	along := (mode - low) / (high - low)
	t := root(func(t float64) float64 {
		p10, p90 := shape(t).Quantile(Tail), shape(t).Quantile(1-Tail)
		return (t-p10)/(p90-p10) - along
	}, 0, 1)
	of := shape(t)
	p10, p90 := of.Quantile(Tail), of.Quantile(1-Tail)
	width := (high - low) / (p90 - p10)
	return pert{of: of, low: low - p10*width, width: width}, nil
}

func (p pert) Mean() float64 { return p.low + p.width*p.of.Mean() }
func (p pert) SD() float64   { return p.width * p.of.StdDev() }
func (p pert) Quantile(q float64) float64 {
	return p.low + p.width*shape{p.of.Alpha, p.of.Beta}.quantile(q)
}
func (p pert) Bounds() Bounds { return Bounds{p.low, p.low + p.width} }
