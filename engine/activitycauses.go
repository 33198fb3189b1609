package engine

import (
	"slices"

	"github.com/shopspring/decimal"

	"parity/tariff"
)

// activityCauses gather why one contract's activity is worth more in one result than in
// another, by year.
type activityCauses struct {
	months        []tariff.Month
	year          []int          // by month, -1 where it is not asked for
	before, after []tariff.Pence // what the activity is worth
	measure       [tariff.MeasureCount]measureCauses
	uplift        []tariff.Pence
	mff           []tariff.Pence
	grown         map[growthOver]decimal.Decimal
}

// measureCauses are those of one measure: quantities of different measures are not added.
type measureCauses struct {
	price []tariff.Pence
	// valued is by year what the units come to at the rates before, for volume and mix.
	valued []Valuation
}

// growthOver is an uplift series and the months that its growth lies between.
type growthOver struct {
	uplift      *tariff.Uplifts
	base, month tariff.Month
}

func newActivityCauses(l *Ledger) *activityCauses {
	a := &activityCauses{months: l.months, year: l.year, before: l.nothing(), after: l.nothing(), uplift: l.nothing(), mff: l.nothing(),
		grown: map[growthOver]decimal.Decimal{}}
	for k := range a.measure {
		a.measure[k] = measureCauses{price: l.nothing(), valued: make([]Valuation, len(l.years))}
	}
	return a
}

// split goes through all that either side prices, in the months in which either pays by
// activity.
func (a *activityCauses) split(was, is *payer) error {
	if !slices.Contains(was.form, tariff.Activity) && !slices.Contains(is.form, tariff.Activity) {
		return nil
	}
	if was.paidAlike(is) {
		return nil
	}
	for k, line := range was.lines {
		if err := a.unit(was, is, line.Unit, line.PricedUnit, is.line(line.Unit, k)); err != nil {
			return err
		}
	}
	for k, line := range is.lines {
		if was.line(line.Unit, k) == nil {
			if err := a.unit(was, is, line.Unit, nil, line.PricedUnit); err != nil {
				return err
			}
		}
	}
	return nil
}

// unit splits one unit's months. Each goes from before to after one step at a time: the
// quantities at the rates before, then the list prices, then their growth since, then the
// factor (docs/methods.md, "Attribution").
func (a *activityCauses) unit(was, is *payer, unit tariff.Unit, p0, p1 *PricedUnit) error {
	measure := &a.measure[unit.Measure]
	relisting := relisting{causes: a}
	for i, y := range a.year {
		if y < 0 || !was.paysActivity(i) && !is.paysActivity(i) {
			continue
		}
		r0, priced0 := p0.rate(i)
		r1, priced1 := p1.rate(i)
		if !priced0 && !priced1 {
			continue
		}
		// Without any prices in the month, a side's activity is valued at the other's.
		known0, known1 := priced0, priced1
		if !priced0 && !was.scheduled[i] {
			r0, known0 = r1, true
		}
		if !priced1 && !is.scheduled[i] {
			r1, known1 = r0, true
		}
		// A unit that a side's schedule does not price is priced at nothing there.
		if !known0 {
			r0 = r1.free()
		}
		if !known1 {
			r1 = r0.free()
		}
		var q0, q1 tariff.Quantity
		if priced0 {
			q0 = p0.Quantity[i]
		} else {
			q0 = was.paid.quantityOf(unit.Currency, unit.Measure, r0.covers, i)
		}
		if priced1 {
			q1 = p1.Quantity[i]
		} else {
			q1 = is.paid.quantityOf(unit.Currency, unit.Measure, r1.covers, i)
		}
		worth, err := worthOnTheWay(q0, q1, r0, r1, relisting.of(r0, r1, a.months[i]))
		if err != nil {
			return err
		}
		measure.price[y] += worth[2] - worth[1]
		a.uplift[y] += worth[3] - worth[2]
		a.mff[y] += worth[4] - worth[3]
		if known0 {
			v := &measure.valued[y]
			v.Before += worth[0]
			v.After += worth[1]
			v.AfterAtBefore += worth[1]
			v.QuantityBefore += q0
			v.QuantityAfter += q1
		}
		a.before[y] += worth[0]
		a.after[y] += worth[4]
	}
	return nil
}

// causes lists price, volume and mix of each measure, then uplift and MFF.
func (a *activityCauses) causes() []Cause {
	var list []Cause
	for measure := range tariff.Measure(tariff.MeasureCount) {
		of := &a.measure[measure]
		volume, mix := make([]tariff.Pence, len(a.mff)), make([]tariff.Pence, len(a.mff))
		for y := range volume {
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
