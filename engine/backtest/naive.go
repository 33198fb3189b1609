package backtest

import (
	"math"

	"parity/engine/records"
	"parity/tariff"
)

// Naive is a forecast that needs no model.
type Naive int

const (
	// NoChange is that people stay as many as they are, and as many start a day as did in the
	// year before, or in those months of it that are counted.
	NoChange Naive = iota
	// LastYear is that people go on growing as they grew in the year before, and starts as they
	// did from the year before that one.
	LastYear
	naives
)

// Naives are both.
func Naives() []Naive { return []Naive{NoChange, LastYear} }

// String names the forecast.
func (n Naive) String() string {
	return [...]string{"no change", "last year's growth"}[n]
}

// year is the months that growth is taken over.
const year = 12

// Forecast is what a naive forecast made as the month start begins has of a measure in so many
// months from then on. Of what it does not look at, which is all that is counted from start on,
// nothing changes it. It is nil where the count does not reach back as far as it needs, or
// nobody was there to grow from.
func (c *Count) Forecast(naive Naive, measure tariff.Measure, start tariff.Month, months int) []float64 {
	before := int(start - c.From) // months counted
	if before < 0 || before > len(c.People) {
		return nil
	}
	level, growth := c.at(before), 1.0
	if measure == tariff.Start {
		if before == 0 {
			return nil
		}
		level = c.startsADay(max(0, before-year), before)
	}
	if naive == LastYear {
		earlier := 0.0
		switch {
		case measure == tariff.Start && before >= 2*year:
			earlier = c.startsADay(before-2*year, before-year)
		case measure != tariff.Start && before >= year:
			earlier = c.at(before - year)
		}
		if earlier == 0 {
			return nil
		}
		growth = level / earlier
	}
	forecast := make([]float64, months)
	for i := range forecast {
		days := float64(records.DaysOf(start + tariff.Month(i)))
		switch measure {
		case tariff.Person:
			forecast[i] = level * math.Pow(growth, float64(i+1)/year)
		case tariff.Day: // of the people at the middle of the month
			forecast[i] = days * level * math.Pow(growth, (float64(i)+0.5)/year)
		case tariff.Start: // from the middle of the year before to the middle of the month
			forecast[i] = days * level * math.Pow(growth, 0.5+(float64(i)+0.5)/year)
		}
	}
	return forecast
}

// startsADay is how many start a day from one month of the count up to another.
func (c *Count) startsADay(from, to int) float64 {
	starts, days := 0.0, 0
	for i := from; i < to; i++ {
		starts += c.Starts[i]
		days += records.DaysOf(c.From + tariff.Month(i))
	}
	return starts / float64(days)
}

// Scale is the mean of how far a measure moved from one month to the next in the year before
// start: what scaled errors are scaled by (R. Hyndman and A. Koehler, "Another look at measures
// of forecast accuracy", International Journal of Forecasting 22(4), 2006, pp. 679-688). It is
// not a number where the year is not counted or nothing moved in it.
func (c *Count) Scale(measure tariff.Measure, start tariff.Month) float64 {
	before := int(start - c.From)
	if before < year || before > len(c.People) {
		return math.NaN()
	}
	moved, steps := 0.0, 0
	if measure == tariff.Person {
		for i := before - year; i < before; i++ {
			moved, steps = moved+math.Abs(c.at(i+1)-c.at(i)), steps+1
		}
	} else {
		of := c.Of(measure)
		for i := before - year + 1; i < before; i++ {
			moved, steps = moved+math.Abs(of[i]-of[i-1]), steps+1
		}
	}
	if moved == 0 {
		return math.NaN()
	}
	return moved / float64(steps)
}
