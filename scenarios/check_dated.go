package scenarios

import (
	"slices"
	"strconv"
	"strings"
)

// groups gathers the rows of a table that agree in some columns. Rows of a group are in the order of
// their `from` where the table is dated; groups are in the order of their first rows.
func groups(t *Table, columns ...string) [][]int {
	index := map[string]int{}
	var gathered [][]int
	var b strings.Builder
	for row := range t.Rows {
		b.Reset()
		for _, column := range columns {
			b.WriteString(t.Cell(row, column))
			b.WriteByte(0)
		}
		at, seen := index[b.String()]
		if !seen {
			at = len(gathered)
			index[b.String()] = at
			gathered = append(gathered, nil)
		}
		gathered[at] = append(gathered[at], row)
	}
	if t.Schema.Dated {
		for _, rows := range gathered {
			slices.SortStableFunc(rows, func(a, b int) int { return strings.Compare(t.Cell(a, FromColumn), t.Cell(b, FromColumn)) })
		}
	}
	return gathered
}

// inForce lists, for each month at which any of the rows begins, the rows that hold then: of those
// with the same key but for `from`, the latest.
func inForce(t *Table, rows []int) [][]int {
	var months []string
	for _, row := range rows {
		months = append(months, t.Cell(row, FromColumn))
	}
	slices.Sort(months)
	var states [][]int
	for _, month := range slices.Compact(months) {
		latest := map[string]int{}
		var keys []string
		for _, row := range rows {
			from := t.Cell(row, FromColumn)
			if from > month {
				continue
			}
			key := keyWithoutFrom(t, row)
			earlier, seen := latest[key]
			if !seen {
				keys = append(keys, key)
			}
			if !seen || t.Cell(earlier, FromColumn) <= from {
				latest[key] = row
			}
		}
		var state []int
		for _, key := range keys {
			state = append(state, latest[key])
		}
		states = append(states, state)
	}
	return states
}

func keyWithoutFrom(t *Table, row int) string {
	var parts []string
	for _, name := range t.Schema.Key {
		if name != FromColumn {
			parts = append(parts, t.Cell(row, name))
		}
	}
	return strings.Join(parts, "\x00")
}

// value is a number of a row, 0 where the cell is blank or holds none.
func value(t *Table, row int, column string) float64 {
	x, err := strconv.ParseFloat(t.Cell(row, column), 64)
	if err != nil {
		return 0
	}
	return x
}

// sum adds a column over rows.
func sum(t *Table, rows []int, column string) float64 {
	total := 0.0
	for _, row := range rows {
		total += value(t, row, column)
	}
	return total
}

// since says from when a state of dated rows holds, for messages: " from 2026-04", or nothing where
// it holds from the start.
func since(t *Table, rows []int) string {
	latest := ""
	for _, row := range rows {
		latest = max(latest, t.Cell(row, FromColumn))
	}
	if latest == "" {
		return ""
	}
	return " from " + latest
}
