package draws

import "gonum.org/v1/gonum/mathext"

// Quantile is the share of a part that it stays below with probability p. Alone, a part of a
// Dirichlet is beta distributed.
func (s *Shares) Quantile(part int, p float64) float64 {
	this, rest := s.concentration*s.means[part], s.concentration*(1-s.means[part])
	switch {
	case rest < leastSeen:
		return 1
	case this < leastSeen:
		return 0
	}
	return mathext.InvRegIncBeta(this, rest, p)
}
