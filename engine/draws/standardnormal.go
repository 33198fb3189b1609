package draws

import (
	"math"
	"sync"

	"gonum.org/v1/gonum/mathext"
)

const (
	// nearNormal is how near the table of quantiles comes to them, as a part of the width
	// from P10 to P90.
	nearNormal = 1e-13
	// octavesNormal reach as far as a uniform number does.
	octavesNormal = uniformBits
)

// standardNormal is the quantiles of the standard normal: uniform numbers to scores.
var standardNormal = sync.OnceValue(func() *quantiles {
	tail := func(chance, _ float64) point {
		z := mathext.NormalQuantile(chance)
		slope := 1 / standardDensity(z)
		return point{z, slope, z * slope * slope}
	}
	return newQuantiles(tail, tail, 0, octavesNormal, nearNormal*deviations, mathext.NormalQuantile)
})

func standardDensity(z float64) float64 { return math.Exp(-z*z/2) / math.Sqrt(2*math.Pi) }

// The chances of scores are tabulated in cells of one width, to a cell beyond the quantile of
// the least uniform number, 8.21.
const (
	cellsAScore = 32
	farthest    = 8.25
)

// standardChances is the chance that the standard normal lies above a score of 0 or more, in
// polynomials of the fifth degree as quantiles are.
var standardChances = sync.OnceValue(func() []cell {
	above := func(z float64) point {
		density := standardDensity(z)
		return point{math.Erfc(z/math.Sqrt2) / 2, -density, z * density}
	}
	cells := make([]cell, farthest*cellsAScore)
	for i := range cells {
		cells[i] = between(above(float64(i)/cellsAScore), above(float64(i+1)/cellsAScore), 1./cellsAScore)
	}
	return cells
})

// chances turns standard normal scores into the uniform numbers they are the quantiles of,
// none nearer to 0 or 1 than those of an address.
func chances(row []float64) {
	cells := standardChances()
	for i, z := range row {
		along := min(math.Abs(z)*cellsAScore, float64(len(cells)-1))
		at := int(along)
		above := max(cells[at].at(along-float64(at)), LeastUniform)
		row[i] = 0.5 + math.Copysign(0.5-above, z)
	}
}
