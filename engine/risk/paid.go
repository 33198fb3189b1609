package risk

import (
	"parity/engine"
	"parity/engine/panel"
	"parity/tariff"
)

// quantity is what is paid for of a unit in a month: of the people recorded in the currency
// those who belong there, and those who are recorded elsewhere and belong here. What is
// certain is rounded as the run rounds it.
func (c *care) quantity(contract int, priced *engine.PricedUnit, i int) panel.Form {
	w := c.w
	kept, moved := one(), panel.Form{}
	rows := w.m.Contracts[contract].Reallocation
	for item := range rows {
		at := row(w, rows[item].Share, i)
		if at < 0 {
			continue
		}
		share := w.figure(Figure{Quantity: ReallocationShare, Of: contract, Item: item, Row: at}, rows[item].Share[at].Value)
		switch priced.Currency {
		case rows[item].Recorded:
			kept = kept.Minus(share)
		case rows[item].Right:
			moved = moved.Plus(w.calculation.Times(c.recorded(contract, rows[item].Recorded, priced, i), share))
		}
	}
	quantity := w.calculation.Times(c.recorded(contract, priced.Currency, priced, i), kept).Plus(moved)
	if _, certain := quantity.Certain(); certain {
		return panel.Certain(priced.Quantity[i].Units())
	}
	return quantity
}

// recorded is what would be paid for of a unit in a month if everybody belonged where they
// are recorded: acts as delivered, review periods as far as they are in date; where a price
// covers the community alone, the share that is not admitted.
func (c *care) recorded(contract, currency int, priced *engine.PricedUnit, i int) panel.Form {
	measure := c.activities[contract].of(currency, priced.Measure)
	if measure == nil {
		return panel.Form{}
	}
	quantity := measure[i]
	if priced.Price[i].Covers == tariff.Community {
		quantity = c.w.calculation.Times(quantity, one().Minus(c.activities[contract].admittedShare(currency, i)))
	}
	if priced.Measure == tariff.Period {
		quantity = c.w.calculation.Times(quantity, c.w.inDate(contract, currency, i))
	}
	return c.w.calculation.Times(quantity, c.paid(contract, currency, priced.Measure, i))
}

// inDate is the share of a currency's caseload whose review is in date in a month.
func (w *world) inDate(contract, currency, i int) panel.Form {
	reviews := w.m.Contracts[contract].Reviews
	for item := range reviews {
		if at := row(w, reviews[item].InDate, i); at >= 0 && reviews[item].Currency == currency {
			return w.figure(Figure{Quantity: ReviewsInDate, Of: contract, Item: item, Row: at}, reviews[item].InDate[at].Value)
		}
	}
	return one()
}
