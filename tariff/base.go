package tariff

import (
	"errors"
	"fmt"

	"github.com/shopspring/decimal"
)

// payBase books the base payment of every month with an agreement in force, as accrued.
func (s *settlement) payBase() error {
	s.base = make([]Pence, s.p.Months)
	s.income = make([]Pence, s.p.Months)
	for i := range s.p.Months {
		if s.agreements[i] == nil {
			continue
		}
		paid, err := s.basePayment(i, Latest)
		if err != nil {
			return fmt.Errorf("base payment of %s: %w", s.month(i), err)
		}
		s.base[i], s.income[i] = paid, paid
	}
	return nil
}

func (s *settlement) baseLines() []StatementLine {
	lines := make([]StatementLine, 0, s.p.Months)
	for i, agreement := range s.agreements {
		if agreement != nil {
			lines = append(lines, StatementLine{Form: agreement.Form, From: i, To: i, Paid: s.base[i]})
		}
	}
	return lines
}

// basePayment is the base payment of month i with what was published by the month asOf.
func (s *settlement) basePayment(i int, asOf Month) (Pence, error) {
	a := s.agreements[i]
	switch a.Form {
	case Block:
		return s.twelfth(i, asOf)
	case Activity:
		value, _, err := s.valued(i, asOf)
		return value, err
	case Blended:
		if a.AnnualValue != nil {
			return s.twelfth(i, asOf)
		}
		_, plan, err := s.valued(i, asOf)
		return plan, err
	case Capitation:
		if s.p.Heads == nil {
			return 0, errors.New("capitation needs a population: give the commissioner one, or rows of weights")
		}
		return twelfthOf(s.p.Heads[i].Mul(a.RatePerHead), s.month(i))
	}
	return 0, fmt.Errorf("payment %q is not known; it is %s, %s, %s or %s", a.Form, Block, Activity, Blended, Capitation)
}

// valued is what month i's activity and plan are worth with what was published by asOf.
func (s *settlement) valued(i int, asOf Month) (value, plan Pence, err error) {
	if err := s.needPrices(i); err != nil {
		return 0, 0, err
	}
	if asOf == Latest {
		return s.value[i], s.plan[i], nil
	}
	if s.p.KnownValue == nil {
		return 0, 0, errors.New("its uplift was revised within the run, but what activity was worth before is not given")
	}
	value, plan = s.p.KnownValue(i, asOf)
	if tooLarge(value) || tooLarge(plan) {
		return 0, 0, ErrTooLarge
	}
	return value, plan, nil
}

// needPrices fails where month i's agreement names no schedule to value activity at.
func (s *settlement) needPrices(i int) error {
	if s.agreements[i].Schedule == nil {
		return fmt.Errorf("activity has no prices in %s; name a schedule in the contract", s.month(i))
	}
	return nil
}

// annualValue is the annual value last worked out. It is the same in all months of a
// financial year under one row of the contract.
type annualValue struct {
	row   int
	year  Year
	asOf  Month
	value *decimal.Decimal
}

// twelfth is what the annual value in force in month i pays for that month, whatever the
// contract's form.
func (s *settlement) twelfth(i int, asOf Month) (Pence, error) {
	a, month := s.agreements[i], s.month(i)
	if a.AnnualValue == nil {
		return 0, fmt.Errorf("no annual_value is agreed in %s; give one in the contract", month)
	}
	if a.ValueFrom == 0 && a.Uplift != nil {
		return 0, fmt.Errorf("the month in which the annual_value of %s was set is not given, so it cannot be uplifted", month)
	}
	known := &s.annual
	if known.value == nil || known.row != s.rows[i] || known.year != month.Year() || known.asOf != asOf {
		value, _ := a.Value(month, asOf)
		*known = annualValue{row: s.rows[i], year: month.Year(), asOf: asOf, value: &value}
	}
	return twelfthOf(*known.value, month)
}

// twelfthOf is Twelfth for a value that may be too large for it.
func twelfthOf(value decimal.Decimal, month Month) (Pence, error) {
	if value.Abs().GreaterThan(largestSum.Decimal()) {
		return 0, ErrTooLarge
	}
	return Twelfth(value, month), nil
}
