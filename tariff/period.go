package tariff

import (
	"fmt"
	"slices"
)

// period is one settlement period of a rule: months from to to of the run, both included.
type period struct {
	rule     *rule
	from, to int
}

func (p period) months() int { return p.to - p.from + 1 }

// rule is one dated row of a step with the lines it looks at.
type rule struct {
	step  int
	term  *Term
	group []int // by line of the performance: the lines it nets with; outOfScope for none
	nets  int   // number of groups
}

const outOfScope = -1

// periods lists the settlement periods of each step, in order: the months of one calendar
// month, quarter or financial year, cut where the run starts or ends, where the contract's
// form changes and where the step's row does (docs/methods.md, "Terms").
func (s *settlement) periods() ([][]period, error) {
	steps := make([][]period, len(s.contract.Terms))
	for k := range s.contract.Terms {
		step := &s.contract.Terms[k]
		rules := make([]rule, len(step.Terms))
		for row := range step.Terms {
			rules[row] = rule{step: step.Number, term: &step.Terms[row].Value}
			if err := s.prepare(&rules[row]); err != nil {
				return nil, fmt.Errorf("step %d (%s): %w", step.Number, rules[row].term.Kind, err)
			}
		}
		for i := range s.p.Months {
			row := step.Terms.Row(s.month(i))
			if row < 0 || s.agreements[i] == nil {
				continue
			}
			if n := len(steps[k]); n > 0 {
				if last := &steps[k][n-1]; last.rule == &rules[row] && last.to == i-1 && s.together(i, rules[row].term.Settle) {
					last.to = i
					continue
				}
			}
			steps[k] = append(steps[k], period{rule: &rules[row], from: i, to: i})
		}
	}
	return steps, s.checkOrder()
}

// together says whether month i settles with the month before it.
func (s *settlement) together(i int, settle SettlementPeriod) bool {
	if s.agreements[i].Form != s.agreements[i-1].Form {
		return false
	}
	k := s.month(i).OfYear() - 1
	return k%settle.months() != 0
}

// months is the length of a settlement period; 0 where it is not one.
func (s SettlementPeriod) months() int {
	switch s {
	case Monthly:
		return 1
	case Quarterly:
		return 3
	case Yearly:
		return monthsOfYear
	}
	return 0
}

// checkOrder fails where a step is settled more often than one before it: the earlier line
// would not be there yet when the later step looks at the payment so far.
func (s *settlement) checkOrder() error {
	for i := range s.p.Months {
		if s.agreements[i] == nil {
			continue
		}
		var longest *Term
		var longestStep int
		for k := range s.contract.Terms {
			step := &s.contract.Terms[k]
			row := step.Terms.Row(s.month(i))
			if row < 0 {
				continue
			}
			term := &step.Terms[row].Value
			if longest != nil && term.Settle.months() < longest.Settle.months() {
				return fmt.Errorf("in %s step %d (%s) is settled by %s, after step %d (%s) by %s: a later step may not be settled more often than an earlier one",
					s.month(i), step.Number, term.Kind, term.Settle, longestStep, longest.Kind, longest.Settle)
			}
			longest, longestStep = term, step.Number
		}
	}
	return nil
}

// prepare checks a rule and sorts the lines it looks at into the groups within which over-
// and under-performance cancel.
func (s *settlement) prepare(r *rule) error {
	t := r.term
	if t.Settle.months() == 0 {
		return fmt.Errorf("settle is %q; it is %s, %s or %s", t.Settle, Monthly, Quarterly, Yearly)
	}
	switch t.Kind {
	case Variable, Marginal:
		return s.prepareNetting(r)
	case Cap, Collar, Withhold, Bonus, GainShare, Budgets:
		if len(t.Scope) > 0 {
			return fmt.Errorf("a scope is for %s and %s terms only; leave it blank", Variable, Marginal)
		}
		if t.Kind == GainShare {
			return checkBand(t)
		}
		return nil
	}
	return fmt.Errorf("term %q is not known; it is one of %v", t.Kind, TermKinds())
}

func (s *settlement) prepareNetting(r *rule) error {
	if err := checkBand(r.term); err != nil {
		return err
	}
	r.group = make([]int, len(s.p.Lines))
	currencies := make(map[string]int)
	for k := range s.p.Lines {
		unit := s.p.Lines[k].Unit
		if len(r.term.Scope) > 0 && !slices.Contains(r.term.Scope, unit) {
			r.group[k] = outOfScope
			continue
		}
		switch r.term.Netting {
		case NetTotal:
			r.group[k] = 0
		case NetCurrency:
			group, seen := currencies[unit.Currency]
			if !seen {
				group = len(currencies)
				currencies[unit.Currency] = group
			}
			r.group[k] = group
		case NetLine:
			r.group[k] = k
		default:
			return fmt.Errorf("netting is %q; it is %s, %s or %s", r.term.Netting, NetTotal, NetCurrency, NetLine)
		}
		r.nets = max(r.nets, r.group[k]+1)
	}
	return nil
}

// checkBand fails where a dead band is turned inside out: activity could then be above and
// below it at once.
func checkBand(t *Term) error {
	if t.Lower.IsNegative() || t.Upper.IsNegative() {
		return fmt.Errorf("a dead band from %s below to %s above; lower and upper are 0 or more", t.Lower, t.Upper)
	}
	return nil
}
