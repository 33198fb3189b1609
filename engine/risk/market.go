package risk

import (
	"slices"

	"parity/engine/panel"
	"parity/tariff"
)

// let are the markets that a contract lets people of a currency by, as indices, in order.
func (w *world) let(contract, currency int) []int {
	var markets []int
	for k := range w.m.Markets {
		if market := &w.m.Markets[k]; market.Contract == contract && market.Currency == currency {
			markets = append(markets, k)
		}
	}
	return markets
}

// takenBy is the market that a contract takes people of a currency over by, -1 for none.
func (w *world) takenBy(contract, currency int) int {
	for k := range w.m.Markets {
		if market := &w.m.Markets[k]; market.To == contract && market.Currency == currency {
			return k
		}
	}
	return -1
}

// linked are the contracts that people go between, that of the incumbent first.
func (w *world) linked(contract int) []int {
	if incumbent := w.m.Incumbent(contract); incumbent >= 0 {
		contract = incumbent
	}
	contracts := []int{contract}
	for entrant := range w.m.Contracts {
		if w.m.Incumbent(entrant) == contract {
			contracts = append(contracts, entrant)
		}
	}
	return contracts
}

// startsShare is the share of the incumbent's starts that begin with the entrant in a month.
func (w *world) startsShare(k, i int) panel.Form {
	rows := w.m.Markets[k].Rows
	at := row(w, rows, i)
	if at < 0 {
		return panel.Form{}
	}
	return w.figure(Figure{Quantity: MarketStartsShare, Of: k, Row: at}, rows[at].Value.StartsShare)
}

// passes is the share of the incumbent's people that pass over at the beginning of a month.
func (w *world) passes(k, i int) panel.Form {
	market := &w.m.Markets[k]
	at := market.Passing(w.m, i)
	if at < 0 {
		return panel.Form{}
	}
	return w.figure(Figure{Quantity: MarketCaseloadShare, Of: k, Row: at}, market.Rows[at].Value.CaseloadShare)
}

// relativeCost is what those need who are with the entrant, over what all need on average.
func (w *world) relativeCost(k, i int) panel.Form {
	rows := w.m.Markets[k].Rows
	at := row(w, rows, i)
	if at < 0 {
		return one()
	}
	return w.figure(Figure{Quantity: MarketRelativeCost, Of: k, Row: at}, rows[at].Value.RelativeCost)
}

// kept is what the markets of a currency leave of a whole, each taking a share.
func (w *world) kept(markets []int, share func(k int) panel.Form) panel.Form {
	left := one()
	for _, k := range markets {
		left = left.Minus(share(k))
	}
	if len(markets) > 1 { // shares that sum to 1 but for their last bits
		left = w.calculation.Max(panel.Form{}, left)
	}
	return left
}

// givenShare is the share of a measure that is given which goes to a market's entrant in a
// month, as engine.Market.GivenShare has it.
func (w *world) givenShare(k int, measure tariff.Measure, i int) panel.Form {
	if measure != tariff.Day && measure != tariff.AdmittedDay && measure != tariff.CommunityDay {
		return w.startsShare(k, i)
	}
	market := &w.m.Markets[k]
	markets := w.let(market.Contract, market.Currency)
	share, left := panel.Form{}, one()
	for month := range i + 1 {
		share = share.Plus(w.calculation.Times(left, w.passes(k, month)))
		left = w.calculation.Times(left, w.kept(markets, func(k int) panel.Form { return w.passes(k, month) }))
	}
	return share
}

// given is a measure that is given, under the incumbent's contract what is left of it and under
// the entrant's what is let; nil where it is not given.
func (a *activity) given(contract, currency int, measure tariff.Measure) []panel.Form {
	w := a.w
	c := &w.m.Contracts[contract]
	for item := range c.Given {
		given := &c.Given[item]
		if given.Currency != currency || given.Measure != measure {
			continue
		}
		markets := w.let(contract, currency)
		return w.byMonth(func(i int) panel.Form {
			stated := w.figure(Figure{Quantity: GivenQuantity, Of: contract, Item: item, Row: i}, given.Quantity[i].Units())
			if len(markets) == 0 {
				return stated
			}
			if contract == a.contract {
				return w.calculation.Times(stated, w.kept(markets, func(k int) panel.Form { return w.givenShare(k, measure, i) }))
			}
			return w.calculation.Times(stated, w.givenShare(w.takenBy(a.contract, currency), measure, i))
		})
	}
	return nil
}

// need is how often the packages of a currency are asked in a month, in people of average need
// (docs/methods.md, "Market").
func (c *care) need(contract, currency int, per tariff.Measure, i int) panel.Form {
	w := c.w
	var asked panel.Form
	if forms := c.activities[contract].of(currency, per); forms != nil {
		asked = forms[i]
	}
	if k := w.takenBy(contract, currency); k >= 0 {
		asked = w.calculation.Times(asked, w.relativeCost(k, i))
	}
	markets := w.let(contract, currency)
	for _, k := range markets {
		asked = asked.Plus(w.calculation.Times(c.withEntrant(k, per, i), one().Minus(w.relativeCost(k, i))))
	}
	if _, certain := asked.Certain(); len(markets) > 0 && !certain {
		asked = w.calculation.Max(panel.Form{}, asked) // a draw in which those who go need more than all
	}
	return asked
}

// withEntrant is what is counted of the people who are with a market's entrant, but for what
// begins as they pass over.
func (c *care) withEntrant(k int, per tariff.Measure, i int) panel.Form {
	market := &c.w.m.Markets[k]
	entrant := c.activities[market.To]
	forms := entrant.of(market.Currency, per)
	if forms == nil {
		return panel.Form{}
	}
	if joined := entrant.joined(market.Currency); joined != nil && (per == tariff.Entry || per == tariff.Period) {
		return forms[i].Minus(joined[i])
	}
	return forms[i]
}

// joined are the people of a currency who pass over to a contract by month; nil where nobody does.
func (a *activity) joined(currency int) []panel.Form {
	if place := a.flowing.place(a.contract, currency); place >= 0 {
		return a.flowing.joined[place]
	}
	k := a.w.takenBy(a.contract, currency)
	if k < 0 {
		return nil
	}
	market := &a.w.m.Markets[k]
	item := caseloadOf(&a.w.m.Contracts[market.Contract], currency)
	if item < 0 {
		return nil
	}
	return a.w.grownPassing(k, item)
}

// grownPassing are the people who pass over by a market of a currency without a mean stay, of
// which the incumbent's caseload is item.
func (w *world) grownPassing(k, item int) []panel.Form {
	before, _, _ := w.grown(w.m.Markets[k].Contract, item)
	return w.byMonth(func(i int) panel.Form { return w.calculation.Times(before[i], w.passes(k, i)) })
}

// passOver takes who passes over at the beginning of a month to where they go. Where chance
// plays a part whole people go: how many was agreed.
func (w *world) passOver(p *people, now []panel.Form, i int) []panel.Form {
	after := slices.Clone(now)
	for from, at := range p.places {
		if p.kept[from] == nil || p.kept[from][i].Is(1) {
			continue
		}
		var gone []panel.Form
		for _, k := range w.let(at.contract, at.currency) {
			goes := w.calculation.Times(now[from], w.passes(k, i))
			if p.chance != nil {
				goes = w.wholePeople([]panel.Form{goes})[0]
			}
			to := p.place(w.m.Markets[k].To, at.currency)
			p.joined[to][i] = goes
			after[to] = after[to].Plus(goes)
			gone = append(gone, goes)
		}
		after[from] = w.calculation.Times(now[from], p.kept[from][i])
		if p.chance != nil {
			after[from] = w.calculation.Max(panel.Form{}, now[from].Minus(panel.Sum(gone...)))
		}
	}
	return after
}

// placeOf is a currency of a contract that people flow through.
type placeOf struct{ contract, currency int }

// incumbentPlace is where people go who move on from an entrant to a currency it has no
// caseload of; -1 where there is none.
func (w *world) incumbentPlace(p *people, contract, currency int) int {
	if caseloadOf(&w.m.Contracts[contract], currency) >= 0 {
		return -1
	}
	return p.place(w.m.Incumbent(contract), currency)
}

// letStarts hands the shares of starts that are let from the places of incumbents to those of
// entrants, and lays out who passes over.
func (w *world) letStarts(p *people) {
	for from := range p.places {
		at := p.places[from]
		markets := w.let(at.contract, at.currency)
		if len(markets) == 0 {
			continue
		}
		whole := p.starts[from]
		p.kept[from] = w.byMonth(func(i int) panel.Form {
			return w.kept(markets, func(k int) panel.Form { return w.passes(k, i) })
		})
		for _, k := range markets {
			to := p.place(w.m.Markets[k].To, at.currency)
			p.joined[to] = make([]panel.Form, w.m.Months)
			own := p.starts[to]
			p.starts[to] = w.byMonth(func(i int) panel.Form { return own[i].Plus(w.calculation.Times(whole[i], w.startsShare(k, i))) })
		}
		p.starts[from] = w.byMonth(func(i int) panel.Form {
			return w.calculation.Times(whole[i], w.kept(markets, func(k int) panel.Form { return w.startsShare(k, i) }))
		})
	}
}
