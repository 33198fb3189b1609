package scenarios

import (
	"fmt"
	"strings"
)

// checkScenarios finds names that cannot be stacked and scenarios that are based on themselves.
func checkScenarios(m *Model) Faults {
	t := m.Table("scenarios")
	var faults Faults
	basedOn := map[string]string{}
	for row := range t.Rows {
		basedOn[t.Cell(row, "scenario")] = t.Cell(row, "based_on")
	}
	for row := range t.Rows {
		name := t.Cell(row, "scenario")
		if strings.Contains(name, "+") {
			faults = append(faults, t.Fault(row, "scenario", quoted(name), "a scenario's name has no + in it, as A+B stacks two scenarios", "choose another name, for example "+strings.ReplaceAll(name, "+", "-")))
		}
		chain := []string{name}
		for next := basedOn[name]; next != "" && len(chain) <= len(t.Rows); next = basedOn[next] {
			chain = append(chain, next)
			if next == name {
				faults = append(faults, t.Fault(row, "based_on", "a scenario based on itself: "+strings.Join(chain, " on "), "each scenario is based on another, or on the tables as they stand", "leave based_on blank in one of them"))
				break
			}
		}
	}
	return faults
}

// checkChanges holds each line of changes to the table it changes.
func checkChanges(m *Model) Faults {
	t := m.Table("changes")
	var faults Faults
	for row := range t.Rows {
		schema, known := SchemaOf(t.Cell(row, "table"))
		if !known {
			continue
		}
		operation, column := t.Cell(row, "operation"), t.Cell(row, "column")
		fault := func(at, found, allowed, remedy string) {
			faults = append(faults, t.Fault(row, at, found, allowed, remedy))
		}
		switch at := schema.Index(column); {
		case operation == opRemove:
			if column != "" {
				fault("column", quoted(column)+" with remove", "remove takes whole rows out", "leave the cell blank, or set the column to what it should be")
			}
		case column == "":
			fault("column", "nothing", fmt.Sprintf("%s has the columns %s", schema.Table, strings.Join(schema.columnNames(), ", ")), "name the column that is changed")
		case at < 0:
			fault("column", quoted(column), fmt.Sprintf("%s has the columns %s", schema.Table, strings.Join(schema.columnNames(), ", ")), didYouMean(column, schema.columnNames(), "name one of them"))
		case (operation == opMultiply || operation == opAdd) && !schema.Columns[at].Kind.Numeric() && schema.Columns[at].Kind != Value:
			fault("operation", fmt.Sprintf("%s on %s, which holds no number", quoted(operation), column), "only numbers are multiplied or added to", "use set")
		}
		if operation == opInsert && t.Cell(row, "where") == "" {
			fault("where", "nothing", "for insert, where gives the new row's key", "write "+strings.Join(schema.Key, "=...,")+"=...")
		}
		if t.Cell(row, FromColumn) != "" && !schema.Dated {
			fault(FromColumn, quoted(t.Cell(row, FromColumn)), fmt.Sprintf("only dated tables change on a month, and %s is not dated", schema.Table), "leave the cell blank, or name the months in where")
		}
	}
	return faults
}
