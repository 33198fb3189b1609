package scenarios

import (
	"github.com/shopspring/decimal"

	"parity/engine"
)

// anyCurrency stands for a row that holds for every currency.
const anyCurrency = -1

// consequences reads what care not delivered costs elsewhere.
func (c *compiler) consequences() {
	t := c.tables.Table("consequences")
	for row := range t.Rows {
		consequence := engine.Consequence{Sector: t.Cell(row, "sector"), Currency: anyCurrency, Pounds: numberOr(t.Cell(row, "pounds"), decimal.Zero)}
		if key := t.Cell(row, "currency"); key != anyValue {
			consequence.Currency = c.currencies[key]
		}
		c.model.Consequences = append(c.model.Consequences, consequence)
	}
}
