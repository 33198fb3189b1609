package tariff

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"
)

// Settle works out what a contract pays over a run: the base payment month by month, each
// term over its settlement periods on the payment so far, and when the cash moves
// (docs/methods.md, "Block", "Terms", "Cash and arrears"). Every amount is exact until its
// line is rounded to the penny, once, half away from zero.
//
// Its errors name the contract, the step and what is missing: an annual value or prices
// that the form or a reference needs, a year before the run, outcomes whose weights do not
// come to 1, settlement periods that shorten down the list.
func Settle(c *Contract, p Performance) (Statement, error) {
	statement, err := settle(c, p)
	if err != nil {
		return Statement{}, fmt.Errorf("contract %s: %w", c.Name, err)
	}
	return statement, nil
}

func settle(c *Contract, p Performance) (Statement, error) {
	s, err := open(c, p)
	if err != nil {
		return Statement{}, err
	}
	if err := s.payBase(); err != nil {
		return Statement{}, err
	}
	terms, err := s.payTerms()
	if err != nil {
		return Statement{}, err
	}
	cash, arrears, err := s.payCash()
	if err != nil {
		return Statement{}, err
	}
	return Statement{
		Lines:   slices.Concat(s.baseLines(), terms),
		Income:  s.income,
		Cash:    cash,
		Arrears: arrears,
	}, nil
}

// settlement is a contract being settled: what each month is worth and what has been
// booked so far.
type settlement struct {
	contract *Contract
	p        Performance
	// rows and agreements are the agreement in force by month: its place among the
	// contract's rows, -1 and nil in months without one.
	rows       []int
	agreements []*Agreement
	value      []Pence // activity at the contract's prices, by month
	plan       []Pence // the plan at the same prices, by month
	base       []Pence
	income     []Pence // base and the lines booked so far
	annual     annualValue
}

// open checks what a contract is settled from and adds its lines up by month.
func open(c *Contract, p Performance) (*settlement, error) {
	s := &settlement{
		contract:   c,
		p:          p,
		rows:       make([]int, p.Months),
		agreements: make([]*Agreement, p.Months),
		value:      make([]Pence, p.Months),
		plan:       make([]Pence, p.Months),
	}
	for i := range p.Months {
		s.rows[i] = c.Agreements.Row(s.month(i))
		if s.rows[i] >= 0 {
			s.agreements[i] = &c.Agreements[s.rows[i]].Value
		}
	}
	for _, line := range p.Lines {
		if len(line.Value) != p.Months || len(line.Plan) != p.Months {
			return nil, fmt.Errorf("%s of %s has %d values and %d planned for a run of %d months",
				line.Unit.Measure, line.Unit.Currency, len(line.Value), len(line.Plan), p.Months)
		}
		for i := range p.Months {
			if tooLarge(line.Value[i]) || tooLarge(line.Plan[i]) {
				return nil, fmt.Errorf("%s of %s in %s: %w", line.Unit.Measure, line.Unit.Currency, s.month(i), ErrTooLarge)
			}
			s.value[i] += line.Value[i]
			s.plan[i] += line.Plan[i]
		}
	}
	if p.Heads != nil && len(p.Heads) != p.Months {
		return nil, fmt.Errorf("weighted population for %d months of a run of %d", len(p.Heads), p.Months)
	}
	if p.Cost != nil && len(p.Cost) != p.Months {
		return nil, fmt.Errorf("cost for %d months of a run of %d", len(p.Cost), p.Months)
	}
	if p.Budgets != nil && len(p.Budgets) != p.Months {
		return nil, fmt.Errorf("budgets for %d months of a run of %d", len(p.Budgets), p.Months)
	}
	return s, nil
}

func (s *settlement) month(i int) Month { return s.p.Start + Month(i) }

// payTerms books the lines of every term and returns them step by step. Years are settled
// one after the other, all steps of each, because a term may refer to the payment of the
// year before.
func (s *settlement) payTerms() ([]StatementLine, error) {
	steps, err := s.periods()
	if err != nil {
		return nil, err
	}
	lines := make([][]StatementLine, len(steps))
	next := make([]int, len(steps))
	for i := 0; i < s.p.Months; i++ {
		year := s.month(i).Year()
		for k, periods := range steps {
			for ; next[k] < len(periods) && s.month(periods[next[k]].from).Year() == year; next[k]++ {
				line, err := s.settleTerm(periods[next[k]])
				if err != nil {
					rule := periods[next[k]].rule
					return nil, fmt.Errorf("step %d (%s): %w", rule.step, rule.term.Kind, err)
				}
				s.income[line.To] += line.Paid
				lines[k] = append(lines[k], line)
			}
		}
		i += int((year+1).April()-s.month(i)) - 1
	}
	return slices.Concat(lines...), nil
}

// settleTerm works out the line of one term over one settlement period.
func (s *settlement) settleTerm(p period) (StatementLine, error) {
	w := Workings{SoFar: sum(s.income, p)}
	var pounds decimal.Decimal
	var err error
	switch p.rule.term.Kind {
	case Variable, Marginal:
		pounds, err = s.overPerformance(p, &w)
	case Cap, Collar:
		pounds, err = s.limit(p, &w)
	case Withhold, Bonus:
		pounds, err = s.earn(p, &w)
	case GainShare:
		pounds, err = s.shareGain(p, &w)
	case Budgets:
		pounds = s.takeBudgets(p, &w)
	}
	if err != nil {
		return StatementLine{}, err
	}
	paid, err := exactPence(pounds)
	if err != nil {
		return StatementLine{}, err
	}
	return StatementLine{
		Step: p.rule.step, Term: p.rule.term.Kind,
		From: p.from, To: p.to, Paid: paid, Workings: w,
	}, nil
}

// sum adds amounts over the months of a period.
func sum(amounts []Pence, p period) Pence {
	var total Pence
	for _, amount := range amounts[p.from : p.to+1] {
		total += amount
	}
	return total
}

// largestSum is ten million million pounds. A line beyond it is refused, so that the sums of
// some nine thousand lines still fit the integers money is kept in.
const largestSum Pence = 1_000_000_000_000_000

func tooLarge(amount Pence) bool { return amount > largestSum || amount < -largestSum }

// exactPence rounds an exact amount in pounds to the penny, or fails with ErrTooLarge.
func exactPence(pounds decimal.Decimal) (Pence, error) {
	if pounds.Abs().GreaterThan(largestSum.Decimal()) {
		return 0, ErrTooLarge
	}
	return RoundPence(pounds), nil
}
