package draws

import (
	"math"
	"math/rand/v2"
)

// Stream is the random numbers by which chance itself plays in one draw: how many come, and
// who of them moves on. It is a value of its own, so that no two workers share one.
type Stream struct{ pcg rand.PCG }

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
