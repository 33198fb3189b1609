package engine

import (
	"slices"

	"parity/tariff"
)

// movedTo hands on the people who go from a currency to each other one.
func (w *factWriter) movedTo(moves []MoveFlow, from int, fact Fact) {
	for k := range moves {
		if moves[k].From == from && slices.ContainsFunc(moves[k].People, func(q tariff.Quantity) bool { return q != 0 }) {
			fact.Item = ItemMovedTo + w.model.Currencies[moves[k].To].Key
			w.quantities(ItemMovedTo, fact, moves[k].People)
		}
	}
}

// counting hands on what is paid in another currency than it is recorded in, and what is not
// paid as a review is overdue. What is too large to be worth anything that is counted fails
// when it is priced, and is none here.
func (w *factWriter) counting(r *Result, c int, fact Fact) {
	reallocated, err := r.Reallocated(c)
	if err != nil {
		return
	}
	for k := range reallocated {
		unit := &reallocated[k]
		of := fact
		of.Currency, of.Measure = w.model.Currencies[unit.Recorded].Key, unit.Measure.String()
		for _, series := range []struct {
			item  string
			value func(i int) (Amount, bool)
		}{
			{ItemReallocated, func(i int) (Amount, bool) { return quantity(unit.Quantity(i)), true }},
			{ItemRecordedValue, valued(unit.AtRecorded, unit.RecordedStates)},
			{ItemRightValue, valued(unit.AtRight, unit.RightStates)},
		} {
			of.Item, of.Unit = series.item+w.model.Currencies[unit.Right].Key, ""
			if series.item == ItemReallocated {
				of.Unit = UnitOfMeasure(unit.Measure)
			}
			w.series(itemOf(series.item), of, series.value)
		}
	}
	overdue, err := r.Overdue(c)
	if err != nil {
		return
	}
	for k := range overdue {
		unit := &overdue[k]
		fact.Currency, fact.Measure = w.model.Currencies[unit.Currency].Key, tariff.Period.String()
		w.series(itemOf(ItemNotInDate), fact, func(i int) (Amount, bool) { return quantity(unit.Quantity[i]), unit.States[i] != tariff.None })
		w.series(itemOf(ItemNotInDateValue), fact, valued(unit.Value, unit.States))
	}
}

// valued is a series of money by its prices: missing where they are, left out where there are
// none.
func valued(series []tariff.Pence, states []tariff.PriceState) func(i int) (Amount, bool) {
	return func(i int) (Amount, bool) {
		amount := money(series[i])
		amount.Missing = states[i] == tariff.Missing
		return amount, states[i] != tariff.None
	}
}

// UnitOfMeasure is what a measure is counted in: "review periods".
func UnitOfMeasure(measure tariff.Measure) string {
	switch measure {
	case tariff.Entry:
		return "people"
	case tariff.YearOfCare:
		return "years"
	}
	return itemOf(measure.String()).Unit
}
