package risk

import (
	"slices"

	"parity/engine"
	"parity/engine/panel"
	"parity/tariff"
)

// activity is what happens under one contract. Measures are written down when something
// first asks for them.
type activity struct {
	w        *world
	contract int
	flowing  *people
	measured map[measured][]panel.Form
}

// measured is one measure of a currency.
type measured struct {
	currency int
	measure  tariff.Measure
}

func (w *world) activityOf(contract int) *activity {
	return &activity{w: w, contract: contract, flowing: w.flowing(contract), measured: map[measured][]panel.Form{}}
}

// of is a measure of a currency by month; nil where it is not known.
func (a *activity) of(currency int, measure tariff.Measure) []panel.Form {
	key := measured{currency, measure}
	forms, known := a.measured[key]
	if !known {
		forms = a.counted(currency, measure, a.write(currency, measure))
		a.measured[key] = forms
	}
	return forms
}

// counted rounds what is certain as the engine counts it, to thousandths.
func (a *activity) counted(currency int, measure tariff.Measure, forms []panel.Form) []panel.Form {
	if forms == nil {
		return nil
	}
	counted := find(&a.w.result.Activity.Contracts[a.contract], currency).Measures[measure]
	rounded := slices.Clone(forms)
	for i := range rounded {
		if _, certain := rounded[i].Certain(); certain {
			rounded[i] = panel.Certain(counted[i].Units())
		}
	}
	return rounded
}

// write writes a measure down: as given, or as the caseload has it.
func (a *activity) write(currency int, measure tariff.Measure) []panel.Form {
	counted := find(&a.w.result.Activity.Contracts[a.contract], currency)
	if counted == nil || counted.Measures[measure] == nil {
		return nil
	}
	c := &a.w.m.Contracts[a.contract]
	if given := a.given(a.contract, currency, measure); given != nil {
		return given
	}
	if market := a.w.takenBy(a.contract, currency); market >= 0 {
		if given := a.given(a.w.m.Markets[market].Contract, currency, measure); given != nil {
			return given
		}
	}
	if item := caseloadOf(c, currency); item >= 0 {
		return a.projected(item, measure)
	}
	switch measure { // follow from what is given
	case tariff.Day:
		admitted, community := a.of(currency, tariff.AdmittedDay), a.of(currency, tariff.CommunityDay)
		return a.w.byMonth(func(i int) panel.Form { return admitted[i].Plus(community[i]) })
	case tariff.YearOfCare:
		return a.years(a.of(currency, tariff.Day))
	}
	return nil
}

// projected is a measure of a caseload (docs/methods.md, "Measures").
func (a *activity) projected(item int, measure tariff.Measure) []panel.Form {
	w := a.w
	load := &w.m.Contracts[a.contract].Caseload[item]
	currency, place := load.Currency, a.flowing.place(a.contract, load.Currency)
	each := func(of func(i int) panel.Form) []panel.Form { return w.byMonth(of) }
	switch measure {
	case tariff.Start:
		if place < 0 {
			return w.grownStarts(a.contract, item)
		}
		return a.flowing.starts[place]
	case tariff.Assessment:
		starts := a.of(currency, tariff.Start)
		return each(func(i int) panel.Form { return w.calculation.Times(starts[i], a.perStart(item, i)) })
	case tariff.Person, tariff.Day:
		var end, days []panel.Form
		if place < 0 {
			_, end, days = w.grown(a.contract, item)
		} else {
			end, days = a.flowing.end[place], a.flowing.days[place]
		}
		if measure == tariff.Person {
			return end
		}
		return days
	case tariff.AdmittedDay:
		days := a.of(currency, tariff.Day)
		return each(func(i int) panel.Form { return w.calculation.Times(days[i], a.admittedShare(currency, i)) })
	case tariff.CommunityDay:
		days, admitted := a.of(currency, tariff.Day), a.of(currency, tariff.AdmittedDay)
		return each(func(i int) panel.Form { return days[i].Minus(admitted[i]) })
	case tariff.YearOfCare:
		return a.years(a.of(currency, tariff.Day))
	case tariff.Entry:
		entries, joined := a.entries(item), a.joined(currency)
		if joined == nil {
			return entries
		}
		return each(func(i int) panel.Form { return entries[i].Plus(joined[i]) })
	case tariff.Period:
		return w.periods(a.flowing, place, a.entries(item), w.m.Currencies[currency].ReviewDays)
	}
	return nil
}

// entries are starts and moves in, those back from an entrant among them; who passes over at a
// month's beginning is not.
func (a *activity) entries(item int) []panel.Form {
	currency := a.w.m.Contracts[a.contract].Caseload[item].Currency
	starts, place := a.of(currency, tariff.Start), a.flowing.place(a.contract, currency)
	if place < 0 {
		return starts
	}
	return a.w.byMonth(func(i int) panel.Form { return starts[i].Plus(a.w.arrived(a.flowing, place, i)) })
}

// years are person-days over the days of their financial year.
func (a *activity) years(days []panel.Form) []panel.Form {
	return a.w.byMonth(func(i int) panel.Form { return days[i].Scale(1 / a.w.yearDays(i)) })
}

func (a *activity) perStart(item, i int) panel.Form {
	load := &a.w.m.Contracts[a.contract].Caseload[item]
	at := max(0, row(a.w, load.Flow, i))
	return a.w.figure(Figure{Quantity: AssessmentsPerStart, Of: a.contract, Item: item, Row: at}, load.Flow[at].Value.AssessmentsPerStart)
}

// admittedShare is the share of a currency's days in hospital in a month; 0 where it is
// not known.
func (a *activity) admittedShare(currency, i int) panel.Form {
	c := &a.w.m.Contracts[a.contract]
	counted := find(&a.w.result.Activity.Contracts[a.contract], currency)
	if counted == nil || counted.AdmittedShare == nil {
		return panel.Form{}
	}
	if item := caseloadOf(c, currency); item >= 0 {
		load := &c.Caseload[item]
		at := max(0, row(a.w, load.Flow, i))
		return a.w.figure(Figure{Quantity: AdmittedShare, Of: a.contract, Item: item, Row: at}, load.Flow[at].Value.AdmittedShare)
	}
	return a.w.partOf(a.of(currency, tariff.AdmittedDay)[i], a.of(currency, tariff.Day)[i])
}

// find is the deterministic activity of a currency, nil where the contract has none.
func find(c *engine.ContractActivity, currency int) *engine.CurrencyActivity {
	for i := range c.Currencies {
		if c.Currencies[i].Currency == currency {
			return &c.Currencies[i]
		}
	}
	return nil
}
