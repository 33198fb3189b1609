package risk

import (
	"cmp"
	"slices"

	"parity/engine/panel"
	"parity/tariff"
)

// settlement is a contract being settled (docs/methods.md, "Block", "Terms").
type settlement struct {
	w        *world
	contract int
	lines    []valued
	value    []panel.Form // activity at the contract's prices, by month
	plan     []panel.Form
	cost     []panel.Form // of the contract's packages; nil where not known
	budgets  []panel.Form // held by people in place of the contract's care
	income   []panel.Form // base and the lines booked so far, by month
	booked   []booked
}

// booked is the line of a term over a settlement period.
type booked struct {
	step   int
	term   tariff.TermKind
	month  int // in which it is booked
	amount panel.Form
}

// settle writes down what a contract pays: the base payment month by month, and each term
// over its settlement periods on the payment so far.
func (c *care) settle(contract int, cost []panel.Form) *settlement {
	w := c.w
	s := &settlement{w: w, contract: contract, lines: c.value(contract), cost: cost}
	sum := func(of func(*valued) []panel.Form) []panel.Form {
		return w.byMonth(func(i int) panel.Form {
			var all []panel.Form
			for k := range s.lines {
				all = append(all, of(&s.lines[k])[i])
			}
			return w.calculation.Hold(panel.Sum(all...))
		})
	}
	s.value, s.plan = sum(func(v *valued) []panel.Form { return v.value }), sum(func(v *valued) []panel.Form { return v.plan })
	s.budgets = w.byMonth(func(i int) panel.Form { return c.budgetsHeld(contract, everyCurrency, i) })
	s.income = w.byMonth(s.base)
	for _, line := range s.termLines() {
		amount := w.calculation.Hold(s.term(line))
		s.booked = append(s.booked, booked{line.Step, line.Term, line.To, amount})
		s.income[line.To] = s.income[line.To].Plus(amount)
	}
	return s
}

// base is the base payment of a month.
func (s *settlement) base(i int) panel.Form {
	agreement, ok := s.w.m.Contracts[s.contract].Agreements.At(s.w.m.Month(i))
	if !ok {
		return panel.Form{}
	}
	switch agreement.Form {
	case tariff.Activity:
		return s.value[i]
	case tariff.Blended:
		if agreement.AnnualValue == nil {
			return s.plan[i]
		}
	case tariff.Capitation:
		return s.capitation(i)
	}
	return s.twelfth(i)
}

// twelfth is a month's share of the annual value in force.
func (s *settlement) twelfth(i int) panel.Form {
	rows := s.w.m.Contracts[s.contract].Agreements
	at := row(s.w, rows, i)
	agreement := &rows[at].Value
	value := s.w.exact(Figure{Quantity: AnnualValue, Of: s.contract, Row: at}, agreement.AnnualValue, 0)
	grown := s.w.growth(agreement.Uplift, agreement.ValueFrom, s.w.m.Month(i).Year().April())
	return s.w.calculation.Times(value, grown).Scale(1. / months12)
}

// capitation is a month's share of population x rate per head.
func (s *settlement) capitation(i int) panel.Form {
	c := &s.w.m.Contracts[s.contract]
	at := row(s.w, c.Agreements, i)
	rate := s.w.exact(Figure{Quantity: RatePerHead, Of: s.contract, Row: at}, &c.Agreements[at].Value.RatePerHead, 0)
	heads := s.w.m.Commissioners[c.Commissioner].Heads
	counted := row(s.w, heads, i)
	if counted < 0 {
		return panel.Form{}
	}
	people := s.w.exact(Figure{Quantity: CommissionerHeads, Of: c.Commissioner, Row: counted}, &heads[counted].Value, 0)
	return s.w.calculation.Times(people, rate).Scale(1. / months12)
}

// termLines are the lines of terms on the statement, in the order in which they are
// settled: year by year, all steps of each, because a term may refer to the payment of the
// year before.
func (s *settlement) termLines() []tariff.StatementLine {
	lines := slices.DeleteFunc(slices.Clone(s.w.result.Contracts[s.contract].Statement.Lines),
		func(line tariff.StatementLine) bool { return line.Term == "" })
	slices.SortStableFunc(lines, func(a, b tariff.StatementLine) int {
		return cmp.Compare(s.w.m.Month(a.From).Year(), s.w.m.Month(b.From).Year())
	})
	return lines
}
