package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/tariff"
)

// projection is how a caseload's quantities come about: the one formula that a trace names
// and does not take apart.
const (
	projection       = "projected: dn/dt = A'n + r (docs/methods.md, Caseload)"
	grownProjection  = "projected: grown month by month (docs/methods.md, Caseload)"
	reviewProjection = "projected: entries and renewals (docs/methods.md, Review periods)"
)

// activityOf is what happens in a currency under a contract, nil where nothing does.
func (t *tracer) activityOf(c, currency int) *engine.CurrencyActivity {
	list := t.r.Activity.Contracts[c].Currencies
	at := slices.IndexFunc(list, func(a engine.CurrencyActivity) bool { return a.Currency == currency })
	if at < 0 {
		return nil
	}
	return &list[at]
}

func quantityNode(label, unit string, q tariff.Quantity) TraceNode {
	return node(label, q.Decimal(), unit)
}

// quantities is an item of activity of a contract over some months, currency by currency.
func (t *tracer) quantities(item string, c int, s span) branch {
	var parts []branch
	list := t.r.Activity.Contracts[c].Currencies
	for k := range list {
		activity := &list[k]
		if !t.selectsUnit(activity.Currency, item) && t.item.Measure != "" || !t.selectsUnit(activity.Currency, t.item.Measure) {
			continue
		}
		month := t.flowOf(item, c, activity)
		if month == nil {
			continue
		}
		unit := t.unitOf(item)
		part := t.byMonth("", unit, s, func(i int) branch { return func(depth int) TraceNode { return month(i, depth) } })
		parts = append(parts, t.named("currency "+t.m.Currencies[activity.Currency].Key, part))
	}
	return t.adding("", t.unitOf(item), parts)
}

// flowOf is an item of activity of one currency, month by month; nil where facts have none.
func (t *tracer) flowOf(item string, c int, activity *engine.CurrencyActivity) func(i, depth int) TraceNode {
	switch item {
	case engine.ItemMoveIn, engine.ItemMoveOut:
		if activity.Projected {
			return func(i, depth int) TraceNode { return t.moved(c, activity, item, i, depth) }
		}
		return nil
	case engine.ItemTransferIn, engine.ItemTransferOut:
		if item == engine.ItemTransferIn && activity.TransferIn == nil || item == engine.ItemTransferOut && activity.TransferOut == nil {
			return nil
		}
		return func(i, depth int) TraceNode { return t.transferred(c, activity, item, i, depth) }
	case engine.ItemDischarge:
		if activity.Projected {
			return func(i, depth int) TraceNode { return t.discharged(c, activity, i, depth) }
		}
		return nil
	}
	if to, moved := strings.CutPrefix(item, engine.ItemMovedTo); moved {
		return t.movedTo(c, activity, to)
	}
	measure, known := tariff.ParseMeasure(item)
	if !known || activity.Measures[measure] == nil {
		return nil
	}
	split := activity.Measures[tariff.AdmittedDay] != nil || activity.Measures[tariff.CommunityDay] != nil
	if measure == tariff.Day && split {
		return nil
	}
	return func(i, depth int) TraceNode { return t.quantity(c, activity.Currency, measure, i, depth) }
}

// quantity is a measure of a currency in a month, as the caseload projects it or as given.
func (t *tracer) quantity(c, currency int, measure tariff.Measure, i, depth int) TraceNode {
	activity := t.activityOf(c, currency)
	n := node(measure.String(), decimal.Zero, t.unitOf(measure.String()))
	if n.Unit == engine.UnitPounds || measure == tariff.YearOfCare || measure == tariff.Entry {
		n.Unit = ""
	}
	if activity == nil || activity.Measures[measure] == nil {
		n.Note = "there is none"
		return n
	}
	n.Value = activity.Measures[measure][i].Decimal()
	if depth < 0 || t.full() {
		return n
	}
	if !activity.Projected || measure == tariff.Contact || measure == tariff.BedDay {
		return t.given(n, c, activity, measure, i, depth)
	}
	if measure == tariff.Entry {
		start := n.part("start", t.quantity(c, currency, tariff.Start, i, depth-1))
		entries := []Expression{start, n.part("move_in", t.moved(c, activity, engine.ItemMoveIn, i, depth-1))}
		if activity.TransferIn != nil {
			entries = append(entries, n.part("transfer_in", t.transferred(c, activity, engine.ItemTransferIn, i, depth-1)))
		}
		return t.formed(n, depth, of(OpSum, entries...))
	}
	n.Method = projection
	if flow := t.m.Contracts[c].CaseloadOf(currency).Flow; flow[0].Value.MeanStayDays == 0 {
		n.Method = grownProjection
	}
	columns := []string{"opening", "starts_per_month", "growth", "mean_stay_days"}
	switch measure {
	case tariff.Start:
		columns = []string{"starts_per_month", "growth"}
	case tariff.Assessment:
		columns = []string{"starts_per_month", "growth", "assessments_per_start"}
	case tariff.AdmittedDay, tariff.CommunityDay:
		columns = append(columns, "admitted_share")
	case tariff.Period:
		n.Method = reviewProjection
		n.beside(t.review(currency))
	}
	n.beside(t.projectedFrom(c, currency, i, columns, measure != tariff.Start && measure != tariff.Assessment)...)
	return folded(n, depth)
}

// projectedFrom lists the cells that a quantity of a currency is projected from: its caseload
// rows up to the month, and the moves into and out of it.
func (t *tracer) projectedFrom(c, currency, i int, columns []string, moves bool) []TraceNode {
	var cells []TraceNode
	table := t.tables.Table("caseload")
	for k, row := range t.rowsOf(table, []string{t.m.Contracts[c].Name, t.m.Currencies[currency].Key}) {
		if k > 0 && from(table, row) > t.m.Month(i) {
			break
		}
		for _, column := range columns {
			if table.Cell(row, column) == "" || column == "opening" && k > 0 {
				continue
			}
			cell := t.cellAt(t.tables, "caseload", row, column, decimal.Zero)
			if k > 0 {
				cell.Label += " from " + table.Cell(row, FromColumn)
			}
			cells = append(cells, cell)
		}
	}
	if t.m.Incumbent(c) >= 0 { // who is taken over is projected from the incumbent's people
		cells = append(cells, t.projectedFrom(t.m.Incumbent(c), currency, i, columns, false)...)
	}
	cells = append(cells, t.marketCells(c, currency, i, "starts_share", "caseload_share")...)
	if !moves {
		return cells
	}
	for _, move := range t.m.Contracts[c].Moves {
		if move.From == currency || move.To == currency {
			if share, _ := move.Share.At(t.m.Month(i)); share != 0 {
				cells = append(cells, t.moveShare(c, move, i))
			}
		}
	}
	return cells
}

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

// review is the cell of a currency's review period.
func (t *tracer) review(currency int) TraceNode {
	n := t.settingOf("currencies", t.rowOf("currencies", 0, t.m.Currencies[currency].Key), "review_period")
	return n
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

func (t *tracer) labelled(label string, n TraceNode) TraceNode {
	n.Label = joined(label, n.Label)
	return n
}

// given is a quantity that is stated month by month, or follows from such.
func (t *tracer) given(n TraceNode, c int, activity *engine.CurrencyActivity, measure tariff.Measure, i, depth int) TraceNode {
	month := t.m.Month(i)
	contract, currency := t.m.Contracts[c].Name, t.m.Currencies[activity.Currency].Key
	part := func(measure tariff.Measure) Expression {
		return n.part(measure.String(), t.quantity(c, activity.Currency, measure, i, depth-1))
	}
	holds := c
	if t.m.Contracts[c].Given == nil && t.m.Incumbent(c) >= 0 {
		holds = t.m.Incumbent(c)
	}
	stated := slices.ContainsFunc(t.m.Contracts[holds].Given, func(g engine.Given) bool { return g.Currency == activity.Currency && g.Measure == measure })
	switch {
	case measure == tariff.YearOfCare:
		return t.formed(n, depth, of(OpBinary, rounded(3, of(OpQuotient, part(tariff.Day), whole(month.Year().Days())))))
	case measure == tariff.Day && !stated:
		return t.formed(n, depth, of(OpSum, part(tariff.AdmittedDay), part(tariff.CommunityDay)))
	}
	if let, ok := t.letGiven(n, c, activity, measure, i); ok {
		return let
	}
	cell := t.cellAt(t.tables, "activity", t.rowOf("activity", 0, contract, currency, measure.String(), month.String()), "quantity", decimal.Zero)
	cell.Label, cell.Value = measure.String()+" given", n.Value
	cell.Unit = n.Unit
	return cell
}

// admittedShare is the share of days in hospital.
func (t *tracer) admittedShare(c int, activity *engine.CurrencyActivity, i, depth int) TraceNode {
	n := node("admitted share", decimal.NewFromFloat(activity.AdmittedShare[i]), "")
	if depth < 0 {
		return n
	}
	if activity.Projected {
		cell := t.cell("caseload", t.m.Month(i), "admitted_share", decimal.Zero, t.m.Contracts[c].Name, t.m.Currencies[activity.Currency].Key)
		cell.Value = n.Value
		return cell
	}
	if activity.Measures[tariff.Day][i] == 0 {
		n.Note = "there are no days"
		return n
	}
	admitted := n.part("admitted_day", t.quantity(c, activity.Currency, tariff.AdmittedDay, i, depth-1))
	return t.formed(n, depth, of(OpBinary, of(OpQuotient, admitted, n.part("day", t.quantity(c, activity.Currency, tariff.Day, i, depth-1)))))
}

// plannedQuantity is what was planned of a priced unit in a month.
func (t *tracer) plannedQuantity(c int, unit *engine.PricedUnit, i, depth int) TraceNode {
	return t.plan(c, unit.Currency, unit.Measure, unit.Price[i].Covers, unit.Plan[i], i, depth)
}

// plan is a planned quantity: the plan table's, or what the baseline pays for, frozen.
func (t *tracer) plan(c, currency int, measure tariff.Measure, covers tariff.Covers, quantity tariff.Quantity, i, depth int) TraceNode {
	n := quantityNode("plan", measure.String(), quantity)
	if depth < 0 {
		return n
	}
	contract, key := t.m.Contracts[c].Name, t.m.Currencies[currency].Key
	agreement, _ := t.m.Contracts[c].Agreements.At(t.m.Month(i))
	if agreement.Plan == tariff.PlanTable {
		row := t.rowOf("plan", 0, contract, key, measure.String(), t.m.Month(i).String())
		cell := t.cellAt(t.tables, "plan", row, "quantity", decimal.Zero)
		cell.Label, cell.Value = "plan", n.Value
		if row < 0 {
			cell.Note = "nothing agreed is a plan of zero"
		}
		return cell
	}
	was := t.ofBaseline()
	at := slices.IndexFunc(was.m.Contracts, func(other engine.Contract) bool { return other.Name == contract })
	of := slices.IndexFunc(was.m.Currencies, func(other engine.Currency) bool { return other.Key == key })
	if at < 0 || of < 0 {
		n.Note = "the baseline has no such activity"
		return n
	}
	frozen := was.paidQuantity(at, of, measure, covers, i, depth)
	frozen.Label = joined("plan: the baseline's activity", frozen.Label)
	return frozen
}

// ofBaseline traces the baseline's own numbers.
func (t *tracer) ofBaseline() *tracer {
	if t.was == nil {
		t.was = &tracer{original: t.original, tables: t.baseTables, baseTables: t.baseTables, r: t.base, m: t.base.Model, base: t.base, item: t.item,
			found: map[string]map[string][]int{}, rebased: map[*engine.Schedule]*engine.Rebasing{}, wrong: t.wrong, numbers: t.numbers}
	}
	return t.was
}
