package scenarios

import "slices"

// UnpaidCut is a cut of the annual value of a contract that pays by something else.
type UnpaidCut struct{ Cut, Contract, Payment string }

// UnpaidCuts are the cuts that take money off an annual value while the contract pays by activity
// or by head, as where a cut of a block is stacked on Payment by Results. They move only what
// rests on the annual value besides: caps, collars and derived prices.
func (s *Scenario) UnpaidCuts() []UnpaidCut {
	contracts := s.Tables.Table("contracts")
	value := contracts.Schema.Index("annual_value")
	var list []UnpaidCut
	for row := range contracts.Rows {
		payment := contracts.Cell(row, "payment")
		if payment != "activity" && payment != "capitation" || contracts.Rows[row].SetBy == nil {
			continue
		}
		for _, n := range contracts.Rows[row].SetBy[value] {
			unpaid := UnpaidCut{contracts.changes[n].Cut, contracts.Cell(row, "contract"), payment}
			if unpaid.Cut != "" && !slices.Contains(list, unpaid) {
				list = append(list, unpaid)
			}
		}
	}
	return list
}
