package risk

import (
	"math"
	"slices"

	"parity/engine"
)

// Percents are the quantiles of a Summary, in order.
var percents = [...]int{1, 5, 10, 25, 50, 75, 90, 95, 99}

// worst is the part of the draws whose mean is the expected shortfall: one in ten.
const worst = 10

// Quantile is the figure that a draw lies below with a chance of Percent in a hundred.
type Quantile struct {
	Percent int
	Value   float64
	// Error is the Monte Carlo error, one standard error.
	Error float64
	// BinError is how far the value may be from that of the draws themselves; 0 where every
	// draw is kept.
	BinError float64
}

// Shortfall is the mean of the worst tenth of the draws.
type Shortfall struct {
	Lowest   bool // the worst are the lowest (a surplus), else the highest (a payment, a cost)
	Mean     float64
	Error    float64 // Monte Carlo error, one standard error
	BinError float64 // as in Quantile
}

// Summary is what the draws of one column come to, in the outcome's unit (docs/methods.md,
// "What the draws come to").
type Summary struct {
	Column      int
	Outcome     Outcome
	Draws       int
	Mean        float64
	MeanError   float64 // Monte Carlo error of the mean: SD / square root of Draws
	SD          float64
	Least, Most float64
	Quantiles   []Quantile // P1, P5, P10, P25, P50, P75, P90, P95 and P99
	Deficit     Chance     // of a figure below zero, by half a penny or more
	Shortfall   Shortfall
	// DrawsToHalve is how many draws would halve the Monte Carlo errors; 0 where they are
	// small enough already.
	DrawsToHalve int
}

// P is the quantile of a percent that Quantiles has.
func (s *Summary) P(percent int) Quantile {
	return s.Quantiles[slices.IndexFunc(s.Quantiles, func(q Quantile) bool { return q.Percent == percent })]
}

// Summary sums up a column.
func (s *Sample) Summary(column int) (Summary, error) {
	on := s.desk()
	defer s.leave(on)
	o, m, err := s.order(column, on)
	if err != nil {
		return Summary{}, err
	}
	outcome := s.outcomes[column]
	summary := Summary{
		Column: column, Outcome: outcome, Draws: m.draws, Mean: m.mean(), MeanError: m.meanError(), SD: m.sd(), Least: m.least, Most: m.most,
		Quantiles: quantilesOf(o, percents[:]), Deficit: chanceOf(m.deficits, m.draws), Shortfall: shortfallOf(o, lowestIsWorst(outcome)),
	}
	var errors []float64
	for _, percent := range []int{10, 50, 90} {
		errors = append(errors, summary.P(percent).Error)
	}
	summary.DrawsToHalve = drawsToHalve(m.draws, summary.P(90).Value-summary.P(10).Value, append(errors, summary.MeanError)...)
	return summary, nil
}

// lowestIsWorst says whether the worst draws are the lowest.
func lowestIsWorst(o Outcome) bool { return o.Item == engine.GoalSurplus }

func quantilesOf(o order, percents []int) []Quantile {
	quantiles := make([]Quantile, len(percents))
	for i, percent := range percents {
		p := float64(percent) / 100
		value, off := quantile(o, p)
		quantiles[i] = Quantile{percent, value, quantileError(o, p), off}
	}
	return quantiles
}

// shortfallOf is the expected shortfall (C. Acerbi and D. Tasche, "On the coherence of
// expected shortfall", Journal of Banking & Finance 26(7), 2002). Its Monte Carlo error is
// that of the mean of what draws lack beyond the tail's edge, over the tail's share (S. Chen,
// "Nonparametric estimation of expected shortfall", Journal of Financial Econometrics 6(1), 2008).
func shortfallOf(o order, lowest bool) Shortfall {
	n := o.draws()
	size := n / worst
	last := n - size // the last of the tail that is met from the middle
	if lowest {
		last = size - 1
	}
	edge, off := o.at(last)
	// Draws outside the tail are no distance beyond its edge: they count in the error with 0.
	t, draws := o.beyond(edge, lowest), float64(n)
	variance := max(0, t.squares-float64(t.apart*t.apart)/draws) / (draws - 1)
	return Shortfall{
		Lowest: lowest, Mean: edge + t.apart/float64(size), Error: math.Sqrt(variance/draws) * worst,
		BinError: (t.off + float64(float64(size-t.draws)*off)) / float64(size),
	}
}

// largeError is the Monte Carlo error of a figure from which on more draws are advised: as a
// part of what lies between its P10 and P90. At 10,000 draws of a normal figure P10 and P90
// are known to 0.7%, at 1,000 to 2.1%.
const largeError = 0.02

// drawsToHalve is how many draws would halve errors, four times as many, where one of them
// is large against what lies between P10 and P90; else 0.
func drawsToHalve(draws int, between float64, errors ...float64) int {
	if most := slices.Max(errors); most >= halfPenny && most > largeError*between {
		return 4 * draws
	}
	return 0
}

// Curve is an S-curve: the quantiles of a column at 0, 1, ... 100 percent.
func (s *Sample) Curve(column int) ([]Quantile, error) {
	on := s.desk()
	defer s.leave(on)
	o, _, err := s.order(column, on)
	if err != nil {
		return nil, err
	}
	all := make([]int, 101)
	for i := range all {
		all[i] = i
	}
	return quantilesOf(o, all), nil
}
