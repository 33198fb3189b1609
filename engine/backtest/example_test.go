package backtest_test

import (
	"fmt"
	"math"

	"parity/engine/backtest"
)

// Two months of one place, with illustrative figures: 110 and 125 people were projected, 100 and
// 120 came, and the opening was 90.
func ExampleScore() {
	none := math.NaN()
	s := backtest.Score([]backtest.Cell{
		{Projected: 110, Happened: 100, Naive: [2]float64{90, none}, Low: 95, High: 125, Scale: none},
		{Projected: 125, Happened: 120, Naive: [2]float64{90, none}, Low: 122, High: 131, Scale: none},
	})
	fmt.Printf("mean absolute error %.1f, %.1f%%\n", s.MeanAbsolute, 100*s.Percent)
	fmt.Printf("%.3f of that of %s\n", s.Against[backtest.NoChange].Ratio(), backtest.NoChange)
	fmt.Printf("%d of %d inside\n", s.Inside, s.Intervals)
	// Output:
	// mean absolute error 7.5, 7.1%
	// 0.375 of that of no change
	// 1 of 2 inside
}
