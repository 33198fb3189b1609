package scenarios

import (
	"slices"

	"parity/engine"
	"parity/tariff"
)

// recoveries reads how many of those who finish recover under each contract.
func (c *compiler) recoveries() {
	t := c.tables.Table("recovery")
	keys, rows := group(t, "contract", "currency")
	for k, key := range keys {
		contract := &c.model.Contracts[c.contracts[key[0]]]
		recovery := engine.Recovery{Currency: c.currencies[key[1]]}
		if caseload := contract.CaseloadOf(recovery.Currency); caseload == nil || caseload.Flow[0].Value.MeanStayDays == 0 {
			c.fault(t.Fault(rows[k][0], "currency", quoted(key[1])+", in which contract "+key[0]+" has no caseload with a mean stay", "who recovers is counted among those who are discharged",
				"give the contract a caseload of it with a mean stay, or take the row out"))
		}
		for _, row := range rows[k] {
			recovery.Rows = append(recovery.Rows, tariff.Since[engine.RecoveryRow]{From: from(t, row), Value: engine.RecoveryRow{
				Rate: float(t.Cell(row, "recovery_rate")), ReturnRate: float(t.Cell(row, "return_rate")), Measure: t.Cell(row, "measure"),
			}})
			if measure := t.Cell(row, "measure"); measure != "" && !slices.ContainsFunc(contract.Outcomes, func(o tariff.Outcome) bool { return o.Name == measure }) {
				var names []string
				for _, outcome := range contract.Outcomes {
					names = append(names, outcome.Name)
				}
				c.fault(t.Fault(row, "measure", quoted(measure)+", which is no outcome of contract "+key[0], "the measure is one of the contract's outcomes", didYouMean(measure, names, "add it to outcomes, or leave the cell blank")))
			}
		}
		contract.Recoveries = append(contract.Recoveries, recovery)
	}
	for i := range c.model.Contracts {
		slices.SortFunc(c.model.Contracts[i].Recoveries, func(a, b engine.Recovery) int { return a.Currency - b.Currency })
	}
}
