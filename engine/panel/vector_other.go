//go:build !amd64

package panel

// addWeighted sets to to certain + the sum of times x from.
func addWeighted(to *vector, certain float64, times []float64, from []*vector) {
	addWeightedPlainly(to, certain, times, from)
}

// addProducts sets to to certain + the sum of times x from x by, where those by that are nil are
// left out.
func addProducts(to *vector, certain float64, times []float64, from, by []*vector) {
	addProductsPlainly(to, certain, times, from, by)
}

// multiply sets to to times x a x b.
func multiply(to *vector, times float64, a, b *vector) { multiplyPlainly(to, times, a, b) }

// divide sets to to a / b.
func divide(to, a, b *vector) { dividePlainly(to, a, b) }

// takeLarger sets to to the larger of a and b.
func takeLarger(to, a, b *vector) { takeLargerPlainly(to, a, b) }

// takeSmaller sets to to the smaller of a and b.
func takeSmaller(to, a, b *vector) { takeSmallerPlainly(to, a, b) }
