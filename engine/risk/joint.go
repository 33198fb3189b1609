package risk

import "math"

// joint are the sums of two columns over the same draws, made and added panel by panel as
// moments are.
type joint struct {
	a, b     moments
	products float64 // of the differences from the means
}

// jointOf sums up two columns of whole panels.
func jointOf(a, b []float64) joint {
	var j joint
	for panel := 0; panel < len(a); panel += PanelDraws {
		j.add(a[panel:][:PanelDraws], b[panel:][:PanelDraws])
	}
	return j
}

func (j *joint) add(a, b []float64) {
	nextA, nextB := momentsOf(a), momentsOf(b)
	meanA, meanB := nextA.mean(), nextB.mean()
	for k, x := range a {
		j.products += float64((x - meanA) * (b[k] - meanB))
	}
	if j.a.draws > 0 {
		weight := float64(j.a.draws) * float64(len(a)) / float64(j.a.draws+len(a))
		j.products += float64(float64((meanA-j.a.mean())*(meanB-j.b.mean())) * weight)
	}
	j.a.add(nextA)
	j.b.add(nextB)
}

// correlation is Pearson's; 0 where one of the two never moves.
func (j *joint) correlation() float64 {
	if !varies(&j.a) || !varies(&j.b) {
		return 0
	}
	return j.products / math.Sqrt(float64(j.a.squares*j.b.squares))
}

// varies says whether a column varies by more than the billionths that unrounded sums leave.
func varies(m *moments) bool { return m.most-m.least >= halfPenny }
