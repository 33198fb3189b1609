package tariff

import "github.com/shopspring/decimal"

// Basis is what kind of prices a schedule holds.
type Basis string

// The bases of a schedule.
const (
	Local      Basis = "local"
	National   Basis = "national"
	Indicative Basis = "indicative"
	CostBasis  Basis = "cost"
)

// Covers says what part of a currency's people a period or year price pays for.
type Covers string

// All pays for everyone; Community pays the share that is not admitted.
const (
	All       Covers = "all"
	Community Covers = "community"
)

// PriceRow is one dated price of a unit, in pounds at the prices of PriceBase. A nil Price
// is missing: known to be wanted and not known, never zero.
type PriceRow struct {
	Price     *decimal.Decimal
	PriceBase Month
	Covers    Covers
}

// UnitPrices are the prices of one unit over time.
type UnitPrices struct {
	Unit Unit
	Rows Dated[PriceRow]
}

// Schedule is a list of prices, one for each unit it prices, and how they travel in time
// and place.
type Schedule struct {
	Name    string
	Title   string
	Basis   Basis
	Derived bool // prices worked out by rebase or package cost, six places
	// AppliesMFF says whether lines are multiplied by the provider's MFF over MFFBase.
	AppliesMFF bool
	MFFBase    decimal.Decimal // 1 where prices are those of a country whose index has its minimum at 1
	Uplift     *Uplifts
	Places     int32 // decimal places a unit price is rounded to
	Units      []UnitPrices
}

// UnitPrice is a price in force in a month, after uplift.
type UnitPrice struct {
	Price  Price
	Covers Covers
	State  PriceState
}

// PriceState says whether a price can be had.
type PriceState uint8

// Priced: there is a price. Missing: there should be one and it is not known. None: the
// schedule does not price the unit in that month.
const (
	None PriceState = iota
	Missing
	Priced
)

// At is the price of a unit in a month: the row in force, times the growth of the uplifts
// that fall after the row's price base and not after the month, as published by the month
// asOf (Latest for accrual), rounded once to the schedule's places (docs/methods.md,
// "Prices").
func (s *Schedule) At(prices UnitPrices, month, asOf Month) UnitPrice {
	return s.Over(month, 1, asOf).Prices(prices)[0]
}

// Find is the prices of a unit; false where the schedule has none.
func (s *Schedule) Find(unit Unit) (UnitPrices, bool) {
	for _, prices := range s.Units {
		if prices.Unit == unit {
			return prices, true
		}
	}
	return UnitPrices{}, false
}

// Factor is what the schedule multiplies a provider's lines by.
func (s *Schedule) Factor(mff decimal.Decimal) (Factor, error) {
	if !s.AppliesMFF {
		return One(), nil
	}
	return NewFactor(mff, s.MFFBase)
}
