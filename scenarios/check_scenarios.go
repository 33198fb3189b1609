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
		case operation == "remove":
			if column != "" {
				fault("column", quoted(column)+" with remove", "remove takes whole rows out", "leave the cell blank, or set the column to what it should be")
			}
		case column == "":
			fault("column", "nothing", fmt.Sprintf("%s has the columns %s", schema.Table, strings.Join(schema.columnNames(), ", ")), "name the column that is changed")
		case at < 0:
			fault("column", quoted(column), fmt.Sprintf("%s has the columns %s", schema.Table, strings.Join(schema.columnNames(), ", ")), didYouMean(column, schema.columnNames(), "name one of them"))
		case (operation == "multiply" || operation == "add") && !schema.Columns[at].Kind.Numeric() && schema.Columns[at].Kind != Value:
			fault("operation", fmt.Sprintf("%s on %s, which holds no number", quoted(operation), column), "only numbers are multiplied or added to", "use set")
		}
		if operation == "insert" && t.Cell(row, "where") == "" {
			fault("where", "nothing", "for insert, where gives the new row's key", "write "+strings.Join(schema.Key, "=...,")+"=...")
		}
		if t.Cell(row, FromColumn) != "" && !schema.Dated {
			fault(FromColumn, quoted(t.Cell(row, FromColumn)), fmt.Sprintf("only dated tables change on a month, and %s is not dated", schema.Table), "leave the cell blank, or name the months in where")
		}
	}
	return faults
}

// checkUncertainty holds parameters to what their family of distributions needs, and correlations to
// the groups there are.
func checkUncertainty(m *Model) Faults {
	t := m.Table("uncertainty")
	var faults Faults
	groupsKnown := map[string]bool{}
	var groupNames []string
	for row := range t.Rows {
		if group := t.Cell(row, "group"); group != "" && !groupsKnown[group] {
			groupsKnown[group] = true
			groupNames = append(groupNames, group)
		}
		if t.Cell(row, "family") == "dirichlet" {
			if t.Cell(row, "concentration") == "" {
				faults = append(faults, t.Fault(row, "concentration", "nothing", "a dirichlet takes its means from the cells and its width from concentration", "fill the cell"))
			}
			continue
		}
		for _, column := range []string{"low", "high"} {
			if t.Cell(row, column) == "" {
				faults = append(faults, t.Fault(row, column, "nothing", "an 80% interval has a low and a high end", "fill the cell"))
			}
		}
		if t.Cell(row, "low") != "" && t.Cell(row, "high") != "" && value(t, row, "low") >= value(t, row, "high") {
			faults = append(faults, t.Fault(row, "high", fmt.Sprintf("an interval from %s to %s", t.Cell(row, "low"), t.Cell(row, "high")), "low lies below high", "change the two round"))
		}
	}
	t = m.Table("correlations")
	for row := range t.Rows {
		for _, column := range []string{"group_a", "group_b"} {
			if group := t.Cell(row, column); group != "" && !groupsKnown[group] {
				faults = append(faults, t.Fault(row, column, quoted(group)+", which is no group of uncertainty", column+" is a group of the uncertainty table", didYouMean(group, groupNames, "give a parameter this group")))
			}
		}
	}
	return faults
}
