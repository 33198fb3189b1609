package draws

import "math"

// Counts with a mean below this are drawn by inversion, from 0 up; with more, that takes
// longer than by ratio, whose constants hold from here.
const meanOfRatio = 10

// mostOfFew bounds the search from 0 up, beyond which a count with a mean below meanOfRatio
// has no chance that a uniform number could tell from nothing.
const mostOfFew = 80

// mostMean is the largest mean a count is drawn of: float64 holds no odd numbers beyond.
const mostMean = 1 << 53

// Poisson is a count of what comes by itself at a steady rate: starts in a month. The mean is
// 0 or more, and 2^53 at most.
//
// A small mean is drawn by inversion. Others are by the transformed rejection with squeeze
// of W. Hörmann, "The transformed rejection method for generating Poisson random variables",
// Insurance: Mathematics and Economics 12(1), 1993, pp. 39-45 (PTRS), which is exact.
func (s *Stream) Poisson(mean float64) int {
	switch {
	case !(mean > 0):
		return 0
	case mean < meanOfRatio:
		u, chance, k := s.Uniform(), math.Exp(-mean), 0
		for u > chance && k < mostOfFew {
			u -= chance
			k++
			chance *= mean / float64(k)
		}
		return k
	}
	mean = min(mean, mostMean)
	b := 0.931 + 2.53*math.Sqrt(mean)
	a := -0.059 + 0.02483*b
	within := 0.9277 - 3.6224/(b-2)
	for {
		u, v := s.Uniform()-0.5, s.Uniform()
		us := 0.5 - math.Abs(u)
		k := math.Floor((2*a/us+b)*u + mean + 0.43)
		switch {
		case us >= 0.07 && v <= within:
			return int(k)
		case k < 0 || (us < 0.013 && v > us):
			continue
		}
		hat := 1.1239 + 1.1328/(b-3.4)
		if math.Log(v*hat/(a/(us*us)+b)) <= k*math.Log(mean)-mean-logFactorial(k) {
			return int(k)
		}
	}
}

// halfLogTwoPi is log(2 pi) / 2.
const halfLogTwoPi = 0.91893853320467274178

// logFactorial is log(k!) for a whole k, by Stirling.
func logFactorial(k float64) float64 {
	return halfLogTwoPi + (k+0.5)*math.Log(k+1) - (k + 1) + beyondStirling(k)
}

// fewBeyondStirling is beyondStirling of 0 to 9, for which its series is not near enough.
var fewBeyondStirling = [10]float64{
	0.08106146679532726, 0.04134069595540929, 0.02767792568499834, 0.02079067210376509, 0.01664469118982119,
	0.01387612882307075, 0.01189670994589177, 0.01041126526197209, 0.009255462182712733, 0.008330563433362871,
}

// beyondStirling is what log(k!) is above log(2 pi)/2 + (k + 1/2) log(k + 1) - (k + 1).
func beyondStirling(k float64) float64 {
	if k < float64(len(fewBeyondStirling)) {
		return fewBeyondStirling[int(k)]
	}
	square := (k + 1) * (k + 1)
	return (1./12 - (1./360-(1./1260-1./1680/square)/square)/square) / (k + 1)
}
