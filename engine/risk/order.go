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
	// beyond sums up the draws below an edge, or above it.
	beyond(edge float64, below bool) tail
}

// tail is how many draws lie beyond an edge, and the sums of how far they do, of the squares of
// that, and of how far from the draws the truth may lie.
type tail struct {
	draws               int
	apart, squares, off float64
}

// drawsABucket is how many draws a bucket of sorted holds, where they lie evenly.
const drawsABucket = 8

// sorted is an order with every draw. Draws are dealt into buckets by where they lie between
// the lowest and the highest; a bucket is put in order when one of its draws is asked for, as
// few ever are.
type sorted struct {
	values  []float64 // bucket by bucket
	begins  []int32   // of each bucket in values, and the end
	ordered []bool    // by bucket
	bucket  []int32   // of each draw as they came
	next    []int32   // where the next draw of each bucket goes
}

func sortedOf(values []float64, least, most float64) *sorted {
	s := &sorted{}
	s.deal(values, least, most)
	return s
}

// deal takes the draws of another column.
func (s *sorted) deal(values []float64, least, most float64) {
	buckets := len(values)/drawsABucket + 1
	scale := float64(buckets-1) / (most - least)
	if !(scale > 0) || math.IsInf(scale, 1) { // all alike, or further apart than a number can say
		buckets, scale, least = 1, 0, 0
	}
	s.values, s.bucket = resized(s.values, len(values)), resized(s.bucket, len(values))
	s.begins, s.ordered = resized(s.begins, buckets+1), resized(s.ordered, buckets)
	clear(s.begins)
	clear(s.ordered)
	counts, bucket := s.begins[1:], s.bucket
	for i, x := range values {
		b := int32((x - least) * scale)
		bucket[i] = b
		counts[b]++
	}
	for b := range buckets {
		s.begins[b+1] += s.begins[b]
	}
	s.next = append(s.next[:0], s.begins...)
	next, dealt := s.next, s.values
	for i, x := range values {
		b := bucket[i]
		dealt[next[b]] = x
		next[b]++
	}
}

// resized gives a slice of n with whatever stands in it.
func resized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

func (s *sorted) draws() int { return len(s.values) }

func (s *sorted) at(i int) (value, off float64) {
	after, _ := slices.BinarySearch(s.begins, int32(i)+1)
	bucket := after - 1
	if !s.ordered[bucket] {
		slices.Sort(s.values[s.begins[bucket]:s.begins[bucket+1]])
		s.ordered[bucket] = true
	}
	return s.values[i], 0
}

func (s *sorted) beyond(edge float64, below bool) tail {
	var t tail
	for _, x := range s.values {
		if apart := x - edge; apart < 0 && below || apart > 0 && !below {
			t.draws++
			t.apart += apart
			t.squares += float64(apart * apart)
		}
	}
	return t
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

func (c *counted) beyond(edge float64, below bool) tail {
	var t tail
	before := 0
	for bin, upTo := range c.upTo {
		n := upTo - before
		before = upTo
		low, high := c.bins.edges(bin, c.least, c.most)
		if apart := low + (high-low)/2 - edge; n > 0 && (apart < 0 && below || apart > 0 && !below) {
			draws := float64(n)
			t.draws += n
			t.apart += float64(draws * apart)
			t.squares += float64(draws * float64(apart*apart))
			t.off += draws * (high - low) / 2
		}
	}
	return t
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
