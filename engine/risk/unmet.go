package risk

import (
	"slices"

	"parity/engine"
	"parity/engine/panel"
	"parity/tariff"
)

// unmet is people's worth of care that a currency under a contract does not get, in person-years
// by month (docs/methods.md, "Care not delivered, as people"): the part of what its packages ask
// that is not delivered, by value before MFF. It is nil where nothing it asks has a limit, and
// false where it is not known: where there are no days, or what something costs is missing.
func (c *care) unmet(contract, currency int) (years []panel.Form, known bool) {
	if !c.mayMiss(contract, currency) {
		return nil, true
	}
	cared := c.activities[contract].of(currency, tariff.YearOfCare)
	asks := c.asksOf(contract, currency)
	if cared == nil || slices.ContainsFunc(asks, func(p *provided) bool { return !c.costKnown(p, contract) }) {
		return nil, false
	}
	w := c.w
	return w.byMonth(func(i int) panel.Form {
		if !slices.ContainsFunc(asks, func(p *provided) bool { return !p.room[i].Is(inf) }) {
			return panel.Form{}
		}
		var asked, missed panel.Form // pounds
		for _, p := range asks {
			each, all, instead := w.costBeforeMFF(p.at, i), c.askedOf(p, contract, currency, i), c.insteadOf(p, contract, currency, i)
			asked = asked.Plus(w.calculation.Times(all.Minus(instead), each))
			short := w.calculation.Times(all, one().Minus(c.share(p, currency, i)))
			missed = missed.Plus(w.calculation.Times(short.Minus(instead), each)) // what stands in counts as delivered
		}
		of := w.calculation.Times(cared[i], w.workLeft(contract, currency, i))
		return w.calculation.Times(of, w.partOf(w.calculation.Max(panel.Form{}, missed), asked))
	}), true
}

// asksOf are the resources that a currency asks under a contract, stand-ins among them.
func (c *care) asksOf(contract, currency int) []*provided {
	var asks []*provided
	for _, p := range c.provided {
		if slices.Contains(c.currencies(p, contract), currency) {
			asks = append(asks, p)
		}
	}
	return asks
}

// mayMiss says whether something that a currency asks under a contract has a limit.
func (c *care) mayMiss(contract, currency int) bool {
	return slices.ContainsFunc(c.asksOf(contract, currency), func(p *provided) bool { return p.isLimited })
}

// consequences is what care not delivered costs a sector, in pounds by month, of the contracts and
// currencies asked for (docs/methods.md, "Consequences"); false where some of it is not known. It
// is nil where no care can be missed.
func (c *care) consequences(sector string, asked func(contract, currency int) bool) (pounds []panel.Form, known bool) {
	w := c.w
	for contract := range w.m.Contracts {
		for currency := range w.m.Currencies {
			at := w.m.ConsequenceOf(sector, currency)
			if at < 0 || !asked(contract, currency) {
				continue
			}
			years, known := c.unmet(contract, currency)
			switch {
			case !known:
				return nil, false
			case years == nil:
				continue
			case pounds == nil:
				pounds = make([]panel.Form, w.m.Months)
			}
			each := w.figure(Figure{Quantity: ConsequencePounds, Of: at}, w.m.Consequences[at].Pounds.InexactFloat64())
			for i := range pounds {
				pounds[i] = pounds[i].Plus(w.calculation.Times(years[i], each))
			}
		}
	}
	return pounds, true
}

// elsewhere adds what care not delivered costs each sector outside the contracts.
func (p *projecting) elsewhere(scenario int, w *world, care *care) {
	if len(w.m.Consequences) == 0 {
		return
	}
	lines := w.result.Consequences()
	for _, sector := range w.m.Sectors() {
		forms, known := care.consequences(sector, func(int, int) bool { return true })
		if !known || forms == nil {
			continue
		}
		now := make([]tariff.Pence, w.m.Months)
		for k := range lines {
			if lines[k].Sector == sector {
				for i, cost := range lines[k].Cost {
					now[i] += cost
				}
			}
		}
		of := Outcome{Scenario: scenario, Item: engine.ItemConsequence + sector, Contract: -1, Provider: -1}
		p.series(of, w.m, p.periodsOf(w.m, forms), inPounds(now), false)
	}
}
