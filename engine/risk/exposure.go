package risk

import "math"

// Exposure says who bears the risk of a contract: how far the commissioner's payment and the
// provider's surplus (payment less cost, draw by draw) move, and how far a pound that care
// costs more or less is paid for (docs/methods.md, "What the draws come to").
type Exposure struct {
	Payment, Cost int // columns
	Draws         int
	PaymentSD     float64
	CostSD        float64
	SurplusSD     float64
	// ProviderShare is the provider's part of all that moves: the surplus's variance over
	// that and the payment's together. Under a block it is 1, where every pound of cost is
	// paid it is 0. Known says whether anything moves at all.
	ProviderShare float64
	Known         bool
	// CommissionerBears and ProviderBears are how much of a pound of variation in cost falls
	// on each: the payment's slope upon cost, cov(payment, cost) / var(cost), and 1 less it.
	// They lie outside of 0 to 1 where the payment moves against cost or by more than it.
	CommissionerBears float64
	ProviderBears     float64
	BearsError        float64 // Monte Carlo error of both, one standard error
	CostMoves         bool    // whether cost moves at all; without it the three above are 0
	// Correlation is that of payment and cost; 0 where one of them never moves.
	Correlation float64
}

// Exposure says who bears the risk, given the columns of a contract's payment and its cost in
// one scenario and period. Both have to be kept draw by draw.
func (s *Sample) Exposure(payment, cost int) (Exposure, error) {
	on := s.desk()
	defer s.leave(on)
	paid, spent, err := s.layOut(on, payment, cost)
	if err != nil {
		return Exposure{}, err
	}
	j := jointOf(paid, spent)
	for k := range paid {
		paid[k] -= spent[k]
	}
	surplus := momentsOfAll(paid)
	e := Exposure{
		Payment: payment, Cost: cost, Draws: len(paid),
		PaymentSD: j.a.sd(), CostSD: j.b.sd(), SurplusSD: surplus.sd(), Correlation: j.correlation(),
		Known: varies(&surplus) || varies(&j.a), CostMoves: varies(&j.b),
	}
	if e.Known {
		e.ProviderShare = surplus.squares / (surplus.squares + j.a.squares)
	}
	if e.CostMoves {
		e.CommissionerBears = j.products / j.b.squares
		e.ProviderBears = 1 - e.CommissionerBears
		e.BearsError = math.Sqrt(j.unexplained() / float64(len(paid)-2) / j.b.squares)
	}
	return e, nil
}

// unexplained is the sum of squares of a that its least-squares line upon b leaves.
func (j *joint) unexplained() float64 {
	return max(0, j.a.squares-float64(j.products/j.b.squares*j.products))
}
