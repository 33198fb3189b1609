package scenarios

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
)

// factsMark is the line of docs/tables.md below which the items of the results are listed.
const factsMark = "<!-- facts -->"

const tablesIntroduction = `# Tables

Generated from the schema in the scenarios package; do not edit it by hand. Regenerate it with
` + "`go test ./scenarios -run TablesDoc -update`" + `.

A model is a folder of CSV files, one a table, or a workbook with one sheet a table; both are the same model and
` + "`parity convert`" + ` turns one into the other. Only the tables that a model needs have to be there.

- Months are written 2025-04, financial years (April to March) 2025-26. Spreadsheet dates on the first of a month are read too.
- Money is in pounds; a pound sign and thousands commas are read and left out.
- Rates and shares are fractions: 0.0483 is 4.83%, and 4.83% may be written.
- Codes are text. A cluster's leading zero makes no difference: 01 is 1. ` + "`*`" + ` stands for all where a column allows it, and the more particular row wins.
- A dated table has a column ` + "`from`" + ` in its key: a row holds from that month until the next row of the same key; blank is from the start.
- ` + "`evidence`, `source` and `note`" + ` say where figures come from, and travel to the results.
- Cells are named as ` + "`table[column=value|value,column=value].column`" + `.
- Numbers are read with all their places. Goal seek looks for them to six places, as prices are kept; for annual_value and amount to two, for quantity of plan and activity to three.
- Unknown tables and columns, keys that stand twice, references to nothing and values out of bounds are faults; ` + "`parity check`" + ` lists them all.

`

// WriteTablesDoc writes docs/tables.md: every table with its key and columns, what each means, its
// unit and what is allowed.
func WriteTablesDoc(w io.Writer) error {
	b := bufio.NewWriter(w)
	b.WriteString(tablesIntroduction)
	for i := range allSchemas {
		s := &allSchemas[i]
		fmt.Fprintf(b, "- [%s](#%s): %s\n", s.Table, s.Table, firstSentence(s.Doc))
	}
	for i := range allSchemas {
		describeTable(b, &allSchemas[i])
	}
	fmt.Fprintf(b, "\n%s\n", factsMark)
	return b.Flush()
}

func describeTable(b *bufio.Writer, s *Schema) {
	dated := ""
	if s.Dated {
		dated = " Dated."
	}
	fmt.Fprintf(b, "\n## %s\n\n%s\n\nKey: %s.%s\n\n", s.Table, s.Doc, strings.Join(s.Key, ", "), dated)
	b.WriteString("| column | holds | needed | meaning |\n|---|---|---|---|\n")
	for i := range s.Columns {
		c := &s.Columns[i]
		needed := ""
		switch {
		case slices.Contains(s.Key, c.Name) && c.Required:
			needed = "key"
		case slices.Contains(s.Key, c.Name):
			needed = "key, may be blank"
		case c.Required:
			needed = "yes"
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s |\n", c.Name, tableCell(holds(c)), needed, tableCell(c.Doc))
	}
}

// holds says what a column's cells are, with the unit.
func holds(c *Column) string {
	text := strings.TrimPrefix(c.Allowed(), c.Name+" is ")
	text = strings.TrimPrefix(text, c.Name+" names ")
	if c.Unit != "" && c.Kind != Share && c.Kind != Rate {
		text += " (" + c.Unit + ")"
	}
	return text
}

// tableCell keeps a sign that would end a cell of a Markdown table from doing so.
func tableCell(text string) string { return strings.ReplaceAll(text, "|", "\\|") }

func firstSentence(text string) string {
	if first, _, more := strings.Cut(text, ". "); more {
		return first + "."
	}
	return text
}
