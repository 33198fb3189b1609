package records

import (
	"math/big"
	"slices"

	"parity/tariff"
)

const thousandths = 1000 // of a unit, as a tariff.Quantity counts

// longestMonth is the most days a month has.
const longestMonth = 31

// rate is one measure's price in each month of the window, under one provider's factors.
type rate struct {
	daily    bool // counted by the day
	complete bool // every month has a price
	measure  tariff.Measure
	covers   tariff.Covers
	scaled   []uint64 // see scale; of no use in months of which tables has the values
	gaps     []int32  // gaps[i] months before month i have no price
	months   []monthRate
	tables   map[int]*[longestMonth + 1]tariff.Pence
}

// monthRate is the price of one month.
type monthRate struct {
	price  tariff.UnitPrice
	factor tariff.Factor
	parts  int // days of the month's financial year, for a year of care; else 1
}

// scaleBits is how many bits a day's pence are scaled up by, so that what some days cost is a
// multiplication and a shift, and the prices of many currencies and providers stay in a
// processor's cache.
const scaleBits = 32

// value is what so many days of a month cost.
func (r *rate) value(month, days int) tariff.Pence {
	if table := r.tables[month]; table != nil {
		return table[days]
	}
	return costs(r.scaled[month], days)
}

// costs is what days cost of which one costs so much, scaled.
func costs(scaled uint64, days int) tariff.Pence {
	return tariff.Pence((scaled*uint64(days) + 1<<(scaleBits-1)) >> scaleBits)
}

// scale is the number by which costs gives what 0 to 31 days cost; false where there is none
// that gives all of them to the penny.
func scale(days *[longestMonth + 1]tariff.Pence, price tariff.Price, factor tariff.Factor) (uint64, bool) {
	// A day's pence are price x over / (micro-pounds of a penny x under), here rounded up.
	over := new(big.Int).Mul(big.NewInt(int64(price)), big.NewInt(factor.Over))
	under := new(big.Int).Mul(big.NewInt(microPerPenny), big.NewInt(factor.Under))
	over.Lsh(over, scaleBits).Add(over, under).Sub(over, big.NewInt(1)).Quo(over, under)
	if over.BitLen() > mostScaledBits {
		return 0, false
	}
	scaled := over.Uint64()
	for n, pence := range days {
		if costs(scaled, n) != pence {
			return 0, false
		}
	}
	return scaled, true
}

const (
	microPerPenny  = 10_000
	mostScaledBits = 58 // with 31 days, and half a penny, it has to fit into 64
)

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
	r := &rate{measure: prices.Unit.Measure, daily: byDay(prices.Unit.Measure), months: make([]monthRate, b.Window.Months), scaled: make([]uint64, b.Window.Months), gaps: make([]int32, b.Window.Months+1)}
	for i, price := range b.Schedule.Over(b.Window.From, b.Window.Months, tariff.Latest).Prices(prices) {
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
		if !r.daily {
			continue
		}
		if i > 0 && r.sameAsBefore(i) {
			r.scaled[i] = r.scaled[i-1]
			if table := r.tables[i-1]; table != nil {
				r.tables[i] = table
			}
		} else if err := r.work(i); err != nil {
			return nil, err
		}
	}
	r.complete = r.gaps[b.Window.Months] == 0
	return r, nil
}

// sameAsBefore says whether days cost in a month what they did in the month before.
func (r *rate) sameAsBefore(i int) bool {
	a, b := &r.months[i-1], &r.months[i]
	return a.price.State == tariff.Priced && a.price.Price == b.price.Price && a.factor == b.factor
}

// work works out what days of a month cost.
func (r *rate) work(i int) error {
	m := &r.months[i]
	var table [longestMonth + 1]tariff.Pence
	for days := range table {
		pence, err := tariff.Line(tariff.Quantity(days*thousandths), m.price.Price, m.factor)
		if err != nil {
			return err
		}
		table[days] = pence
	}
	exact := false
	if r.scaled[i], exact = scale(&table, m.price.Price, m.factor); !exact {
		if r.tables == nil {
			r.tables = map[int]*[longestMonth + 1]tariff.Pence{}
		}
		r.tables[i] = &table
	}
	return nil
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

// card is all prices of a currency under one provider's factors. What an episode needs stands
// together at its front.
type card struct {
	reason Reason                // why an episode is not priced
	dated  [len(fromDates)]*rate // what an episode's dates are priced by,
	many   int                   // so many of them
	any    bool                  // whether the currency is priced at all
	rates  [tariff.MeasureCount]*rate
}

// episodes is what an episode's dates are priced by.
func (c *card) episodes() []*rate { return c.dated[:c.many] }

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
			c.dated[c.many] = rate
			c.many++
			if c.reason == "" {
				c.reason = fits(rate, currency)
			}
		}
	}
	switch {
	case !c.any:
		c.reason = NotPriced
	case c.many == 0:
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
