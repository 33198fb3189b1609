package engine

import (
	"fmt"

	"parity/tariff"
)

// needed is how often the packages of a currency are asked under a contract. Those who are
// with an entrant need relative_cost of what the currency's people need on average; what they
// need less, those who stay need more, so that need is conserved (docs/methods.md, "Market").
type needed struct {
	m        *Model
	own      *CurrencyActivity
	let      []*Market           // what the contract lets of the currency
	gone     []*CurrencyActivity // who is with those entrants
	taken    *Market             // by which it takes people over, nil for none
	contract int
}

func (m *Model) neededOf(activity *Activity, contract int, own *CurrencyActivity) needed {
	n := needed{m: m, own: own, contract: contract, let: m.let(contract, own.Currency), taken: m.takenBy(contract, own.Currency)}
	for _, market := range n.let {
		n.gone = append(n.gone, activity.Contracts[market.To].find(own.Currency))
	}
	return n
}

// times is how often a package is asked in a month, in people of average need.
func (n *needed) times(per tariff.Measure, i int) (float64, error) {
	asked := times(n.own, per, i)
	if per == tariff.PerMonth {
		return asked, nil
	}
	if n.taken != nil {
		asked *= n.taken.at(n.m, i).RelativeCost
	}
	for k, market := range n.let {
		asked += (1 - market.at(n.m, i).RelativeCost) * n.withEntrant(n.gone[k], per, i)
	}
	if asked < 0 {
		return 0, fmt.Errorf("contract %s: %w", n.m.Contracts[n.contract].Name, currencyError(n.m, n.own.Currency,
			fmt.Errorf("those who go to entrants need more than all people of it together in %s; lower the market's relative_cost or its shares", n.m.Month(i))))
	}
	return asked, nil
}

// withEntrant is what is counted of the people who are with an entrant. Passing over begins an
// entry and a review period there that nobody would have begun, and that no one else needs.
func (n *needed) withEntrant(gone *CurrencyActivity, per tariff.Measure, i int) float64 {
	if gone == nil {
		return 0
	}
	counted := times(gone, per, i)
	if gone.TransferIn != nil && (per == tariff.Entry || per == tariff.Period && gone.Measures[tariff.Period] != nil) {
		counted -= gone.TransferIn[i].Units()
	}
	return counted
}
