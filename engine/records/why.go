package records

import (
	"github.com/shopspring/decimal"

	"parity/tariff"
)

// Why is what a line's price and factor come from: its price is that of the schedule's row times
// Uplift, rounded as the schedule says, and its factor MFF over MFFBase.
type Why struct {
	Listed    decimal.Decimal // pounds, as the schedule has it
	PriceBase tariff.Month    // the month it is at
	Uplift    decimal.Decimal // the product of the uplifts since
	Applies   bool            // whether the schedule applies a market forces factor
	MFF       decimal.Decimal // the provider's in that month
	MFFBase   decimal.Decimal
}

// Why says what a line that was priced comes from, which a provider and a currency have.
func (l *List) Why(provider, currency int32, line *Line) Why {
	prices, _ := l.Schedule.Find(tariff.Unit{Currency: l.Currencies[currency].Key, Measure: line.Measure})
	row, _ := prices.Rows.At(line.Month)
	why := Why{Listed: *row.Price, PriceBase: row.PriceBase, Uplift: l.Schedule.Uplift.Growth(row.PriceBase, line.Month, tariff.Latest, tariff.UpliftRow.Rate)}
	if l.Schedule.AppliesMFF {
		why.Applies, why.MFFBase = true, l.Schedule.MFFBase
		why.MFF, _ = l.Providers[provider].MFF.At(line.Month)
	}
	return why
}
