package tariff

import "github.com/shopspring/decimal"

// Pricing gives the prices of a schedule over the months of a run. It is for one goroutine at a
// time.
type Pricing struct {
	schedule *Schedule
	start    Month
	months   int
	rising   []UpliftRow // those in force
	growths  map[growing]decimal.Decimal
}

// growing is growth from a price base by the first of the uplifts in force.
type growing struct {
	base  Month
	risen int
}

// Over prices the schedule's units in each month of a run, with what was published by the month
// asOf (Latest for accrual).
func (s *Schedule) Over(start Month, months int, asOf Month) *Pricing {
	return &Pricing{schedule: s, start: start, months: months, rising: s.Uplift.InForce(asOf), growths: map[growing]decimal.Decimal{}}
}

// Schedule is what is priced by.
func (p *Pricing) Schedule() *Schedule { return p.schedule }

// Prices are those of a unit in each month, as Schedule.At gives them; a price is worked out
// anew only where its row or an uplift changes.
func (p *Pricing) Prices(of UnitPrices) []UnitPrice {
	series := make([]UnitPrice, p.months)
	lastRow, lastRisen := -1, 0
	for i := range series {
		month := p.start + Month(i)
		row, risen := of.Rows.Row(month), 0
		for risen < len(p.rising) && p.rising[risen].From <= month {
			risen++
		}
		switch {
		case i > 0 && row == lastRow && risen == lastRisen:
			series[i] = series[i-1]
		case row >= 0:
			series[i] = p.price(&of.Rows[row].Value, risen)
		}
		lastRow, lastRisen = row, risen
	}
	return series
}

// price is that of a row once so many uplifts have risen it.
func (p *Pricing) price(row *PriceRow, risen int) UnitPrice {
	if row.Price == nil {
		return UnitPrice{State: Missing, Covers: row.Covers}
	}
	of := growing{row.PriceBase, risen}
	grown, known := p.growths[of]
	if !known {
		grown = decimal.NewFromInt(1)
		if risen > 0 {
			grown = growth(p.rising, row.PriceBase, p.rising[risen-1].From, UpliftRow.Rate)
		}
		p.growths[of] = grown
	}
	return UnitPrice{Price: RoundPrice(row.Price.Mul(grown), p.schedule.Places), Covers: row.Covers, State: Priced}
}
