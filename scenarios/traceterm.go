package scenarios

import (
	"fmt"
	"strconv"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/tariff"
)

// terms are the lines of one term on a contract's statement, booked in some months.
func (t *tracer) terms(c int, s span, kind tariff.TermKind) branch {
	var parts []branch
	lines := t.r.Contracts[c].Statement.Lines
	for l := range lines {
		if line := &lines[l]; line.Term == kind && line.To >= s.from && line.To <= s.to {
			parts = append(parts, t.term(c, line))
		}
	}
	return t.adding("", engine.UnitPounds, parts)
}

// term is one line of a term: a settlement period's.
func (t *tracer) term(c int, line *tariff.StatementLine) branch {
	return func(depth int) TraceNode {
		n := money(fmt.Sprintf("%s, step %d, %s", line.Term, line.Step, span{line.From, line.To}.name(t.m)), line.Paid)
		if depth < 0 {
			return n
		}
		s := &settled{t: t, c: c, line: line, step: strconv.Itoa(line.Step), depth: depth - 1}
		for _, step := range t.m.Contracts[c].Terms {
			if step.Number == line.Step {
				s.terms, _ = step.Terms.At(t.m.Month(line.To))
			}
		}
		return t.formed(n, depth, rounded(2, s.formula(&n)))
	}
}

// settled is a line of a statement and the term that it comes from.
type settled struct {
	t     *tracer
	c     int
	line  *tariff.StatementLine
	step  string
	terms tariff.Term
	depth int // of its parts
}

// cell is a column of the term's row; blank is what a blank stands for.
func (s *settled) cell(column string, blank decimal.Decimal) TraceNode {
	return s.t.cell("terms", s.t.m.Month(s.line.To), column, blank, s.t.m.Contracts[s.c].Name, s.step)
}

// formula is what the term does, before it is rounded (docs/methods.md, "Terms").
func (s *settled) formula(n *TraceNode) Expression {
	zero, one := decimal.Zero, decimal.NewFromInt(1)
	part := func(name string, p TraceNode) Expression { return n.part(name, p) }
	rates := func(blank decimal.Decimal) (above, below Expression) {
		return part("rate_above", s.cell("rate_above", blank)), part("rate_below", s.cell("rate_below", blank))
	}
	switch s.line.Term {
	case tariff.Cap:
		most := of(OpProduct, of(OpSum, whole(1), part("upper", s.cell("upper", zero))), part("reference", s.reference()))
		return of(OpMin, whole(0), of(OpDifference, most, part("payment so far", s.soFar())))
	case tariff.Collar:
		least := of(OpProduct, of(OpDifference, whole(1), part("lower", s.cell("lower", zero))), part("reference", s.reference()))
		return of(OpMax, whole(0), of(OpDifference, least, part("payment so far", s.soFar())))
	case tariff.Variable:
		above, below := rates(zero)
		return of(OpDifference, of(OpProduct, above, part("above the band", s.outside(true))), of(OpProduct, below, part("below the band", s.outside(false))))
	case tariff.Marginal:
		above, below := rates(one)
		return of(OpDifference, of(OpProduct, of(OpDifference, whole(1), below), part("below the band", s.outside(false))),
			of(OpProduct, of(OpDifference, whole(1), above), part("above the band", s.outside(true))))
	case tariff.Withhold:
		kept := of(OpProduct, part("share", s.cell("share", zero)), part("payment so far", s.soFar()), of(OpDifference, whole(1), part("earned", s.earned())))
		return of(OpDifference, whole(0), kept)
	case tariff.Bonus:
		return of(OpProduct, part("share", s.cell("share", zero)), part("reference", s.reference()), part("earned", s.earned()))
	case tariff.Budgets:
		return of(OpDifference, whole(0), of(OpProduct, part("share", s.cell("share", zero)), part("budgets held", s.budgetsHeld())))
	}
	above, below := s.gainRate("rate_above", s.terms.RateAbove), s.gainRate("rate_below", s.terms.RateBelow)
	return of(OpDifference, of(OpProduct, part(above.Label, above), part("cost above the band", s.costOutside(true))),
		of(OpProduct, part(below.Label, below), part("cost below the band", s.costOutside(false))))
}

// gainRate is a rate of a gain share: a blank one takes the share.
func (s *settled) gainRate(column string, rate *decimal.Decimal) TraceNode {
	if rate == nil {
		n := s.cell("share", decimal.Zero)
		n.Label = "share, as " + column + " is blank"
		return n
	}
	return s.cell(column, decimal.Zero)
}

// soFar is the base payment and the lines of earlier steps over the settlement period.
func (s *settled) soFar() TraceNode {
	t := s.t
	var parts []branch
	whole := *t
	whole.item = traceItem{Goal: engine.Goal{Item: engine.ItemIncome}, text: t.item.text} // whatever is asked, P is of everything
	if base := whole.basePayment(s.c, span{s.line.From, s.line.To}); base != nil {
		parts = append(parts, base)
	}
	lines := t.r.Contracts[s.c].Statement.Lines
	for l := range lines {
		if line := &lines[l]; line.Term != "" && line.Step < s.line.Step && line.To >= s.line.From && line.To <= s.line.To {
			parts = append(parts, t.term(s.c, line))
		}
	}
	n := t.sum("payment so far", engine.UnitPounds, s.depth, parts)
	return n
}

// months is how many months the settlement period has.
func (s *settled) months() int { return s.line.To - s.line.From + 1 }

// reference is what the term is measured against, over the settlement period.
func (s *settled) reference() TraceNode {
	t := s.t
	n := money("reference: "+string(s.terms.Reference), s.line.Workings.Reference)
	if s.depth < 0 {
		return n
	}
	switch s.terms.Reference {
	case tariff.RefPlanValue:
		return s.over(n.Label, func(i, depth int) TraceNode { return t.knownValue(s.c, i, tariff.Latest, true, depth) })
	case tariff.RefAnnualValue:
		return s.over(n.Label, func(i, depth int) TraceNode {
			agreement, _ := t.m.Contracts[s.c].Agreements.At(t.m.Month(i))
			return t.twelfth(i, depth, "annual value in force", t.annualValue(s.c, i, agreement, tariff.Latest, depth-1))
		})
	}
	yearly := s.cell("amount", decimal.Zero)
	if before, known := s.yearBefore(); known && s.terms.Reference == tariff.RefPriorYear {
		yearly = before
	}
	return t.formed(n, s.depth, rounded(2, of(OpQuotient, of(OpProduct, n.part("a year", yearly), whole(s.months())), whole(12))))
}

// over adds up the months of the settlement period.
func (s *settled) over(label string, month func(i, depth int) TraceNode) TraceNode {
	t := s.t
	part := t.byMonth("", engine.UnitPounds, span{s.line.From, s.line.To}, func(i int) branch {
		return func(depth int) TraceNode { return month(i, depth) }
	})
	n := part(s.depth)
	n.Label = joined(label, n.Label)
	return n
}

// yearBefore is what the contract paid in the financial year before; false where the run
// does not hold all of it.
func (s *settled) yearBefore() (TraceNode, bool) {
	t := s.t
	year := t.m.Month(s.line.From).Year() - 1
	first := int(year.April() - t.m.Start)
	if first < 0 {
		return TraceNode{}, false
	}
	months := span{first, first + 11}
	for i := months.from; i <= months.to; i++ {
		if t.formOf(s.c, i) == "" {
			return TraceNode{}, false
		}
	}
	whole := *t
	whole.item = traceItem{Goal: engine.Goal{Item: engine.ItemIncome}, text: t.item.text}
	n := whole.income(s.c, months)(s.depth - 1)
	n.Label = "paid in " + year.String()
	return n, true
}

// outside is over-performance above the dead band, or under-performance below it, added up
// over the groups within which they cancel.
func (s *settled) outside(above bool) TraceNode {
	t := s.t
	label := "below the band"
	if above {
		label = "above the band"
	}
	var parts []branch
	for _, group := range s.groups() {
		parts = append(parts, func(depth int) TraceNode {
			n := node(group.label, decimal.Zero, engine.UnitPounds)
			value := n.part("activity", s.worth("activity", group, false, depth-1))
			plan := n.part("plan", s.worth("plan", group, true, depth-1))
			return t.worked(n, depth, s.beyond(&n, above, value, plan))
		})
	}
	if len(parts) == 0 {
		n := money(label, 0)
		n.Note = "nothing is in scope"
		return n
	}
	return t.sum(label, engine.UnitPounds, s.depth, parts)
}

// beyond is by how much an amount lies above the dead band around what was expected, or
// below it.
func (s *settled) beyond(n *TraceNode, above bool, amount, expected Expression) Expression {
	if above {
		edge := of(OpProduct, of(OpSum, whole(1), n.part("upper", s.cell("upper", decimal.Zero))), expected)
		return of(OpMax, whole(0), of(OpDifference, amount, edge))
	}
	edge := of(OpProduct, of(OpDifference, whole(1), n.part("lower", s.cell("lower", decimal.Zero))), expected)
	return of(OpMax, whole(0), of(OpDifference, edge, amount))
}

// netGroup is units of activity that cancel against each other.
type netGroup struct {
	label string
	units []*engine.PricedUnit
}

// groups are the units in the term's scope by its netting.
func (s *settled) groups() []*netGroup {
	t := s.t
	var groups []*netGroup
	units := t.r.Contracts[s.c].Priced
	for u := range units {
		unit := &units[u]
		if !s.inScope(unit) {
			continue
		}
		label := ""
		switch s.terms.Netting {
		case tariff.NetCurrency:
			label = "currency " + t.m.Currencies[unit.Currency].Key
		case tariff.NetLine:
			label = t.unitName(unit)
		}
		if n := len(groups); n == 0 || groups[n-1].label != label {
			groups = append(groups, &netGroup{label: label})
		}
		last := groups[len(groups)-1]
		last.units = append(last.units, unit)
	}
	return groups
}

func (s *settled) inScope(unit *engine.PricedUnit) bool {
	if len(s.terms.Scope) == 0 {
		return true
	}
	for _, in := range s.terms.Scope {
		if in.Currency == s.t.m.Currencies[unit.Currency].Key && in.Measure == unit.Measure {
			return true
		}
	}
	return false
}

// worth is what the units of a group are worth over the settlement period, as done or as
// planned.
func (s *settled) worth(label string, group *netGroup, plan bool, depth int) TraceNode {
	t := s.t
	var parts []branch
	for _, unit := range group.units {
		part := t.byMonth("", engine.UnitPounds, span{s.line.From, s.line.To}, func(i int) branch {
			if unit.Price[i].State != tariff.Priced {
				return nil
			}
			return func(depth int) TraceNode { return t.line(s.c, unit, i, tariff.Latest, plan, depth) }
		})
		if part != nil {
			parts = append(parts, t.named(t.unitName(unit), part))
		}
	}
	n := t.sum(label, engine.UnitPounds, depth, parts)
	return n
}

// earned is the share of a withhold or bonus that outcomes earn.
func (s *settled) earned() TraceNode {
	t := s.t
	n := node("earned", s.line.Workings.Earned, "")
	if s.depth < 0 {
		return n
	}
	month, contract := t.m.Month(s.line.To), &t.m.Contracts[s.c]
	var sum []Expression
	for _, outcome := range contract.Outcomes {
		if _, ok := outcome.Rows.At(month); !ok {
			continue
		}
		weight := t.cell("outcomes", month, "weight", decimal.Zero, contract.Name, outcome.Name)
		score := t.cell("outcomes", month, "score", decimal.Zero, contract.Name, outcome.Name)
		if score.Cell != nil && score.Cell.Text == "" {
			score.Note = "missing: it earns nothing"
		}
		weight.Label, score.Label = "weight of "+outcome.Name, "score of "+outcome.Name
		if t.ifLasting {
			score = t.scoreIfLasting(s.c, outcome.Name, s.line.To, score, s.depth-1)
		}
		sum = append(sum, of(OpProduct, n.part(weight.Label, weight), n.part(score.Label, score)))
	}
	return t.formed(n, s.depth, total(sum))
}

// costOutside is cost above the dead band around the target, or below it.
func (s *settled) costOutside(above bool) TraceNode {
	t := s.t
	value, label := s.line.Workings.Below, "cost below the band"
	if above {
		value, label = s.line.Workings.Above, "cost above the band"
	}
	n := node(label, value, engine.UnitPounds)
	if s.depth < 0 {
		return n
	}
	inner := *s
	inner.depth--
	whole := *t
	whole.item = traceItem{Goal: engine.Goal{Item: engine.GoalCost}, text: t.item.text}
	cost := whole.costOf(s.c, span{s.line.From, s.line.To}, "")(inner.depth)
	cost.Label = "cost of care"
	return t.formed(n, s.depth, s.beyond(&n, above, n.part("cost", cost), n.part("target", inner.reference())))
}
