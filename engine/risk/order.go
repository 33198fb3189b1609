package risk

import (
	"math"
	"slices"
)

// order is a column from its lowest draw to its highest.
type order interface {
	draws() int
	// at is the draw that i others come before, and how far from it the truth may lie: nothing
	// where every draw is kept, half a bin where draws are only counted.
	at(i int) (value, off float64)
}

// drawsABucket is how many draws a bucket of sorted holds, where they lie evenly.
const drawsABucket = 8

// sorted is an order with every draw. Draws are dealt into buckets by where they lie between
// the lowest and the highest; a bucket is put in order when one of its draws is asked for, as
// few ever are.
type sorted struct {
	values  []float64 // bucket by bucket
	begins  []int     // of each bucket in values, and the end
	ordered []bool    // by bucket
}

func sortedOf(values []float64, least, most float64) *sorted {
	buckets := len(values)/drawsABucket + 1
	scale := float64(buckets-1) / (most - least)
	bucket := func(x float64) int { return int((x - least) * scale) }
	if !(scale > 0) || math.IsInf(scale, 1) { // all alike, or further apart than a number can say
		buckets, bucket = 1, func(float64) int { return 0 }
	}
	s := &sorted{values: make([]float64, len(values)), begins: make([]int, buckets+1), ordered: make([]bool, buckets)}
	for _, x := range values {
		s.begins[bucket(x)+1]++
	}
	for b := range buckets {
		s.begins[b+1] += s.begins[b]
	}
	next := slices.Clone(s.begins)
	for _, x := range values {
		to := &next[bucket(x)]
		s.values[*to] = x
		*to++
	}
	return s
}

func (s *sorted) draws() int { return len(s.values) }

func (s *sorted) at(i int) (value, off float64) {
	after, _ := slices.BinarySearch(s.begins, i+1)
	bucket := after - 1
	if !s.ordered[bucket] {
		slices.Sort(s.values[s.begins[bucket]:s.begins[bucket+1]])
		s.ordered[bucket] = true
	}
	return s.values[i], 0
}

// counted is an order of which only the counts by bin are kept.
type counted struct {
	bins        Bins
	upTo        []int // draws in each bin and those below it
	least, most float64
}

func countedOf(h *histogram, m moments) *counted {
	c := &counted{h.Bins, make([]int, len(h.counts)), m.least, m.most}
	sum := 0
	for bin, n := range h.counts {
		sum += int(n)
		c.upTo[bin] = sum
	}
	return c
}

func (c *counted) draws() int { return c.upTo[len(c.upTo)-1] }

// at gives the middle of the draw's bin.
func (c *counted) at(i int) (value, off float64) {
	bin, _ := slices.BinarySearch(c.upTo, i+1)
	low, high := c.bins.edges(bin, c.least, c.most)
	return low + (high-low)/2, (high - low) / 2
}

// quantile is the figure that a draw lies below with chance p: between the two draws that lie
// around place p (draws - 1), in proportion (definition 7 of R. Hyndman and Y. Fan, "Sample
// quantiles in statistical packages", The American Statistician 50(4), 1996: what Excel's
// PERCENTILE.INC and numpy give).
func quantile(o order, p float64) (value, off float64) {
	place := p * float64(o.draws()-1)
	i := int(place)
	low, lowOff := o.at(i)
	part := place - float64(i)
	if part == 0 {
		return low, lowOff
	}
	high, highOff := o.at(i + 1)
	return low + float64(part*(high-low)), lowOff + float64(part*(highOff-lowOff))
}

// quantileError is the Monte Carlo error of a quantile, whatever the figure's distribution:
// how many draws lie below the true quantile is binomial, so two standard errors each way
// are the quantiles at p and two of its standard errors sqrt(p (1-p) / draws), and a quarter
// of what lies between them is one (H. David and H. Nagaraja, Order Statistics, 3rd edition,
// Wiley, 2003, section 7.1).
func quantileError(o order, p float64) float64 {
	twice := 2 * math.Sqrt(p*(1-p)/float64(o.draws()))
	low, _ := quantile(o, max(0, p-twice))
	high, _ := quantile(o, min(1, p+twice))
	return (high - low) / 4
}
