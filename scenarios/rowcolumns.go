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
	case s.intervalEnd(at):
		column.operand, column.Unit = true, endUnit(cell("cells"), cell("operation"))
	}
	return column
}

// ownColumns says whether any cell of the table's rows needs columnAt.
func (s *Schema) ownColumns() bool {
	return s.Table == "model" || s.Table == "changes" || s.Table == "uncertainty"
}

// partOfCell is the unit of what multiplies a cell: 1.1, or 110%, is a tenth more.
const partOfCell = "fraction of the cell"

// endUnit is the unit of an end of an interval: that of the cells, which take the draw's place or
// have it added to them, or of what multiplies them.
func endUnit(cells, operation string) string {
	set, err := ParseCells(cells)
	schema, known := SchemaOf(set.Table)
	if operation == opMultiply || err != nil || !known || schema.Index(set.Column) < 0 {
		return partOfCell // cells that cannot be read are a fault of their own
	}
	return unitOrAsCell(schema.Columns[schema.Index(set.Column)])
}

// unitOrAsCell is a column's unit; a value of changes has none before its row is known.
func unitOrAsCell(column Column) string {
	if column.Unit == "" {
		return "as the cell"
	}
	return column.Unit
}

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
	case opSet, opInsert:
		if target.Kind == Value { // a setting of the model: its key is in `where`
			return value
		}
		target.Required = false
		target.operand, target.Unit = operation == opSet, unitOrAsCell(target)
		return target
	case opMultiply:
		return Column{Name: "value", Kind: Number, Required: true, Unit: partOfCell}
	case opAdd:
		return Column{Name: "value", Kind: Number, Required: true, Unit: unitOrAsCell(target), operand: true}
	}
	return value
}

// decided says whether another cell of the row decides what a column's cell has to be.
func (s *Schema) decided(at int) bool {
	return s.Columns[at].Kind == Value || s.Columns[at].Kind == Where || s.intervalEnd(at)
}

// intervalEnd says whether a column holds an end of the interval of uncertain cells.
func (s *Schema) intervalEnd(at int) bool {
	name := s.Columns[at].Name
	return s.Table == "uncertainty" && (name == "low" || name == "high")
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
		if own && s.decided(at) {
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
