package draws

import "math"

// Binomial is how many of n do what each does with chance p, on their own: p from 0 to 1.
//
// A small mean is drawn by inversion. Others are by the transformed rejection with squeeze
// of W. Hörmann, "The generation of binomial random variates", Journal of Statistical
// Computation and Simulation 46(1-2), 1993, pp. 101-110 (BTRS), which is exact.
func (s *Stream) Binomial(n int, p float64) int {
	switch {
	case n <= 0 || !(p > 0):
		return 0
	case p >= 1:
		return n
	case p > 0.5:
		return n - s.Binomial(n, 1-p)
	}
	all := float64(n)
	odds := p / (1 - p)
	if all*p < meanOfFew {
		u, chance, k := s.Uniform(), math.Exp(all*math.Log1p(-p)), 0
		for u > chance && k < min(n, mostOfFew) {
			u -= chance
			k++
			chance *= odds * float64(n-k+1) / float64(k)
		}
		return k
	}
	sd := math.Sqrt(all * p * (1 - p))
	b := 1.15 + 2.53*sd
	a := -0.0873 + 0.0248*b + 0.01*p
	within := 0.92 - 4.2/b
	for {
		u, v := s.Uniform()-0.5, s.Uniform()
		us := 0.5 - math.Abs(u)
		k := math.Floor((2*a/us+b)*u + all*p + 0.5)
		switch {
		case us >= 0.07 && v <= within:
			return int(k)
		case k < 0 || k > all:
			continue
		}
		mode := math.Floor((all + 1) * p)
		hat := (2.83 + 5.1/b) * sd
		if math.Log(v*hat/(a/(us*us)+b)) <= logFactorial(mode)+logFactorial(all-mode)-logFactorial(k)-logFactorial(all-k)+(k-mode)*math.Log(odds) {
			return int(k)
		}
	}
}
