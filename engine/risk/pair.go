package risk

// Pair compares two columns draw by draw: A less B. As both come from the same draws, what
// moves both alike cancels, and the difference is known far better than from two runs.
type Pair struct {
	A, B      int // columns
	Draws     int
	Mean      float64
	MeanError float64 // Monte Carlo error, one standard error
	SD        float64
	P10       Quantile
	P50       Quantile
	P90       Quantile
	Above     Chance // of A above B, by half a penny or more
	Below     Chance // of A below B, by half a penny or more
	// Correlation is that of A and B; 0 where one of them never moves.
	Correlation float64
	// DrawsToHalve is how many draws would halve the Monte Carlo errors; 0 where they are
	// small enough already.
	DrawsToHalve int
}

// Compare compares column a with column b. Both have to be kept draw by draw.
func (s *Sample) Compare(a, b int) (Pair, error) {
	on := s.desk()
	defer s.leave(on)
	x, y, err := s.layOut(on, a, b)
	if err != nil {
		return Pair{}, err
	}
	together := jointOf(x, y)
	pair := Pair{A: a, B: b, Draws: len(x), Correlation: together.correlation()}
	above, below := tellApart(x, y)
	for k := range x {
		x[k] -= y[k]
	}
	m := momentsOfAll(x)
	pair.Mean, pair.MeanError, pair.SD = m.mean(), m.meanError(), m.sd()
	pair.Above, pair.Below = chanceOf(above, len(x)), chanceOf(below, len(x))
	on.sorted.deal(x, m.least, m.most)
	quantiles := quantilesOf(&on.sorted, []int{10, 50, 90})
	pair.P10, pair.P50, pair.P90 = quantiles[0], quantiles[1], quantiles[2]
	pair.DrawsToHalve = drawsToHalve(len(x), pair.P90.Value-pair.P10.Value, pair.MeanError, pair.P10.Error, pair.P50.Error, pair.P90.Error)
	if abs := max(pair.Mean, -pair.Mean); abs >= halfPenny && abs < signKnown*pair.MeanError {
		pair.DrawsToHalve = 4 * len(x)
	}
	return pair, nil
}

// tellApart counts the draws in which x is above y, and those in which it is below.
func tellApart(x, y []float64) (above, below int) {
	for k := range x {
		switch d := x[k] - y[k]; {
		case d >= halfPenny:
			above++
		case d <= -halfPenny:
			below++
		}
	}
	return above, below
}

// More gives for each two columns the chance that the first is above the second by half a penny
// or more; all have to be kept draw by draw. Of a column and itself it is none.
func (s *Sample) More(columns []int) ([][]Chance, error) {
	chances := make([][]Chance, len(columns))
	for i := range chances {
		chances[i] = make([]Chance, len(columns))
	}
	on := s.desk()
	defer s.leave(on)
	for i := range columns {
		var err error
		if on.values, err = s.valuesInto(on.values, columns[i]); err != nil {
			return nil, err
		}
		chances[i][i] = chanceOf(0, s.Draws())
		for j := i + 1; j < len(columns); j++ {
			if on.others, err = s.valuesInto(on.others, columns[j]); err != nil {
				return nil, err
			}
			above, below := tellApart(on.values, on.others)
			chances[i][j], chances[j][i] = chanceOf(above, s.Draws()), chanceOf(below, s.Draws())
		}
	}
	return chances, nil
}

// signKnown is how many of its Monte Carlo errors a mean difference has to come to before
// draws tell which of the two is more.
const signKnown = 2
