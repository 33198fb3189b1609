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

// addProducts sets to to certain + the sum of times x from x by, where those by that are nil are
// left out.
func addProducts(to *vector, certain float64, times []float64, from, by []*vector) {
	if !wide || len(from) == 0 {
		addProductsPlainly(to, certain, times, from, by)
		return
	}
	addProductsWide(to, certain, &times[:len(from)][0], &from[0], &by[:len(from)][0], len(from))
}

// multiply sets to to times x a x b.
func multiply(to *vector, times float64, a, b *vector) {
	if !wide {
		multiplyPlainly(to, times, a, b)
		return
	}
	multiplyWide(to, times, a, b)
}

// divide sets to to a / b.
func divide(to, a, b *vector) {
	if !wide {
		dividePlainly(to, a, b)
		return
	}
	divideWide(to, a, b)
}

// takeLarger sets to to the larger of a and b.
func takeLarger(to, a, b *vector) {
	if !wide {
		takeLargerPlainly(to, a, b)
		return
	}
	takeLargerWide(to, a, b)
}

// takeSmaller sets to to the smaller of a and b.
func takeSmaller(to, a, b *vector) {
	if !wide {
		takeSmallerPlainly(to, a, b)
		return
	}
	takeSmallerWide(to, a, b)
}

//go:noescape
func divideWide(to, a, b *vector)

//go:noescape
func takeLargerWide(to, a, b *vector)

//go:noescape
func takeSmallerWide(to, a, b *vector)

//go:noescape
func addWeightedWide(to *vector, certain float64, times *float64, from **vector, n int)

//go:noescape
func addProductsWide(to *vector, certain float64, times *float64, from, by **vector, n int)

//go:noescape
func multiplyWide(to *vector, times float64, a, b *vector)
