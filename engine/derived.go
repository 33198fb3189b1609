package engine

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"parity/tariff"
)

// derive works out the prices of the model's derived schedules and puts them into the
// schedules (docs/methods.md, "Derived schedules"). Given the same model and baseline it
// puts the same prices there.
func (r *Result) derive(base *Result) error {
	for i := range r.Model.Schedules {
		schedule := &r.Model.Schedules[i]
		var err error
		switch schedule.Derive {
		case PackageCost:
			schedule.Units, err = r.packageCosts(schedule)
		case Rebase:
			schedule.Units, err = r.rebase(schedule, base)
		}
		if err != nil {
			return fmt.Errorf("schedule %s: %w", schedule.Name, err)
		}
	}
	return nil
}

// anyProvider stands for resources and packages that hold for everyone.
const anyProvider = -1

// packageCosts prices each unit at what its packages cost at national unit cost: a row
// from the start and from each month in which a package or a unit cost changes.
func (r *Result) packageCosts(schedule *Schedule) ([]tariff.UnitPrices, error) {
	m := r.Model
	provider := m.NationalProvider()
	base := m.latestPriceBase(provider)
	at := costsAt{schedule.Uplift, base, map[*ResourceRow]decimal.Decimal{}}
	var units []tariff.UnitPrices
	for _, unit := range m.packaged(provider) {
		prices := tariff.UnitPrices{Unit: tariff.Unit{Currency: m.Currencies[unit.currency].Key, Measure: unit.measure}}
		for _, begins := range m.turns(unit, provider) {
			cost, known, err := m.packageCost(unit, provider, max(begins, m.Start), at)
			if err != nil {
				return nil, err
			}
			row := tariff.PriceRow{PriceBase: base, Covers: tariff.All}
			if known {
				price := tariff.RoundPrice(cost, unitCostPlaces).Decimal()
				row.Price = &price
			}
			prices.Rows = append(prices.Rows, tariff.Since[tariff.PriceRow]{From: begins, Value: row})
		}
		units = append(units, prices)
	}
	return units, nil
}

// NationalProvider is whose packages and resources stand for the national average: the
// general rows (-1), or, where a model has one provider and states its own rows only, that
// provider.
func (m *Model) NationalProvider() int {
	general := slices.ContainsFunc(m.Packages, func(pack Package) bool { return pack.Provider == anyProvider })
	if len(m.Providers) == 1 && !general {
		return 0
	}
	return anyProvider
}

// Rebasing is what a schedule's prices are rebased from: a contract's value over its plan's
// first financial year in the run, and the units that share in it.
type Rebasing struct {
	Values []tariff.Pence // by month of that year, from the start of the run
	Units  []RebasedUnit
}

// RebasedUnit is one unit that shares in the value by cost x quantity.
type RebasedUnit struct {
	Currency int
	Measure  tariff.Measure
	Cost     decimal.Decimal   // of its package, pounds a unit at the prices of the run's start
	Known    bool              // false where a unit cost it asks is missing
	Planned  []tariff.Quantity // by month of that year
}

// Rebasing gathers what a rebased schedule's prices are worked out from. base is as for Run;
// nil stands for the result itself.
func (r *Result) Rebasing(schedule *Schedule, base *Result) (*Rebasing, error) {
	if base == nil {
		base = r
	}
	m, contract := r.Model, &r.Model.Contracts[schedule.Contract]
	plan := pricer{m: m, contract: contract, done: *newPaidActivity(m, r.Activity, r.Care, schedule.Contract), frozen: base.paid(contract.Name)}
	rebasing := &Rebasing{}
	for i := 0; i < m.Months && m.Month(i).Year() == m.Start.Year(); i++ {
		agreement, _ := contract.Agreements.At(m.Month(i))
		annual, ok := agreement.Value(m.Month(i), tariff.Latest)
		if !ok {
			return nil, fmt.Errorf("contract %s has no annual value in %s to rebase prices from; give it one", contract.Name, m.Month(i))
		}
		rebasing.Values = append(rebasing.Values, tariff.Twelfth(annual, m.Month(i)))
	}
	at := costsAt{schedule.Uplift, m.Start, map[*ResourceRow]decimal.Decimal{}}
	for _, unit := range m.packaged(contract.Provider) {
		cost, known, err := m.packageCost(unit, contract.Provider, m.Start, at)
		if err != nil {
			return nil, err
		}
		rebased := RebasedUnit{Currency: unit.currency, Measure: unit.measure, Cost: cost, Known: known}
		for i := range rebasing.Values {
			rebased.Planned = append(rebased.Planned, plan.planned(unit.currency, unit.measure, tariff.All, i))
		}
		rebasing.Units = append(rebasing.Units, rebased)
	}
	return rebasing, nil
}

// rebase spreads a contract's annual value over its plan's first financial year in the run
// by relative resource intensity, so that the plan at these prices pays the block.
func (r *Result) rebase(schedule *Schedule, base *Result) ([]tariff.UnitPrices, error) {
	m, contract := r.Model, &r.Model.Contracts[schedule.Contract]
	rebasing, err := r.Rebasing(schedule, base)
	if err != nil {
		return nil, err
	}
	value := decimal.Zero
	for _, month := range rebasing.Values {
		value = value.Add(month.Decimal())
	}
	weighted := make([]tariff.Weighted, len(rebasing.Units))
	for k, unit := range rebasing.Units {
		weighted[k] = tariff.Weighted{Unit: tariff.Unit{Currency: m.Currencies[unit.Currency].Key, Measure: unit.Measure}, Cost: unit.Cost}
		for _, planned := range unit.Planned {
			weighted[k].Quantity += planned
		}
		if !unit.Known && weighted[k].Quantity != 0 {
			return nil, fmt.Errorf("currency %s asks a resource whose unit cost is missing, so its share of the block is not known", m.Currencies[unit.Currency].Key)
		}
	}
	prices, err := tariff.Rebase(value, weighted)
	if err != nil {
		return nil, fmt.Errorf("contract %s: %w", contract.Name, err)
	}
	units := make([]tariff.UnitPrices, len(prices))
	for i, price := range prices {
		row := tariff.PriceRow{PriceBase: m.Start, Covers: tariff.All}
		if rebasing.Units[i].Known {
			pounds := price.Decimal()
			row.Price = &pounds
		}
		units[i] = tariff.UnitPrices{Unit: weighted[i].Unit, Rows: tariff.Always(row)}
	}
	return units, nil
}

// packaged lists the units, in currency and measure order, whose packages at a provider
// can be priced. Where packages ask per day and also per a part of it, both parts stand in
// for the day: a schedule never prices a day and a part of it.
func (m *Model) packaged(provider int) []unitAt {
	var units []unitAt
	for i := range m.Packages {
		pack := &m.Packages[i]
		unit := unitAt{pack.Currency, pack.Per}
		if pack.Per.Priced() && (pack.Provider == anyProvider || pack.Provider == provider) && !slices.Contains(units, unit) {
			units = append(units, unit)
		}
	}
	for _, unit := range slices.Clone(units) {
		if unit.measure == tariff.Day && m.splitsDay(unit.currency, provider) {
			units = slices.DeleteFunc(units, func(u unitAt) bool { return u == unit })
			for _, part := range partsOfDay {
				if at := (unitAt{unit.currency, part}); !slices.Contains(units, at) {
					units = append(units, at)
				}
			}
		}
	}
	slices.SortFunc(units, func(a, b unitAt) int {
		if a.currency != b.currency {
			return a.currency - b.currency
		}
		return int(a.measure) - int(b.measure)
	})
	return units
}

// partsOfDay are the measures a day is split into.
var partsOfDay = []tariff.Measure{tariff.AdmittedDay, tariff.CommunityDay}

// splitsDay says whether a currency's packages at a provider ask per a part of the day.
func (m *Model) splitsDay(currency, provider int) bool {
	return slices.ContainsFunc(m.Packages, func(pack Package) bool {
		return pack.Currency == currency && slices.Contains(partsOfDay, pack.Per) && (pack.Provider == anyProvider || pack.Provider == provider)
	})
}

// asks says whether a package is part of what a unit asks at a provider: a part of a day
// asks what the day does too.
func (m *Model) asks(pack *Package, unit unitAt, provider int) bool {
	if pack.Currency != unit.currency || !m.Holds(pack, provider) {
		return false
	}
	return pack.Per == unit.measure || (pack.Per == tariff.Day && slices.Contains(partsOfDay, unit.measure))
}

// costsAt are unit costs brought to the prices of one month by a schedule's uplift.
type costsAt struct {
	uplift  *tariff.Uplifts
	base    tariff.Month
	brought map[*ResourceRow]decimal.Decimal
}

// of is a row's unit cost, which must be known, at those prices.
func (c costsAt) of(row *ResourceRow) decimal.Decimal {
	cost, seen := c.brought[row]
	if !seen {
		cost = c.uplift.Bring(*row.UnitCost, row.PriceBase, c.base)
		c.brought[row] = cost
	}
	return cost
}

// packageCost is what one unit's packages cost at a provider in a month, without MFF, at
// the prices of costs; false where a unit cost is missing.
func (m *Model) packageCost(unit unitAt, provider int, month tariff.Month, costs costsAt) (decimal.Decimal, bool, error) {
	var asks []tariff.Ask
	for i := range m.Packages {
		pack := &m.Packages[i]
		if !m.asks(pack, unit, provider) {
			continue
		}
		resource := m.resourceFor(pack.Resource, provider)
		if resource < 0 {
			return decimal.Zero, false, fmt.Errorf("the package of currency %s asks resource %s, which is not among the resources", m.Currencies[pack.Currency].Key, pack.Resource)
		}
		rows := m.Resources[resource].Rows
		at := rows.Row(month)
		if at < 0 || rows[at].Value.UnitCost == nil {
			return decimal.Zero, false, nil
		}
		quantity, _ := pack.Quantity.At(month)
		asks = append(asks, tariff.Ask{Quantity: decimal.NewFromFloat(quantity), UnitCost: costs.of(&rows[at].Value)})
	}
	return tariff.PackageCost(asks), true, nil
}

// latestPriceBase is the latest month at whose prices a provider's resources are stated.
func (m *Model) latestPriceBase(provider int) tariff.Month {
	var latest tariff.Month
	for i := range m.Resources {
		if p := m.Resources[i].Provider; p == anyProvider || p == provider {
			if row, ok := m.Resources[i].Rows.At(m.Start); ok {
				latest = max(latest, row.PriceBase)
			}
		}
	}
	return latest
}

// turns lists the months from which a unit's package cost may differ, from the start on.
func (m *Model) turns(unit unitAt, provider int) []tariff.Month {
	turns := []tariff.Month{0}
	later := func(from tariff.Month) {
		if from > m.Start {
			turns = append(turns, from)
		}
	}
	for i := range m.Packages {
		pack := &m.Packages[i]
		if !m.asks(pack, unit, provider) {
			continue
		}
		for _, row := range pack.Quantity {
			later(row.From)
		}
		if resource := m.resourceFor(pack.Resource, provider); resource >= 0 {
			for _, row := range m.Resources[resource].Rows {
				later(row.From)
			}
		}
	}
	slices.Sort(turns)
	return slices.Compact(turns)
}
