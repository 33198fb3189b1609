package tariff

import "github.com/shopspring/decimal"

// RealTerms is cash of one year at the prices of another, the base: cash x D(base) / D(year),
// with the two index numbers of one release of a deflator, rounded to the penny
// (docs/methods.md, "Real terms"). Both index numbers must be above zero.
func RealTerms(cash Pence, base, year decimal.Decimal) Pence {
	return RoundPence(cash.Decimal().Mul(base).DivRound(year, pencePlaces))
}
