package backtest

import "math"

// Cell is one month of one figure. What is not known is not a number.
type Cell struct {
	Projected, Happened float64
	Naive               [naives]float64
	Low, High           float64 // the 80% interval: a tenth of the draws lie below, a tenth above
	Scale               float64 // of Count.Scale
}

// Error is by how much too many were projected.
func (c *Cell) Error() float64 { return c.Projected - c.Happened }

// Drawn says whether there is an interval.
func (c *Cell) Drawn() bool { return !math.IsNaN(c.Low) }

// Inside says whether what happened lies in the interval, its ends taken in.
func (c *Cell) Inside() bool { return c.Low <= c.Happened && c.Happened <= c.High }

// LeastForPercent is how many have to be counted in every cell for the error to be given as a
// percentage: of fewer people it says more about how few they are.
const LeastForPercent = 10

// Scores are what cells come to. What is not known is not a number.
type Scores struct {
	Cells                        int
	Mean                         float64 // error: above 0 where too many were projected
	MeanAbsolute, RootMeanSquare float64
	Percent                      float64 // mean absolute error as a part of what happened
	Scaled                       float64 // mean absolute error by the cells' scales, of those that have one
	Against                      [naives]Against
	Inside, Intervals            int // cells whose interval holds what happened, and that have one
}

// Against holds a projection to a naive forecast, in the cells that have the forecast.
type Against struct {
	Cells        int
	Model, Naive float64 // mean absolute errors
}

// Ratio is the projection's mean absolute error over the forecast's: below 1 where it was nearer.
// It is not a number where neither was off, or nothing was forecast.
func (a Against) Ratio() float64 { return a.Model / a.Naive }

// Nearer says whether the projection was nearer than the forecast.
func (a Against) Nearer() bool { return a.Cells > 0 && a.Model < a.Naive }

// Score sums cells up (docs/methods.md, "Backtest").
func Score(cells []Cell) Scores {
	s := Scores{Cells: len(cells)}
	percents, scaled := true, 0
	for i := range cells {
		c := &cells[i]
		off := math.Abs(c.Error())
		s.Mean += c.Error()
		s.MeanAbsolute += off
		s.RootMeanSquare += off * off
		if c.Happened < LeastForPercent {
			percents = false
		} else {
			s.Percent += off / c.Happened
		}
		if !math.IsNaN(c.Scale) {
			s.Scaled += off / c.Scale
			scaled++
		}
		for n := range s.Against {
			if against := &s.Against[n]; !math.IsNaN(c.Naive[n]) {
				against.Cells++
				against.Model += off
				against.Naive += math.Abs(c.Naive[n] - c.Happened)
			}
		}
		if c.Drawn() {
			s.Intervals++
			if c.Inside() {
				s.Inside++
			}
		}
	}
	n := float64(len(cells))
	s.Mean, s.MeanAbsolute, s.RootMeanSquare, s.Percent, s.Scaled = s.Mean/n, s.MeanAbsolute/n, math.Sqrt(s.RootMeanSquare/n), s.Percent/n, s.Scaled/float64(scaled)
	if !percents {
		s.Percent = math.NaN()
	}
	for n := range s.Against {
		against := &s.Against[n]
		against.Model, against.Naive = against.Model/float64(against.Cells), against.Naive/float64(against.Cells)
	}
	return s
}
