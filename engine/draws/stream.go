package draws

import (
	"math"
	"math/rand/v2"
)

// Stream is the random numbers by which chance itself plays in one draw: how many come, and
// who of them moves on. It is a value of its own, so that no two workers share one.
type Stream struct{ pcg rand.PCG }

// chanceMark begins the name at whose address a stream's numbers lie, which no parameter's
// and no group's does.
const chanceMark = "\x01"

// ChanceAt is the address of the streams of a name in the run of a seed. Names are the
// caller's, one for each thing that chance plays with: what is drawn of one then stays as it
// is whatever the others come to, in this scenario and in the next.
func ChanceAt(seed uint64, name string) Address { return At(seed, chanceMark+name) }

// Stream is the k-th stream of an address. It begins with Uniform(k) of the address.
func (a Address) Stream(k uint64) Stream {
	var s Stream
	a.seed(&s.pcg, k)
	return s
}

// StreamOf is the stream that one uniform number begins: who hands on numbers of an address
// hands on all the chance of a draw.
func StreamOf(u float64) Stream {
	var s Stream
	bits := math.Float64bits(u)
	s.pcg.Seed(scramble(bits), scramble(^bits))
	return s
}

// Uniform is the next uniform number, 0 < u < 1.
func (s *Stream) Uniform() float64 { return uniformOf(s.pcg.Uint64()) }

// Multinomial fills counts with how many of n come to each share, one draw of all together,
// and gives how many come to none of them, as the shares sum to 1 at most. Part by part it is
// a binomial of those that are left (C. Davis, "The computer generation of multinomial random
// variates", Computational Statistics and Data Analysis 16(2), 1993, pp. 205-217).
func (s *Stream) Multinomial(n int, shares []float64, counts []int) (rest int) {
	whole := 1.0
	for i, share := range shares {
		counts[i] = 0
		if n > 0 && share > 0 {
			counts[i] = s.Binomial(n, share/whole)
		}
		n -= counts[i]
		whole -= share
	}
	return n
}
