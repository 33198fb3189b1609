package tariff

import (
	"errors"
	"fmt"

	"github.com/shopspring/decimal"
)

// Ask is what one unit of a currency asks of a resource, and what a unit of that resource
// costs, in pounds at the derived price's base.
type Ask struct {
	Quantity, UnitCost decimal.Decimal
}

// PackageCost is the cost of the care one unit asks, in pounds a unit: the sum of quantity x
// unit cost (docs/methods.md, "Derived schedules"). It is exact; RoundPrice to six places
// makes a price of it.
func PackageCost(asks []Ask) decimal.Decimal {
	var cost decimal.Decimal
	for _, ask := range asks {
		cost = cost.Add(ask.Quantity.Mul(ask.UnitCost))
	}
	return cost
}

// Weighted is a unit that shares in a block: its package cost in pounds and its planned
// quantity over the months the block's value is for.
type Weighted struct {
	Unit     Unit
	Cost     decimal.Decimal
	Quantity Quantity
}

// Rebase gives local prices that share a block's value, in pounds, by relative resource
// intensity: price = value x cost / sum of (cost x quantity), one price for each unit in
// their order, rounded to six places (docs/methods.md, "Derived schedules"). It fails
// where no unit has both a cost and a planned quantity.
func Rebase(value decimal.Decimal, units []Weighted) ([]Price, error) {
	var intensity decimal.Decimal // of the whole plan
	for _, u := range units {
		if u.Cost.IsNegative() || u.Quantity < 0 {
			return nil, fmt.Errorf("%s of %s has a package cost of %s and a planned quantity of %s: neither may be below 0",
				u.Unit.Measure, u.Unit.Currency, u.Cost, u.Quantity.Decimal())
		}
		intensity = intensity.Add(u.Cost.Mul(u.Quantity.Decimal()))
	}
	if intensity.IsZero() {
		return nil, errors.New("nothing to share the value by: no unit has both a package cost and a planned quantity")
	}
	prices := make([]Price, len(units))
	for i, u := range units {
		price := value.Mul(u.Cost).DivRound(intensity, pricePlaces)
		if price.Abs().GreaterThan(largestPrice.Decimal()) {
			return nil, fmt.Errorf("price of %s of %s: %w", u.Unit.Measure, u.Unit.Currency, ErrTooLarge)
		}
		prices[i] = RoundPrice(price, pricePlaces)
	}
	return prices, nil
}

// largestPrice is the largest price that fits the integers prices are kept in.
const largestPrice Price = 1<<63 - 1

// Bring takes a cost in pounds from the prices of one month to those of another, forward
// or back, with the uplifts that fall between them (docs/methods.md, "Derived schedules").
// Going back divides, to sixteen places.
func (u *Uplifts) Bring(cost decimal.Decimal, from, to Month) decimal.Decimal {
	if to < from {
		return cost.Div(u.Growth(to, from, Latest, UpliftRow.Rate))
	}
	return cost.Mul(u.Growth(from, to, Latest, UpliftRow.Rate))
}
