package engine

import (
	"slices"

	"parity/tariff"
)

// activityCauses gather why one contract's activity is worth more in one result than in
// another, by year.
type activityCauses struct {
	years   int
	measure [tariff.MeasureCount]measureCauses
	uplift  []tariff.Pence
	mff     []tariff.Pence
}

// measureCauses are those of one measure: quantities of different measures are not added.
type measureCauses struct {
	price []tariff.Pence
	// valued is by year what the units come to at the rates before, for volume and mix.
	valued []Valuation
}

func newActivityCauses(years int) *activityCauses {
	a := &activityCauses{years: years, uplift: make([]tariff.Pence, years), mff: make([]tariff.Pence, years)}
	for k := range a.measure {
		a.measure[k] = measureCauses{price: make([]tariff.Pence, years), valued: make([]Valuation, years)}
	}
	return a
}

// month splits one month and says what the activity before and after is worth. It goes from
// before to after one step at a time: the quantities at the rates before, then the list
// prices, then their growth since, then the factor (docs/methods.md, "Attribution").
func (a *activityCauses) month(was, is *side, i, y int) (before, after tariff.Pence, err error) {
	for _, unit := range unitsOfBoth(was, is) {
		r0, priced0 := was.rateOf(unit, i)
		r1, priced1 := is.rateOf(unit, i)
		if !priced0 && !priced1 {
			continue
		}
		// Without any prices in the month, a side's activity is valued at the other's.
		if !priced0 && was.schedule(i) == nil {
			r0, priced0 = r1, true
		}
		if !priced1 && is.schedule(i) == nil {
			r1, priced1 = r0, true
		}
		// A unit that a side's schedule does not price is priced at nothing there.
		if !priced0 {
			r0 = r1.free()
		}
		if !priced1 {
			r1 = r0.free()
		}
		q0 := was.paid.quantityOf(unit.Currency, unit.Measure, r0.covers, i)
		q1 := is.paid.quantityOf(unit.Currency, unit.Measure, r1.covers, i)
		// Prices of different years are compared at the later one's level.
		base, month := max(r0.base, r1.base), is.model.Month(i)
		list, _ := r1.since(base, month)
		_, growth := r0.since(base, month)
		relisted := tariff.RoundPrice(list.Mul(growth), r1.places)
		var worth [5]tariff.Pence
		for step, at := range [5]struct {
			quantity tariff.Quantity
			price    tariff.Price
			factor   tariff.Factor
		}{{q0, r0.price, r0.factor}, {q1, r0.price, r0.factor}, {q1, relisted, r0.factor}, {q1, r1.price, r0.factor}, {q1, r1.price, r1.factor}} {
			if worth[step], err = tariff.Line(at.quantity, at.price, at.factor); err != nil {
				return 0, 0, err
			}
		}
		measure := &a.measure[unit.Measure]
		measure.price[y] += worth[2] - worth[1]
		a.uplift[y] += worth[3] - worth[2]
		a.mff[y] += worth[4] - worth[3]
		if priced0 {
			v := &measure.valued[y]
			v.Before += worth[0]
			v.After += worth[1]
			v.AfterAtBefore += worth[1]
			v.QuantityBefore += q0
			v.QuantityAfter += q1
		}
		before += worth[0]
		after += worth[4]
	}
	return before, after, nil
}

// unitsOfBoth names what either side prices, each once.
func unitsOfBoth(was, is *side) []tariff.Unit {
	units := slices.Clone(was.units)
	for _, unit := range is.units {
		if was.priced[unit] == nil {
			units = append(units, unit)
		}
	}
	return units
}

// causes lists price, volume and mix of each measure, then uplift and MFF.
func (a *activityCauses) causes() []Cause {
	var list []Cause
	for measure := range tariff.Measure(tariff.MeasureCount) {
		of := &a.measure[measure]
		volume, mix := make([]tariff.Pence, a.years), make([]tariff.Pence, a.years)
		for y := range a.years {
			split := SplitPriceVolumeMix(of.valued[y : y+1])
			volume[y], mix[y] = split.Volume, split.Mix
		}
		list = append(list,
			Cause{Kind: CausePrice, Measure: measure.String(), Pence: of.price},
			Cause{Kind: CauseVolume, Measure: measure.String(), Pence: volume},
			Cause{Kind: CauseMix, Measure: measure.String(), Pence: mix})
	}
	return append(list, Cause{Kind: CauseUplift, Pence: a.uplift}, Cause{Kind: CauseMFF, Pence: a.mff})
}
