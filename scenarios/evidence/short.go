package evidence

import (
	"slices"

	"parity/engine"
	"parity/tariff"
)

// isShort says whether a provider's resource is ever short.
func (w *walker) isShort(provided int) bool {
	return slices.ContainsFunc(w.r.Care.Resources[provided].NotDelivered, func(short tariff.Quantity) bool { return short != 0 })
}

// shortage is what a provider's resource gives to whom rests on beside a line's own ask, in
// the months in which it is short: everybody's ask, the resource's row, what the baseline asked
// where a share of that is available, and who goes without first.
func (w *walker) shortage(provided int) []rests {
	of := &w.r.Care.Resources[provided]
	return w.once(part{shortages, provided, 0, 0}, func(into []rests) {
		for i, short := range of.NotDelivered {
			if short == 0 {
				continue
			}
			into[i].add(w.askedInAll(provided)[i])
			into[i].add(w.resource(provided)[i])
			if row, _ := w.m.Resources[of.Resource].Rows.At(w.m.Month(i)); row.AvailableShare != nil {
				if before, at := w.setUp(provided); before != nil {
					into[i].add(before.askedInAll(at)[i])
				}
			}
			w.order(&into[i], of, i)
		}
	})
}

// order adds what the order rests on in which a resource is given in a month: its row of
// rationing, and where the simplest go without first, who they are.
func (w *walker) order(into *rests, of *engine.ProviderResource, i int) {
	order := of.Orders[i]
	if order.Rationing < 0 {
		return
	}
	rationing := &w.m.Rationing[order.Rationing]
	resource := rationing.Resource
	if resource == "" {
		resource = anyKey
	}
	into.add(w.held("rationing", resource, w.providerKey(rationing.Provider))[i])
	if order.Rule == engine.SimplestFirst {
		into.add(w.complexity(of.Provider))
	}
}

// complexity is what it rests on which of a provider's currencies are the simplest: over the
// whole run what their packages ask, what a unit of that costs, and the people's days.
func (w *walker) complexity(provider int) rests {
	return w.once(part{orders, provider, 0, 0}, func(into []rests) {
		for l := range w.r.Care.Lines {
			line := &w.r.Care.Lines[l]
			if w.r.Care.Resources[line.Provided].Provider != provider {
				continue
			}
			asked, each, days := w.packagesAsk(l), w.unitCost(line.Provided), w.quantity(line.Contract, line.Currency, tariff.Day)
			for i := range into {
				into[0].add(asked[i])
				into[0].add(each[i])
				into[0].add(days[i])
			}
		}
	})[0]
}
