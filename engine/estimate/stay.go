package estimate

// Stay is how long people stay in a currency, from those at risk of leaving it in the window.
type Stay struct {
	PersonDays, Exits int
	// Mean is person-days / exits, in days, of what Basis says; 0 where nobody was there.
	Mean float64
	Interval
	Basis Basis
	// Shape says whether stays are exponential, as the projection of a caseload has them.
	Shape Shape
}

// Basis says of whom a mean stay is.
type Basis int8

// A mean stay is the contract's own where somebody left the currency. Otherwise it is that of
// the currency over all contracts, and where nobody left that either it is assumed.
const (
	Own Basis = iota
	AllContracts
	Assumed
)

// newStay is a mean stay of those at risk. Who was there before the window counts from its
// beginning (truncated on the left), who is there at its end until then (censored on the
// right); with an exponential stay their person-days / exits is the mean by maximum likelihood
// (J. Klein and M. Moeschberger, Survival Analysis, 2nd edition, 2003, section 3.5).
func newStay(days, exits int) Stay {
	s := Stay{PersonDays: days, Exits: exits}
	if days == 0 {
		return s
	}
	of := countInterval(float64(exits))
	s.Interval = Interval{float64(days) / of.High, float64(days) / of.Low}
	if exits == 0 {
		// Half an exit, as the interval has it: twice the person-days.
		const half = 0.5
		s.Mean, s.Basis = float64(days)/half, Assumed
		return s
	}
	s.Mean = float64(days) / float64(exits)
	return s
}
