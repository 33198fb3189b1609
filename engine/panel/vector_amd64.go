package panel

import "golang.org/x/sys/cpu"

var wide = cpu.X86.HasAVX2 && cpu.X86.HasFMA

// addWeighted sets to to certain + the sum of times x from.
func addWeighted(to *vector, certain float64, times []float64, from []*vector) {
	if !wide {
		addWeightedPlainly(to, certain, times, from)
		return
	}
	if len(from) == 0 {
		addWeightedWide(to, certain, nil, nil, 0)
		return
	}
	addWeightedWide(to, certain, &times[:len(from)][0], &from[0], len(from))
}

// multiply sets to to times x a x b.
func multiply(to *vector, times float64, a, b *vector) {
	if !wide {
		multiplyPlainly(to, times, a, b)
		return
	}
	multiplyWide(to, times, a, b)
}

// send sets to to scale x by x the sum of times x from.
func send(to *vector, times []float64, from []*vector, scale float64, by *vector) {
	if !wide {
		addWeightedPlainly(to, 0, times, from)
		multiplyPlainly(to, scale, to, by)
		return
	}
	sendWide(to, &times[:len(from)][0], &from[0], len(from), scale, by)
}

//go:noescape
func sendWide(to *vector, times *float64, from **vector, n int, scale float64, by *vector)

//go:noescape
func addWeightedWide(to *vector, certain float64, times *float64, from **vector, n int)

//go:noescape
func multiplyWide(to *vector, times float64, a, b *vector)
