package tariff

import (
	"fmt"
	"slices"
)

// payCash says when the payment moves: on account with what was published by the month,
// terms in the month they are booked, and in each later month of publication the
// difference for the months before (docs/methods.md, "Cash and arrears").
func (s *settlement) payCash() (cash, arrears []Pence, err error) {
	cash, arrears = slices.Clone(s.income), make([]Pence, s.p.Months)
	var late []int // months of the run, after its first, in which something is published late
	for _, month := range s.contract.Revisions() {
		if month > s.p.Start {
			late = append(late, int(month-s.p.Start))
		}
	}
	if len(late) == 0 {
		return cash, arrears, nil
	}
	for i := range s.p.Months {
		if s.agreements[i] == nil {
			continue
		}
		paid, err := s.onAccount(i, i)
		if err != nil {
			return nil, nil, err
		}
		cash[i] += paid - s.base[i]
		for _, t := range late {
			if t <= i || t >= s.p.Months {
				continue
			}
			due, err := s.onAccount(i, t)
			if err != nil {
				return nil, nil, err
			}
			arrears[t] += due - paid
			paid = due
		}
	}
	return cash, arrears, nil
}

// onAccount is the base payment of month i with what was published by month t of the run.
func (s *settlement) onAccount(i, t int) (Pence, error) {
	paid, err := s.basePayment(i, s.month(t))
	if err != nil {
		return 0, fmt.Errorf("payment on account of %s: %w", s.month(i), err)
	}
	return paid, nil
}
