package workbook

import (
	"parity/engine"
	"parity/scenarios"
	"parity/tariff"
)

// schedule is a price schedule as a scenario's tables have it.
type schedule struct {
	row int // of the schedules table
	is  *engine.Schedule
}

// scheduleOf finds a schedule by name; false where it is blank.
func (s *scenario) scheduleOf(name string) (schedule, bool) {
	if name == "" {
		return schedule{}, false
	}
	t := s.table("schedules")
	for i := range s.result.Model.Schedules {
		if s.result.Model.Schedules[i].Name == name {
			return schedule{row: rowsOf(t, "schedule", name)[0], is: &s.result.Model.Schedules[i]}, true
		}
	}
	return schedule{}, false
}

// unitPrice is the row of a unit's price by month under a schedule; false where the
// schedule does not price it.
func (s *scenario) unitPrice(in schedule, currency int, measure tariff.Measure) (expr, bool) {
	key := pricedAt{in.is, currency, measure}
	e, known := s.priced[key]
	if !known {
		e = s.priceOrShared(in, currency, measure)
		s.priced[key] = e
	}
	return e, e.text != ""
}

func (s *scenario) layUnitPrice(in schedule, currency int, measure tariff.Measure) priceLaid {
	key := s.result.Model.Currencies[currency].Key
	units, priced := in.is.Find(tariff.Unit{Currency: key, Measure: measure})
	if !priced {
		return priceLaid{}
	}
	var bases []tariff.Month
	uplift := s.table("schedules").Cell(in.row, "uplift")
	places := s.constants.places(int(in.is.Places))
	var parts []since
	if in.is.Derive == engine.AsGiven {
		t := s.table("prices")
		for k, r := range rowsOf(t, "schedule", in.is.Name, "currency", key, "measure", measure.String()) {
			bases = append(bases, units.Rows[k].Value.PriceBase)
			growth := s.ofPrices(uplift, units.Rows[k].Value.PriceBase)
			parts = append(parts, s.since(t, r, round(growth.by(s.input(t, r, "price")), places)))
		}
	} else {
		for _, d := range s.derivedPrices(in, currency, measure) {
			bases = append(bases, d.base)
			growth := s.ofPrices(uplift, d.base)
			d.since.value = round(growth.by(d.since.value), places)
			parts = append(parts, d.since)
		}
	}
	e := s.time.spread(s.time.dated(parts))
	if s.pricings[in.is] == nil {
		s.pricings[in.is] = in.is.Over(s.time.months[0], len(s.time.months), s.known)
	}
	accrued := s.pricings[in.is].Prices(units)
	exact := make([]float64, len(accrued))
	for i, p := range accrued {
		exact[i] = p.Price.Pounds()
	}
	e = s.agreePrice(in.is.Name+" "+key+" "+measure.String(), e, exact)
	row := rowPlan{labels: []cell{
		textCell(in.is.Name, style{role: label}), textCell(key, style{role: label}), textCell(measure.String(), style{role: label}),
		textCell(s.result.Model.Currencies[currency].Name, style{role: label}), textCell("£ a unit", style{role: label}),
	}, series: series{expr: e, style: style{role: figure, format: price}}}
	at := s.ask(s.prices, []rowPlan{row}, unitName)
	return priceLaid{at: at, growsFrom: bases, price: s.prices.series(at.from)}
}

// unitName is the label, after the scenarios, that holds a currency's name.
const unitName = 3

// agreePrice is agree for prices, which have six places.
func (s *scenario) agreePrice(what string, e expr, exact []float64) expr {
	const halfMicro = 0.0000005
	for i := range exact {
		if d := e.at(i) - exact[i]; d > halfMicro || d < -halfMicro {
			s.differing = append(s.differing, "price "+what+" in "+s.time.months[i].String())
			break
		}
	}
	return e.with(exact)
}

// mff is a provider's market forces factor by month; a blank one is 1.
func (s *scenario) mff(provider string) expr {
	t := s.table("providers")
	var parts []since
	for _, r := range rowsOf(t, "provider", provider) {
		factor := whole(1)
		if t.Cell(r, "mff") != "" {
			factor = s.input(t, r, "mff")
		}
		parts = append(parts, s.since(t, r, factor))
	}
	return s.time.dated(parts)
}

// factorRow is a provider's factor over a base, by month.
func (s *scenario) factorRow(on *shared, of, provider string, base expr, based bool) expr {
	e := s.mff(provider)
	if based {
		e = over(e, base)
	}
	row := rowPlan{labels: []cell{
		textCell(of, style{role: label}), textCell(provider, style{role: label}), textCell("MFF factor", style{role: label}),
		textCell("provider's MFF over its base", style{role: label}), textCell("factor", style{role: label}),
	}, series: series{expr: s.time.spread(e), style: style{role: figure, format: index}}}
	return on.askOne(s.at, row)
}

// priceFactor is what a schedule multiplies a provider's lines by; false where it applies
// no market forces factor.
func (s *scenario) priceFactor(in schedule, provider string) (expr, bool) {
	if !in.is.AppliesMFF {
		return expr{}, false
	}
	t := s.table("schedules")
	if t.Cell(in.row, "mff_base") == "" {
		return s.factorRow(s.prices, in.is.Name, provider, expr{}, false), true
	}
	return s.factorRow(s.prices, in.is.Name, provider, s.input(t, in.row, "mff_base"), true), true
}

// agreements are the rows of a contract in order of from.
func (s *scenario) agreements(contract string) (*scenarios.Table, []int) {
	t := s.table("contracts")
	return t, rowsOf(t, "contract", contract)
}
