package risk

import (
	"fmt"
	"io"
	"sync"
)

// ExactMonths is the most draws of a run whose months are kept draw by draw. In a longer one
// months are counted in bins; years and the whole run are kept draw by draw always.
const ExactMonths = 10_000

// Origin says what a sample is drawn from.
type Origin struct {
	Study string // the fingerprint of everything the outcomes follow from
	Seed  uint64
	Range Range
}

// Sample is what the draws of a range came to. It is read only and safe for several callers.
type Sample struct {
	origin   Origin
	outcomes []Outcome
	firsts   []int // by column, the first that comes to the same and is kept in its place
	layout   layout
	spans    []span // in the order of the draws, with nothing between them
	// histograms are by column; nil where the draws themselves are kept. Columns that come to the
	// same have one.
	histograms []*histogram
	desks      sync.Pool // of *desk, for who sums up and compares
}

// span is panels of draws, one after the other.
type span struct {
	Range
	panels io.ReaderAt
}

// layout says where in a panel each column lies: its draws, or its moments where the draws
// are only counted.
type layout struct {
	at    []int
	bytes int // of a panel
}

func layoutOf(outcomes []Outcome, firsts []int, draws int) layout {
	l := layout{at: make([]int, len(outcomes))}
	for c, o := range outcomes {
		if first := firsts[c]; first < c {
			l.at[c] = l.at[first]
			continue
		}
		l.at[c] = l.bytes
		if binned(o, draws) {
			l.bytes += momentsBytes
		} else {
			l.bytes += PanelDraws * numberBytes
		}
	}
	return l
}

// binned says whether an outcome of a run of so many draws is only counted.
func binned(o Outcome, draws int) bool { return o.Period.Monthly() && draws > ExactMonths }

// panelsBytes is the room that the panels of a range take.
func (l *layout) panelsBytes(r Range) int64 { return int64(l.bytes) * int64(r.Draws()/PanelDraws) }

// Origin says what the sample is drawn from.
func (s *Sample) Origin() Origin { return s.origin }

// own lists the columns that are kept, each the first that comes to the same.
func (s *Sample) own(yield func(column int) bool) {
	for c, first := range s.firsts {
		if first == c && !yield(c) {
			return
		}
	}
}

// Draws is how many draws the sample holds.
func (s *Sample) Draws() int { return s.origin.Range.Draws() }

// Outcomes are the columns of the sample.
func (s *Sample) Outcomes() []Outcome { return s.outcomes }

// Find gives the column of an outcome, whatever its Stands.
func (s *Sample) Find(o Outcome) (column int, found bool) {
	for c, have := range s.outcomes {
		if sameOutcome(have, o) {
			return c, true
		}
	}
	return 0, false
}

// Exact says whether the column holds every draw, not counts by bin alone.
func (s *Sample) Exact(column int) bool { return s.histograms[column] == nil }

// Values gives a column draw by draw, from the range's first on. It fails for a month that is
// only counted.
func (s *Sample) Values(column int) ([]float64, error) {
	return s.valuesInto(nil, column)
}

// valuesInto is Values in the room of a slice, where it has enough.
func (s *Sample) valuesInto(room []float64, column int) ([]float64, error) {
	if !s.Exact(column) {
		o := s.outcomes[column]
		return nil, fmt.Errorf("%s of month %s is counted in bins, as the run has more than %d draws; ask for its year, or draw fewer", o.Item, o.Period.Month, ExactMonths)
	}
	values, at := resized(room, s.Draws()), 0
	err := s.each(column, PanelDraws*numberBytes, func(panel []byte) {
		for lane := range PanelDraws {
			values[at+lane] = readNumber(panel[lane*numberBytes:])
		}
		at += PanelDraws
	})
	return values, err
}

// moments sums up a column.
func (s *Sample) moments(column int) (moments, error) {
	var m moments
	err := s.each(column, momentsBytes, func(panel []byte) { m.add(readMoments(panel)) })
	return m, err
}

// each reads what is kept of a column in each panel, in the order of the draws.
func (s *Sample) each(column, bytes int, take func(panel []byte)) error {
	buffer := make([]byte, bytes)
	for _, part := range s.spans {
		for panel := range part.Draws() / PanelDraws {
			at := int64(panel)*int64(s.layout.bytes) + int64(s.layout.at[column])
			if _, err := part.panels.ReadAt(buffer, at); err != nil {
				return fmt.Errorf("read draw %d: %w", part.First+panel*PanelDraws, err)
			}
			take(buffer)
		}
	}
	return nil
}
