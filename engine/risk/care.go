package risk

import (
	"math"

	"parity/engine"
	"parity/engine/panel"
	"parity/tariff"
)

// inf is the room there is of a resource without a limit.
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
	quantities [][]panel.Form // of each package, by month; nil for those nothing asked for yet
	provided   []*provided    // as Care.Resources of the result
}

// provided is one resource at one provider.
type provided struct {
	at        *engine.ProviderResource
	each      unitCosts
	asks      []ask
	instead   []instead    // what it stands in for
	room      []panel.Form // units a month; inf in a month without a limit
	isLimited bool         // in some month
	contracts []int        // that ask it, in order
	writtenAsks
}

// writtenAsks is what is asked of a resource, as far as something needed it so far, by month.
type writtenAsks struct {
	asked  map[int][]panel.Form        // by contract
	single map[contractUnit]panel.Form // of one currency in one month
	total  []panel.Form                // under all contracts
	shares [][]panel.Form              // by month and tier: what is delivered of it
}

// ask is a package that asks a resource under a contract.
type ask struct {
	contract, pack int
}

// careOf gathers who asks what of whom.
func (w *world) careOf(activities []*activity) *care {
	c := &care{w: w, activities: activities, quantities: make([][]panel.Form, len(w.m.Packages))}
	type key struct {
		resource string
		provider int
	}
	places := map[key]int{}
	for i := range w.result.Care.Resources {
		at := &w.result.Care.Resources[i]
		places[key{w.m.Resources[at.Resource].Key, at.Provider}] = i
		p := &provided{at: at, writtenAsks: writtenAsks{asked: map[int][]panel.Form{}, single: map[contractUnit]panel.Form{}, shares: make([][]panel.Form, w.m.Months)}}
		p.room, p.isLimited = c.roomOf(at)
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
	c.standIn(func(resource string, provider int) *provided { return c.provided[places[key{resource, provider}]] })
	return c
}

// roomOf is what there is of a provider's resource by month: the least of its capacity and the
// share that is available of what was asked before the fact.
func (c *care) roomOf(at *engine.ProviderResource) (room []panel.Form, limited bool) {
	w := c.w
	rows := w.m.Resources[at.Resource].Rows
	agreed := c.inBaseline(at)
	if agreed == nil {
		agreed = at
	}
	room = make([]panel.Form, w.m.Months)
	for i := range room {
		room[i] = panel.Certain(inf)
		held := row(w, rows, i)
		if held < 0 {
			continue
		}
		of, stands := Figure{Of: at.Resource, Row: held}, &rows[held].Value
		if stands.Capacity != nil {
			of.Quantity = Capacity
			room[i], limited = w.figure(of, *stands.Capacity).Scale(w.m.YearShare(i)), true
		}
		if stands.AvailableShare != nil {
			of.Quantity = AvailableShare
			available := w.figure(of, *stands.AvailableShare).Scale(agreed.Asked[i].Units())
			if limited = true; !room[i].Is(inf) {
				available = w.calculation.Min(room[i], available)
			}
			room[i] = available
		}
	}
	return room, limited
}

// each is what a package asks per measure in a month, and the measure.
func (c *care) each(a ask, i int) (quantity, times panel.Form) {
	pack := &c.w.m.Packages[a.pack]
	if row(c.w, pack.Quantity, i) < 0 {
		return panel.Form{}, panel.Form{}
	}
	quantity = c.perMeasure(a.pack)[i]
	if pack.Per == tariff.PerMonth {
		return quantity, one()
	}
	return quantity, c.w.calculation.Times(c.need(a.contract, pack.Currency, pack.Per, i), c.w.workLeft(a.contract, pack.Currency, i))
}

// perMeasure is what a package asks per measure, by month.
func (c *care) perMeasure(pack int) []panel.Form {
	if c.quantities[pack] == nil {
		rows := c.w.m.Packages[pack].Quantity
		c.quantities[pack] = c.w.byRow(rows.Row, func(at int) panel.Form {
			return c.w.figure(Figure{Quantity: PackageQuantity, Of: pack, Row: at}, rows[at].Value)
		})
	}
	return c.quantities[pack]
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
		return c.w.calculation.Hold(c.w.calculation.Dot(pairs).Plus(c.insteadUnder(p, contract, i)))
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
	if p.room[i].Is(inf) {
		return c.allAsked(p)[i]
	}
	return c.w.calculation.Min(c.allAsked(p)[i], p.room[i])
}

// notDelivered is what is asked of a resource and not given, by month; nil where there is
// no limit.
func (c *care) notDelivered(p *provided) []panel.Form {
	if !p.isLimited {
		return nil
	}
	return c.w.byMonth(func(i int) panel.Form {
		if p.room[i].Is(inf) {
			return panel.Form{}
		}
		return c.w.calculation.Max(panel.Form{}, c.allAsked(p)[i].Minus(p.room[i]))
	})
}

// paid is the part of an act that is paid for in a month: the smallest share of what its
// packages ask that there is room for.
func (c *care) paid(contract, currency int, measure tariff.Measure, i int) panel.Form {
	least := one()
	if !measure.IsAct() {
		return least
	}
	for _, p := range c.provided {
		if p.room[i].Is(inf) {
			continue
		}
		for _, a := range p.asks {
			pack := &c.w.m.Packages[a.pack]
			if a.contract != contract || pack.Currency != currency || pack.Per != measure {
				continue
			}
			if quantity, _ := c.each(a, i); !quantity.Is(0) {
				least = c.w.calculation.Min(least, c.share(p, currency, i))
			}
		}
	}
	return least
}
