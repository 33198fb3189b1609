package clustering

import "math/rand/v2"

// newRandom is a stream of random numbers that is the same each time.
func newRandom(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 97)) }
