package draws

import (
	"math"
	"slices"
)

// wholeTolerance is how far shares that were rounded may sum above 1.
const wholeTolerance = 1e-6

// leastSeen is how many people a part needs to have been seen in to be drawn at all: of less there is
// next to nothing in any draw, and quantiles of a beta lose their digits.
const leastSeen = 1e-9

// Shares are parts of one whole that are drawn together, so that no draw of them sums to
// more than it: a Dirichlet distribution. What the parts leave of the whole is one more
// part of it.
type Shares struct {
	means, after  []float64 // of each part, and of all that come after it
	concentration float64
}

// NewDirichlet gives the distribution of shares whose means are given, in order, and which
// lie around them as if concentration people had been seen: the variance of a share with mean
// m is m(1-m)/(concentration+1). The error is a *Refusal.
func NewDirichlet(means []float64, concentration float64) (*Shares, error) {
	if !(concentration >= fewestSeen && concentration <= mostSeen) {
		return nil, &Refusal{"a concentration of " + short(concentration), "concentration is a number from " + short(fewestSeen) + " to " + short(mostSeen), "give the number of people the shares are as good as seen in", true}
	}
	whole := 0.0
	for _, mean := range means {
		if !(mean >= 0 && mean <= 1) {
			return nil, &Refusal{"a share of " + short(mean), "shares lie between 0 and 1", "correct it", false}
		}
		whole += mean
	}
	if whole == 0 || whole > 1+wholeTolerance {
		return nil, &Refusal{"shares that sum to " + short(whole), "shares of one whole sum to above 0 and to 1 at most", "correct them", false}
	}
	s := &Shares{means: slices.Clone(means), after: make([]float64, len(means)), concentration: concentration}
	rest := 1 - whole
	if rest < wholeTolerance {
		rest = 0
		for i := range s.means {
			s.means[i] /= whole
		}
	}
	for i := len(means) - 1; i >= 0; i-- {
		s.after[i] = rest
		rest += s.means[i]
	}
	return s, nil
}

// Len is how many parts there are, and how many uniform numbers a draw takes.
func (s *Shares) Len() int { return len(s.means) }

// Mean is the mean of a part.
func (s *Shares) Mean(part int) float64 { return s.means[part] }

// SD is the standard deviation of a part.
func (s *Shares) SD(part int) float64 {
	m := s.means[part]
	return math.Sqrt(m * (1 - m) / (s.concentration + 1))
}

// takes is what a part takes of what those before it left: a share that is beta distributed,
// or where it is not drawn all of it, 1, or nothing.
func (s *Shares) takes(part int) (of shape, fixed float64, drawn bool) {
	switch of = (shape{s.concentration * s.means[part], s.concentration * s.after[part]}); {
	case of.b < leastSeen:
		return of, 1, false
	case of.a < leastSeen:
		return of, 0, false
	}
	return of, 0, true
}
