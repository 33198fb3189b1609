package panel

// Lanes is how many draws are worked out together: enough for a step to cost more than
// finding it, few enough for the people of a flow to stay near the processor. Eight panels
// make a block of 1,000 draws.
const Lanes = 125

// width is how many numbers a vector holds: the lanes of a panel, and three more that make
// it a whole number of a processor's wide registers. What stands there is worked out with
// the rest and thrown away.
const width = 128

// vector is one number of a calculation in each draw of a panel.
type vector [width]float64

// The two steps that most of a calculation's time goes into, sums and products, come in two
// spellings: plainly here, and for processors with AVX2 and FMA in vector_amd64.s, four
// lanes at a time. The second rounds once where the first rounds twice, so that draws on two
// kinds of machine may differ in their last bits.

// addWeighted sets to to certain + the sum of times x from.
func addWeightedPlainly(to *vector, certain float64, times []float64, from []*vector) {
	for l := range to {
		to[l] = certain
	}
	for k, x := range from {
		for l := range to {
			to[l] += float64(times[k] * x[l])
		}
	}
}

// multiply sets to to times x a x b.
func multiplyPlainly(to *vector, times float64, a, b *vector) {
	for l := range to {
		to[l] = float64(times*a[l]) * b[l]
	}
}
