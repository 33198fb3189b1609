package scenarios

import (
	"slices"

	"parity/engine/draws"
	"parity/engine/risk"
)

// driven is a factor as the engine moves it.
func (u *Uncertainty) driven(f Factor) risk.Factor {
	factor := risk.Factor{Name: f.Name, AsOne: u.asOne(f), Shares: u.Parameters[f.Parameters[0]].Shares != nil}
	for _, slot := range f.Slots {
		moved := &u.Moved[slot]
		factor.Drawn = append(factor.Drawn, risk.Drawn{Slot: slot, P10: moved.P10, Mean: moved.Mean, P90: moved.P90})
	}
	return factor
}

// asOne says whether all that a factor draws follows one random number: one figure, or a group
// that is not given a lesser correlation with itself.
func (u *Uncertainty) asOne(f Factor) bool {
	first := &u.Parameters[f.Parameters[0]]
	for _, parameter := range f.Parameters[1:] {
		if u.Parameters[parameter].Group != first.Group {
			return false
		}
	}
	return first.Shares == nil && (len(f.Parameters) == 1 || !slices.ContainsFunc(u.Correlations, func(c draws.Correlation) bool {
		return c.A == first.Group && c.B == first.Group && c.Rank < 1
	}))
}
