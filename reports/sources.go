package reports

import (
	"slices"

	"parity/scenarios"
)

// Title is the model's title, or its name where it has none.
func Title(model *scenarios.Model) string {
	if title := model.Setting(scenarios.KeyTitle); title != "" {
		return title
	}
	return model.Name
}

// Sources lists what the model's rows name as their source, each once, in order of tables
// and rows.
func Sources(model *scenarios.Model) []string {
	sources := []string{}
	seen := map[string]bool{}
	for _, table := range model.Tables {
		for row := range table.Rows {
			source := table.Cell(row, scenarios.SourceColumn)
			if source != "" && !seen[source] {
				seen[source] = true
				sources = append(sources, source)
			}
		}
	}
	return sources
}

// illustrative lists the tables with rows whose evidence is illustrative.
func illustrative(model *scenarios.Model) []string {
	var tables []string
	for _, table := range model.Tables {
		for row := range table.Rows {
			if table.Cell(row, scenarios.EvidenceColumn) == "illustrative" {
				tables = append(tables, table.Schema.Table)
				break
			}
		}
	}
	return slices.Clip(tables)
}
