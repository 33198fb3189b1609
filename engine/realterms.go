package engine

import (
	"slices"

	"github.com/shopspring/decimal"

	"parity/tariff"
)

// At is the index of a financial year; false where the series has none, or one that is not
// above zero.
func (d *Deflator) At(year tariff.Year) (decimal.Decimal, bool) {
	if d == nil {
		return decimal.Zero, false
	}
	i := slices.IndexFunc(d.Index, func(v YearIndex) bool { return v.Year == year })
	if i < 0 || d.Index[i].Value.Sign() <= 0 {
		return decimal.Zero, false
	}
	return d.Index[i].Value, true
}

// Real is cash of a year at the prices of the base year: cash x D(base) / D(year), rounded
// to the penny (docs/methods.md, "Real terms"). It is false where there is no deflator or
// it lacks either year.
func (d *Deflator) Real(cash tariff.Pence, year tariff.Year) (tariff.Pence, bool) {
	at, ok := d.At(year)
	if !ok {
		return 0, false
	}
	base, ok := d.At(d.Base)
	if !ok {
		return 0, false
	}
	return tariff.RealTerms(cash, base, at), true
}
