package draws

import (
	"errors"
	"fmt"
	"math"
	"strconv"
)

// Tail is the chance of lying below the low end of an interval, and of lying above its high
// end: an interval holds 80%, and its ends are P10 and P90.
const Tail = 0.1

// Distribution is what an uncertain figure may be, in the figure's own units. Where
// Quantile is given a number of Address.Uniform it gives a draw.
type Distribution interface {
	Mean() float64
	SD() float64
	// Quantile is the figure that the distribution lies below with chance p, 0 < p < 1.
	Quantile(p float64) float64
	// Bounds are the ends no draw lies beyond; infinite where there are none.
	Bounds() Bounds
}

// Bounds are the least and the most a figure may be.
type Bounds struct{ Low, High float64 }

// Unbounded is every number.
func Unbounded() Bounds { return Bounds{math.Inf(-1), math.Inf(1)} }

// Above is every number above x, x itself left out.
func Above(x float64) Bounds { return Bounds{math.Nextafter(x, math.Inf(1)), math.Inf(1)} }

// Holds says whether x lies within the bounds, the ends taken in.
func (b Bounds) Holds(x float64) bool { return x >= b.Low && x <= b.High }

// String says the bounds in words: "0 to 1", "0 or more".
func (b Bounds) String() string {
	switch low, high := !math.IsInf(b.Low, -1), !math.IsInf(b.High, 1); {
	case low && high:
		return short(b.Low) + " to " + short(b.High)
	case b.Low == math.SmallestNonzeroFloat64:
		return "above 0"
	case low:
		return short(b.Low) + " or more"
	case high:
		return short(b.High) + " or less"
	}
	return "any number"
}

// Refusal is why an interval makes no distribution: what was found, what is allowed and what
// to do about it. Beyond says that it is the bounds which are not kept.
type Refusal struct {
	Found, Allowed, Remedy string
	Beyond                 bool
}

// Error says it all in one line.
func (r *Refusal) Error() string {
	return fmt.Sprintf("found %s; %s; %s", r.Found, r.Allowed, r.Remedy)
}

// solved is how near the quantiles of a distribution have to come to the ends it was solved
// for, as a part of the interval's width: far finer than any interval is known.
const solved = 1e-6

// From gives the distribution of a family whose P10 and P90 are low and high. The cell is
// the figure as it stands, which is the mode of a PERT and does not count for the others.
// Within is what the figure may be: a distribution of which any draw could fall outside is
// refused, never cut off. The error is a *Refusal.
func From(family Family, low, high, cell float64, within Bounds) (Distribution, error) {
	switch {
	case !finite(low) || !finite(high) || !finite(high-low):
		return nil, &Refusal{"an interval from " + short(low) + " to " + short(high), "both ends are numbers", "write two numbers", false}
	case low >= high:
		return nil, &Refusal{"an interval from " + short(low) + " to " + short(high), "low lies below high", "change the two round", false}
	case !within.Holds(low) || !within.Holds(high):
		return nil, &Refusal{"an interval from " + short(low) + " to " + short(high), "what is drawn is " + within.String(), "narrow the interval", true}
	}
	d, err := solve(family, low, high, cell)
	if err != nil {
		return nil, err
	}
	if !(finite(d.SD()) && math.Abs(d.Quantile(Tail)-low) <= solved*(high-low) && math.Abs(d.Quantile(1-Tail)-high) <= solved*(high-low)) {
		return nil, &Refusal{fmt.Sprintf("an interval from %s to %s, which no %s could be worked out for", short(low), short(high), family),
			"low and high are neither too near each other nor too far apart to be told apart", "change the interval, or choose another family", false}
	}
	if ends := d.Bounds(); within.Holds(ends.Low) && within.Holds(ends.High) {
		return d, nil
	}
	if first, last := d.Quantile(LeastUniform), d.Quantile(1-LeastUniform); !within.Holds(first) || !within.Holds(last) {
		return nil, &Refusal{fmt.Sprintf("a %s with 80%% from %s to %s, whose draws reach from %s to %s", family, short(low), short(high), short(first), short(last)),
			"what is drawn is " + within.String() + ", and no draw is cut off", "narrow the interval" + fitting(family, within), true}
	}
	return d, nil
}

func solve(family Family, low, high, cell float64) (Distribution, error) {
	switch family {
	case Normal:
		return newNormal(low, high), nil
	case LogNormal:
		return newLogNormal(low, high)
	case Uniform:
		return newUniform(low, high), nil
	case Beta:
		return newBeta(low, high)
	case PERT:
		return newPERT(low, high, cell)
	case Dirichlet:
		return nil, errors.New("a dirichlet has no interval; use NewDirichlet")
	}
	return nil, fmt.Errorf("%q is no family of distributions", family)
}

// fitting names the family that lies within the bounds whatever its interval.
func fitting(family Family, within Bounds) string {
	switch {
	case within.Low == 0 && within.High == 1 && family != Beta:
		return ", or choose beta, which lies between 0 and 1"
	case within.Low >= 0 && math.IsInf(within.High, 1) && family != LogNormal:
		return ", or choose lognormal, which lies above 0"
	}
	return ""
}

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

// short writes a number to six digits, as messages show it, and in full where it is large (77400000,
// not 7.74e+07).
func short(x float64) string {
	text := strconv.FormatFloat(x, 'g', 6, 64)
	if rounded, err := strconv.ParseFloat(text, 64); err == nil && math.Abs(rounded) >= 1e6 && math.Abs(rounded) < 1e12 {
		return strconv.FormatFloat(rounded, 'f', 0, 64)
	}
	return text
}
