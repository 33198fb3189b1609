package scenarios

import (
	"fmt"
	"slices"
)

// checkReallocation holds the shares of those recorded in a currency to 1 together: with a row
// for those rightly recorded they are all of them, without one the rest is rightly recorded.
func checkReallocation(m *Model) Faults {
	t := m.Table("reallocation")
	var faults Faults
	for _, rows := range groups(t, "contract", "recorded") {
		for _, state := range inForce(t, rows) {
			if slices.ContainsFunc(state, func(row int) bool { return value(t, row, "share") > 1 }) {
				continue // at fault by itself
			}
			total := sum(t, state, "share")
			all := slices.ContainsFunc(state, func(row int) bool { return rightlyRecorded(t, row) })
			var allowed, remedy string
			switch {
			case all && (total < 1-shareTolerance || total > 1+shareTolerance):
				allowed, remedy = "with a row for those rightly recorded, all shares of a recorded currency sum to 1", "change them so that they do, or take that row out"
			case total > 1+shareTolerance:
				allowed, remedy = "the shares of a recorded currency sum to 1 at most; the rest is rightly recorded", "lower one of them"
			default:
				continue
			}
			last := slices.Max(state)
			faults = append(faults, t.Fault(last, "share", fmt.Sprintf("shares of those recorded in currency %s for contract %s that sum to %s%s",
				t.Cell(last, "recorded"), t.Cell(last, "contract"), short(total), since(t, state)), allowed, remedy))
			break
		}
	}
	return faults
}

// rightlyRecorded says whether a row of reallocation is of those who are recorded where they
// belong.
func rightlyRecorded(t *Table, row int) bool { return t.Cell(row, "recorded") == t.Cell(row, "right") }
