package risk

import "context"

// Totals is the sum of all outcomes of a calculator, draw by draw. Workers are as Draw has them.
func Totals(ctx context.Context, calculator Calculator, sampler Sampler, r Range, workers int) ([]float64, error) {
	t := totals{r.First, make([]float64, r.Draws())}
	err := Draw(ctx, calculator, sampler, r, workers, t, nil)
	return t.draws, err
}

// totals takes the draws from the first of a range on.
type totals struct {
	first int
	draws []float64
}

// Put sums a panel up. It fails where a draw is not a number.
func (t totals) Put(first int, values [][]float64) error {
	return total(values, t.draws[first-t.first:])
}

// total is the sum of rows.
func total(rows [][]float64, into []float64) error {
	if len(rows) == 0 {
		return nil
	}
	into = into[:len(rows[0])]
	clear(into)
	for _, row := range rows {
		for lane, x := range row {
			into[lane] += x
		}
	}
	return checkResults(into)
}
