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
	rows            map[string][]placedRow
	start           tariff.Month
	months          int
	held, histories map[string][]rests
}

// placedRow is a row, from when it holds, and the groups it is of.
type placedRow struct {
	from  tariff.Month
	rests rests
}

// changesTable is where the changes of scenarios stand.
const changesTable = "changes"

// index places the rows of a table. Rows that a change gave a figure rest on the change too,
// unless the change gave the row its evidence as well.
func (p *placer) index(t *scenarios.Table, changes []scenarios.Change) map[string][]placedRow {
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
		placed.rests.add(p.supposed(t, r, changes))
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

// supposed is the changes that gave a row a figure without saying what is known of it.
func (p *placer) supposed(t *scenarios.Table, row int, changes []scenarios.Change) rests {
	var found rests
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
