package draws

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// P10 and P90 of a PERT come from a table of modes; they are those of the beta itself.
func TestThePERTsTailIsThatOfItsBeta(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mode := rapid.Float64Range(0, 1).Draw(t, "mode")
		of := pertShape(mode)
		want := shape{of.Alpha, of.Beta}.quantile(Tail)
		if got := pertTail().at(mode); math.Abs(got-want) > 1e-12 {
			t.Fatalf("with the mode at %v P10 is at %v, want %v: %.2g off", mode, got, want, got-want)
		}
	})
}
