package risk

import "math"

// Chance is the part of the draws in which something holds.
type Chance struct {
	Draws, Of int
	// Error is the Monte Carlo error, one standard error: half of Wilson's interval of one
	// standard error each way, which is above nothing even where no draw holds (E. Wilson,
	// "Probable inference, the law of succession, and statistical inference", Journal of the
	// American Statistical Association 22(158), 1927).
	Error float64
}

func chanceOf(draws, of int) Chance {
	n, p := float64(of), float64(draws)/float64(of)
	return Chance{draws, of, math.Sqrt(p*(1-p)/n+1/(4*n*n)) / (1 + 1/n)}
}

// P is the chance, from 0 to 1.
func (c Chance) P() float64 { return float64(c.Draws) / float64(c.Of) }
