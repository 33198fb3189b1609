package backtest

import (
	"slices"

	"parity/engine/episodes"
	"parity/engine/records"
	"parity/tariff"
)

// Measures are what is held beside each other: people at the month's end, starts in the month
// and the person-days in it.
func Measures() []tariff.Measure {
	return []tariff.Measure{tariff.Person, tariff.Start, tariff.Day}
}

// Count is people counted month by month, in one place or in several together.
type Count struct {
	From   tariff.Month
	Before float64 // people as the first month begins
	// By month: people at its end, those who started in it and the days spent in it.
	People, Starts, Days []float64
}

// NewCount counts nobody in the months of a window.
func NewCount(w records.Window) *Count {
	return &Count{From: w.From, People: make([]float64, w.Months), Starts: make([]float64, w.Months), Days: make([]float64, w.Months)}
}

// Add adds what a place came to in the same months.
func (c *Count) Add(o *episodes.Observed) {
	c.Before += float64(o.Before)
	for i := range c.People {
		c.People[i] += float64(o.People[i])
		c.Starts[i] += float64(o.Starts[i])
		c.Days[i] += float64(o.Days[i])
	}
}

// Plus adds another count of the same months.
func (c *Count) Plus(other *Count) {
	c.Before += other.Before
	for i := range c.People {
		c.People[i] += other.People[i]
		c.Starts[i] += other.Starts[i]
		c.Days[i] += other.Days[i]
	}
}

// Of is a measure by month.
func (c *Count) Of(measure tariff.Measure) []float64 {
	switch measure {
	case tariff.Start:
		return c.Starts
	case tariff.Day:
		return c.Days
	}
	return c.People
}

// at is people as a month of the count begins, or as the last one ends.
func (c *Count) at(month int) float64 {
	if month == 0 {
		return c.Before
	}
	return c.People[month-1]
}

// Opening is people as a month begins, which the count has or ends before.
func (c *Count) Opening(start tariff.Month) float64 { return c.at(int(start - c.From)) }

// FewPeople says whether a month of the count stands for people so few that a publication
// leaves them out, but for none at all: people there, those who start, or those whose days were
// counted, of whom there are as many as at the month's beginning or end at least.
func (c *Count) FewPeople(measure tariff.Measure) bool {
	few := func(n float64) bool { return records.Few(int(n)) }
	switch measure {
	case tariff.Start:
		return slices.ContainsFunc(c.Starts, few)
	case tariff.Day:
		for i, days := range c.Days {
			if days > 0 && max(c.at(i), c.at(i+1)) < records.FewPeople {
				return true
			}
		}
		return slices.ContainsFunc(c.People, few) || few(c.Before)
	}
	return few(c.Before) || slices.ContainsFunc(c.People, few)
}

// Coarse is the count as it is published: people and starts to the nearest records.FewPeople, days to
// the nearest that so many people come to in the month. All that is made of it, forecasts too, then
// says no more: people of months side by side, and starts between them, would tell who left.
func (c *Count) Coarse() *Count {
	nearest := func(n float64, each int) float64 { return float64(records.NearestFew(int(n), each)) }
	coarse := &Count{From: c.From, Before: nearest(c.Before, 1)}
	for i := range c.People {
		coarse.People = append(coarse.People, nearest(c.People[i], 1))
		coarse.Starts = append(coarse.Starts, nearest(c.Starts[i], 1))
		coarse.Days = append(coarse.Days, nearest(c.Days[i], records.DaysOf(c.From+tariff.Month(i))))
	}
	return coarse
}
