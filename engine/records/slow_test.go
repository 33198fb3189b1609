package records_test

import (
	"math/big"

	"github.com/shopspring/decimal"

	"parity/engine/records"
	"parity/tariff"
)

// A slow, obvious way to price a record: day by day through the window, in fractions, with
// the rounding of docs/methods.md written out.

// slowPrice is what a record pays by measure and month, or that it cannot be priced.
func slowPrice(b *records.Basis, r *records.Record) (map[slowKey]tariff.Pence, bool) {
	measures := slowMeasures(b, r)
	if len(measures) == 0 {
		return nil, false
	}
	paid := map[slowKey]tariff.Pence{}
	for _, measure := range measures {
		prices, _ := b.Schedule.Find(tariff.Unit{Currency: b.Currencies[r.Currency].Key, Measure: measure})
		for key, quantity := range slowQuantities(b, r, measure) {
			price := b.Schedule.At(prices, key.month, tariff.Latest)
			if price.State != tariff.Priced || price.Covers == tariff.Community {
				return nil, false
			}
			value := new(big.Rat).Mul(quantity, price.Price.Decimal().Rat())
			if b.Schedule.AppliesMFF {
				mff, _ := b.Providers[r.Provider].MFF.At(key.month)
				value.Mul(value, mff.Rat()).Quo(value, b.Schedule.MFFBase.Rat())
			}
			paid[slowKey{key.measure, key.month, 0}] += roundHalfAway(value)
		}
	}
	return paid, true
}

// slowKey tells the periods of a pro rata measure apart, as each is rounded by itself.
type slowKey struct {
	measure tariff.Measure
	month   tariff.Month
	period  int
}

// slowMeasures are what the record is priced by.
func slowMeasures(b *records.Basis, r *records.Record) []tariff.Measure {
	priced := func(m tariff.Measure) bool {
		_, there := b.Schedule.Find(tariff.Unit{Currency: b.Currencies[r.Currency].Key, Measure: m})
		return there
	}
	if r.Stated {
		if priced(r.Measure) {
			return []tariff.Measure{r.Measure}
		}
		return nil
	}
	var measures []tariff.Measure
	for _, m := range []tariff.Measure{tariff.Day, tariff.YearOfCare, tariff.Period, tariff.Entry} {
		if priced(m) {
			measures = append(measures, m)
		}
	}
	return measures
}

// slowQuantities walks through the days of the window.
func slowQuantities(b *records.Basis, r *records.Record, measure tariff.Measure) map[slowKey]*big.Rat {
	found := map[slowKey]*big.Rat{}
	add := func(day records.Date, period int, quantity *big.Rat) {
		key := slowKey{measure, day.Month(), period}
		if found[key] == nil {
			found[key] = new(big.Rat)
		}
		found[key].Add(found[key], quantity)
	}
	review := b.Currencies[r.Currency].Review
	for day := b.Window.Start(); day < b.Window.End(); day = day.AddDays(1) {
		there := day >= r.Start && (r.End == 0 || day < r.End)
		switch measure {
		case tariff.Day, tariff.AdmittedDay, tariff.CommunityDay, tariff.BedDay:
			if there {
				add(day, 0, big.NewRat(1, 1))
			}
		case tariff.YearOfCare:
			if there {
				add(day, 0, big.NewRat(1, int64(day.Month().Year().Days())))
			}
		case tariff.Period:
			for k := 0; ; k++ {
				begins, next := slowReview(review, r.Start, k), slowReview(review, r.Start, k+1)
				if begins > day {
					break
				}
				if b.ProRata && there && day < next {
					add(day, k, big.NewRat(1, int64(daysBetween(begins, next))))
				}
				if !b.ProRata && day == begins && (k == 0 || there) {
					add(day, 0, big.NewRat(1, 1))
				}
			}
		default:
			if day == r.Start {
				add(day, 0, big.NewRat(1, 1))
			}
		}
	}
	return found
}

func slowReview(review records.Review, start records.Date, k int) records.Date {
	if review.Days > 0 {
		day := start
		for range k * review.Days {
			day = day.AddDays(1)
		}
		return day
	}
	return start.AddMonths(k * review.Months)
}

func daysBetween(from, to records.Date) int {
	days := 0
	for day := from; day < to; day = day.AddDays(1) {
		days++
	}
	return days
}

// roundHalfAway is pounds in whole pence.
func roundHalfAway(pounds *big.Rat) tariff.Pence {
	scaled := new(big.Rat).Mul(pounds, big.NewRat(200, 1))
	scaled.Add(scaled, big.NewRat(1, 1))
	return tariff.Pence(new(big.Int).Div(scaled.Num(), new(big.Int).Mul(scaled.Denom(), big.NewInt(2))).Int64())
}

func dec(text string) decimal.Decimal { return decimal.RequireFromString(text) }
