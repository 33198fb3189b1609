package scenarios

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Bounds of what is read as one table. A model of the largest trust stays far below them.
const (
	maxRows    = 1_000_000
	maxColumns = 200
)

// grid is a table as it stands in a file or sheet, before its columns are known.
type grid struct {
	place      string // "prices.csv" or "sheet prices"
	header     []string
	headerLine int
	letters    []string // for a sheet, the letter of each header cell; nil for a file
	semicolons bool     // a file whose cells semicolons separate, where a comma may be a decimal point
	rows       []gridRow
}

type gridRow struct {
	line  int
	cells []string // may be shorter than the header
}

// errorValue is what a spreadsheet shows where a formula went wrong.
var errorValue = regexp.MustCompile(`^#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)$`)

// table puts the grid's columns in the schema's order and its cells into canonical form. Cells
// that do not fit stay as they are, for Check to report.
func (g *grid) table(schema *Schema) (*Table, Faults) {
	t := &Table{Schema: schema, Place: g.place}
	columns, faults := g.columns(t)
	width := len(schema.Columns)
	for _, row := range g.rows {
		if blankRow(row.cells) {
			continue
		}
		cells := make([]string, width)
		t.Rows = append(t.Rows, Row{Cells: cells, Line: row.line})
		at := len(t.Rows) - 1
		for i, cell := range row.cells {
			if strings.TrimSpace(cell) == "" {
				continue
			}
			if i < len(g.header) && strings.TrimSpace(g.header[i]) == "" && i < g.named() {
				faults = append(faults, t.Fault(at, "", fmt.Sprintf("%s under a blank header, in column %s", quoted(cell), g.columnAt(i)),
					"each column that holds something is named in the header", "name the column, or empty it"))
				continue
			}
			if i >= len(g.header) || (columns[i] < 0 && strings.TrimSpace(g.header[i]) == "") {
				faults = append(faults, t.Fault(at, "", fmt.Sprintf("%s right of the last named column", quoted(cell)),
					fmt.Sprintf("the header names %d columns", len(t.Columns)),
					"remove it, or put text that has commas in it in double quotes"))
				continue
			}
			if columns[i] < 0 {
				continue
			}
			column := &schema.Columns[columns[i]]
			cells[columns[i]] = cell
			if fault, ok := g.spoiled(t, at, column, cell); ok {
				faults = append(faults, fault)
			}
		}
		schema.readRow(cells)
	}
	return t, faults
}

// named is how far the header reaches: the number of columns up to the last that has a name.
func (g *grid) named() int {
	for i := len(g.header); i > 0; i-- {
		if strings.TrimSpace(g.header[i-1]) != "" {
			return i
		}
	}
	return 0
}

// columnAt is how a person finds a column: by its letter in a sheet, by its number in a file.
func (g *grid) columnAt(i int) string {
	if g.letters != nil {
		return g.letters[i]
	}
	return strconv.Itoa(i + 1)
}

// spoiled finds what only the reader can know of a cell: that a spreadsheet's error stands in it,
// or that its comma may be a decimal point.
func (g *grid) spoiled(t *Table, row int, column *Column, cell string) (Fault, bool) {
	text := strings.TrimSpace(cell)
	if errorValue.MatchString(text) {
		return t.Fault(row, column.Name, quoted(text)+", a spreadsheet's error", column.Allowed(),
			"mend the formula where the cell comes from, or type the value"), true
	}
	if g.semicolons && column.Kind.Numeric() && strings.Contains(text, ",") {
		return t.Fault(row, column.Name, quoted(text)+" in a file with semicolons, where a comma may be a decimal point", column.Allowed(),
			"write decimals with a point and no thousands separator"), true
	}
	return Fault{}, false
}

// columns finds each header cell's place in the schema, -1 where it has none, and what is wrong
// with the header.
func (g *grid) columns(t *Table) ([]int, Faults) {
	schema := t.Schema
	var faults Faults
	fault := func(at int, found, allowed, remedy string) {
		place := fmt.Sprintf("%s, row %d", g.place, g.headerLine)
		if g.letters != nil && at >= 0 {
			place = fmt.Sprintf("%s, cell %s%d", g.place, g.letters[at], g.headerLine)
		}
		faults = append(faults, Fault{Place: place, Found: found, Allowed: allowed, Remedy: remedy,
			table: schema.order(), row: g.headerLine, column: at})
	}
	columns := make([]int, len(g.header))
	if g.letters != nil {
		t.letters = make([]string, len(schema.Columns))
	}
	seen := make([]bool, len(schema.Columns))
	names := schema.columnNames()
	for i, text := range g.header {
		columns[i] = -1
		name := headerName(text)
		if name == "" {
			continue
		}
		at := schema.Index(name)
		switch {
		case at < 0:
			fault(i, fmt.Sprintf("the column %s", quoted(text)), fmt.Sprintf("%s has the columns %s", schema.Table, strings.Join(names, ", ")),
				didYouMean(name, names, "rename it or take it out; text for readers goes in `note`"))
			continue
		case seen[at]:
			fault(i, fmt.Sprintf("the column %s a second time", names[at]), "each column stands once", "take one of the two out")
			continue
		}
		seen[at] = true
		columns[i] = at
		t.Columns = append(t.Columns, names[at])
		if g.letters != nil {
			t.letters[at] = g.letters[i]
		}
	}
	for at := range schema.Columns {
		column := &schema.Columns[at]
		if column.Required && !seen[at] && slices.ContainsFunc(g.rows, func(r gridRow) bool { return !blankRow(r.cells) }) {
			fault(-1, "no column "+column.Name, column.Allowed()+", and every row needs one", "add the column to the header and fill it")
		}
	}
	return columns, faults
}

// asName spells what people write with spaces or dashes as columns and choices are named.
var asName = strings.NewReplacer(" ", "_", "-", "_")

// headerName is the column's name that a header cell spells.
func headerName(text string) string {
	return asName.Replace(strings.ToLower(strings.TrimSpace(text)))
}

func blankRow(cells []string) bool {
	return !slices.ContainsFunc(cells, func(cell string) bool { return strings.TrimSpace(cell) != "" })
}

// shownLength is how much of a cell a message repeats.
const shownLength = 60

// quoted puts text in quotation marks for a message, cut where it is long.
func quoted(text string) string {
	if runes := []rune(text); len(runes) > shownLength {
		text = string(runes[:shownLength]) + "…"
	}
	return fmt.Sprintf("%q", text)
}
