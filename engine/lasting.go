package engine

import (
	"slices"

	"github.com/shopspring/decimal"

	"parity/tariff"
)

// settledForLasting settles a contract as if only recoveries of people who do not come back
// counted: the score of a measure that claims recoveries is scaled by the share of them that
// last. It is nil where no measure claims any, and the statement itself where outcomes
// earn nothing.
func (m *Model) settledForLasting(c *Contract, lines []RecoveryLine, performance tariff.Performance, statement tariff.Statement) (*tariff.Statement, error) {
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
		return &statement, nil // outcomes earn nothing here
	}
	scaled := c.Contract
	scaled.Outcomes = slices.Clone(c.Outcomes)
	for k := range scaled.Outcomes {
		outcome := &scaled.Outcomes[k]
		rows := make(tariff.Dated[tariff.OutcomeRow], 0, m.Months)
		for i := range m.Months {
			row, known := outcome.Rows.At(m.Month(i))
			if !known {
				continue
			}
			if row.Score != nil {
				claimed := m.claimedBy(c, lines, outcome.Name, i)
				score := row.Score.Mul(claimed.Share())
				row.Score = &score
			}
			rows = append(rows, tariff.Since[tariff.OutcomeRow]{From: m.Month(i), Value: row})
		}
		outcome.Rows = rows
	}
	lasting, err := tariff.Settle(&scaled, performance)
	if err != nil {
		return nil, err
	}
	return &lasting, nil
}

// Claimed is how many recover whom a measure of outcomes claims, and how many of them do not
// come back: over the months From to To of the run, in the currencies of Lines.
type Claimed struct {
	Lines              []*RecoveryLine
	From, To           int
	Recovered, Lasting tariff.Quantity
}

// ClaimedBy adds up who recovers under a contract in the currencies that name a measure in a
// month, in the financial year up to it.
func (r *Result) ClaimedBy(contract int, measure string, i int) Claimed {
	return r.Model.claimedBy(&r.Model.Contracts[contract], r.Contracts[contract].Recoveries, measure, i)
}

func (m *Model) claimedBy(c *Contract, lines []RecoveryLine, measure string, i int) Claimed {
	claimed := Claimed{From: max(0, i-m.Month(i).OfYear()+1), To: i}
	for k := range lines {
		at := slices.IndexFunc(c.Recoveries, func(r Recovery) bool { return r.Currency == lines[k].Currency })
		if row, known := c.Recoveries[at].Rows.At(m.Month(i)); !known || row.Measure != measure {
			continue
		}
		claimed.Lines = append(claimed.Lines, &lines[k])
		for j := claimed.From; j <= i; j++ {
			claimed.Recovered += lines[k].Recovered[j]
			claimed.Lasting += lines[k].Lasting[j]
		}
	}
	return claimed
}

// Share is lasting over recovered, by which a score that claims them is scaled; 1 where it
// claims nobody.
func (c *Claimed) Share() decimal.Decimal {
	if c.Recovered == 0 {
		return decimal.NewFromInt(1)
	}
	return decimal.NewFromInt(int64(c.Lasting)).DivRound(decimal.NewFromInt(int64(c.Recovered)), LastingPlaces)
}

// LastingPlaces is to how many places the share is rounded.
const LastingPlaces = 6
