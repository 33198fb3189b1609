package evidence

import (
	"slices"
	"strings"

	"parity/scenarios"
	"parity/tariff"
)

// placedTable is the rows of a table as a scenario leaves it, by their key without from, in
// order of from, and by key and month what holds of them.
type placedTable struct {
	rows   map[string][]placedRow
	start  tariff.Month
	months int

	held, histories, begun map[string][]rests
}

// placedRow is a row, from when it holds, and the groups it is of.
type placedRow struct {
	from  tariff.Month
	rests rests
}

// Where the changes of scenarios stand, and the cuts that are made after them.
const (
	changesTable = "changes"
	cutsTable    = "cuts"
)

// index places the rows of a table as a scenario leaves it. Rows that a change or a cut gave a
// figure rest on it too, unless the change gave the row its evidence as well.
func (p *placer) index(t *scenarios.Table, scenario *scenarios.Scenario) map[string][]placedRow {
	rows := map[string][]placedRow{}
	var key []int
	from := -1
	for _, name := range t.Schema.Key {
		if name == scenarios.FromColumn && t.Schema.Dated {
			from = t.Schema.Index(name)
		} else {
			key = append(key, t.Schema.Index(name))
		}
	}
	var b strings.Builder
	for r := range t.Rows {
		cells := t.Rows[r].Cells
		b.Reset()
		for _, at := range key {
			b.WriteString(cells[at])
			b.WriteByte(0)
		}
		placed := placedRow{rests: groupOf(p.places[t.Schema.Table], classOf(t, r))}
		placed.rests.add(p.supposed(t, r, scenario))
		if from >= 0 && cells[from] != "" {
			placed.from, _ = tariff.ParseMonth(cells[from])
		}
		rows[b.String()] = append(rows[b.String()], placed)
	}
	if from >= 0 {
		for _, list := range rows {
			slices.SortStableFunc(list, func(a, b placedRow) int { return int(a.from - b.from) })
		}
	}
	return rows
}

// supposed is the changes that gave a row a figure without saying what is known of it, and the
// cuts that lowered one, with the changes that made these.
func (p *placer) supposed(t *scenarios.Table, row int, scenario *scenarios.Scenario) rests {
	var found rests
	changes := scenario.Changes
	setBy := t.Rows[row].SetBy
	if setBy == nil {
		return found
	}
	answered := setBy[t.Schema.Index(scenarios.EvidenceColumn)]
	for at := range setBy {
		switch t.Schema.Columns[at].Name {
		case scenarios.EvidenceColumn, scenarios.SourceColumn, scenarios.NoteColumn:
			continue
		}
		for _, by := range setBy[at] {
			if changes[by].Cut != "" {
				cuts := scenario.Tables.Table(cutsTable)
				found.add(groupOf(p.places[cutsTable], classOf(cuts, changes[by].Row)))
				found.add(p.supposed(cuts, changes[by].Row, scenario))
				continue
			}
			if !slices.ContainsFunc(answered, func(other int) bool {
				return changes[other].Scenario == changes[by].Scenario && changes[other].Change == changes[by].Change
			}) {
				found.add(groupOf(p.places[changesTable], classOf(p.changes, changes[by].Row)))
			}
		}
	}
	return found
}

// keyed is a key as rowsByKey has it.
func keyed(parts []string) string {
	var b strings.Builder
	for _, part := range parts {
		b.WriteString(part)
		b.WriteByte(0)
	}
	return b.String()
}

// held is, by month, the row of a table that holds, by the values of its key without from.
// Nothing holds where there is none.
func (w *walker) held(table string, key ...string) []rests {
	t := w.table(table)
	return t.byMonth(t.held, key, func(rows []placedRow, month tariff.Month) rests {
		var found rests
		for _, row := range rows {
			if row.from > month {
				break
			}
			found = row.rests
		}
		return found
	})
}

// history is, by month, the rows of a table that have held by then, the first among them in
// any case: what has come about since the run began rests on all of them.
func (w *walker) history(table string, key ...string) []rests {
	t := w.table(table)
	return t.byMonth(t.histories, key, func(rows []placedRow, month tariff.Month) rests {
		var found rests
		for i, row := range rows {
			if i > 0 && row.from > month {
				break
			}
			found.add(row.rests)
		}
		return found
	})
}

// begun is, by month, the rows of a table that have held by then, none before the first.
func (w *walker) begun(table string, key ...string) []rests {
	t := w.table(table)
	return t.byMonth(t.begun, key, func(rows []placedRow, month tariff.Month) rests {
		var found rests
		for _, row := range rows {
			if row.from <= month {
				found.add(row.rests)
			}
		}
		return found
	})
}

// byMonth works out by month what holds of the rows of a key, once for all who ask.
func (t *placedTable) byMonth(known map[string][]rests, key []string, in func([]placedRow, tariff.Month) rests) []rests {
	name := keyed(key)
	series, done := known[name]
	if !done {
		rows := t.rows[name]
		series = make([]rests, t.months)
		for i := range series {
			series[i] = in(rows, t.start+tariff.Month(i))
		}
		known[name] = series
	}
	return series
}

// row is the row of a table that is not dated.
func (w *walker) row(table string, key ...string) rests {
	rows := w.table(table).rows[keyed(key)]
	if len(rows) == 0 {
		return rests{}
	}
	return rows[0].rests
}

// has says whether a table has rows of a key.
func (w *walker) has(table string, key ...string) bool {
	return len(w.table(table).rows[keyed(key)]) > 0
}

// table places the rows of a table the first time it is asked for.
func (w *walker) table(name string) *placedTable {
	t, known := w.tables[name]
	if !known {
		t = w.shared.place(w.scenario, name)
		w.tables[name] = t
	}
	return t
}
