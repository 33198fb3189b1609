package scenarios

import (
	"fmt"
	"slices"

	"parity/engine"
	"parity/tariff"
)

// markets reads who is let to which entrant.
func (c *compiler) markets() {
	t := c.tables.Table("market")
	keys, rows := group(t, "market", "contract", "currency")
	for k, key := range keys {
		market := engine.Market{Name: key[0], Contract: c.contracts[key[1]], Currency: c.currencies[key[2]], To: c.contracts[t.Cell(rows[k][0], "to")]}
		for _, row := range rows[k] {
			market.Rows = append(market.Rows, tariff.Since[engine.MarketRow]{From: from(t, row), Value: engine.MarketRow{
				StartsShare: float(t.Cell(row, "starts_share")), CaseloadShare: float(t.Cell(row, "caseload_share")),
				RelativeCost: numberOr(t.Cell(row, "relative_cost"), one()).InexactFloat64(),
			}})
		}
		c.model.Markets = append(c.model.Markets, market)
	}
}

// checkMarkets reports markets that cannot be, each at its row.
func (c *compiler) checkMarkets() {
	t := c.tables.Table("market")
	keys, rows := group(t, "market", "contract", "currency")
	for k := range keys {
		first := rows[k][0]
		if fault, found := c.unfitMarket(t, first, k); found {
			c.fault(fault)
			continue
		}
		for _, row := range rows[k] {
			c.checkMarketRow(t, row, first)
		}
	}
}

// unfitMarket finds what keeps a market's contracts from being linked.
func (c *compiler) unfitMarket(t *Table, row, k int) (Fault, bool) {
	m := c.model
	market := &m.Markets[k]
	incumbent, entrant, currency := t.Cell(row, "contract"), t.Cell(row, "to"), m.Currencies[market.Currency].Key
	fault := func(column, found, allowed, remedy string) (Fault, bool) {
		return t.Fault(row, column, found, allowed, remedy), true
	}
	if market.To == market.Contract {
		return fault("to", quoted(entrant)+", the contract that people leave", "a market lets people to another contract", "name the entrant's contract")
	}
	for other := range m.Markets {
		o := &m.Markets[other]
		switch {
		case o.Contract == market.To:
			return fault("to", quoted(entrant)+", which lets people itself in market "+o.Name, "a contract either lets people or takes them over", "give the entrant a contract of its own for each")
		case o.To == market.To && o.Contract != market.Contract && other < k:
			return fault("to", quoted(entrant)+", which takes people over from "+m.Contracts[o.Contract].Name+" in market "+o.Name, "an entrant's contract takes people over from one contract only", "give the entrant a contract for each")
		case o.To == market.To && o.Currency == market.Currency && other < k:
			return fault("to", quoted(entrant)+", to which market "+o.Name+" lets currency "+currency+" already", "a currency is let to a contract by one market", "take one of the two rows out")
		}
	}
	here, there := m.Contracts[market.Contract].CaseloadOf(market.Currency), m.Contracts[market.To].CaseloadOf(market.Currency)
	given := slices.ContainsFunc(m.Contracts[market.Contract].Given, func(g engine.Given) bool { return g.Currency == market.Currency })
	flows := func(load *engine.Caseload) bool { return load.Flow[0].Value.MeanStayDays > 0 }
	switch {
	case here == nil && !given:
		return fault("currency", quoted(currency)+", of which contract "+incumbent+" has neither a caseload nor activity", "a market lets people whom the incumbent has", "take the row out, or give the contract a caseload of it")
	case here == nil && there != nil:
		return fault("currency", quoted(currency)+", of which contract "+entrant+" has a caseload and "+incumbent+" has none", "both have a caseload, or neither", "take "+entrant+"'s row of caseload out")
	case here == nil:
		return Fault{}, false
	case there == nil:
		return fault("to", quoted(entrant)+", which has no caseload of currency "+currency, "the entrant has a caseload row for each currency that is let to it", "add one to caseload, with its mean stay, opening 0 and starts 0")
	case flows(here) != flows(there):
		return fault("to", quoted(entrant)+", whose caseload of currency "+currency+" and that of "+incumbent+" are not both with a mean stay", "people flow through a currency under both contracts, or under neither", "give both a mean_stay_days, or neither")
	}
	return c.ownPeople(t, row, there, entrant, currency)
}

// ownPeople finds people that an entrant has of its own.
func (c *compiler) ownPeople(t *Table, row int, there *engine.Caseload, entrant, currency string) (Fault, bool) {
	own := there.Opening
	for _, flow := range there.Flow {
		own += flow.Value.StartsPerMonth
	}
	if own == 0 {
		return Fault{}, false
	}
	return t.Fault(row, "to", quoted(entrant)+", which has people of currency "+currency+" of its own", "a contract that takes people over has opening 0 and starts 0: whom it has is what the market lets to it",
		"blank them in caseload, and give people of its own a contract of their own"), true
}

// checkMarketRow holds one row of a market, first being the earliest of its key.
func (c *compiler) checkMarketRow(t *Table, row, first int) {
	m := c.model
	begins, ends := m.Start, m.Month(m.Months-1)
	if since := from(t, row); t.Cell(row, FromColumn) != "" && (since < begins || since > ends) {
		c.fault(t.Fault(row, FromColumn, quoted(t.Cell(row, FromColumn))+", a month outside the run", fmt.Sprintf("people pass over within the run, which goes from %s to %s", begins, ends), "change the month, or take the row out"))
	}
	if t.Cell(row, "to") != t.Cell(first, "to") {
		c.fault(t.Fault(row, "to", quoted(t.Cell(row, "to"))+", after "+quoted(t.Cell(first, "to")), "a market lets a currency to one contract", "give the other entrant a market of its own"))
	}
	if t.Cell(row, "starts_share") == "" && t.Cell(row, "caseload_share") == "" {
		c.fault(t.Fault(row, "starts_share", "nothing, nor a caseload_share", "a market lets a share of starts, of the caseload, or both", "fill one of the two; 0 ends the market for starts"))
	}
	at := max(begins, from(t, row))
	contract, currency := c.contracts[t.Cell(row, "contract")], c.currencies[t.Cell(row, "currency")]
	starts, people, need := 0.0, 0.0, 0.0
	for k := range m.Markets {
		market := &m.Markets[k]
		if held, let := market.Rows.At(at); let && market.Contract == contract && market.Currency == currency {
			starts += held.StartsShare
			need += held.StartsShare * held.RelativeCost
			if market.Rows[market.Rows.Row(at)].From == from(t, row) {
				people += held.CaseloadShare
			}
		}
	}
	for _, let := range []struct {
		column string
		share  float64
	}{{"starts_share", starts}, {"caseload_share", people}} {
		if let.share > 1+shareTolerance && value(t, row, let.column) <= 1 {
			c.fault(t.Fault(row, let.column, fmt.Sprintf("shares of currency %s of contract %s that sum to %s from %s", t.Cell(row, "currency"), t.Cell(row, "contract"), short(let.share), at),
				"all markets together let 1 at most", "lower one of them"))
		}
	}
	if need > 1+shareTolerance {
		c.fault(t.Fault(row, "relative_cost", fmt.Sprintf("%s for %s of the starts of currency %s", t.Cell(row, "relative_cost"), t.Cell(row, "starts_share"), t.Cell(row, "currency")),
			"those who go need no more than all people of the currency together: share x relative_cost is 1 at most", "lower relative_cost or the share"))
	}
	if starts > 1-shareTolerance && starts <= 1+shareTolerance && need < 1-shareTolerance {
		c.fault(t.Fault(row, "relative_cost", fmt.Sprintf("%s, where all who start in currency %s go", t.Cell(row, "relative_cost"), t.Cell(row, "currency")),
			"where nobody stays, those who go need what all need, and relative_cost is 1", "leave relative_cost blank, or let a smaller share"))
	}
}
