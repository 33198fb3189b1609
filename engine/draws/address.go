package draws

import (
	"crypto/sha256"
	"encoding/binary"
	"math/bits"
	"math/rand/v2"
)

// Address is where the draws of one parameter are found: its k-th draw is a function of the
// seed, the parameter's name and k alone. It does not depend on what else is uncertain, on the
// order in which draws are made, or on who makes them, so any range of draws can be made
// anywhere and comes out the same.
type Address struct{ high, low uint64 }

// At is the address of a parameter's draws in the run of a seed: the first 16 bytes of the
// SHA-256 of the seed, as 8 bytes with the least first, and the parameter's name.
func At(seed uint64, parameter string) Address {
	named := append(binary.LittleEndian.AppendUint64(nil, seed), parameter...)
	hash := sha256.Sum256(named)
	return Address{binary.LittleEndian.Uint64(hash[:8]), binary.LittleEndian.Uint64(hash[8:16])}
}

// chanceMark begins the name at whose address the numbers of chance itself lie, which no
// parameter's and no group's does.
const chanceMark = "\x01"

// chanceAt is the address of chance of a name in the run of a seed. Names are the caller's, one
// for each thing that chance plays with: what is drawn of one then stays as it is whatever the
// others come to, in this scenario and in the next.
func chanceAt(seed uint64, name string) Address { return At(seed, chanceMark+name) }

// Uniform numbers are the middles of uniformBins equal parts of 0 to 1, all of which float64
// holds exactly, so that none is ever 0 or 1.
const (
	uniformBits  = 52
	uniformBins  = 1 << uniformBits
	LeastUniform = 0.5 / uniformBins // the least of them; the most is 1 less it
)

// Uniform is the uniform number, 0 < u < 1, of the parameter's k-th draw.
func (a Address) Uniform(k uint64) float64 {
	var pcg rand.PCG
	a.seed(&pcg, k)
	return uniformOf(pcg.Uint64())
}

func uniformOf(x uint64) float64 {
	return (float64(x>>(64-uniformBits)) + 0.5) / uniformBins
}

// seed begins the generator of the k-th draw: PCG, of 128 bits of state (M. O'Neill, "PCG: a
// family of simple fast space-efficient statistically good algorithms for random number
// generation", Harvey Mudd College, HMC-CS-2014-0905, 2014; Go's math/rand/v2 holds its
// numbers fixed). No two k of one address give the same state.
func (a Address) seed(pcg *rand.PCG, k uint64) {
	pcg.Seed(scramble(a.high+k), scramble(a.low^bits.RotateLeft64(k, 32)))
}

// scramble spreads every bit over all 64, one to one: the finaliser of splitmix64 (G. Steele,
// D. Lea and C. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
func scramble(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
