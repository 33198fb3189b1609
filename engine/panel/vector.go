package panel

// Lanes is how many draws are worked out together: enough for a step to cost more than
// finding it, few enough for the people of a flow to stay near the processor. Eight panels
// make a block of 1,000 draws.
const Lanes = 125

// width is how many numbers a vector holds: the lanes of a panel, and three more that make
// it a whole number of a processor's wide registers. What stands there is worked out with
// the rest and thrown away.
const width = 128

// vector is one number of a calculation in each draw of a panel, and room for the next vector
// not to begin a power of two further on: the processor could not keep many of them near it.
type vector [vectorLanes]float64

// vectorLanes is how far apart vectors lie that follow each other, in numbers.
const vectorLanes = width + 8

// The steps that most of a calculation's time goes into come in two spellings: plainly here, and
// for processors with AVX2 and FMA in vector_amd64.s, four lanes at a time. The second rounds
// once where the first rounds twice, so that draws on two kinds of machine may differ in their
// last bits.

// addWeightedPlainly sets to to certain + the sum of times x from.
func addWeightedPlainly(to *vector, certain float64, times []float64, from []*vector) {
	var sum [width]float64 // to may be among from
	for l := range sum {
		sum[l] = certain
	}
	for k, x := range from {
		for l := range sum {
			sum[l] += float64(times[k] * x[l])
		}
	}
	copy(to[:], sum[:])
}

// addProductsPlainly is addWeightedPlainly for the sum of times x from x by, where those by that
// are nil are left out.
func addProductsPlainly(to *vector, certain float64, times []float64, from, by []*vector) {
	var sum [width]float64 // to may be among from
	for l := range sum {
		sum[l] = certain
	}
	for k, x := range from {
		for l := range sum {
			each := x[l]
			if by[k] != nil {
				each = float64(each * by[k][l])
			}
			sum[l] += float64(times[k] * each)
		}
	}
	copy(to[:], sum[:])
}

// multiplyPlainly sets to to times x a x b.
func multiplyPlainly(to *vector, times float64, a, b *vector) {
	for l := range to[:width] {
		to[l] = float64(times*a[l]) * b[l]
	}
}

// dividePlainly sets to to a / b.
func dividePlainly(to, a, b *vector) {
	for l := range to[:width] {
		to[l] = a[l] / b[l]
	}
}

// takeLargerPlainly sets to to the larger of a and b, and to what is not a number where either
// is not.
func takeLargerPlainly(to, a, b *vector) {
	for l := range to[:width] {
		to[l] = max(a[l], b[l])
	}
}

// takeSmallerPlainly is takeLargerPlainly for the smaller.
func takeSmallerPlainly(to, a, b *vector) {
	for l := range to[:width] {
		to[l] = min(a[l], b[l])
	}
}
