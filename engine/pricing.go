package engine

import (
	"fmt"
	"slices"

	"parity/tariff"
)

// pricer prices one contract's activity, under its own schedules or its shadow ones.
type pricer struct {
	m        *Model
	contract *Contract
	schedule func(tariff.Agreement) *tariff.Schedule
	done     paidActivity  // this scenario's
	frozen   *paidActivity // the baseline's, for plans; nil where it has no such contract
}

// price lists the contract's units with a price, or with activity that should have one,
// in currency and measure order, each as quantity x price x factor by month. It lists none
// where no agreement names a schedule.
func (p *pricer) price() ([]PricedUnit, error) {
	schedules := make([]*tariff.Schedule, p.m.Months)
	var distinct []*tariff.Schedule
	var pricings []*tariff.Pricing // of each
	for i := range schedules {
		agreement, ok := p.contract.Agreements.At(p.m.Month(i))
		if !ok || p.schedule(agreement) == nil {
			continue
		}
		schedules[i] = p.schedule(agreement)
		if !slices.Contains(distinct, schedules[i]) {
			distinct = append(distinct, schedules[i])
			pricings = append(pricings, schedules[i].Over(p.m.Start, p.m.Months, tariff.Latest))
		}
	}
	var units []PricedUnit
	for _, currency := range p.currencies() {
		first := len(units)
		for measure := range tariff.Measure(tariff.MeasureCount) {
			if unit := p.unit(currency, measure, schedules, pricings); unit != nil {
				units = append(units, *unit)
			}
		}
		units = append(units, p.unpriced(currency, schedules, units[first:])...)
	}
	factors, err := p.factors(distinct)
	if err != nil {
		return nil, err
	}
	for u := range units {
		if err := p.value(&units[u], factors); err != nil {
			return nil, fmt.Errorf("currency %s, %s: %w", p.m.Currencies[units[u].Currency].Key, units[u].Measure, err)
		}
	}
	return units, nil
}

// currencies lists those the contract has activity or a plan for, in order.
func (p *pricer) currencies() []int {
	var currencies []int
	for i := range p.done.activity.Currencies {
		currencies = append(currencies, p.done.activity.Currencies[i].Currency)
	}
	for _, plan := range p.contract.Plan {
		currencies = append(currencies, plan.Currency)
	}
	currencies = append(currencies, p.done.reallocatedTo()...)
	if p.frozen != nil && p.plansBaseline() {
		planned := p.frozen.reallocatedTo() // and perhaps no longer there
		for i := range p.frozen.activity.Currencies {
			planned = append(planned, p.frozen.activity.Currencies[i].Currency)
		}
		for _, currency := range planned {
			key := p.frozen.currencies[currency].Key
			if at := slices.IndexFunc(p.m.Currencies, func(c Currency) bool { return c.Key == key }); at >= 0 {
				currencies = append(currencies, at)
			}
		}
	}
	slices.Sort(currencies)
	return slices.Compact(currencies)
}

// plansBaseline says whether the contract's plan is ever the baseline's activity.
func (p *pricer) plansBaseline() bool {
	return slices.ContainsFunc(p.contract.Agreements, func(row tariff.Since[tariff.Agreement]) bool {
		return row.Value.Plan == tariff.PlanBaseline
	})
}

// unit is the line of one currency and measure, nil where no schedule in force prices it.
func (p *pricer) unit(currency int, measure tariff.Measure, schedules []*tariff.Schedule, pricings []*tariff.Pricing) *PricedUnit {
	key := tariff.Unit{Currency: p.m.Currencies[currency].Key, Measure: measure}
	var unit *PricedUnit
	for _, pricing := range pricings {
		schedule := pricing.Schedule()
		prices, ok := schedule.Find(key)
		if !ok {
			continue
		}
		series := pricing.Prices(prices)
		for i := range series {
			if schedules[i] != schedule || series[i].State == tariff.None {
				continue
			}
			if unit == nil {
				unit = p.line(currency, measure)
			}
			row := prices.Rows.Row(p.m.Month(i))
			unit.Schedule[i], unit.Listed[i], unit.Price[i] = schedule, &prices.Rows[row].Value, series[i]
		}
	}
	return unit
}

// line is a line of which no month's price is known yet.
func (p *pricer) line(currency int, measure tariff.Measure) *PricedUnit {
	return &PricedUnit{Currency: currency, Measure: measure, Schedule: make([]*tariff.Schedule, p.m.Months),
		Listed: make([]*tariff.PriceRow, p.m.Months), Price: make([]tariff.UnitPrice, p.m.Months)}
}

// unpriced are lines without a price, for a currency with activity in a month whose schedule
// does not price it in any measure: missing, never zero. So is activity recorded elsewhere
// that belongs here, where the schedule prices only measures it is not known in. A month of
// activity stands in the line of the first measure that is known; priced are the currency's
// lines with a price.
func (p *pricer) unpriced(currency int, schedules []*tariff.Schedule, priced []PricedUnit) []PricedUnit {
	var units [tariff.MeasureCount]*PricedUnit
	for _, recorded := range p.done.countingTo(currency) {
		activity := p.done.activity.find(recorded)
		if activity == nil {
			continue
		}
		for i, schedule := range schedules {
			counts := func(unit PricedUnit) bool {
				return unit.Schedule[i] != nil && (recorded == currency || activity.Measures[unit.Measure] != nil)
			}
			if schedule == nil || !p.done.counts(recorded, currency, i) || slices.ContainsFunc(priced, counts) {
				continue
			}
			measure, active := activity.first(i)
			if !active {
				continue
			}
			if units[measure] == nil {
				units[measure] = p.line(currency, measure)
			}
			units[measure].Schedule[i], units[measure].Price[i].State = schedule, tariff.Missing
		}
	}
	var lines []PricedUnit
	for _, unit := range units {
		if unit != nil {
			lines = append(lines, *unit)
		}
	}
	return lines
}

// first is the first measure, in order, of which there was any in a month.
func (a *CurrencyActivity) first(month int) (tariff.Measure, bool) {
	for measure := range tariff.Measure(tariff.MeasureCount) {
		if q := a.Measures[measure]; q != nil && q[month] != 0 && measure.Priced() {
			return measure, true
		}
	}
	return 0, false
}

// factors gives each schedule's factor for the contract's provider, by month.
func (p *pricer) factors(schedules []*tariff.Schedule) (map[*tariff.Schedule][]tariff.Factor, error) {
	factors := map[*tariff.Schedule][]tariff.Factor{}
	provider := &p.m.Providers[p.contract.Provider]
	for _, schedule := range schedules {
		series := make([]tariff.Factor, p.m.Months)
		for i := range series {
			if !schedule.AppliesMFF {
				series[i] = tariff.One()
				continue
			}
			mff, ok := provider.MFF.At(p.m.Month(i))
			if !ok {
				return nil, fmt.Errorf("schedule %s applies MFF and provider %s has none in %s; give the provider one", schedule.Name, provider.Key, p.m.Month(i))
			}
			factor, err := schedule.Factor(mff)
			if err != nil {
				return nil, fmt.Errorf("schedule %s, provider %s: %w", schedule.Name, provider.Key, err)
			}
			series[i] = factor
		}
		factors[schedule] = series
	}
	return factors, nil
}

// value fills a line's quantities and what they and the plan's are worth.
func (p *pricer) value(unit *PricedUnit, factors map[*tariff.Schedule][]tariff.Factor) error {
	months := p.m.Months
	unit.Factor = make([]tariff.Factor, months)
	unit.Quantity, unit.Plan = make([]tariff.Quantity, months), make([]tariff.Quantity, months)
	unit.Value, unit.PlanValue = make([]tariff.Pence, months), make([]tariff.Pence, months)
	for i := range months {
		unit.Factor[i] = tariff.One()
		if unit.Schedule[i] == nil {
			continue
		}
		unit.Factor[i] = factors[unit.Schedule[i]][i]
		unit.Quantity[i] = p.done.quantity(unit.Currency, unit.Measure, unit.Price[i].Covers, i)
		unit.Plan[i] = p.planned(unit.Currency, unit.Measure, unit.Price[i].Covers, i)
		var err error
		if unit.Value[i], err = tariff.Line(unit.Quantity[i], unit.Price[i].Price, unit.Factor[i]); err != nil {
			return err
		}
		if unit.PlanValue[i], err = tariff.Line(unit.Plan[i], unit.Price[i].Price, unit.Factor[i]); err != nil {
			return err
		}
	}
	return nil
}

// planned is the plan's quantity: from the plan table, or the baseline's, frozen. Nothing
// agreed is a plan of zero.
func (p *pricer) planned(currency int, measure tariff.Measure, covers tariff.Covers, month int) tariff.Quantity {
	agreement, ok := p.contract.Agreements.At(p.m.Month(month))
	if !ok {
		return 0
	}
	if agreement.Plan == tariff.PlanBaseline {
		if p.frozen == nil {
			return 0
		}
		return p.frozen.quantityOf(p.m.Currencies[currency].Key, measure, covers, month)
	}
	for _, plan := range p.contract.Plan {
		if plan.Currency == currency && plan.Measure == measure {
			return plan.Quantity[month]
		}
	}
	return 0
}

// knownValue is what the priced units of a month are worth, and their plan, with what was
// published by a month. Prices only differ from those accrued before a late publication,
// so they are worked out once for each such publication.
func (p *pricer) knownValue(units []PricedUnit) func(i int, asOf tariff.Month) (tariff.Pence, tariff.Pence) {
	revisions := p.contract.Revisions()
	series := make([][][]tariff.UnitPrice, len(revisions)) // by revisions passed, unit, month
	return func(i int, asOf tariff.Month) (value, plan tariff.Pence) {
		passed := 0
		for passed < len(revisions) && revisions[passed] <= asOf {
			passed++
		}
		if passed == len(revisions) { // everything is published
			for u := range units {
				value, plan = value+units[u].Value[i], plan+units[u].PlanValue[i]
			}
			return value, plan
		}
		if series[passed] == nil {
			series[passed] = p.pricesAsOf(units, revisions[passed]-1) // the eve of the next publication
		}
		for u := range units {
			price := series[passed][u][i].Price
			// Sizes that fit when accrued fit at an earlier price but for absurd uplifts;
			// then the line counts as accrued.
			v, err := tariff.Line(units[u].Quantity[i], price, units[u].Factor[i])
			if err != nil {
				v = units[u].Value[i]
			}
			w, err := tariff.Line(units[u].Plan[i], price, units[u].Factor[i])
			if err != nil {
				w = units[u].PlanValue[i]
			}
			value, plan = value+v, plan+w
		}
		return value, plan
	}
}

// pricesAsOf prices every unit in every month with what was published by a month.
func (p *pricer) pricesAsOf(units []PricedUnit, asOf tariff.Month) [][]tariff.UnitPrice {
	all := make([][]tariff.UnitPrice, len(units))
	pricings := map[*tariff.Schedule]*tariff.Pricing{}
	for u := range units {
		unit := &units[u]
		all[u] = make([]tariff.UnitPrice, p.m.Months)
		key := tariff.Unit{Currency: p.m.Currencies[unit.Currency].Key, Measure: unit.Measure}
		var priced *tariff.Schedule
		var series []tariff.UnitPrice
		for i, schedule := range unit.Schedule {
			if schedule == nil || unit.Price[i].State != tariff.Priced {
				continue
			}
			if schedule != priced {
				if pricings[schedule] == nil {
					pricings[schedule] = schedule.Over(p.m.Start, p.m.Months, asOf)
				}
				prices, _ := schedule.Find(key)
				priced, series = schedule, pricings[schedule].Prices(prices)
			}
			all[u][i] = series[i]
		}
	}
	return all
}
