package engine

import (
	"parity/tariff"
)

// Recovery is how many of those who finish care in a currency recover, and how many of them
// come back.
type Recovery struct {
	Currency int
	Rows     tariff.Dated[RecoveryRow]
}

// RecoveryRow says so from a month on.
type RecoveryRow struct {
	Rate       float64 // of those who are discharged, claimed as recovered
	ReturnRate float64 // of those, who come back
	Measure    string  // the outcome whose score claims them; blank for none
}

// RecoveryLine is who finished in one currency and what became of them, a month an entry
// (docs/methods.md, "Recovery").
type RecoveryLine struct {
	Currency  int
	Finished  []tariff.Quantity // people discharged from the currency
	Recovered []tariff.Quantity // of them, as claimed
	Lasting   []tariff.Quantity // of those, who do not come back
}

// recoveries counts who recovers under a contract: ROUND(discharges x recovery rate, 3), and of
// those ROUND(recovered x (1 - return rate), 3). Before the first row nobody is said to.
func (m *Model) recoveries(contract *Contract, activity *ContractActivity) []RecoveryLine {
	var lines []RecoveryLine
	for k := range contract.Recoveries {
		recovery := &contract.Recoveries[k]
		counted := activity.find(recovery.Currency)
		if counted == nil || counted.Discharge == nil {
			continue
		}
		line := RecoveryLine{Currency: recovery.Currency, Finished: make([]tariff.Quantity, m.Months),
			Recovered: make([]tariff.Quantity, m.Months), Lasting: make([]tariff.Quantity, m.Months)}
		for i := range m.Months {
			row, known := recovery.Rows.At(m.Month(i))
			if !known {
				continue
			}
			line.Finished[i] = counted.Discharge[i]
			line.Recovered[i] = tariff.RoundQuantity(counted.Discharge[i].Units() * row.Rate)
			line.Lasting[i] = tariff.RoundQuantity(line.Recovered[i].Units() * (1 - row.ReturnRate))
		}
		lines = append(lines, line)
	}
	return lines
}
