package panel

import (
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/stat"
	"pgregory.net/rapid"

	"parity/engine/draws"
)

// gone is where n people of the first place are after a month, those who left last.
func gone(u float64, n int, chances []float64) []float64 {
	end := make([]vector, len(chances))
	stream := draws.StreamOf(u)
	goWhere(&stream, end, 0, 0, n, chances)
	counts, left := make([]float64, len(chances)+1), float64(n)
	for to := range chances {
		counts[to] = end[to][0]
		left -= counts[to]
	}
	counts[len(chances)] = left
	return counts
}

// Who goes where is one draw of all places together: each is a binomial, n p and n p (1 - p), and
// two have the covariance -n p q.
func TestWhoGoesWhereIsMultinomial(t *testing.T) {
	const (
		n, people = 40_000, 37
		likely    = 4 // standard errors
	)
	for _, chances := range [][]float64{{0.7, 0.05, 0, 0.15}, {0.2, 0.5, 0.1}, {0, 0.3, 0.7}, {0.9}, {0.6, 0.4}} {
		drawn := make([][]float64, len(chances)+1)
		address := draws.At(1, fmt.Sprint("moves ", chances))
		for k := range uint64(n) {
			for to, count := range gone(address.Uniform(k), people, chances) {
				drawn[to] = append(drawn[to], count)
			}
		}
		rest := 1.0
		for _, p := range chances {
			rest -= p
		}
		all := append(append([]float64{}, chances...), max(0, rest))
		for i, p := range all {
			mean, variance := people*p, people*p*(1-p)
			if got := stat.Mean(drawn[i], nil); math.Abs(got-mean) > likely*math.Sqrt(variance/n)+1e-9 {
				t.Errorf("%v, place %d: mean %v, want %v", chances, i, got, mean)
			}
			// A variance of n draws of a count has the standard error of its fourth moment: of a
			// binomial 3v² + v(1-6p(1-p)), less v².
			if got, error := stat.Variance(drawn[i], nil), math.Sqrt((2*variance*variance+variance*math.Abs(1-6*p*(1-p)))/n); math.Abs(got-variance) > likely*error+1e-9 {
				t.Errorf("%v, place %d: variance %v, want %v", chances, i, got, variance)
			}
			for j, q := range all[:i] {
				want, most := -people*p*q, likely*people*math.Sqrt(p*q)/math.Sqrt(n)
				if got := stat.Covariance(drawn[i], drawn[j], nil); math.Abs(got-want) > most+1e-9 {
					t.Errorf("%v, places %d and %d: covariance %v, want %v", chances, i, j, got, want)
				}
			}
		}
	}
}

func TestNobodyIsLostOnTheWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		chances := rapid.SliceOfN(rapid.Float64Range(0, 1), 1, 8).Draw(t, "chances")
		whole, sum := rapid.Float64Range(0.001, 1).Draw(t, "whole"), 1e-300
		for _, chance := range chances {
			sum += chance
		}
		for to := range chances {
			chances[to] *= whole / sum
		}
		n := rapid.IntRange(0, 10_000).Draw(t, "people")
		counts := gone(rapid.Float64Range(draws.LeastUniform, 1-draws.LeastUniform).Draw(t, "u"), n, chances)
		for to, count := range counts {
			if count < 0 || count != math.Trunc(count) || (to < len(chances) && chances[to] == 0 && count > 0) {
				t.Fatalf("%v of %d come to place %d", count, n, to)
			}
		}
	})
}
