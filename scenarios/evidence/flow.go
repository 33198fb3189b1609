package evidence

import (
	"slices"

	"parity/engine"
)

// place is a currency under a contract, where people are.
type place struct{ contract, currency int }

// move is a move of people that may bring some into a place, and the contract it is made under.
type move struct {
	contract int
	engine.Move
}

// anyKey stands for every contract, provider, resource or currency in keys.
const anyKey = "*"

// flows says whether people of a currency come and go, and do not grow by themselves.
func flows(contract *engine.Contract, currency int) bool {
	return contract.CaseloadOf(currency).Flow[0].Value.MeanStayDays != 0
}

// reaching lists the places from which people can come into one, itself first.
func (w *walker) reaching(to place) []place {
	from := []place{to}
	found := func(p place) {
		if !slices.Contains(from, p) {
			from = append(from, p)
		}
	}
	for at := 0; at < len(from); at++ {
		p := from[at]
		for _, move := range w.movesInto(p) {
			found(place{move.contract, move.From})
		}
		found(place{w.letBy(p.contract, p.currency), p.currency})
	}
	return from
}

// movesInto lists the moves into a place: those of its contract, and of entrants that have no
// caseload of the currency, from whom people go back to the incumbent. Nobody moves into a
// currency that grows by itself.
func (w *walker) movesInto(p place) []move {
	if !flows(&w.m.Contracts[p.contract], p.currency) {
		return nil
	}
	var into []move
	for c := range w.m.Contracts {
		contract := &w.m.Contracts[c]
		back := w.m.Incumbent(c) == p.contract && contract.CaseloadOf(p.currency) == nil
		if c != p.contract && !back {
			continue
		}
		for _, m := range contract.Moves {
			if m.To == p.currency && contract.CaseloadOf(m.From) != nil {
				into = append(into, move{c, m})
			}
		}
	}
	return into
}

// letBy is the contract under which a market lets people of a currency to one; the contract
// itself where none does.
func (w *walker) letBy(contract, currency int) int {
	for k := range w.m.Markets {
		if market := &w.m.Markets[k]; market.To == contract && market.Currency == currency {
			return market.Contract
		}
	}
	return contract
}

// markets adds the rows by which people of a currency are let under a contract, or taken over
// by it, by month. What is left for one entrant rests on what others took.
func (w *walker) markets(into []rests, rows func(table string, key ...string) []rests, contract, currency int) {
	whose := w.letBy(contract, currency)
	for k := range w.m.Markets {
		if market := &w.m.Markets[k]; market.Contract == whose && market.Currency == currency {
			addAll(into, rows("market", market.Name, w.m.Contracts[whose].Name, w.m.Currencies[currency].Key))
		}
	}
}
