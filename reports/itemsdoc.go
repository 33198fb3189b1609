package reports

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"parity/engine"
	"parity/scenarios"
)

// WriteTablesDoc writes docs/tables.md: the tables of a model as the schema has them, the
// items of facts as results have them, the figures of draws, and the files of parity cluster.
func WriteTablesDoc(w io.Writer) error {
	if err := scenarios.WriteTablesDoc(w); err != nil {
		return err
	}
	if err := writeItems(w); err != nil {
		return err
	}
	if err := writeRiskFigures(w); err != nil {
		return err
	}
	return writeClusterTables(w)
}

func writeItems(w io.Writer) error {
	out := bufio.NewWriter(w)
	fmt.Fprint(out, `
## Items

The facts of a result (the CSV and JSON of `+"`parity run`"+`, and the workbook's Facts sheet) are one figure a row, by month:

    `+factColumns+`

No fact is a total of others. Flows add over anything; stocks add over contracts and currencies, never over months; rates
never add. A blank value is missing: wanted, not known, and never zero. Besides what it belongs to, each fact has the
commissioner and the provider of its contract. Where an item is of one resource, that stands after a slash: `+"`asked/A06`"+`.
Regenerate this list with `+"`go test ./reports -run TablesDoc -update`"+`.

| item | belongs to | kind | unit | meaning |
|---|---|---|---|---|
`)
	for _, item := range engine.Items() {
		name, unit := item.Name, item.Unit
		if unit == "" {
			unit = "the resource's"
			if item.OfCurrency() {
				unit = "the measure's"
			}
		}
		switch {
		case item.OfCurrency():
			name += "*currency*"
		case item.OfSchedule():
			name += "*schedule*"
		case item.OfFunder():
			name += "*funder*"
		case item.OfSector():
			name += "*sector*"
		case strings.HasSuffix(name, "/"):
			name += "*resource*"
		}
		fmt.Fprintf(out, "| %s | %s | %s | %s | %s |\n", name, item.Grain, item.Kind, unit, item.Meaning)
	}
	return out.Flush()
}
