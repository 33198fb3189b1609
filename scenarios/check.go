package scenarios

import (
	"fmt"
	"slices"
	"strings"
)

// Check looks for everything that is wrong with the tables as they stand: values, keys,
// references, and what rows have to come to together. Warnings are among what it gives.
func Check(m *Model) Faults {
	faults := append(checkBeside(m, nil), checkSlips(m)...)
	faults.sort()
	return faults
}

// checkBeside is Check of tables that changes made of sound ones, without looking for slips: what
// a table says by itself is looked at only where it is no longer the sound model's own. Nil takes
// none for sound.
func checkBeside(m, sound *Model) Faults {
	same := func(t *Table) bool { return sound != nil && sound.find(t.Schema.Table) == t }
	var faults Faults
	for _, t := range m.Tables {
		if !same(t) {
			faults = append(faults, checkValues(t)...)
			faults = append(faults, checkKeys(t)...)
		}
		faults = append(faults, checkReferences(m, t, same)...)
	}
	for _, rule := range []func(*Model) Faults{
		checkSettings, checkClusterCodes, checkMonths, checkActivity, checkCaseload, checkMoves, checkReallocation,
		checkContracts, checkTerms, checkOutcomes, checkWeights, checkSchedules, checkPrices, checkUplifts, checkIndices,
		checkResources, checkPackages, checkRationing, checkStandIns, checkCuts, checkScenarios, checkChanges, checkUncertainty, checkCorrelations,
	} {
		faults = append(faults, rule(m)...)
	}
	faults.sort()
	return faults
}

// checkValues holds every cell to its column.
func checkValues(t *Table) Faults {
	var faults Faults
	own := t.Schema.ownColumns()
	unread := unreadColumns(t)
	for row := range t.Rows {
		cells := t.Rows[row].Cells
		for at := range cells {
			column := &t.Schema.Columns[at]
			if own {
				decided := t.Schema.columnAt(cells, at)
				column = &decided
			}
			name := t.Schema.Columns[at].Name
			if cells[at] == "" {
				if column.Required && !unread[at] {
					faults = append(faults, t.Fault(row, name, "nothing", column.Allowed()+", and every row needs one", "fill the cell"))
				}
				continue
			}
			if _, misfit := column.Read(cells[at]); misfit != nil {
				faults = append(faults, t.Fault(row, name, quoted(cells[at]), misfit.Allowed, misfit.Remedy))
			}
		}
	}
	return faults
}

// unreadColumns says which columns the table's file or sheet did not have: that they are missing is one
// fault of the header, not one of every row.
func unreadColumns(t *Table) []bool {
	unread := make([]bool, len(t.Schema.Columns))
	for at := range unread {
		unread[at] = t.Columns != nil && !slices.Contains(t.Columns, t.Schema.Columns[at].Name)
	}
	return unread
}

// checkKeys finds rows that have the key of an earlier row.
func checkKeys(t *Table) Faults {
	var faults Faults
	first := make(map[string]int, len(t.Rows))
	at := t.Schema.KeyIndexes()
	var b strings.Builder
	for row := range t.Rows {
		b.Reset()
		for _, i := range at {
			b.WriteString(t.Rows[row].Cells[i])
			b.WriteByte(0)
		}
		earlier, seen := first[b.String()]
		if !seen {
			first[b.String()] = row
			continue
		}
		faults = append(faults, t.Fault(row, "", fmt.Sprintf("the key %s a second time, first in row %d", t.Key(row), t.Rows[earlier].Line),
			fmt.Sprintf("%s once in %s", keyStands(t.Schema.Key), t.Schema.Table), "take out one of the two rows"))
	}
	return faults
}

// keyStands is the columns of a key with their verb.
func keyStands(key []string) string {
	if len(key) == 1 {
		return "each " + key[0] + " stands"
	}
	return strings.Join(key, ", ") + " together stand"
}

// keyValues lists the values in the first key column of a table, in order, each once.
func keyValues(t *Table) ([]string, map[string]bool) {
	known := make(map[string]bool, len(t.Rows))
	var names []string
	at := t.Schema.Index(t.Schema.Key[0])
	for row := range t.Rows {
		if value := t.Rows[row].Cells[at]; value != "" && !known[value] {
			known[value] = true
			names = append(names, value)
		}
	}
	return names, known
}

// checkReferences finds cells that name a row of another table that is not there; same says which
// tables are as in a model known to be sound.
func checkReferences(m *Model, t *Table, same func(*Table) bool) Faults {
	var faults Faults
	for at := range t.Schema.Columns {
		column := &t.Schema.Columns[at]
		if column.Refers == "" || column.Kind != Code || same(t) && same(m.Table(column.Refers)) {
			continue
		}
		names, known := keyValues(m.Table(column.Refers))
		for row := range t.Rows {
			value := t.Rows[row].Cells[at]
			if value == "" || known[value] || (value == anyValue && column.Any) {
				continue
			}
			faults = append(faults, t.Fault(row, column.Name, fmt.Sprintf("%s, which is not in %s", quoted(value), column.Refers),
				column.Allowed(), didYouMean(value, names, "add it to "+column.Refers)))
		}
	}
	return faults
}
