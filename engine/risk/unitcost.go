package risk

import (
	"cmp"
	"slices"

	"parity/engine"
	"parity/engine/panel"
	"parity/tariff"
)

// unitCosts are what a unit of a resource costs at its provider by behaviour, MFF taken in,
// by month (docs/methods.md, "Care and cost").
type unitCosts struct {
	variable, semiFixed, fixed []panel.Form
}

// unitCosts writes the unit costs of a resource at a provider down. What is certain is
// rounded as the engine rounds it.
func (w *world) unitCosts(of *engine.ProviderResource) unitCosts {
	months := w.m.Months
	costs := unitCosts{make([]panel.Form, months), make([]panel.Form, months), make([]panel.Form, months)}
	resource := &w.m.Resources[of.Resource]
	for i := range months {
		at := row(w, resource.Rows, i)
		if at < 0 || resource.Rows[at].Value.UnitCost == nil {
			continue
		}
		figure := Figure{Of: of.Resource, Row: at}
		stated := &resource.Rows[at].Value
		stating := func(q Quantity) Figure { f := figure; f.Quantity = q; return f }
		fixed, semiFixed := w.exact(stating(FixedShare), &stated.FixedShare, 0), w.exact(stating(SemiFixedShare), &stated.SemiFixedShare, 0)
		cost := w.grownCost(of.Resource, at, i)
		factor := one()
		if stated.MFFBase != nil {
			factor = w.mff(of.Provider, i, w.exact(stating(ResourceMFFBase), stated.MFFBase, 1))
		}
		part := func(share panel.Form, rounded tariff.Price) panel.Form {
			each := w.calculation.Times(cost, share)
			if _, certain := each.Certain(); certain {
				each = panel.Certain(rounded.Decimal().InexactFloat64())
			}
			return w.calculation.Hold(w.calculation.Times(each, factor))
		}
		costs.variable[i] = part(one().Minus(semiFixed).Minus(fixed), of.Variable[i])
		costs.semiFixed[i] = part(semiFixed, of.SemiFixed[i])
		costs.fixed[i] = part(fixed, of.Fixed[i])
	}
	return costs
}

// grownCost is what a unit of a resource costs in a month by one of its rows, before MFF, with all that it has grown by.
func (w *world) grownCost(resource, at, i int) panel.Form {
	cost := w.exact(Figure{Quantity: UnitCost, Of: resource, Row: at}, w.m.Resources[resource].Rows[at].Value.UnitCost, 0)
	return w.calculation.Times(cost, w.costGrowth(resource, at, i))
}

// costBeforeMFF is what a unit of a resource costs at its provider in a month before MFF, all kinds of
// cost together; nothing where that is not known.
func (w *world) costBeforeMFF(of *engine.ProviderResource, i int) panel.Form {
	rows := w.m.Resources[of.Resource].Rows
	at := row(w, rows, i)
	if at < 0 || rows[at].Value.UnitCost == nil {
		return panel.Form{}
	}
	cost := w.grownCost(of.Resource, at, i)
	if _, certain := cost.Certain(); certain {
		cost = panel.Certain((of.Variable[i] + of.SemiFixed[i] + of.Fixed[i]).Pounds())
	}
	return cost
}

// mff is a provider's market forces factor in a month over the base of what it applies to.
func (w *world) mff(provider, i int, base panel.Form) panel.Form {
	rows := w.m.Providers[provider].MFF
	at := row(w, rows, i)
	factor := w.figure(Figure{Quantity: ProviderMFF, Of: provider, Row: at}, rows[at].Value.InexactFloat64())
	return w.calculation.Over(factor, base)
}

// costGrowth is how far a unit cost has come since its price base: the cost uplifts that
// fall after it, each less the efficiency delivered then.
func (w *world) costGrowth(resource, at, i int) panel.Form {
	rows := w.m.Resources[resource].Rows
	stated := &rows[at].Value
	grown := one()
	for _, k := range w.inForce(stated.Uplift) {
		from := stated.Uplift.Rows[k].From
		if from <= stated.PriceBase || from > w.m.Month(i) {
			continue
		}
		then := max(0, rows.Row(from))
		delivered := w.exact(Figure{Quantity: EfficiencyDelivered, Of: resource, Row: then}, &rows[then].Value.EfficiencyDelivered, 0)
		grown = w.calculation.Times(grown, one().Plus(w.inflation(stated.Uplift, k)).Minus(delivered))
	}
	return grown
}

// growth is the product of 1 + cost uplift less efficiency over the uplifts that fall after
// base and not after month.
func (w *world) growth(u *tariff.Uplifts, base, month tariff.Month) panel.Form {
	grown := one()
	for _, k := range w.inForce(u) {
		if from := u.Rows[k].From; from > base && from <= month {
			grown = w.calculation.Times(grown, one().Plus(w.rate(u, k)))
		}
	}
	return grown
}

// rate is cost uplift less efficiency of an uplift row, or its net.
func (w *world) rate(u *tariff.Uplifts, k int) panel.Form {
	switch row := &u.Rows[k]; {
	case row.CostUplift != nil && row.Efficiency != nil:
		return w.uplift(UpliftCost, u, k).Minus(w.uplift(UpliftEfficiency, u, k))
	case row.Net != nil:
		return w.uplift(UpliftNet, u, k)
	}
	return w.uplift(UpliftCost, u, k)
}

// inflation is the cost uplift alone of an uplift row.
func (w *world) inflation(u *tariff.Uplifts, k int) panel.Form {
	if u.Rows[k].CostUplift != nil {
		return w.uplift(UpliftCost, u, k)
	}
	return w.uplift(UpliftNet, u, k).Plus(w.uplift(UpliftEfficiency, u, k))
}

func (w *world) uplift(q Quantity, u *tariff.Uplifts, k int) panel.Form {
	stands := u.Rows[k].CostUplift
	switch q {
	case UpliftEfficiency:
		stands = u.Rows[k].Efficiency
	case UpliftNet:
		stands = u.Rows[k].Net
	}
	return w.exact(Figure{Quantity: q, Row: k, Series: u.Name}, stands, 0)
}

// inForce lists the rows of a series that hold, in order of From: of each From the one
// published last.
func (s *sharing) inForce(u *tariff.Uplifts) []int {
	if u == nil {
		return nil
	}
	last, known := s.held[u]
	if known {
		return last
	}
	rows := make([]int, len(u.Rows))
	for k := range rows {
		rows[k] = k
	}
	slices.SortStableFunc(rows, func(a, b int) int {
		return cmp.Or(cmp.Compare(u.Rows[a].From, u.Rows[b].From), cmp.Compare(u.Rows[a].Known(), u.Rows[b].Known()))
	})
	for _, k := range rows {
		if n := len(last); n > 0 && u.Rows[last[n-1]].From == u.Rows[k].From {
			last[n-1] = k
			continue
		}
		last = append(last, k)
	}
	s.held[u] = last
	return last
}
