package risk

import (
	"math"
	"sync"
)

// How a month's draws are binned where a run has more than ExactMonths of them. Bins reach
// beyond the first block by a part of its spread on each side; what lies further still goes
// to two bins of their own, which end at the least and the most of all draws.
const (
	histogramBins = 2048
	binsBeyond    = 0.25
	// leastSpread is the narrowest that bins together get, as a part of the figures
	// themselves: a figure that is the same in all of the first block must not be cut into
	// bins finer than float64 can tell apart.
	leastSpread = 1e-6
	widthSteps  = 32 // widths are rounded up by a sixteenth at most
)

// Bins are how a histogram cuts up what a figure may be: bins of equal Width from Low on.
type Bins struct {
	Low   float64 `json:"low"`
	Width float64 `json:"width"`
}

// binsFor fixes the bins by the least and the most of a run's first block. Where they begin
// and how wide they are is rounded, so that machines whose draws differ in their last bits
// come to the same bins.
func binsFor(least, most float64) Bins {
	spread := max(most-least, leastSpread*max(math.Abs(least), math.Abs(most)))
	if spread == 0 {
		spread = leastSpread
	}
	fraction, exponent := math.Frexp((1 + 2*binsBeyond) * spread / (histogramBins - 1))
	width := math.Ldexp(math.Ceil(fraction*widthSteps)/widthSteps, exponent)
	return Bins{math.Floor((least-float64(binsBeyond*spread))/width) * width, width}
}

// bin is where x is counted: 0 below the bins, then the bins, then all above. Each is 1 / Width,
// which a column asks for once.
func (b Bins) bin(x, each float64) int {
	switch at := (x - b.Low) * each; {
	case at < 0:
		return 0
	case at < histogramBins:
		return int(at) + 1
	}
	return histogramBins + 1
}

// edges are the ends of a bin, the open ones ending at the least and the most of all draws.
func (b Bins) edges(bin int, least, most float64) (low, high float64) {
	low, high = least, most
	if bin > 0 {
		low = max(low, b.Low+float64(float64(bin-1)*b.Width))
	}
	if bin <= histogramBins {
		high = min(high, b.Low+float64(float64(bin)*b.Width))
	}
	return low, high
}

// histogram counts the draws of a column by bin. Counts are whole numbers, so that they come
// to the same in whatever order they are made and merged.
type histogram struct {
	Bins
	mu     sync.Mutex
	counts []uint32 // by bin, as Bins.bin has them
}

func newHistogram(bins Bins) *histogram {
	return &histogram{Bins: bins, counts: make([]uint32, histogramBins+2)}
}

func (h *histogram) add(column []float64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	each := 1 / h.Width
	for _, x := range column {
		h.counts[h.bin(x, each)]++
	}
}
