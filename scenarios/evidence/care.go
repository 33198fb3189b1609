package evidence

import (
	"slices"

	"parity/engine"
	"parity/tariff"
)

// packagesAsk is what the packages of a line of care's ask rest on, by month: what they are
// asked for, what those need who are with another provider, and the personal budgets that take
// work out of them.
func (w *walker) packagesAsk(l int) []rests {
	return w.once(part{ownAsks, l, 0, 0}, func(into []rests) {
		line := &w.r.Care.Lines[l]
		provided := &w.r.Care.Resources[line.Provided]
		asking := w.m.AskedBy(line.Currency, w.m.Resources[provided.Resource].Key, provided.Provider)
		addAll(into, w.held("budgets", w.m.Contracts[line.Contract].Name, w.m.Currencies[line.Currency].Key))
		for _, p := range asking {
			pack := &w.m.Packages[p]
			addAll(into, w.held("packages", w.m.Currencies[pack.Currency].Key, pack.Resource, pack.Per.String(), w.providerKey(pack.Provider)))
			if pack.Per != tariff.PerMonth {
				w.needed(into, line.Contract, line.Currency, pack.Per)
			}
		}
	})
}

// needed adds what a contract's quantity of a measure rests on in people of average need, by
// month: where some are let to entrants, who stays needs what those do not.
func (w *walker) needed(into []rests, c, currency int, per tariff.Measure) {
	addAll(into, w.quantity(c, currency, per))
	w.markets(into, w.held, c, currency)
	for k := range w.m.Markets {
		if market := &w.m.Markets[k]; market.Contract == c && market.Currency == currency {
			addAll(into, w.quantity(market.To, currency, per))
		}
	}
}

// asked is what a line of care's ask rests on, by month: its packages, and what it stands in
// for that others did not deliver.
func (w *walker) asked(l int) []rests {
	line := &w.r.Care.Lines[l]
	in := w.m.Resources[w.r.Care.Resources[line.Provided].Resource].Key
	if !slices.ContainsFunc(w.m.StandIns, func(s engine.StandIn) bool { return s.StandIn == in }) {
		return w.packagesAsk(l)
	}
	return w.once(part{asks, l, 0, 0}, func(into []rests) {
		addAll(into, w.packagesAsk(l))
		for other := range w.r.Care.Lines {
			short := &w.r.Care.Lines[other]
			if short.Contract != line.Contract || short.Currency != line.Currency {
				continue
			}
			of := &w.r.Care.Resources[short.Provided]
			for _, k := range w.m.StandsIn(w.m.Resources[of.Resource].Key, of.Provider) {
				standIn := &w.m.StandIns[k]
				if standIn.StandIn != in {
					continue
				}
				rows := w.held("stand_ins", standIn.Resource, standIn.StandIn, w.providerKey(standIn.Provider))
				for i, missing := range of.NotDelivered {
					if missing != 0 && rows[i] != (rests{}) {
						into[i].add(rows[i])
						into[i].add(w.delivered(other)[i])
					}
				}
			}
		}
	})
}

func (w *walker) providerKey(provider int) string {
	if provider < 0 {
		return anyKey
	}
	return w.m.Providers[provider].Key
}

// askedInAll is what the whole ask of a provider's resource rests on, by month.
func (w *walker) askedInAll(provided int) []rests {
	return w.once(part{allAsks, provided, 0, 0}, func(into []rests) {
		for l := range w.r.Care.Lines {
			if w.r.Care.Lines[l].Provided == provided {
				addAll(into, w.asked(l))
			}
		}
	})
}

// deliveredInAll is what the whole delivery of a provider's resource rests on, by month.
func (w *walker) deliveredInAll(provided int) []rests {
	if !w.isShort(provided) {
		return w.askedInAll(provided)
	}
	return w.once(part{allDeliveries, provided, 0, 0}, func(into []rests) {
		addAll(into, w.askedInAll(provided), w.shortage(provided))
	})
}

// delivered is what a line of care's delivery rests on, by month: its ask, and where the
// resource is short, everybody's.
func (w *walker) delivered(l int) []rests {
	if !w.isShort(w.r.Care.Lines[l].Provided) {
		return w.asked(l)
	}
	return w.once(part{deliveries, l, 0, 0}, func(into []rests) {
		addAll(into, w.asked(l), w.shortage(w.r.Care.Lines[l].Provided))
	})
}

// resource is the row of a provider's resource in force, by month.
func (w *walker) resource(provided int) []rests {
	resource := &w.m.Resources[w.r.Care.Resources[provided].Resource]
	return w.held("resources", resource.Key, w.providerKey(resource.Provider))
}

// unitCost is what a unit of a provider's resource costs by, by month: its row, the uplifts
// since its prices and the efficiency delivered at each, and the market forces factor.
func (w *walker) unitCost(provided int) []rests {
	of := &w.r.Care.Resources[provided]
	resource := &w.m.Resources[of.Resource]
	return w.once(part{unitCosts, provided, 0, 0}, func(into []rests) {
		addAll(into, w.resource(provided))
		for i := range into {
			month := w.m.Month(i)
			row, ok := resource.Rows.At(month)
			if !ok {
				continue
			}
			for _, uplift := range w.series(row.Uplift) {
				if uplift.from > row.PriceBase && uplift.from <= month {
					into[i].add(uplift.rests)
					into[i].add(w.history("resources", resource.Key, w.providerKey(resource.Provider))[i])
				}
			}
			if row.MFFBase != nil {
				into[i].add(w.held("providers", w.m.Providers[of.Provider].Key)[i])
			}
		}
	})
}

// setUp is the baseline's counterpart of a provider's resource, and the walker that knows what
// it rests on; nil where the baseline did not ask it.
func (w *walker) setUp(provided int) (*walker, int) {
	was := w.r.SetUpFor(w.baseline.r, provided)
	if was == nil {
		return nil, 0
	}
	at := slices.IndexFunc(w.baseline.r.Care.Resources, func(r engine.ProviderResource) bool {
		return r.Resource == was.Resource && r.Provider == was.Provider
	})
	if was == &w.r.Care.Resources[provided] || at < 0 {
		return w, provided // of a provider that the baseline does not have
	}
	return w.baseline, at
}

// steps is what the steps of semi-fixed cost of a provider's resource rest on, by month: what
// is delivered in the months that they are held for, and before the run in the baseline's first.
func (w *walker) steps(provided int) []rests {
	resource := &w.m.Resources[w.r.Care.Resources[provided].Resource]
	return w.once(part{steps, provided, 0, 0}, func(into []rests) {
		delivered, rows := w.deliveredInAll(provided), w.resource(provided)
		before, at := w.setUp(provided)
		addAll(into, delivered)
		for i := range into {
			row, _ := resource.Rows.At(w.m.Month(i))
			for lag := 1; lag <= row.LagMonths; lag++ {
				if i-lag < 0 {
					if before != nil {
						into[i].add(before.deliveredInAll(at)[0])
						into[i].add(rows[0])
					}
					break
				}
				into[i].add(delivered[i-lag])
				into[i].add(rows[i-lag])
			}
		}
	})
}

// fixed is what the fixed cost of a provider's resource rests on beside what a unit costs, by
// month: what the baseline asked, and what is asked now.
func (w *walker) fixed(provided int) []rests {
	return w.once(part{fixed, provided, 0, 0}, func(into []rests) {
		addAll(into, w.askedInAll(provided))
		if before, at := w.setUp(provided); before != nil {
			addAll(into, before.askedInAll(at))
		}
	})
}

// cost hands on the lines of cost: variable, semi-fixed and fixed by line of care, and what
// is stranded by provider's resource.
func (w *walker) cost(take taker) {
	care := w.r.Care
	for l := range care.Lines {
		line := &care.Lines[l]
		p, each := line.Provided, w.unitCost(line.Provided)
		for _, kind := range []struct {
			money []tariff.Pence
			units []rests
		}{{line.CostVariable, w.delivered(l)}, {line.CostSemiFixed, w.steps(p)}, {line.CostFixed, w.fixed(p)}} {
			for i, amount := range kind.money {
				if !care.Knows(line, i) {
					take.unknown()
					continue
				}
				take.line(amount, kind.units[i].and(each[i]))
			}
		}
	}
	for p := range care.Resources {
		of := &care.Resources[p]
		for i, amount := range of.Stranded {
			take.line(amount, w.fixed(p)[i].and(w.steps(p)[i]).and(w.unitCost(p)[i]))
		}
	}
}
