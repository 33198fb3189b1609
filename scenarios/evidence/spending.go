package evidence

import (
	"maps"
	"slices"

	"parity/engine"
)

// spending keeps what the cost of scenarios rests on: those that only change what is paid share
// their care, and where they share the tables it is found in, they share that too.
type spending struct{ known []spent }

// spent is what the cost of some scenarios rests on, and the care and tables it was found in.
type spent struct {
	sets    []resting
	unknown int // lines, as in Headline
	care    *engine.Care
	read    map[string]*placedTable
}

// costs is what the scenario's cost rests on. It comes before anything else is asked of the
// walker, so that the tables placed by then are those it was found in.
func (w *walker) costs(kept *spending) spent {
	at := slices.IndexFunc(kept.known, func(s spent) bool {
		if s.care != w.r.Care {
			return false
		}
		for name, table := range s.read {
			if w.table(name) != table {
				return false
			}
		}
		return true
	})
	if at >= 0 {
		return kept.known[at]
	}
	lines := newTally()
	w.cost(lines)
	is := spent{lines.sets(), lines.missing, w.r.Care, maps.Clone(w.tables)}
	kept.known = append(kept.known, is)
	return is
}
