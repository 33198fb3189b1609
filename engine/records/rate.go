package records

import (
	"slices"

	"parity/tariff"
)

const thousandths = 1000 // of a unit, as a tariff.Quantity counts

// longestMonth is the most days a month has.
const longestMonth = 31

// rate is one measure's price in each month of the window, under one provider's factors.
type rate struct {
	measure tariff.Measure
	covers  tariff.Covers
	months  []monthRate
	gaps    []int32 // gaps[i] months before month i have no price
}

// monthRate is the price of one month. days says what 0 to 31 days of it cost, for what is
// counted by the day.
type monthRate struct {
	price  tariff.UnitPrice
	factor tariff.Factor
	parts  int // days of the month's financial year, for a year of care; else 1
	days   [longestMonth + 1]tariff.Pence
}

// byDay says whether a measure grows by the day.
func byDay(m tariff.Measure) bool {
	switch m {
	case tariff.Day, tariff.AdmittedDay, tariff.CommunityDay, tariff.BedDay, tariff.YearOfCare:
		return true
	}
	return false
}

// fromDates are the measures that an episode's dates give, in the order of its lines.
var fromDates = [...]tariff.Measure{tariff.Day, tariff.YearOfCare, tariff.Period, tariff.Entry}

// newRate works out a unit's price month by month. The error is tariff.ErrTooLarge.
func newRate(b *Basis, prices tariff.UnitPrices, factors []tariff.Factor) (*rate, error) {
	r := &rate{measure: prices.Unit.Measure, months: make([]monthRate, b.Window.Months), gaps: make([]int32, b.Window.Months+1)}
	for i, price := range b.Schedule.Over(prices, b.Window.From, b.Window.Months, tariff.Latest) {
		month := b.Window.From + tariff.Month(i)
		m := &r.months[i]
		m.price, m.factor, m.parts = price, factors[i], 1
		if r.measure == tariff.YearOfCare {
			m.parts = month.Year().Days()
			m.factor = per(m.factor, m.parts)
		}
		r.gaps[i+1] = r.gaps[i]
		if price.State != tariff.Priced {
			r.gaps[i+1]++
			continue
		}
		if price.Covers == tariff.Community {
			r.covers = tariff.Community
		}
		for days := range m.days {
			if days > DaysOf(month) || !byDay(r.measure) {
				break
			}
			pence, err := tariff.Line(tariff.Quantity(days*thousandths), price.Price, m.factor)
			if err != nil {
				return nil, err
			}
			m.days[days] = pence
		}
	}
	return r, nil
}

// unpriced says why the months from first up to last, that one too, are not all priced.
func (r *rate) unpriced(first, last int) Reason {
	if r.gaps[last+1] == r.gaps[first] {
		return ""
	}
	if slices.ContainsFunc(r.months[first:last+1], func(m monthRate) bool { return m.price.State == tariff.Missing }) {
		return PriceMissing
	}
	return PriceNotYet
}

// card is all prices of a currency under one provider's factors.
type card struct {
	rates    [tariff.MeasureCount]*rate
	episodes []*rate // what an episode's dates are priced by
	reason   Reason  // why an episode is not
	any      bool    // whether the currency is priced at all
}

func newCard(b *Basis, currency *Currency, factors []tariff.Factor) (*card, error) {
	c := &card{}
	for _, prices := range b.Schedule.Units {
		if prices.Unit.Currency != currency.Key {
			continue
		}
		rate, err := newRate(b, prices, factors)
		if err != nil {
			return nil, err
		}
		c.rates[rate.measure], c.any = rate, true
	}
	for _, measure := range fromDates {
		if rate := c.rates[measure]; rate != nil {
			c.episodes = append(c.episodes, rate)
			if c.reason == "" {
				c.reason = fits(rate, currency)
			}
		}
	}
	switch {
	case !c.any:
		c.reason = NotPriced
	case len(c.episodes) == 0:
		c.reason = MeasureNeeded
	}
	return c, nil
}

// fits says why a rate cannot price what dates give.
func fits(r *rate, currency *Currency) Reason {
	switch {
	case r.covers == tariff.Community:
		return CommunityShare
	case r.measure == tariff.Period && currency.Review.none():
		return NoReviewPeriod
	}
	return ""
}
