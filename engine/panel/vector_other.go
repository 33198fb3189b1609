//go:build !amd64

package panel

// addWeighted sets to to certain + the sum of times x from.
func addWeighted(to *vector, certain float64, times []float64, from []*vector) {
	addWeightedPlainly(to, certain, times, from)
}

// multiply sets to to times x a x b.
func multiply(to *vector, times float64, a, b *vector) { multiplyPlainly(to, times, a, b) }

// send sets to to scale x by x the sum of times x from.
func send(to *vector, times []float64, from []*vector, scale float64, by *vector) {
	addWeightedPlainly(to, 0, times, from)
	multiplyPlainly(to, scale, to, by)
}
