package clustering

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"
)

// matrixOf counts clusters 1, 2 and 3 against each other.
func matrixOf(rows ...[]int) *Matrix {
	m := &Matrix{}
	for i, row := range rows {
		for j, n := range row {
			m[i+1][j+1] = n
		}
	}
	return m
}

// Two clusters, by hand: 35 of 50 agree, 0.7; by chance 25/50 x 30/50 + 25/50 x 20/50 = 0.5;
// kappa is (0.7 - 0.5) / (1 - 0.5) = 0.4. For the error, of Fleiss, Cohen and Everitt:
//
//	A = 0.4 (1 - (0.5 + 0.6) 0.6)^2 + 0.3 (1 - (0.5 + 0.4) 0.6)^2 = 0.10972
//	B = 0.36 (0.1 (0.6 + 0.5)^2 + 0.2 (0.4 + 0.5)^2)              = 0.10188
//	C = (0.4 - 0.5 x 0.6)^2                                       = 0.01
//
// and sqrt(A + B - C) / (0.5 sqrt 50) = 0.1270. The other table is one of three classes whose
// kappa is 0.23 / 0.34.
func TestAgreement(t *testing.T) {
	for _, c := range []struct {
		name  string
		m     *Matrix
		want  string
		known bool
	}{
		{"two clusters", matrixOf([]int{20, 5}, []int{10, 15}), "50 35 0.5000 0.4000 0.1270", true},
		{"three", matrixOf([]int{75, 1, 4}, []int{5, 4, 1}, []int{0, 0, 10}), "100 89 0.6600 0.6765 0.0877", true},
		{"all agree", matrixOf([]int{6, 0}, []int{0, 4}), "10 10 0.5200 1.0000 0.0000", true},
		{"as by chance", matrixOf([]int{8, 2}, []int{4, 1}), "15 9 0.6000 0.0000 0.2434", true},
		{"none agrees", matrixOf([]int{0, 5}, []int{5, 0}), "10 0 0.5000 -1.0000 0.0000", true},
		{"all in one class: chance could do no other", matrixOf([]int{7}), "7 7 1.0000 0.0000 0.0000", false},
		{"nobody", &Matrix{}, "0 0 0.0000 0.0000 0.0000", false},
	} {
		a := c.m.Agreement()
		got := fmt.Sprintf("%d %d %.4f %.4f %.4f", a.People, a.Agree, a.Expected, a.Kappa, a.Error)
		if got != c.want || a.Defined != c.known {
			t.Errorf("%s: %s, %v; want %s", c.name, got, a.Defined, c.want)
		}
	}
}

// The error as the paper itself writes it, over all cells and not divided through.
func paperError(m *Matrix) float64 {
	n, po, pe := 0.0, 0.0, 0.0
	var rows, columns [codes]float64
	for i := range m {
		for j := range m {
			n += float64(m[i][j])
		}
	}
	for i := range m {
		for j := range m {
			rows[i] += float64(m[i][j]) / n
			columns[j] += float64(m[i][j]) / n
		}
	}
	for i := range m {
		po += float64(m[i][i]) / n
		pe += rows[i] * columns[i]
	}
	sum := 0.0
	for i := range m {
		for j := range m {
			p := float64(m[i][j]) / n
			if i == j {
				sum += p * math.Pow((1-pe)-(columns[i]+rows[i])*(1-po), 2)
			} else {
				sum += (1 - po) * (1 - po) * p * math.Pow(columns[i]+rows[j], 2)
			}
		}
	}
	sum -= math.Pow(po*pe-2*pe+po, 2)
	return math.Sqrt(max(0, sum) / n / math.Pow(1-pe, 4))
}

func TestErrorOfKappaIsThePapers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := &Matrix{}
		for range rapid.IntRange(2, 30).Draw(t, "cells") {
			one, two := rapid.SampledFrom(Clusters()).Draw(t, "recorded"), rapid.SampledFrom(Clusters()).Draw(t, "suggested")
			m[one][two] += rapid.IntRange(1, 50).Draw(t, "people")
		}
		a := m.Agreement()
		if !a.Defined {
			return
		}
		if want := paperError(m); math.Abs(a.Error-want) > 1e-6 {
			t.Fatalf("the error is %v, the paper's %v", a.Error, want)
		}
		low, high := a.Interval()
		if low > a.Kappa || high < a.Kappa || a.Kappa > 1 || a.Kappa < -1 {
			t.Fatalf("kappa %v lies outside %v to %v, or beyond 1", a.Kappa, low, high)
		}
	})
}

// Of simulated ratings whose kappa is known, the interval holds it in about 95 of a hundred.
func TestIntervalOfKappaCovers(t *testing.T) {
	const samples, people = 400, 300
	// Two clusters, each recorded half the time; what is suggested agrees with chance 0.8, so
	// that kappa is (0.8 - 0.5) / 0.5 = 0.6.
	covered := 0
	random := newRandom(19)
	for range samples {
		m := &Matrix{}
		for range people {
			recorded := Cluster(1 + random.IntN(2))
			suggested := recorded
			if random.Float64() < 0.2 {
				suggested = 3 - recorded
			}
			m[recorded][suggested]++
		}
		a := m.Agreement()
		if low, high := a.Interval(); low <= 0.6 && 0.6 <= high {
			covered++
		}
	}
	// 380 are expected, give or take three times the 4.4 of a binomial.
	if covered < 366 || covered > 394 {
		t.Errorf("%d of %d intervals hold kappa", covered, samples)
	}
}
