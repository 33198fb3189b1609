package scenarios

import (
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

// review is the cell of a currency's review period.
func (t *tracer) review(currency int) TraceNode {
	n := t.settingOf("currencies", t.rowOf("currencies", 0, t.m.Currencies[currency].Key), "review_period")
	return n
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
