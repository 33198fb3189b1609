package engine

import (
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"parity/tariff"
)

// Fact is one figure of a result: one item, in one month, of the contract, currency and
// measure it belongs to. Facts are the grain at which results leave Parity; nothing among
// them is a total of others, so the flows of one item over any selection add to the truth
// (docs/tables.md, "Items").
type Fact struct {
	Contract     string // blank where the item belongs to a provider as a whole
	Commissioner string // of the contract
	Provider     string
	Currency     string // blank where the item is not of one currency
	Measure      string // blank where the item is not of one measure
	Month        tariff.Month
	Item         string // "income"; with the resource after a slash where it is of one: "asked/A06"
	Kind         Kind
	Value        Amount
	Unit         string // "pounds", "person-days", a resource's own unit
}

// Year is the financial year of the fact.
func (f Fact) Year() tariff.Year { return f.Month.Year() }

// Kind says how figures of an item may be put together.
type Kind string

// Flows add over anything. Stocks add over contracts and currencies, never over months.
// Rates never add.
const (
	FlowKind  Kind = "flow"
	StockKind Kind = "stock"
	RateKind  Kind = "rate"
)

// Amount is an exact figure: a whole number of its last decimal place. A missing amount is
// known to be wanted and not known; it is never zero.
type Amount struct {
	Number  int64
	Places  int
	Missing bool
}

// Decimal is the amount, zero where it is missing.
func (a Amount) Decimal() decimal.Decimal { return decimal.New(a.Number, -int32(a.Places)) }

// Float is the amount as a number, for cells and charts; zero where it is missing.
func (a Amount) Float() float64 {
	scale := 1.0
	for range a.Places {
		scale *= 10
	}
	return float64(a.Number) / scale
}

// Append writes the amount with all its places, "-1234.50", and nothing where it is missing.
func (a Amount) Append(to []byte) []byte {
	if a.Missing {
		return to
	}
	first := len(to)
	if a.Number < 0 {
		first++
	}
	to = strconv.AppendInt(to, a.Number, 10)
	if a.Places == 0 {
		return to
	}
	for len(to)-first <= a.Places {
		to = slices.Insert(to, first, '0')
	}
	return slices.Insert(to, len(to)-a.Places, '.')
}

// String is the amount as Append writes it.
func (a Amount) String() string { return string(a.Append(nil)) }

const (
	poundPlaces    = 2 // money is whole pence
	pricePlaces    = 6 // prices are micro-pounds
	quantityPlaces = 3 // quantities are thousandths
)

func money(p tariff.Pence) Amount       { return Amount{Number: int64(p), Places: poundPlaces} }
func quantity(q tariff.Quantity) Amount { return Amount{Number: int64(q), Places: quantityPlaces} }
func unitPrice(p tariff.UnitPrice) Amount {
	return Amount{Number: int64(p.Price), Places: pricePlaces, Missing: p.State == tariff.Missing}
}
