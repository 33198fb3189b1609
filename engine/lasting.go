package engine

import (
	"slices"

	"github.com/shopspring/decimal"

	"parity/tariff"
)

// paidForLasting settles a contract as if only recoveries of people who do not come back counted:
// the score of a measure that claims recoveries is scaled by lasting over recovered, of all
// currencies that name it, in the financial year so far. It is nil where no measure claims any.
func (c *Contract) paidForLasting(lines []RecoveryLine, performance tariff.Performance, income []tariff.Pence) ([]tariff.Pence, error) {
	claims := slices.ContainsFunc(c.Recoveries, func(r Recovery) bool {
		return slices.ContainsFunc(r.Rows, func(row tariff.Since[RecoveryRow]) bool { return row.Value.Measure != "" })
	})
	if !claims || len(lines) == 0 {
		return nil, nil
	}
	if !slices.ContainsFunc(c.Terms, func(s tariff.Step) bool {
		return slices.ContainsFunc(s.Terms, func(t tariff.Since[tariff.Term]) bool {
			return t.Value.Kind == tariff.Withhold || t.Value.Kind == tariff.Bonus
		})
	}) {
		return income, nil // outcomes earn nothing here
	}
	scaled := c.Contract
	scaled.Outcomes = slices.Clone(c.Outcomes)
	for k := range scaled.Outcomes {
		outcome := &scaled.Outcomes[k]
		rows := make(tariff.Dated[tariff.OutcomeRow], 0, performance.Months)
		for i := range performance.Months {
			month := performance.Start + tariff.Month(i)
			row, known := outcome.Rows.At(month)
			if !known {
				continue
			}
			if row.Score != nil {
				score := row.Score.Mul(c.lastingShare(lines, outcome.Name, month, i))
				row.Score = &score
			}
			rows = append(rows, tariff.Since[tariff.OutcomeRow]{From: month, Value: row})
		}
		outcome.Rows = rows
	}
	statement, err := tariff.Settle(&scaled, performance)
	if err != nil {
		return nil, err
	}
	return statement.Income, nil
}

// lastingShare is lasting over recovered of the currencies whose recoveries a measure claims in
// the financial year up to a month; 1 where it claims none.
func (c *Contract) lastingShare(lines []RecoveryLine, measure string, month tariff.Month, i int) decimal.Decimal {
	var recovered, lasting tariff.Quantity
	first := max(0, i-month.OfYear()+1)
	for k := range lines {
		at := slices.IndexFunc(c.Recoveries, func(r Recovery) bool { return r.Currency == lines[k].Currency })
		if row, known := c.Recoveries[at].Rows.At(month); !known || row.Measure != measure {
			continue
		}
		for j := first; j <= i; j++ {
			recovered += lines[k].Recovered[j]
			lasting += lines[k].Lasting[j]
		}
	}
	if recovered == 0 {
		return decimal.NewFromInt(1)
	}
	return decimal.NewFromInt(int64(lasting)).DivRound(decimal.NewFromInt(int64(recovered)), scorePlaces)
}

// scorePlaces is to how many places a scaled score is kept.
const scorePlaces = 6
