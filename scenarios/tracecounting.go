package scenarios

import (
	"strings"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/tariff"
)

// reallocations is what is recorded in one currency and belongs in another, or what that is
// worth in either, pair by pair and measure by measure.
func (t *tracer) reallocations(item string, c int, s span) branch {
	name, right, _ := strings.Cut(item, "/")
	list, err := t.r.Reallocated(c)
	if err != nil {
		return nil
	}
	valued := t.r.Contracts[c].Valued()
	var parts []branch
	for k := range list {
		unit := &list[k]
		if t.m.Currencies[unit.Right].Key != right || !t.selectsUnit(unit.Recorded, unit.Measure.String()) {
			continue
		}
		row := t.reallocationRow(c, unit.Recorded, unit.Right)
		part := t.byMonth("", t.unitOf(item), s, func(i int) branch {
			own, there := pricedIn(valued, unit.Right, unit.Measure, i), pricedIn(valued, unit.Recorded, unit.Measure, i)
			worth, states := unit.AtRight, unit.RightStates
			switch name + "/" {
			case engine.ItemReallocated:
				if own == nil {
					own = there
				}
				if own == nil {
					return func(depth int) TraceNode {
						return TraceNode{Label: "", Unit: engine.UnitOfMeasure(unit.Measure), Note: "no price pays for it"}
					}
				}
				return func(depth int) TraceNode {
					n := t.reallocated(c, row, unit.Measure, own.Price[i].Covers, i, depth)
					n.Unit = engine.UnitOfMeasure(unit.Measure)
					return n
				}
			case engine.ItemRecordedValue:
				own, worth, states = there, unit.AtRecorded, unit.RecordedStates
			}
			if own == nil || states[i] == tariff.None {
				return nil
			}
			return t.moneyOf(c, own, i, worth[i], func(depth int) TraceNode {
				return t.reallocated(c, row, unit.Measure, own.Price[i].Covers, i, depth)
			})
		})
		if part != nil {
			parts = append(parts, t.named("recorded in "+t.m.Currencies[unit.Recorded].Key+", "+unit.Measure.String(), part))
		}
	}
	return t.adding("", t.unitOf(item), parts)
}

// reallocationRow is the place of a pair among a contract's reallocation.
func (t *tracer) reallocationRow(c, recorded, right int) int {
	for k, row := range t.m.Contracts[c].Reallocation {
		if row.Recorded == recorded && row.Right == right {
			return k
		}
	}
	return -1
}

// pricedIn is the line of a unit that has a price in a month, or misses one; nil where none.
func pricedIn(units []engine.PricedUnit, currency int, measure tariff.Measure, i int) *engine.PricedUnit {
	for u := range units {
		if units[u].Currency == currency && units[u].Measure == measure && units[u].Price[i].State != tariff.None {
			return &units[u]
		}
	}
	return nil
}

// moneyOf is a quantity at a unit's price, missing where the price is.
func (t *tracer) moneyOf(c int, unit *engine.PricedUnit, i int, worth tariff.Pence, quantity branch) branch {
	return func(depth int) TraceNode {
		if unit.Price[i].State == tariff.Missing {
			return TraceNode{Missing: true, Unit: engine.UnitPounds, Note: "the price is missing, and a missing price is never taken for zero"}
		}
		return t.worth(c, unit, i, tariff.Latest, worth, depth, quantity)
	}
}

// overdue is the review periods that are not paid as a review is overdue, or what they would
// be worth: what would be paid if all were in date, less what is.
func (t *tracer) overdue(item string, c int, s span) branch {
	list, err := t.r.Overdue(c)
	if err != nil {
		return nil
	}
	all := *t
	all.allInDate = true
	valued := t.r.Contracts[c].Valued()
	var parts []branch
	for k := range list {
		of := &list[k]
		if !t.selectsUnit(of.Currency, tariff.Period.String()) {
			continue
		}
		part := t.byMonth("", t.unitOf(item), s, func(i int) branch {
			unit := pricedIn(valued, of.Currency, tariff.Period, i)
			if unit == nil || of.States[i] == tariff.None {
				return nil
			}
			periods := func(by *tracer) branch {
				return func(depth int) TraceNode {
					return by.paidQuantity(c, unit.Currency, tariff.Period, unit.Price[i].Covers, i, depth)
				}
			}
			if item == engine.ItemNotInDate {
				return func(depth int) TraceNode {
					return t.unpaidPart(quantityNode("", "review periods", of.Quantity[i]), depth, periods(&all), periods(t))
				}
			}
			return func(depth int) TraceNode {
				n := money("", of.Value[i])
				n.Missing = of.States[i] == tariff.Missing
				return t.unpaidPart(n, depth, t.moneyOf(c, unit, i, of.Value[i]+unit.Value[i], periods(&all)), t.moneyOf(c, unit, i, unit.Value[i], periods(t)))
			}
		})
		if part != nil {
			parts = append(parts, t.named("currency "+t.m.Currencies[of.Currency].Key, part))
		}
	}
	return t.adding("", t.unitOf(item), parts)
}

// unpaidPart is what would be paid if every review were in date, less what is.
func (t *tracer) unpaidPart(n TraceNode, depth int, whole, paid branch) TraceNode {
	if depth < 0 || t.full() {
		return n
	}
	if n.Missing {
		n.Value, n.Note = decimal.Zero, "the price is missing, and a missing price is never taken for zero"
		return n
	}
	would, is := whole(depth-1), paid(depth-1)
	would.Label, is.Label = joined("if all reviews were in date", would.Label), joined("as paid", is.Label)
	return t.formed(n, depth, of(OpDifference, n.part("in date", would), n.part("paid", is)))
}
