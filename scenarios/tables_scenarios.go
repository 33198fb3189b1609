package scenarios

// changeOperations are what a change may do.
var changeOperations = []string{opSet, opMultiply, opAdd, opInsert, opRemove}

func scenarioTables() []Schema {
	return []Schema{
		{Table: "scenarios", Title: "Scenarios", Key: []string{"scenario"},
			Doc: "Named sets of changes to the tables, each on top of the scenario it is based on.",
			Columns: []Column{
				{Name: "scenario", Kind: Code, Required: true, Doc: "The scenario's name. It may not have a + in it: A+B stacks two scenarios."},
				{Name: "title", Kind: Text, Doc: "The scenario's title, as results show it."},
				{Name: "based_on", Kind: Code, Refers: "scenarios", Doc: "The scenario whose changes come first. Blank: the tables as they stand."},
				{Name: "author", Kind: Text, Doc: "Who wrote it."},
				{Name: "reason", Kind: Text, Doc: "Why it is worth running."},
			}},
		{Table: "changes", Title: "Changes", Key: []string{"scenario", "change", "line"}, Input: true,
			Doc: "What a scenario does to the tables, in order. Lines with the same change are one change.",
			Columns: []Column{
				{Name: "scenario", Kind: Code, Required: true, Refers: "scenarios", Doc: "The scenario the change belongs to."},
				{Name: "change", Kind: Code, Required: true, Doc: "The change's name; it is listed, priced and attributed by it."},
				{Name: "line", Kind: Whole, Required: true, Min: new(1.0), Doc: "The line's place within the change, from 1."},
				{Name: "table", Kind: Choice, Required: true, Doc: "The table that is changed."},
				{Name: "where", Kind: Where, Doc: "The rows that are changed, as column=value|value,column=value. Blank is every row. For insert: the new row's key."},
				{Name: "column", Kind: Text, Doc: "The column that is changed. Blank for remove."},
				{Name: "operation", Kind: Choice, Required: true, Choices: changeOperations, Doc: "set, multiply or add change a cell; insert adds a row (all lines of the change with the same `where` build one row); remove takes rows out."},
				{Name: "value", Kind: Value, Doc: "What is set, multiplied by, added or put in the new row's column. Blank for remove."},
				{Name: "from", Kind: Month, Doc: "The month the change takes effect, for dated tables: their rows are split there. Blank: throughout."},
				{Name: "reason", Kind: Text, Doc: "Why."},
			}},
	}
}

func uncertaintyTables() []Schema {
	return []Schema{
		{Table: "uncertainty", Title: "Uncertainty", Key: []string{"parameter"}, Input: true,
			Doc: "Which cells are not known for certain, and how far they may lie from the figure given.",
			Columns: []Column{
				{Name: "parameter", Kind: Code, Required: true, Doc: "A name for what is uncertain."},
				{Name: "cells", Kind: Cells, Required: true, Doc: "The cells that move together, as table[column=value|value,column=value].column."},
				{Name: "operation", Kind: Choice, Choices: []string{opSet, opMultiply, opAdd}, Doc: "Whether a draw takes the cells' place, multiplies them or is added to them. Blank is set."},
				{Name: "low", Kind: Number, Doc: "The low end of an 80% interval, in the unit of the cells; of multiply, what makes the cells their low end: 0.9, or 90%."},
				{Name: "high", Kind: Number, Doc: "The high end of an 80% interval."},
				{Name: "family", Kind: Choice, Required: true, Choices: []string{"pert", "beta", "lognormal", "uniform", "dirichlet", "normal"}, Doc: "The shape of the distribution; dirichlet for shares that sum to 1."},
				{Name: "concentration", Kind: Number, Above: new(0.0), Unit: "people seen", Doc: "For dirichlet: how tightly draws lie around the cells, as a number of people seen."},
				{Name: "group", Kind: Code, Doc: "A name for parameters that move together: as one, or by the rank of the group with itself in correlations."},
			}},
		{Table: "correlations", Title: "Correlations", Key: []string{"group_a", "group_b"}, Input: true,
			Doc: "Rank correlations between groups of uncertain parameters.",
			Columns: []Column{
				{Name: "group_a", Kind: Code, Required: true, Doc: "A group of the uncertainty table."},
				{Name: "group_b", Kind: Code, Required: true, Doc: "Another group, or the same for correlation within it."},
				{Name: "rank", Kind: Number, Required: true, Min: new(-1.0), Max: new(1.0), Unit: "rank correlation", Doc: "Spearman's rank correlation, -1 to 1; of a group with itself, of any two of its parameters, 0 to 1."},
			}},
	}
}
