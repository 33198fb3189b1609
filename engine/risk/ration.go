package risk

import (
	"slices"

	"parity/engine/panel"
)

// contractUnit is one currency under a contract in a month.
type contractUnit struct{ contract, currency, month int }

// instead is what a resource stands in for: another at the same provider, by a row of StandIns.
type instead struct {
	of      *provided
	standIn int
}

// standIn gathers who stands in for whom, and what contracts come to ask by it.
func (c *care) standIn(find func(resource string, provider int) *provided) {
	m := c.w.m
	for _, of := range c.provided {
		for _, k := range m.StandsIn(m.Resources[of.at.Resource].Key, of.at.Provider) {
			in := find(m.StandIns[k].StandIn, of.at.Provider)
			in.instead = append(in.instead, instead{of, k})
			in.contracts = append(in.contracts, of.contracts...)
			slices.Sort(in.contracts)
			in.contracts = slices.Compact(in.contracts)
		}
	}
}

// currencies are those that ask a resource under a contract, in the order in which they do.
func (c *care) currencies(p *provided, contract int) []int {
	var list []int
	add := func(currency int) {
		if !slices.Contains(list, currency) {
			list = append(list, currency)
		}
	}
	for _, a := range p.asks {
		if a.contract == contract {
			add(c.w.m.Packages[a.pack].Currency)
		}
	}
	for _, in := range p.instead {
		for _, currency := range c.currencies(in.of, contract) {
			add(currency)
		}
	}
	return list
}

// askedOf is what one currency asks of a resource under a contract in a month.
func (c *care) askedOf(p *provided, contract, currency, i int) panel.Form {
	at := contractUnit{contract, currency, i}
	if form, known := p.single[at]; known {
		return form
	}
	var pairs []panel.Pair
	for _, a := range p.asks {
		if a.contract == contract && c.w.m.Packages[a.pack].Currency == currency {
			quantity, times := c.each(a, i)
			pairs = append(pairs, panel.Pair{First: times, Second: quantity})
		}
	}
	form := c.w.calculation.Hold(c.w.calculation.Dot(pairs).Plus(c.insteadOf(p, contract, currency, i)))
	p.single[at] = form
	return form
}

// insteadUnder is what a contract asks of a resource in the place of others.
func (c *care) insteadUnder(p *provided, contract, i int) panel.Form {
	if len(p.instead) == 0 {
		return panel.Form{}
	}
	var sum panel.Form
	for _, currency := range c.currencies(p, contract) {
		sum = sum.Plus(c.insteadOf(p, contract, currency, i))
	}
	return sum
}

// insteadOf is insteadUnder for one currency.
func (c *care) insteadOf(p *provided, contract, currency, i int) panel.Form {
	var sum panel.Form
	for _, in := range p.instead {
		rows := c.w.m.StandIns[in.standIn].Rows
		at := row(c.w, rows, i)
		if at < 0 || in.of.room[i].Is(inf) {
			continue
		}
		figure := Figure{Quantity: StandInShare, Of: in.standIn, Row: at}
		each := c.w.figure(figure, rows[at].Value.Share)
		figure.Quantity = StandInUnits
		each = c.w.calculation.Times(each, c.w.figure(figure, rows[at].Value.Units))
		short := one().Minus(c.share(in.of, currency, i))
		if short.Is(0) {
			continue
		}
		undelivered := c.w.calculation.Times(c.askedOf(in.of, contract, currency, i), short)
		sum = sum.Plus(c.w.calculation.Times(undelivered, each))
	}
	return sum
}

// everyCurrency stands for all currencies, or for any where none is served before another.
const everyCurrency = -1

// share is the part of what a currency asks of a resource that there is room for in a month:
// that of its tier.
func (c *care) share(p *provided, currency, i int) panel.Form {
	if p.room[i].Is(inf) {
		return one()
	}
	order := p.at.Orders[i]
	if p.shares[i] == nil {
		p.shares[i] = c.tierShares(p, i)
	}
	return p.shares[i][order.Tier(currency)]
}

// tierShares fills the tiers of a resource's order in a month one after the other.
func (c *care) tierShares(p *provided, i int) []panel.Form {
	order := p.at.Orders[i]
	if len(order.Tiers) == 0 {
		return []panel.Form{c.w.atMostWhole(p.room[i], c.allAsked(p)[i])}
	}
	asks := make([]panel.Form, len(order.Tiers)+1)
	for _, contract := range p.contracts {
		for _, currency := range c.currencies(p, contract) {
			tier := order.Tier(currency)
			asks[tier] = asks[tier].Plus(c.askedOf(p, contract, currency, i))
		}
	}
	shares := make([]panel.Form, len(asks))
	left := p.room[i]
	for tier, asked := range asks {
		if asked.Is(0) {
			shares[tier] = one()
			continue
		}
		shares[tier] = c.w.atMostWhole(left, asked)
		left = c.w.calculation.Max(panel.Form{}, left.Minus(asked))
	}
	return shares
}

// isTiered says whether some currencies are served before others in a month that has a limit.
func (p *provided) isTiered(i int) bool { return !p.room[i].Is(inf) && len(p.at.Orders[i].Tiers) > 0 }
