package engine

import (
	"math/big"
	"slices"

	"github.com/shopspring/decimal"

	"parity/tariff"
)

// The rules of money and care once more, for the tests: fractions instead of integers and
// floats, plain loops, nothing kept from one month to the next. Slow and obvious.

func fraction(over, under int64) *big.Rat { return big.NewRat(over, under) }

func exactly(x float64) *big.Rat { return new(big.Rat).SetFloat64(x) }

func ofDecimal(d decimal.Decimal) *big.Rat { return d.Rat() }

func inUnits(q tariff.Quantity) *big.Rat { return fraction(int64(q), 1000) }

func inPounds(p tariff.Price) *big.Rat { return fraction(int64(p), 1_000_000) }

func ofFactor(f tariff.Factor) *big.Rat { return fraction(f.Over, f.Under) }

func plus(a, b *big.Rat) *big.Rat { return new(big.Rat).Add(a, b) }

func minus(a, b *big.Rat) *big.Rat { return new(big.Rat).Sub(a, b) }

func over(a, b *big.Rat) *big.Rat { return new(big.Rat).Quo(a, b) }

func product(factors ...*big.Rat) *big.Rat {
	all := fraction(1, 1)
	for _, f := range factors {
		all.Mul(all, f)
	}
	return all
}

func lesser(a, b *big.Rat) *big.Rat {
	if a.Cmp(b) < 0 {
		return a
	}
	return b
}

// halfAway rounds to a whole number, half away from zero.
func halfAway(x *big.Rat) int64 {
	half := fraction(1, 2)
	if x.Sign() < 0 {
		half = fraction(-1, 2)
	}
	moved := plus(x, half)
	return new(big.Int).Quo(moved.Num(), moved.Denom()).Int64() // Quo cuts towards zero
}

// atPlaces rounds pounds to so many places, in micro-pounds.
func atPlaces(pounds *big.Rat, places int32) tariff.Price {
	scale := fraction(1, 1)
	for range places {
		scale.Mul(scale, fraction(10, 1))
	}
	rounded := new(big.Rat).SetFrac(big.NewInt(halfAway(product(pounds, scale))), big.NewInt(1))
	return tariff.Price(halfAway(product(over(rounded, scale), fraction(1_000_000, 1))))
}

// toThePenny is ROUND(quantity x price x factor, 2).
func toThePenny(factors ...*big.Rat) tariff.Pence {
	return tariff.Pence(halfAway(product(append(factors, fraction(100, 1))...)))
}

// sum adds integers of a kind up.
func sum[T ~int64](list []T) (total T) {
	for _, x := range list {
		total += x
	}
	return total
}

// slowRate is what an uplift row adds to prices: cost uplift less efficiency, or net where
// that is all there is.
func slowRate(u tariff.UpliftRow) *big.Rat {
	if u.CostUplift != nil && u.Efficiency != nil {
		return minus(ofDecimal(*u.CostUplift), ofDecimal(*u.Efficiency))
	}
	if u.Net != nil {
		return ofDecimal(*u.Net)
	}
	if u.CostUplift != nil {
		return ofDecimal(*u.CostUplift)
	}
	return fraction(0, 1)
}

// slowInflation is its cost uplift before any efficiency; nil where it does not say.
func slowInflation(u tariff.UpliftRow) *big.Rat {
	if u.CostUplift != nil {
		return ofDecimal(*u.CostUplift)
	}
	if u.Net != nil && u.Efficiency != nil {
		return plus(ofDecimal(*u.Net), ofDecimal(*u.Efficiency))
	}
	return nil
}

// slowGrowth multiplies 1 + rate of each row that falls after base and not after month; of
// rows for one month the latest that was published by asOf counts. A row whose rate is nil
// counts for nothing.
func slowGrowth(u *tariff.Uplifts, base, month, asOf tariff.Month, rate func(tariff.UpliftRow) *big.Rat) *big.Rat {
	growth := fraction(1, 1)
	if u == nil {
		return growth
	}
	published := func(row tariff.UpliftRow) tariff.Month {
		if row.Published == 0 {
			return row.From
		}
		return row.Published
	}
	for at := base + 1; at <= month; at++ {
		var latest *tariff.UpliftRow
		for i := range u.Rows {
			row := &u.Rows[i]
			if row.From == at && published(*row) <= asOf && (latest == nil || published(*row) >= published(*latest)) {
				latest = row
			}
		}
		if latest == nil {
			continue
		}
		if r := rate(*latest); r != nil {
			growth = product(growth, plus(r, fraction(1, 1)))
		}
	}
	return growth
}

// slowAt is the row of a dated value that holds in a month: the last that has begun.
func slowAt[T any](rows tariff.Dated[T], month tariff.Month) (value T, begun bool) {
	var latest tariff.Month
	for _, row := range rows {
		if row.From <= month && (!begun || row.From >= latest) {
			value, begun, latest = row.Value, true, row.From
		}
	}
	return value, begun
}

// shareOfYear is a month's part of its financial year, by days.
func shareOfYear(month tariff.Month) *big.Rat {
	return fraction(int64(month.Days()), int64(month.Year().Days()))
}

// slowPackages are what one unit of a currency asks of a resource at a provider in a month,
// by measure: the provider's own rows stand in for the general ones.
func slowPackages(m *Model, currency int, resource string, provider int, month tariff.Month) map[tariff.Measure]*big.Rat {
	asks := map[tariff.Measure]*big.Rat{}
	for _, whose := range []int{-1, provider} {
		for _, pack := range m.Packages {
			if pack.Currency != currency || pack.Resource != resource || pack.Provider != whose {
				continue
			}
			quantity, _ := slowAt(pack.Quantity, month)
			asks[pack.Per] = exactly(quantity)
		}
	}
	return asks
}

// slowResource is the row of a resource that holds for a provider in a month.
func slowResource(m *Model, key string, provider int, month tariff.Month) (row ResourceRow, there bool) {
	for _, whose := range []int{-1, provider} {
		for _, resource := range m.Resources {
			if resource.Key != key || resource.Provider != whose {
				continue
			}
			row, there = slowAt(resource.Rows, month)
		}
	}
	return row, there
}

// slowMFF is a provider's market forces factor in a month, 1 before any is given.
func slowMFF(m *Model, provider int, month tariff.Month) *big.Rat {
	if mff, begun := slowAt(m.Providers[provider].MFF, month); begun {
		return ofDecimal(mff)
	}
	return fraction(1, 1)
}

// measured is how much of a measure there is of a currency under a contract, in units.
func measured(a *Activity, contract, currency int, measure tariff.Measure, i int) (*big.Rat, bool) {
	for _, of := range a.Contracts[contract].Currencies {
		if of.Currency == currency && of.Measures[measure] != nil {
			return inUnits(of.Measures[measure][i]), true
		}
	}
	return fraction(0, 1), false
}

// has says whether a contract has people or activity of a currency.
func has(a *Activity, contract, currency int) bool {
	return slices.ContainsFunc(a.Contracts[contract].Currencies, func(of CurrencyActivity) bool { return of.Currency == currency })
}

// keysOfResources lists each resource once, in order.
func keysOfResources(m *Model) []string {
	var keys []string
	for _, resource := range m.Resources {
		if !slices.Contains(keys, resource.Key) {
			keys = append(keys, resource.Key)
		}
	}
	return keys
}
