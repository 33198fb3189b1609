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
	late := s.contract.Revisions()
	for i := range s.p.Months {
		for len(late) > 0 && late[0] <= s.month(i) {
			late = late[1:]
		}
		if len(late) == 0 { // all is published: what is accrued is paid
			break
		}
		if s.agreements[i] == nil {
			continue
		}
		paid, err := s.onAccount(i, s.month(i))
		if err != nil {
			return nil, nil, err
		}
		cash[i] += paid - s.base[i]
		for _, published := range late {
			t := int(published - s.p.Start)
			if t >= s.p.Months {
				break
			}
			due, err := s.onAccount(i, published)
			if err != nil {
				return nil, nil, err
			}
			arrears[t] += due - paid
			paid = due
		}
	}
	return cash, arrears, nil
}

// onAccount is the base payment of month i with what was published by a month.
func (s *settlement) onAccount(i int, published Month) (Pence, error) {
	paid, err := s.basePayment(i, published)
	if err != nil {
		return 0, fmt.Errorf("payment on account of %s: %w", s.month(i), err)
	}
	return paid, nil
}
