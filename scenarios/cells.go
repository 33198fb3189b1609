package scenarios

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Condition is one part of a `where`: the column has one of the values.
type Condition struct {
	Column string
	Values []string
}

// CellSet names cells of a table: those of a column in the rows that meet every condition.
type CellSet struct {
	Table  string
	Where  []Condition
	Column string
}

var cellsForm = regexp.MustCompile(`^([a-z_]+)(?:\[([^\[\]]*)\])?\.([a-z_]+)$`)

// ParseWhere takes column=value|value,column=value apart. Blank text is no condition.
func ParseWhere(text string) ([]Condition, error) {
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	var where []Condition
	for part := range strings.SplitSeq(text, ",") {
		column, values, found := strings.Cut(part, "=")
		column = strings.TrimSpace(column)
		if !found || column == "" {
			return nil, fmt.Errorf("%q is not of the form column=value|value", strings.TrimSpace(part))
		}
		condition := Condition{Column: column}
		for value := range strings.SplitSeq(values, "|") {
			condition.Values = append(condition.Values, strings.TrimSpace(value))
		}
		if slices.ContainsFunc(where, func(c Condition) bool { return c.Column == column }) {
			return nil, fmt.Errorf("column %s is named twice", column)
		}
		where = append(where, condition)
	}
	return where, nil
}

// FormatWhere is the inverse of ParseWhere.
func FormatWhere(where []Condition) string {
	parts := make([]string, len(where))
	for i, c := range where {
		parts[i] = c.Column + "=" + strings.Join(c.Values, "|")
	}
	return strings.Join(parts, ",")
}

// ParseCells takes table[column=value|value,column=value].column apart.
func ParseCells(text string) (CellSet, error) {
	parts := cellsForm.FindStringSubmatch(strings.TrimSpace(text))
	if parts == nil {
		return CellSet{}, fmt.Errorf("%q is not of the form table[column=value|value,column=value].column", text)
	}
	where, err := ParseWhere(parts[2])
	if err != nil {
		return CellSet{}, err
	}
	return CellSet{Table: parts[1], Where: where, Column: parts[3]}, nil
}

// String writes the cells as ParseCells reads them.
func (c CellSet) String() string {
	if len(c.Where) == 0 {
		return c.Table + "." + c.Column
	}
	return fmt.Sprintf("%s[%s].%s", c.Table, FormatWhere(c.Where), c.Column)
}

// readWhere puts conditions into canonical form and holds them to the table they are about, which
// the column's Refers names; its Choices, where it has some, are the columns they may name.
func (c *Column) readWhere(text string) (string, *Misfit) {
	where, err := ParseWhere(text)
	if err != nil {
		return "", &Misfit{Remedy: err.Error()}
	}
	schema, known := SchemaOf(c.Refers)
	if !known {
		return FormatWhere(where), nil
	}
	names := schema.columnNames()
	if len(c.Choices) > 0 {
		names = c.Choices
	}
	if misfit := readConditions(schema, names, where); misfit != nil {
		return "", misfit
	}
	return FormatWhere(where), nil
}

// readCells puts the name of cells into canonical form.
func readCells(text string) (string, *Misfit) {
	cells, err := ParseCells(text)
	if err != nil {
		return "", &Misfit{Remedy: "write it in this form, for example prices[schedule=local,currency=1|2].price"}
	}
	schema, known := SchemaOf(cells.Table)
	if !known {
		return "", &Misfit{Allowed: "the tables are " + strings.Join(tableNames(), ", "),
			Remedy: didYouMean(cells.Table, tableNames(), "name one of them")}
	}
	if misfit := readConditions(schema, schema.columnNames(), cells.Where); misfit != nil {
		return "", misfit
	}
	if schema.Index(cells.Column) < 0 {
		return "", unknownColumn(schema, schema.columnNames(), cells.Column)
	}
	return cells.String(), nil
}

// readConditions puts the values of conditions into the canonical form of their columns.
func readConditions(schema *Schema, names []string, where []Condition) *Misfit {
	for i, condition := range where {
		if !slices.Contains(names, condition.Column) {
			return unknownColumn(schema, names, condition.Column)
		}
		column := &schema.Columns[schema.Index(condition.Column)]
		for j, value := range condition.Values {
			canonical, misfit := column.Read(value)
			if misfit != nil {
				return misfit
			}
			where[i].Values[j] = canonical
		}
	}
	return nil
}

func unknownColumn(schema *Schema, names []string, found string) *Misfit {
	return &Misfit{
		Allowed: fmt.Sprintf("the columns of %s that may be named here are %s", schema.Table, strings.Join(names, ", ")),
		Remedy:  didYouMean(found, names, "name one of them"),
	}
}
