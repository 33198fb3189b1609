package draws

import "math"

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
