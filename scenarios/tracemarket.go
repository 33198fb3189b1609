package scenarios

import (
	"fmt"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/tariff"
)

// marketCells are the cells of the markets that a contract's people of a currency are let or
// taken over by, in force in a month.
func (t *tracer) marketCells(c, currency, i int, columns ...string) []TraceNode {
	var cells []TraceNode
	for k := range t.m.Markets {
		market := &t.m.Markets[k]
		if market.Currency != currency || market.Contract != c && market.To != c || market.Rows.Row(t.m.Month(i)) < 0 {
			continue
		}
		for _, column := range columns {
			cells = append(cells, t.marketCell(market, i, column, decimal.Zero))
		}
	}
	return cells
}

func (t *tracer) marketCell(market *engine.Market, i int, column string, blank decimal.Decimal) TraceNode {
	cell := t.cell("market", t.m.Month(i), column, blank, market.Name, t.m.Contracts[market.Contract].Name, t.m.Currencies[market.Currency].Key)
	cell.Label = "market " + market.Name + ": " + column
	return cell
}

// transferred is people who come from other contracts, or go to them, pair by pair.
func (t *tracer) transferred(c int, activity *engine.CurrencyActivity, item string, i, depth int) TraceNode {
	series := activity.TransferIn
	if item == engine.ItemTransferOut {
		series = activity.TransferOut
	}
	var all tariff.Quantity
	if series != nil {
		all = series[i]
	}
	n := quantityNode("", "people", all)
	if depth < 0 {
		return n
	}
	var pairs []Expression
	for k := range t.r.Activity.Transfers {
		transfer := &t.r.Activity.Transfers[k]
		contract, currency, otherContract, other, way := transfer.ToContract, transfer.To, transfer.FromContract, transfer.From, "from"
		if item == engine.ItemTransferOut {
			contract, currency, otherContract, other, way = transfer.FromContract, transfer.From, transfer.ToContract, transfer.To, "to"
		}
		if contract != c || currency != activity.Currency {
			continue
		}
		pair := quantityNode(fmt.Sprintf("%s contract %s, currency %s", way, t.m.Contracts[otherContract].Name, t.m.Currencies[other].Key), "people", transfer.People[i])
		pair.Method = projection
		if transfer.PassingOver {
			pair.Method = "the share of those there at the month's beginning, once (docs/methods.md, \"Market\")"
		}
		if depth > 0 && transfer.PassingOver {
			pair.beside(t.marketCells(c, currency, i, "caseload_share")...)
		} else if depth > 0 {
			pair.beside(t.cell("caseload", t.m.Month(i), "mean_stay_days", decimal.Zero, t.m.Contracts[transfer.FromContract].Name, t.m.Currencies[transfer.From].Key),
				t.moveShare(transfer.FromContract, engine.Move{From: transfer.From, To: transfer.To}, i))
		}
		pairs = append(pairs, n.part(pair.Label, folded(pair, depth-1)))
	}
	if len(pairs) == 0 {
		n.Note = "nobody goes from contract to contract"
		return n
	}
	return t.formed(n, depth, of(OpSum, pairs...))
}

// needed is how often a package is asked in a month, in people of average need.
func (t *tracer) needed(n *TraceNode, line *engine.CareLine, per tariff.Measure, i, depth int) Expression {
	own := n.part(per.String(), t.quantity(line.Contract, line.Currency, per, i, depth-1))
	one := decimal.NewFromInt(1)
	parts := []Expression{own}
	for k := range t.m.Markets {
		market := &t.m.Markets[k]
		if market.Currency != line.Currency || market.Rows.Row(t.m.Month(i)) < 0 {
			continue
		}
		if market.To == line.Contract {
			need := t.marketCell(market, i, "relative_cost", one)
			return of(OpProduct, own, n.part(need.Label, need))
		}
		if market.Contract != line.Contract {
			continue
		}
		gone := n.part(per.String()+" with "+t.m.Contracts[market.To].Name, t.labelled("with "+t.m.Contracts[market.To].Name, t.quantity(market.To, line.Currency, per, i, depth-1)))
		if activity := t.activityOf(market.To, line.Currency); activity != nil && activity.TransferIn != nil && (per == tariff.Entry || per == tariff.Period) {
			over := t.labelled("who pass over to "+t.m.Contracts[market.To].Name, t.transferred(market.To, activity, engine.ItemTransferIn, i, depth-1))
			gone = of(OpDifference, gone, n.part(over.Label, over))
		}
		need := t.marketCell(market, i, "relative_cost", one)
		parts = append(parts, of(OpProduct, gone, of(OpDifference, whole(1), n.part(need.Label, need))))
	}
	if len(parts) == 1 {
		return own
	}
	return of(OpSum, parts...)
}

// letGiven is a quantity that is given and of which a market lets a part; false where none does.
func (t *tracer) letGiven(n TraceNode, c int, activity *engine.CurrencyActivity, measure tariff.Measure, i int) (TraceNode, bool) {
	contract := c
	if incumbent := t.m.Incumbent(c); incumbent >= 0 {
		contract = incumbent
	}
	cells := t.marketCells(c, activity.Currency, i, "starts_share", "caseload_share")
	if len(cells) == 0 {
		return n, false
	}
	row := t.rowOf("activity", 0, t.m.Contracts[contract].Name, t.m.Currencies[activity.Currency].Key, measure.String(), t.m.Month(i).String())
	given := t.cellAt(t.tables, "activity", row, "quantity", decimal.Zero)
	given.Label = measure.String() + " given"
	n.Method = "what is given, less or by the share that is let (docs/methods.md, \"Market\")"
	n.beside(append([]TraceNode{given}, cells...)...)
	return n, true
}
