package workbook

import (
	"parity/scenarios"
	"parity/tariff"
)

// costGrowth is how a resource's unit cost grows: by the cost uplift less the efficiency
// its provider delivers, which is that of the row in force when the uplift takes effect.
func (s *scenario) costGrowth(t *scenarios.Table, rows []int, row int, base tariff.Month) grown {
	return s.byMonth(t.Cell(row, "uplift"), base, "unit costs", func(r upliftRow) expr {
		then := inForce(t, rows, r.from.String())
		if then < 0 {
			then = rows[0]
		}
		return minus(s.inflation(r.row), s.input(t, then, "efficiency_delivered"))
	})
}
