package workbook

import (
	"slices"

	"parity/engine"
	"parity/scenarios"
)

// costsLaid is what some scenarios' costs were laid out from, what was laid out, and the rows
// it uses. Scenarios that leave a table untouched share the very table, and those that change
// only what is paid share their care.
type costsLaid struct {
	care  *engine.Care
	read  map[string]*scenarios.Table
	users []*users
	costs *costed
}

// costsOrShared lays out the scenario's costs, or uses the rows of another whose are the same. It
// comes first, so that all that costs rest on is looked into and asked for here.
func (s *scenario) costsOrShared() *costed {
	at := slices.IndexFunc(s.costs, func(is costsLaid) bool {
		if is.care != s.result.Care {
			return false
		}
		for name, table := range is.read {
			if s.table(name) != table {
				return false
			}
		}
		return true
	})
	if at >= 0 {
		is := &s.costs[at]
		for _, u := range is.users {
			u.add(s.at)
		}
		return is.costs
	}
	from := len(s.asked.users)
	s.read = map[string]*scenarios.Table{}
	is := costsLaid{care: s.result.Care, read: s.read, costs: s.planCosts()}
	s.read = nil
	is.users = slices.Clone(s.asked.users[from:])
	s.book.costs = append(s.book.costs, is)
	return is.costs
}
