package scenarios

import (
	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/tariff"
)

// budgetsHeld is what people hold as personal budgets over the settlement period, which a budgets
// term takes a share of.
func (s *settled) budgetsHeld() TraceNode {
	n := money("budgets held", s.line.Workings.Budgets)
	if s.depth < 0 {
		return n
	}
	whole := *s.t
	whole.item = traceItem{Goal: engine.Goal{Item: engine.ItemBudgetHeld}, text: s.t.item.text}
	if part := whole.budgets(engine.ItemBudgetHeld, s.c, span{s.line.From, s.line.To}); part != nil {
		n = part(s.depth)
		n.Label = joined("budgets held", n.Label)
	}
	return n
}

// budgets is what people hold as personal budgets under a contract, currency by currency: the
// money, or the person-years it is reckoned by.
func (t *tracer) budgets(item string, c int, s span) branch {
	var parts []branch
	for k := range t.r.Contracts[c].Budgets {
		line := &t.r.Contracts[c].Budgets[k]
		if !t.selectsUnit(line.Currency, "") {
			continue
		}
		month := t.budgetHeld
		if item == engine.ItemBudgetYears {
			month = t.budgetYears
		}
		part := t.byMonth("", t.unitOf(item), s, func(i int) branch {
			return func(depth int) TraceNode { return month(c, line, i, depth) }
		})
		parts = append(parts, t.named("currency "+t.m.Currencies[line.Currency].Key, part))
	}
	return t.adding("", t.unitOf(item), parts)
}

// budgetHeld is what people of a currency hold in a month: person-years x pounds a person-year.
func (t *tracer) budgetHeld(c int, line *engine.BudgetLine, i, depth int) TraceNode {
	n := money("", line.Paid[i])
	if depth < 0 || t.full() {
		return n
	}
	years := n.part("person-years", t.budgetYears(c, line, i, depth-1))
	budget := n.part("budget", t.budgetCell(c, line, i, "budget", decimal.Zero))
	return t.formed(n, depth, rounded(2, of(OpProduct, years, budget)))
}

// budgetYears are the person-years of those who hold a budget.
func (t *tracer) budgetYears(c int, line *engine.BudgetLine, i, depth int) TraceNode {
	n := quantityNode("person-years with a budget", "person-years", line.PersonYears[i])
	if depth < 0 || t.full() {
		return n
	}
	years := n.part("person-years", t.quantity(c, line.Currency, tariff.YearOfCare, i, depth-1))
	share := n.part("share", t.budgetCell(c, line, i, "share", decimal.Zero))
	return t.formed(n, depth, of(OpBinary, rounded(3, of(OpProduct, years, share))))
}

func (t *tracer) budgetCell(c int, line *engine.BudgetLine, i int, column string, blank decimal.Decimal) TraceNode {
	return t.cell("budgets", t.m.Month(i), column, blank, t.m.Contracts[c].Name, t.m.Currencies[line.Currency].Key)
}

// workLeft is what holders of personal budgets leave of a package; nothing where nobody holds one.
func (t *tracer) workLeft(n *TraceNode, line *engine.CareLine, i int) []Expression {
	budgets := t.r.Contracts[line.Contract].Budgets
	for k := range budgets {
		if budgets[k].Currency != line.Currency {
			continue
		}
		if row := t.rowOf("budgets", t.m.Month(i), t.m.Contracts[line.Contract].Name, t.m.Currencies[line.Currency].Key); row < 0 {
			return nil
		}
		share := t.budgetCell(line.Contract, &budgets[k], i, "share", decimal.Zero)
		work := t.budgetCell(line.Contract, &budgets[k], i, "work_share", decimal.NewFromInt(1))
		share.Label = "share with a budget"
		return []Expression{of(OpDifference, whole(1), of(OpProduct, n.part(share.Label, share), n.part(work.Label, work)))}
	}
	return nil
}
