package risk

import (
	"slices"

	"parity/engine/panel"
	"parity/tariff"
)

// termRow is a term over one settlement period with its uncertain numbers.
type termRow struct {
	*tariff.Term
	lower, upper         panel.Form
	rateAbove, rateBelow panel.Form // as stated; blank ones by the kind of term
	share, amount        panel.Form
}

// rowOf finds the dated row of a step that a statement line settles.
func (s *settlement) rowOf(line tariff.StatementLine) termRow {
	steps := s.w.m.Contracts[s.contract].Terms
	item := slices.IndexFunc(steps, func(step tariff.Step) bool { return step.Number == line.Step })
	at := row(s.w, steps[item].Terms, line.From)
	t := &steps[item].Terms[at].Value
	of := func(q Quantity) Figure { return Figure{Quantity: q, Of: s.contract, Item: item, Row: at} }
	share := s.w.exact(of(TermShare), &t.Share, 0)
	blank := map[tariff.TermKind]float64{tariff.Marginal: 1}[t.Kind]
	r := termRow{
		Term: t, share: share,
		lower: s.w.exact(of(TermLower), &t.Lower, 0), upper: s.w.exact(of(TermUpper), &t.Upper, 0),
		rateAbove: s.w.exact(of(TermRateAbove), t.RateAbove, blank), rateBelow: s.w.exact(of(TermRateBelow), t.RateBelow, blank),
		amount: s.w.exact(of(TermAmount), t.Amount, 0),
	}
	if t.Kind == tariff.GainShare && t.RateAbove == nil {
		r.rateAbove = share
	}
	if t.Kind == tariff.GainShare && t.RateBelow == nil {
		r.rateBelow = share
	}
	return r
}

// term is the amount of a term over a settlement period.
func (s *settlement) term(line tariff.StatementLine) panel.Form {
	t, calculation := s.rowOf(line), s.w.calculation
	soFar := over(s.income, line.From, line.To)
	switch t.Kind {
	case tariff.Variable, tariff.Marginal:
		return s.overPerformance(t, line.From, line.To)
	case tariff.Cap:
		most := calculation.Times(one().Plus(t.upper), s.reference(t, line))
		return calculation.Min(panel.Form{}, most.Minus(soFar))
	case tariff.Collar:
		least := calculation.Times(one().Minus(t.lower), s.reference(t, line))
		return calculation.Max(panel.Form{}, least.Minus(soFar))
	case tariff.Withhold:
		unearned := one().Minus(s.earned(line.To))
		return calculation.Times(calculation.Times(t.share, soFar), unearned).Scale(-1)
	case tariff.Bonus:
		return calculation.Times(calculation.Times(t.share, s.reference(t, line)), s.earned(line.To))
	case tariff.Budgets:
		return calculation.Times(t.share, over(s.budgets, line.From, line.To)).Scale(-1)
	case tariff.GainShare:
		above, below := s.outside(t, over(s.cost, line.From, line.To), s.reference(t, line))
		return calculation.Times(t.rateAbove, above).Minus(calculation.Times(t.rateBelow, below))
	}
	return panel.Form{}
}

// overPerformance is the amount of a variable or marginal term: activity outside the dead
// band around the plan within each group of netting, at the rates.
func (s *settlement) overPerformance(t termRow, from, to int) panel.Form {
	var allAbove, allBelow []panel.Form
	for _, group := range s.groups(t) {
		above, below := s.outside(t, s.worth(group, from, to, s.value, func(v *valued) []panel.Form { return v.value }),
			s.worth(group, from, to, s.plan, func(v *valued) []panel.Form { return v.plan }))
		allAbove, allBelow = append(allAbove, above), append(allBelow, below)
	}
	above, below, calculation := panel.Sum(allAbove...), panel.Sum(allBelow...), s.w.calculation
	if t.Kind == tariff.Variable {
		return calculation.Times(t.rateAbove, above).Minus(calculation.Times(t.rateBelow, below))
	}
	return calculation.Times(one().Minus(t.rateBelow), below).Minus(calculation.Times(one().Minus(t.rateAbove), above))
}

// worth is what a group of lines comes to over some months. What all lines come to is known
// month by month.
func (s *settlement) worth(group []int, from, to int, all []panel.Form, of func(*valued) []panel.Form) panel.Form {
	if len(group) == len(s.lines) {
		return over(all, from, to)
	}
	var sum []panel.Form
	for _, k := range group {
		sum = append(sum, over(of(&s.lines[k]), from, to))
	}
	return panel.Sum(sum...)
}

// groups are the lines within which over- and under-performance cancel.
func (s *settlement) groups(t termRow) [][]int {
	var groups [][]int
	byCurrency := map[string]int{}
	for k := range s.lines {
		unit := s.lines[k].unit
		if len(t.Scope) > 0 && !slices.Contains(t.Scope, unit) {
			continue
		}
		group := len(groups)
		switch t.Netting {
		case tariff.NetTotal:
			group = 0
		case tariff.NetCurrency:
			if seen, ok := byCurrency[unit.Currency]; ok {
				group = seen
			}
			byCurrency[unit.Currency] = group
		}
		if group == len(groups) {
			groups = append(groups, nil)
		}
		groups[group] = append(groups[group], k)
	}
	return groups
}

// outside is by how much an amount lies above or below the dead band around what was
// expected.
func (s *settlement) outside(t termRow, amount, expected panel.Form) (above, below panel.Form) {
	calculation := s.w.calculation
	amount, expected = calculation.Hold(amount), calculation.Hold(expected)
	most, least := calculation.Times(one().Plus(t.upper), expected), calculation.Times(one().Minus(t.lower), expected)
	above = calculation.Max(panel.Form{}, amount.Minus(most))
	below = calculation.Max(panel.Form{}, least.Minus(amount))
	return above, below
}

// reference is the sum of money a term is measured against over a settlement period.
func (s *settlement) reference(t termRow, line tariff.StatementLine) panel.Form {
	months := float64(line.To - line.From + 1)
	switch t.Reference {
	case tariff.RefPlanValue:
		return over(s.plan, line.From, line.To)
	case tariff.RefAnnualValue:
		var twelfths []panel.Form
		for i := line.From; i <= line.To; i++ {
			twelfths = append(twelfths, s.twelfth(i))
		}
		return panel.Sum(twelfths...)
	case tariff.RefPriorYear:
		if first := int((s.w.m.Month(line.From).Year() - 1).April() - s.w.m.Start); first >= 0 && s.underAgreement(first, first+months12-1) {
			return over(s.income, first, first+months12-1).Scale(months / months12)
		}
	}
	return t.amount.Scale(months / months12)
}

// underAgreement says whether an agreement is in force in all months from first to last.
func (s *settlement) underAgreement(first, last int) bool {
	for i := first; i <= last; i++ {
		if row(s.w, s.w.m.Contracts[s.contract].Agreements, i) < 0 {
			return false
		}
	}
	return true
}

// earned is the sum of weight x score over the outcomes in force in a month; a missing
// score earns nothing.
func (s *settlement) earned(i int) panel.Form {
	var earned []panel.Form
	for item, outcome := range s.w.m.Contracts[s.contract].Outcomes {
		at := row(s.w, outcome.Rows, i)
		if at < 0 || outcome.Rows[at].Value.Score == nil {
			continue
		}
		stated := &outcome.Rows[at].Value
		weight := s.w.exact(Figure{Quantity: OutcomeWeight, Of: s.contract, Item: item, Row: at}, &stated.Weight, 0)
		score := s.w.exact(Figure{Quantity: OutcomeScore, Of: s.contract, Item: item, Row: at}, stated.Score, 0)
		earned = append(earned, s.w.calculation.Times(weight, score))
	}
	return panel.Sum(earned...)
}
