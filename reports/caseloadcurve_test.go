package reports

import (
	"testing"

	"parity/engine/estimate"
)

// Of a step a day those stay at which a hundredth more has left, and the last.
func TestCurvesAreThinned(t *testing.T) {
	var steps []estimate.Step
	for day := range 1500 {
		steps = append(steps, estimate.Step{Day: day, Share: 1 - float64(day)/2000})
	}
	kept := thinned(steps)
	if len(kept) < 70 || len(kept) > 80 || kept[len(kept)-1] != steps[1499] || thinned(nil) != nil {
		t.Errorf("%d steps kept, the last %+v", len(kept), kept[len(kept)-1])
	}
	before := 1.0
	for _, step := range kept[:len(kept)-1] {
		if fall := before - step.Share; fall < 0.01 || fall > 0.0106 {
			t.Errorf("day %d: a fall of %v", step.Day, fall)
		}
		before = step.Share
	}
}
