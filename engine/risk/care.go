package risk

import (
	"math"

	"parity/engine"
	"parity/engine/panel"
	"parity/tariff"
)

// inf is the capacity of a resource without a limit.
var inf = math.Inf(1)

// leastFilled is what begins a step, in units of a resource a month: what rounds to nothing
// in the engine begins none.
const leastFilled = 0.0005

// leastUnits is a quantity a month too small to be anybody's: what is divided by a quantity
// is divided by at least so much, so that nothing is no part of nothing.
const leastUnits = 1e-9

// care is what activity asks of resources and what that costs.
type care struct {
	w          *world
	activities []*activity
	provided   []*provided // as Care.Resources of the result
}

// provided is one resource at one provider.
type provided struct {
	at        *engine.ProviderResource
	each      unitCosts
	asks      []ask
	capacity  []panel.Form // units a month; nil in a month without a limit
	isLimited bool         // in some month
	contracts []int        // that ask it, in order
	asked     map[int][]panel.Form
	total     []panel.Form // asked under all contracts; nil until something needs it
}

// ask is a package that asks a resource under a contract.
type ask struct {
	contract, pack int
}

// careOf gathers who asks what of whom.
func (w *world) careOf(activities []*activity) *care {
	c := &care{w: w, activities: activities}
	type key struct {
		resource string
		provider int
	}
	places := map[key]int{}
	for i := range w.result.Care.Resources {
		at := &w.result.Care.Resources[i]
		places[key{w.m.Resources[at.Resource].Key, at.Provider}] = i
		p := &provided{at: at, asked: map[int][]panel.Form{}}
		p.capacity, p.isLimited = w.capacity(at.Resource)
		p.each = w.unitCosts(at)
		c.provided = append(c.provided, p)
	}
	for contract := range w.m.Contracts {
		provider := w.m.Contracts[contract].Provider
		for k := range w.m.Packages {
			pack := &w.m.Packages[k]
			if find(&w.result.Activity.Contracts[contract], pack.Currency) == nil || !w.m.Holds(pack, provider) {
				continue
			}
			p := c.provided[places[key{pack.Resource, provider}]]
			p.asks = append(p.asks, ask{contract, k})
			if n := len(p.contracts); n == 0 || p.contracts[n-1] != contract {
				p.contracts = append(p.contracts, contract)
			}
		}
	}
	return c
}

// capacity is what there is of a resource by month.
func (w *world) capacity(resource int) (room []panel.Form, limited bool) {
	rows := w.m.Resources[resource].Rows
	room = make([]panel.Form, w.m.Months)
	for i := range room {
		room[i] = panel.Certain(inf)
		at := row(w, rows, i)
		if at < 0 || rows[at].Value.Capacity == nil {
			continue
		}
		limited = true
		room[i] = w.figure(Figure{Quantity: Capacity, Of: resource, Row: at}, *rows[at].Value.Capacity).Scale(w.m.YearShare(i))
	}
	return room, limited
}

// each is what a package asks per measure in a month, and the measure.
func (c *care) each(a ask, i int) (quantity, times panel.Form) {
	pack := &c.w.m.Packages[a.pack]
	at := row(c.w, pack.Quantity, i)
	if at < 0 {
		return panel.Form{}, panel.Form{}
	}
	quantity = c.w.figure(Figure{Quantity: PackageQuantity, Of: a.pack, Row: at}, pack.Quantity[at].Value)
	if pack.Per == tariff.PerMonth {
		return quantity, one()
	}
	return quantity, c.w.calculation.Times(c.need(a.contract, pack.Currency, pack.Per, i), c.w.workLeft(a.contract, pack.Currency, i))
}

// askedUnder is what a contract asks of a resource, by month.
func (c *care) askedUnder(p *provided, contract int) []panel.Form {
	if forms, known := p.asked[contract]; known {
		return forms
	}
	forms := c.w.byMonth(func(i int) panel.Form {
		var pairs []panel.Pair
		for _, a := range p.asks {
			if a.contract == contract {
				quantity, times := c.each(a, i)
				pairs = append(pairs, panel.Pair{First: times, Second: quantity})
			}
		}
		return c.w.calculation.Hold(c.w.calculation.Dot(pairs))
	})
	p.asked[contract] = forms
	return forms
}

// allAsked is what all contracts ask of a resource, by month.
func (c *care) allAsked(p *provided) []panel.Form {
	if p.total == nil {
		p.total = c.w.byMonth(func(i int) panel.Form {
			var asks []panel.Form
			for _, contract := range p.contracts {
				asks = append(asks, c.askedUnder(p, contract)[i])
			}
			return panel.Sum(asks...)
		})
	}
	return p.total
}

// share is the part of every ask that capacity lets through in a month.
func (c *care) share(p *provided, i int) panel.Form {
	if p.capacity[i].Is(inf) {
		return one()
	}
	return c.w.atMostWhole(p.capacity[i], c.allAsked(p)[i])
}

// atMostWhole is the part that one form is of another, 1 at most.
func (w *world) atMostWhole(f, of panel.Form) panel.Form {
	return w.calculation.Min(one(), w.partOf(f, of))
}

// partOf is f / of: nothing of nothing is nothing.
func (w *world) partOf(f, of panel.Form) panel.Form {
	if f.Is(0) {
		return f
	}
	return w.calculation.Over(f, w.calculation.Max(of, panel.Certain(leastUnits)))
}

// delivered is what is given of a resource in a month, under all contracts.
func (c *care) delivered(p *provided, i int) panel.Form {
	if p.capacity[i].Is(inf) {
		return c.allAsked(p)[i]
	}
	return c.w.calculation.Min(c.allAsked(p)[i], p.capacity[i])
}

// notDelivered is what is asked of a resource and not given, by month; nil where there is
// no limit.
func (c *care) notDelivered(p *provided) []panel.Form {
	if !p.isLimited {
		return nil
	}
	return c.w.byMonth(func(i int) panel.Form {
		if p.capacity[i].Is(inf) {
			return panel.Form{}
		}
		return c.w.calculation.Max(panel.Form{}, c.allAsked(p)[i].Minus(p.capacity[i]))
	})
}

// paid is the part of an act that is paid for in a month: the smallest share of what its
// packages ask that capacity lets through.
func (c *care) paid(contract, currency int, measure tariff.Measure, i int) panel.Form {
	least := one()
	if !measure.IsAct() {
		return least
	}
	for _, p := range c.provided {
		if p.capacity[i].Is(inf) {
			continue
		}
		for _, a := range p.asks {
			pack := &c.w.m.Packages[a.pack]
			if a.contract != contract || pack.Currency != currency || pack.Per != measure {
				continue
			}
			if quantity, _ := c.each(a, i); !quantity.Is(0) {
				least = c.w.calculation.Min(least, c.share(p, i))
			}
		}
	}
	return least
}
