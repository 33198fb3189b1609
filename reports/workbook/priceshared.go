package workbook

import (
	"parity/engine"
	"parity/scenarios"
	"parity/tariff"
)

// priceGround is what a unit's price is laid out from. Scenarios that leave a table untouched
// share the very table.
type priceGround struct {
	schedule                               string
	currency                               int
	measure                                tariff.Measure
	known                                  tariff.Month
	schedules, prices, uplifts, currencies *scenarios.Table
	derived                                int          // the first row of a derived schedule's block
	base                                   tariff.Month // at whose prices all of a derived schedule's are
}

// priceLaid is a unit's price laid out: its row, and from which months' prices it grows. Both
// are nothing where the schedule does not price the unit.
type priceLaid struct {
	at        block
	growsFrom []tariff.Month
	price     expr
}

// priceOrShared lays a unit's price out, or uses the rows of another scenario whose is the same.
func (s *scenario) priceOrShared(in schedule, currency int, measure tariff.Measure) expr {
	schedules := s.table("schedules")
	on := priceGround{in.is.Name, currency, measure, s.known, schedules, s.table("prices"), s.table("uplifts"), s.table("currencies"), 0, 0}
	if in.is.Derive != engine.AsGiven {
		on.derived = s.derivedBlock(in).at.from
		for _, units := range in.is.Units {
			for _, row := range units.Rows {
				on.base = row.Value.PriceBase
			}
		}
	}
	is, known := s.pricesLaid[on]
	if !known {
		is = s.layUnitPrice(in, currency, measure)
		s.pricesLaid[on] = is
		return is.price
	}
	for _, base := range is.growsFrom {
		s.ofPrices(schedules.Cell(in.row, "uplift"), base)
	}
	if !is.at.empty() {
		s.prices.serve(s.at, is.at)
	}
	return is.price
}
