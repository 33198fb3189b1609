package scenarios

import (
	"slices"

	"parity/engine/draws"
	"parity/engine/risk"
)

// driven is a factor as the engine moves it.
func (u *Uncertainty) driven(f Factor) risk.Factor {
	factor := risk.Factor{Name: f.Name, Shares: u.Parameters[f.Parameters[0]].Shares != nil}
	against := u.against(f.Parameters)
	for _, slot := range f.Slots {
		moved := &u.Moved[slot]
		factor.Drawn = append(factor.Drawn, risk.Drawn{
			Slot: slot, P10: moved.P10, Mean: moved.Mean, P90: moved.P90, Against: against[slices.Index(f.Parameters, moved.Parameter)],
		})
	}
	return factor
}

// against says of each of a factor's parameters whether it falls where the first rises: by the
// sign of its correlation with the first, or with the first parameter on the way that it is
// correlated with.
func (u *Uncertainty) against(parameters []int) []bool {
	against, known := make([]bool, len(parameters)), make([]bool, len(parameters))
	known[0] = true
	for way := []int{0}; len(way) > 0; way = way[1:] {
		for i := range parameters {
			if rank := u.rank(parameters[way[0]], parameters[i]); !known[i] && rank != 0 {
				against[i], known[i] = against[way[0]] != (rank < 0), true
				way = append(way, i)
			}
		}
	}
	return against
}

// rank is the rank correlation of two parameters.
func (u *Uncertainty) rank(a, b int) float64 {
	first, second := u.Parameters[a].Group, u.Parameters[b].Group
	at := slices.IndexFunc(u.Correlations, func(c draws.Correlation) bool {
		return c.A == first && c.B == second || c.A == second && c.B == first
	})
	switch {
	case at >= 0:
		return u.Correlations[at].Rank
	case first == second && first != "":
		return 1
	}
	return 0
}
