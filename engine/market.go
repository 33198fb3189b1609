package engine

import (
	"errors"
	"fmt"
	"slices"

	"parity/tariff"
)

// Market lets people of one currency under a contract, the incumbent's, to another contract,
// the entrant's (docs/methods.md, "Market").
type Market struct {
	Name               string
	Contract, Currency int // the incumbent's contract and what of it is let
	To                 int // the entrant's contract
	Rows               tariff.Dated[MarketRow]
}

// MarketRow says from a month on who goes to the entrant.
type MarketRow struct {
	StartsShare   float64 // of the incumbent's starts, from the month on
	CaseloadShare float64 // of its people, who pass over at the month's beginning
	RelativeCost  float64 // what they need, over what the currency's people need on average
}

// Passing is the row by whose caseload_share people pass over at the beginning of month i of
// the run, an index into Rows: one that comes into force then. It is -1 where none does.
func (market *Market) Passing(m *Model, i int) int {
	row := market.Rows.Row(m.Month(i))
	if i > 0 && market.Rows.Row(m.Month(i-1)) == row {
		return -1
	}
	return row
}

// at is the row in force in month i of the run; nothing goes to the entrant before the first.
func (market *Market) at(m *Model, i int) MarketRow {
	if row, let := market.Rows.At(m.Month(i)); let {
		return row
	}
	return MarketRow{RelativeCost: 1}
}

// passes is the share of the people that pass over at the beginning of month i.
func (market *Market) passes(m *Model, i int) float64 {
	if row := market.Passing(m, i); row >= 0 {
		return market.Rows[row].Value.CaseloadShare
	}
	return 0
}

// GivenShare is the share of a measure that is given which goes to the entrant in month i: of
// days the part of the people who have passed over by then, of all else the share of starts.
func (market *Market) GivenShare(m *Model, measure tariff.Measure, i int) float64 {
	if measure != tariff.Day && measure != tariff.AdmittedDay && measure != tariff.CommunityDay {
		return market.at(m, i).StartsShare
	}
	share, left := 0.0, 1.0
	for month := range i + 1 {
		there := left
		for _, o := range m.let(market.Contract, market.Currency) {
			goes := there * o.passes(m, month)
			left = max(0, left-goes)
			if o == market {
				share += goes
			}
		}
	}
	return share
}

// Incumbent is the contract that another takes people over from; -1 where it takes nobody.
func (m *Model) Incumbent(contract int) int {
	for k := range m.Markets {
		if m.Markets[k].To == contract {
			return m.Markets[k].Contract
		}
	}
	return -1
}

// Linked lists the contracts that people go between: each that takes nobody over, with those
// it lets people to behind it, in the order of the contracts.
func (m *Model) Linked() [][]int {
	var groups [][]int
	for c := range m.Contracts {
		if m.Incumbent(c) >= 0 {
			continue
		}
		group := []int{c}
		for entrant := range m.Contracts {
			if m.Incumbent(entrant) == c {
				group = append(group, entrant)
			}
		}
		groups = append(groups, group)
	}
	return groups
}

// WithoutMarkets is the same model with nobody let to anybody. It shares all else, the prices of
// derived schedules among it.
func (m *Model) WithoutMarkets() *Model {
	without := *m
	without.Markets = slices.Clone(m.Markets)
	for k := range without.Markets {
		without.Markets[k].Rows = tariff.Always(MarketRow{RelativeCost: 1})
	}
	return &without
}

// let lists the markets that a contract lets people of a currency by, in order.
func (m *Model) let(contract, currency int) []*Market {
	var markets []*Market
	for k := range m.Markets {
		if market := &m.Markets[k]; market.Contract == contract && market.Currency == currency {
			markets = append(markets, market)
		}
	}
	return markets
}

// takenBy is the market that an entrant takes people of a currency by, nil where there is none.
func (m *Model) takenBy(contract, currency int) *Market {
	for k := range m.Markets {
		if market := &m.Markets[k]; market.To == contract && market.Currency == currency {
			return market
		}
	}
	return nil
}

// checkMarkets reports what markets say that cannot be.
func (m *Model) checkMarkets() error {
	var faults []error
	for k := range m.Markets {
		if err := m.checkMarket(k); err != nil {
			market := &m.Markets[k]
			faults = append(faults, fmt.Errorf("market %q of contract %q: %w", market.Name, m.Contracts[market.Contract].Name, currencyError(m, market.Currency, err)))
		}
	}
	return errors.Join(faults...)
}

func (m *Model) checkMarket(k int) error {
	market := &m.Markets[k]
	entrant := m.Contracts[market.To].Name
	for other := range m.Markets {
		o := &m.Markets[other]
		switch {
		case o.Contract == market.To:
			return fmt.Errorf("it lets people to contract %q, which lets people itself; a contract either lets people or takes them over", entrant)
		case o.To == market.To && o.Contract != market.Contract:
			return fmt.Errorf("contract %q takes people over from two contracts; give it one contract for each", entrant)
		case other < k && o.To == market.To && o.Currency == market.Currency:
			return fmt.Errorf("two markets let it to contract %q; say it once", entrant)
		}
	}
	for _, row := range market.Rows {
		if err := errors.Join(checkNumber("starts_share", row.Value.StartsShare, 0, 1), checkNumber("caseload_share", row.Value.CaseloadShare, 0, 1),
			checkNumber("relative_cost", row.Value.RelativeCost, 0, mostUnits)); err != nil {
			return fmt.Errorf("the row %s: %w", since(row.From), err)
		}
	}
	for i := range m.Months {
		starts, people := 0.0, 0.0
		for _, o := range m.let(market.Contract, market.Currency) {
			starts += o.at(m, i).StartsShare
			people += o.passes(m, i)
		}
		if starts > mostShares || people > mostShares {
			return fmt.Errorf("the shares that are let sum to %.6g of starts and %.6g of people in %s; each may sum to 1 at most", starts, people, m.Month(i))
		}
	}
	return m.checkPeople(market, entrant)
}

// checkPeople holds incumbent and entrant to the same way of saying who is there.
func (m *Model) checkPeople(market *Market, entrant string) error {
	here, there := m.Contracts[market.Contract].CaseloadOf(market.Currency), m.Contracts[market.To].CaseloadOf(market.Currency)
	flows := func(c *Caseload) bool { return len(c.Flow) > 0 && c.Flow[0].Value.MeanStayDays > 0 }
	switch {
	case here == nil && there != nil:
		return fmt.Errorf("contract %q has a caseload of it and the incumbent has none; take it out", entrant)
	case here == nil:
		return nil
	case there == nil:
		return fmt.Errorf("contract %q has no caseload of it; give it one, with its own mean stay and nobody there yet", entrant)
	case flows(here) != flows(there):
		return fmt.Errorf("one of the incumbent and contract %q has a mean stay of it and the other has none; give both one, or neither", entrant)
	case there.Opening != 0:
		return fmt.Errorf("contract %q has %v people there at the opening; one that takes people over has none of its own", entrant, there.Opening)
	}
	for _, row := range there.Flow {
		if row.Value.StartsPerMonth != 0 {
			return fmt.Errorf("contract %q has %v starts a month of its own; one that takes people over has the share that is let to it", entrant, row.Value.StartsPerMonth)
		}
	}
	return nil
}
