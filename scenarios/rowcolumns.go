package scenarios

// columnAt is what the cell at a column of a row has to be. For most columns that is the
// schema's column; where another cell of the row decides, it is what that cell asks for.
func (s *Schema) columnAt(cells []string, at int) Column {
	column := s.Columns[at]
	cell := func(name string) string { return cells[s.Index(name)] }
	switch {
	case s.Table == "model" && column.Kind == Value:
		return modelKey(cell("key"))
	case s.Table == "changes" && column.Kind == Value:
		return changedValue(cell("table"), cell("column"), cell("operation"))
	case s.Table == "changes" && column.Kind == Where:
		column.Refers = cell("table")
	}
	return column
}

// ownColumns says whether any cell of the table's rows needs columnAt.
func (s *Schema) ownColumns() bool { return s.Table == "model" || s.Table == "changes" }

// changedValue is what the value of a change has to be: of the changed column's kind where it
// takes the cell's place, any number where it multiplies the cell or is added to it.
func changedValue(table, column, operation string) Column {
	value := Column{Name: "value", Kind: Text}
	schema, known := SchemaOf(table)
	if !known || schema.Index(column) < 0 {
		return value
	}
	target := schema.Columns[schema.Index(column)]
	switch operation {
	case "set", "insert":
		if target.Kind == Value { // a setting of the model: its key is in `where`
			return value
		}
		target.Required = false
		return target
	case "multiply", "add":
		return Column{Name: "value", Kind: Number, Required: true}
	}
	return value
}

// readRow puts the cells of a row into canonical form and gives those that do not fit as they
// are. Columns that decide about others come first in every schema that has any.
func (s *Schema) readRow(cells []string) {
	own := s.ownColumns()
	var deciding []int
	for at := range cells {
		if cells[at] == "" {
			continue
		}
		if own && (s.Columns[at].Kind == Value || s.Columns[at].Kind == Where) {
			deciding = append(deciding, at)
			continue
		}
		if canonical, misfit := s.Columns[at].Read(cells[at]); misfit == nil {
			cells[at] = canonical
		}
	}
	for _, at := range deciding {
		column := s.columnAt(cells, at)
		if canonical, misfit := column.Read(cells[at]); misfit == nil {
			cells[at] = canonical
		}
	}
}
