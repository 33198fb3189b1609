package scenarios

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/tariff"
)

// moveShare is the cell of the share that moves from one currency to another.
func (t *tracer) moveShare(c int, move engine.Move, i int) TraceNode {
	from, to := t.m.Currencies[move.From].Key, t.m.Currencies[move.To].Key
	key := []string{t.m.Contracts[c].Name, from, to}
	if t.rowOf("moves", t.m.Month(i), key...) < 0 {
		key[0] = anyValue
	}
	cell := t.cell("moves", t.m.Month(i), "share", decimal.Zero, key...)
	cell.Label = fmt.Sprintf("share that moves from %s to %s", from, to)
	return cell
}

// moved is people who come from other currencies, or go to them, pair by pair.
func (t *tracer) moved(c int, activity *engine.CurrencyActivity, item string, i, depth int) TraceNode {
	series := activity.MoveIn
	if item == engine.ItemMoveOut {
		series = activity.MoveOut
	}
	n := quantityNode("", "people", series[i])
	if depth < 0 {
		return n
	}
	var pairs []Expression
	for _, move := range t.r.Activity.Contracts[c].Moves {
		here, other, way := move.To, move.From, "from"
		if item == engine.ItemMoveOut {
			here, other, way = move.From, move.To, "to"
		}
		if here != activity.Currency {
			continue
		}
		pair := t.movedPair(c, &move, i, depth-1)
		pair.Label = fmt.Sprintf("%s currency %s", way, t.m.Currencies[other].Key)
		pairs = append(pairs, n.part(pair.Label, pair))
	}
	if len(pairs) == 0 {
		n.Note = "nobody moves"
		return n
	}
	return t.formed(n, depth, of(OpSum, pairs...))
}

// movedPair is people who went from one currency to another.
func (t *tracer) movedPair(c int, move *engine.MoveFlow, i, depth int) TraceNode {
	pair := quantityNode("", "people", move.People[i])
	if pair.Method = projection; depth >= 0 {
		pair.beside(t.cell("caseload", t.m.Month(i), "mean_stay_days", decimal.Zero, t.m.Contracts[c].Name, t.m.Currencies[move.From].Key),
			t.moveShare(c, engine.Move{From: move.From, To: move.To}, i))
	}
	return folded(pair, depth)
}

// movedTo is people who go from a currency to one other, month by month; nil where nobody
// ever does.
func (t *tracer) movedTo(c int, activity *engine.CurrencyActivity, to string) func(i, depth int) TraceNode {
	moves := t.r.Activity.Contracts[c].Moves
	at := slices.IndexFunc(moves, func(m engine.MoveFlow) bool { return m.From == activity.Currency && t.m.Currencies[m.To].Key == to })
	if at < 0 || !slices.ContainsFunc(moves[at].People, func(q tariff.Quantity) bool { return q != 0 }) {
		return nil
	}
	return func(i, depth int) TraceNode { return t.movedPair(c, &moves[at], i, depth) }
}

// discharged is what is left of those who were there and came, once those who moved on or
// stayed are taken off.
func (t *tracer) discharged(c int, activity *engine.CurrencyActivity, i, depth int) TraceNode {
	n := quantityNode("", "people", activity.Discharge[i])
	if depth < 0 {
		return n
	}
	before := quantityNode("people at the month's beginning", "people", activity.Opening)
	if i > 0 {
		before = t.quantity(c, activity.Currency, tariff.Person, i-1, depth-1)
		before.Label = "people at the end of " + monthName(t.m.Month(i-1))
	} else if depth > 0 {
		before.beside(t.projectedFrom(c, activity.Currency, 0, []string{"opening"}, false)...)
	}
	came := []Expression{n.part("people before", before), n.part("start", t.quantity(c, activity.Currency, tariff.Start, i, depth-1)),
		n.part("move_in", t.labelled("move_in", t.moved(c, activity, engine.ItemMoveIn, i, depth-1)))}
	if activity.TransferIn != nil {
		came = append(came, n.part("transfer_in", t.labelled("transfer_in", t.transferred(c, activity, engine.ItemTransferIn, i, depth-1))))
	}
	went := []Expression{of(OpSum, came...), n.part("move_out", t.labelled("move_out", t.moved(c, activity, engine.ItemMoveOut, i, depth-1)))}
	if activity.TransferOut != nil {
		went = append(went, n.part("transfer_out", t.labelled("transfer_out", t.transferred(c, activity, engine.ItemTransferOut, i, depth-1))))
	}
	return t.formed(n, depth, of(OpDifference, append(went, n.part("people at the end", t.quantity(c, activity.Currency, tariff.Person, i, depth-1)))...))
}
