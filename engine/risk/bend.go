package risk

// shift splits the difference between the mean of the draws and the projection as the cells
// stand: what each factor shifts by having its mean off its cell, what it shifts by bending the
// result, and what factors shift together.
//
// The Monte Carlo noise of what follows a straight line is taken out of all of them by control
// variates: the mean of a drawn value is known (P. Glasserman, Monte Carlo Methods in Financial
// Engineering, Springer, 2004, section 4.1). A result that is straight has no bend at all.
func (r *drawnResults) shift(bars *bars, found *Drivers) {
	whole, together := make([]float64, bendDraws), make([]float64, bendDraws)
	for k := range bendDraws {
		whole[k] = r.a[k]
		together[k] = r.a[k] - bars.stands
	}
	for i := range found.Drivers {
		d := &found.Drivers[i]
		d.OffCentre = bars.mean[i] - bars.stands
		times := slope(r.only[i], r.straight[i])
		bend := make([]float64, bendDraws)
		for k, only := range r.only[i] {
			straight := float64(times * r.straight[i][k])
			bend[k] = only - bars.mean[i] - straight
			whole[k] -= straight
			together[k] -= only - bars.stands
		}
		d.Bend, d.BendError = meanOf(bend)
	}
	found.Mean, found.MeanError = meanOf(whole)
	found.Together, found.TogetherError = meanOf(together)
}

// slope is that of the least-squares line of y upon x; 0 where x never moves.
func slope(y, x []float64) float64 {
	j := jointOf(y, x)
	if j.b.squares == 0 {
		return 0
	}
	return j.products / j.b.squares
}

func meanOf(x []float64) (mean, err float64) {
	m := momentsOfAll(x)
	return m.mean(), m.meanError()
}
