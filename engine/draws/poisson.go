package draws

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

const (
	// meanOfFew is the mean below which counts are searched for from 0 up. With more that
	// takes long, and what is done instead holds from here.
	meanOfFew = 10
	// mostOfFew bounds the search: more have no chance that a uniform number could tell from
	// nothing.
	mostOfFew = 80
	// meanOfMany is the mean above which the expansion is nearer than float64 can say.
	meanOfMany = 1e9
	// mostMean is the largest mean a count is drawn of: float64 holds no odd numbers beyond.
	mostMean = 1 << 53
)

// Poisson is a count of what comes by itself at a steady rate: starts in a month. The mean is
// 0 or more, and 2^53 at most. It takes one uniform number, of which the count is the exact
// quantile: so it rises with its mean draw by draw, and two scenarios differ by what they
// differ in and hardly by chance.
func (s *Stream) Poisson(mean float64) int {
	switch {
	case !(mean > 0):
		return 0
	case mean >= meanOfFew:
		return poissonQuantile(s.Uniform(), min(mean, mostMean))
	}
	u, chance, k := s.Uniform(), math.Exp(-mean), 0
	for u > chance && k < mostOfFew {
		u -= chance
		k++
		chance *= mean / float64(k)
	}
	return k
}

// farScore is the normal score beyond which the expansion is not relied on: one draw in a
// million.
const farScore = 5

// poissonQuantile is the least k such that k or fewer come with chance u or more. With the
// chance that fewer than x come drawn on to all real x, u is the chance of an x whose
// expansion by the mean is known; k is the whole part of it (M. Giles, "Algorithm 955:
// approximation of the inverse Poisson cumulative distribution function", ACM Transactions on
// Mathematical Software 42(1), 2016, article 7). Where x lies nearer to a whole number than the
// expansion does to x, the chances themselves are asked.
func poissonQuantile(u, mean float64) int {
	w, sd := standardNormal().at(u), math.Sqrt(mean)
	x := mean + sd*w + (2+w*w)/6 - w*(2+w*w)/(72*sd) + (-16+w*w*(7+3*w*w))/(810*mean)
	size := math.Abs(w)
	off := (0.04 + 0.005*size*w*w*w*w) / (mean * sd) // held by a test
	k := math.Floor(x)
	if mean > meanOfMany || size < farScore && x-k > off && k+1-x > off {
		return int(k)
	}
	k = max(math.Round(x), 0)
	fewer := func(k float64) float64 { return mathext.GammaIncRegComp(k, mean) }
	for k > 0 && u <= fewer(k) {
		k--
	}
	for u > fewer(k+1) {
		k++
	}
	return int(k)
}
