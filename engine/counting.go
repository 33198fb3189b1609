package engine

import (
	"errors"
	"fmt"

	"parity/tariff"
)

// mostReallocated allows for shares of a matrix of counts, rounded to six places or more, that
// sum to a little over 1.
const mostReallocated = 1 + 1e-6

// reallocated is what one row of the reallocation moves of a unit in a month, from the
// currency it is recorded in to the right one. The rows of a recorded currency are rounded
// together, each as what it adds to those before it, so that what moves and what stays sum
// to what was recorded and none is below zero (docs/methods.md, "Clustering quality").
func (p *paidActivity) reallocated(k int, measure tariff.Measure, covers tariff.Covers, month int) tariff.Quantity {
	row := &p.reallocation[k]
	share, _ := row.Share.At(p.start + tariff.Month(month))
	if share == 0 {
		return 0
	}
	recorded := p.recorded(row.Recorded, measure, covers, month).Units()
	before := p.shareOf(row.Recorded, k, month)
	return tariff.RoundQuantity(recorded*min(1, before+share)) - tariff.RoundQuantity(recorded*before)
}

// shareOf is the share that the rows before the k-th move of those recorded in a currency.
func (p *paidActivity) shareOf(recorded, k, month int) float64 {
	total := 0.0
	for _, row := range p.reallocation[:k] {
		if row.Recorded == recorded {
			share, _ := row.Share.At(p.start + tariff.Month(month))
			total += share
		}
	}
	return min(1, total)
}

// countingTo lists the currencies whose people are paid for in a currency: itself first,
// then those where they are recorded wrongly.
func (p *paidActivity) countingTo(currency int) []int {
	from := []int{currency}
	for _, row := range p.reallocation {
		if row.Right == currency {
			from = append(from, row.Recorded)
		}
	}
	return from
}

// counts says whether any of those recorded in one currency count to another, or to the
// same, in a month.
func (p *paidActivity) counts(recorded, right, month int) bool {
	if recorded == right {
		return p.shareOf(recorded, len(p.reallocation), month)*mostShares < 1
	}
	for _, row := range p.reallocation {
		if row.Recorded == recorded && row.Right == right {
			share, _ := row.Share.At(p.start + tariff.Month(month))
			return share > 0
		}
	}
	return false
}

// inDate is the share of a currency's caseload whose review is in date in a month.
func (p *paidActivity) inDate(currency, month int) float64 {
	for k := range p.reviews {
		if p.reviews[k].Currency != currency {
			continue
		}
		if share, known := p.reviews[k].InDate.At(p.start + tariff.Month(month)); known {
			return share
		}
	}
	return 1
}

// checkCounting reports shares of a contract's reallocation and reviews that cannot be.
func (m *Model) checkCounting(c *Contract) error {
	var faults []error
	for _, row := range c.Reallocation {
		if row.Recorded == row.Right {
			faults = append(faults, currencyError(m, row.Recorded, errors.New("people are reallocated to the currency they are in; take the row out")))
		}
		for _, share := range row.Share {
			if err := checkNumber("the share", share.Value, 0, 1); err != nil {
				faults = append(faults, currencyError(m, row.Recorded, fmt.Errorf("reallocated to %q %s: %w", m.Currencies[row.Right].Key, since(share.From), err)))
			}
		}
	}
	for currency := range m.Currencies {
		for i := range m.Months {
			total := 0.0
			for _, row := range c.Reallocation {
				if row.Recorded == currency {
					share, _ := row.Share.At(m.Month(i))
					total += share
				}
			}
			if total > mostReallocated {
				faults = append(faults, currencyError(m, currency, fmt.Errorf("the shares that belong elsewhere sum to %.6g in %s; they may sum to 1 at most, and who is left is recorded rightly", total, m.Month(i))))
				break
			}
		}
	}
	for _, row := range c.Reviews {
		for _, share := range row.InDate {
			if err := checkNumber("in_date", share.Value, 0, 1); err != nil {
				faults = append(faults, currencyError(m, row.Currency, fmt.Errorf("reviews %s: %w", since(share.From), err)))
			}
		}
	}
	return errors.Join(faults...)
}
