package evidence

import (
	"slices"

	"parity/engine"
	"parity/tariff"
)

// series is the rows of a series of uplifts, as last published.
func (w *walker) series(uplifts *tariff.Uplifts) []placedRow {
	if uplifts == nil {
		return nil
	}
	rows, known := w.uplifts[uplifts]
	if !known {
		for _, row := range uplifts.InForce(tariff.Latest) {
			published := ""
			if row.Published != 0 {
				published = row.Published.String()
			}
			rows = append(rows, placedRow{row.From, w.row("uplifts", uplifts.Name, row.From.String(), published)})
		}
		w.uplifts[uplifts] = rows
	}
	return rows
}

// growth is the rows of uplifts that take effect after one month and not after another.
func (w *walker) growth(uplifts *tariff.Uplifts, after, until tariff.Month) rests {
	var found rests
	for _, row := range w.series(uplifts) {
		if row.from > after && row.from <= until {
			found.add(row.rests)
		}
	}
	return found
}

// price adds what a unit's prices rest on, by month: its schedule, its price there, the
// uplifts since and the market forces factor.
func (w *walker) price(into []rests, c int, unit *engine.PricedUnit) {
	provider := w.m.Providers[w.m.Contracts[c].Provider].Key
	var schedule *tariff.Schedule
	var listed *tariff.PriceRow
	var names, stated, factor []rests
	var derived rests
	for i := range into {
		if unit.Price[i].State != tariff.Priced {
			continue
		}
		if unit.Schedule[i] != schedule || unit.Listed[i] != listed {
			schedule, listed = unit.Schedule[i], unit.Listed[i]
			names, stated, factor = w.held("schedules", schedule.Name), nil, nil
			if schedule.AppliesMFF {
				factor = w.held("providers", provider)
			}
			of := &w.m.Schedules[slices.IndexFunc(w.m.Schedules, func(s engine.Schedule) bool { return s.Schedule == schedule })]
			switch of.Derive {
			case engine.Rebase:
				derived = w.rebased(of)
			case engine.PackageCost:
				derived = w.packaged(of, unit, i)
			default:
				derived, stated = rests{}, w.held("prices", schedule.Name, w.m.Currencies[unit.Currency].Key, unit.Measure.String())
			}
		}
		into[i].add(names[i])
		into[i].add(derived)
		into[i].add(w.growth(schedule.Uplift, listed.PriceBase, w.m.Month(i)))
		if stated != nil {
			into[i].add(stated[i])
		}
		if factor != nil {
			into[i].add(factor[i])
		}
	}
}

// packaged is what a price that is a package's cost rests on: the packages, and what is
// known of the resources they ask.
func (w *walker) packaged(schedule *engine.Schedule, unit *engine.PricedUnit, i int) rests {
	prices, _ := schedule.Find(tariff.Unit{Currency: w.m.Currencies[unit.Currency].Key, Measure: unit.Measure})
	turn := max(prices.Rows[prices.Rows.Row(w.m.Month(i))].From, w.m.Start)
	return w.costOfPackages(schedule, unit.Currency, unit.Measure, w.m.NationalProvider(), turn, unit.Listed[i].PriceBase)
}

// costOfPackages is what the cost of one unit's packages rests on, at a provider in a month, at the
// prices of another.
func (w *walker) costOfPackages(schedule *engine.Schedule, currency int, measure tariff.Measure, provider int, month, base tariff.Month) rests {
	var found rests
	for _, ask := range w.m.PackageAsks(currency, measure, provider, month) {
		pack := &w.m.Packages[ask.Package]
		at := max(0, int(month-w.m.Start))
		found.add(w.held("packages", w.m.Currencies[pack.Currency].Key, pack.Resource, pack.Per.String(), w.providerKey(pack.Provider))[at])
		if ask.Row < 0 {
			continue
		}
		resource := &w.m.Resources[ask.Resource]
		found.add(w.held("resources", resource.Key, w.providerKey(resource.Provider))[at])
		stated := resource.Rows[ask.Row].Value.PriceBase
		found.add(w.growth(schedule.Uplift, min(stated, base), max(stated, base)))
	}
	return found
}

// rebased is what every price of a rebased schedule rests on: the value that is spread, and
// all that it is spread by.
func (w *walker) rebased(schedule *engine.Schedule) rests {
	if found, known := w.rebasings[schedule]; known {
		return found
	}
	var found rests
	rebasing, err := w.r.Rebasing(schedule, w.baseline.r)
	if err == nil { // it was rebased so when it was run
		c := schedule.Contract
		for i := range rebasing.Values {
			found.add(w.annualValue(c, i))
		}
		for _, unit := range rebasing.Units {
			found.add(w.costOfPackages(schedule, unit.Currency, unit.Measure, w.m.Contracts[c].Provider, w.m.Start, w.m.Start))
			for i, planned := range w.planned(c, unit.Currency, unit.Measure)[:len(unit.Planned)] {
				if unit.Planned[i] != 0 {
					found.add(planned)
				}
			}
		}
	}
	w.rebasings[schedule] = found
	return found
}
