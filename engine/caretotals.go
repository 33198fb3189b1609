package engine

import (
	"slices"

	"parity/tariff"
)

// CareTotals is care of one currency over a run, all contracts together: as people's worth of it,
// as review periods, and in the units of resources.
type CareTotals struct {
	Currency             int
	PersonYears, Periods tariff.Quantity
	Known                bool         // of PersonYears and Periods
	Units                []UnitTotals // in the order of the table of resources
}

// In is the care of the currency in one unit.
func (t *CareTotals) In(unit string) tariff.Quantity {
	at := slices.IndexFunc(t.Units, func(u UnitTotals) bool { return u.Unit == unit })
	if at < 0 {
		return 0
	}
	return t.Units[at].Quantity
}

// UnitTotals is care in resources of one unit over a run: contacts, bed days.
type UnitTotals struct {
	Unit     string
	Quantity tariff.Quantity
}

// UnmetIn is the care not delivered by currency, of those that miss any, in the order of the table.
func (r *Result) UnmetIn() []CareTotals {
	var totals []CareTotals
	unmet := r.Unmet()
	for currency := range r.Model.Currencies {
		t, there := CareTotals{Currency: currency, Known: true}, false
		for k := range unmet {
			if unmet[k].Currency != currency {
				continue
			}
			years, known := unmet[k].All()
			t.PersonYears, t.Known, there = t.PersonYears+years, t.Known && known, true
			for _, periods := range unmet[k].Periods {
				t.Periods += periods
			}
		}
		if there {
			t.Units = r.inUnits(currency, notDelivered)
			totals = append(totals, t)
		}
	}
	return totals
}

// CareGiven is the care of each currency that is cared for, in the order of the table: the
// person-years and review periods of its people, whether or not all of their care is delivered,
// and the units that are delivered. It is not known where people are not counted by days.
func (r *Result) CareGiven() []CareTotals {
	totals := make([]CareTotals, len(r.Model.Currencies))
	cared := make([]bool, len(totals))
	for currency := range totals {
		totals[currency] = CareTotals{Currency: currency, Known: true}
	}
	for c := range r.Activity.Contracts {
		for k := range r.Activity.Contracts[c].Currencies {
			activity := &r.Activity.Contracts[c].Currencies[k]
			t := &totals[activity.Currency]
			cared[activity.Currency] = true
			for i := range r.Model.Months {
				years, counted := r.personYears(c, activity, i)
				t.PersonYears, t.Known = t.PersonYears+years, t.Known && counted
				if periods := activity.Measures[tariff.Period]; periods != nil {
					t.Periods += periods[i]
				}
			}
		}
	}
	totals = slices.DeleteFunc(totals, func(t CareTotals) bool { return !cared[t.Currency] })
	for k := range totals {
		totals[k].Units = r.inUnits(totals[k].Currency, delivered)
	}
	return totals
}

// NotDeliveredIn adds up what is not delivered by the unit of the resources, in the order of
// their table.
func (r *Result) NotDeliveredIn() []UnitTotals { return r.inUnits(anyCurrency, notDelivered) }

func notDelivered(line *CareLine) []tariff.Quantity { return line.NotDelivered }
func delivered(line *CareLine) []tariff.Quantity    { return line.Delivered }

// inUnits adds up lines of care by the unit of their resources, of one currency or of all.
func (r *Result) inUnits(currency int, series func(*CareLine) []tariff.Quantity) []UnitTotals {
	of := make([]tariff.Quantity, len(r.Model.Resources))
	for l := range r.Care.Lines {
		if line := &r.Care.Lines[l]; currency == anyCurrency || line.Currency == currency {
			for _, q := range series(line) {
				of[r.Care.Resources[line.Provided].Resource] += q
			}
		}
	}
	var totals []UnitTotals
	for resource, q := range of {
		if q == 0 {
			continue
		}
		unit := r.Model.Resources[resource].Unit
		place := slices.IndexFunc(totals, func(t UnitTotals) bool { return t.Unit == unit })
		if place < 0 {
			place = len(totals)
			totals = append(totals, UnitTotals{Unit: unit})
		}
		totals[place].Quantity += q
	}
	return totals
}
