package workbook

import (
	"strconv"
)

// asRun is the sheet of what the run used for the inputs that formulas cannot follow.
type asRun struct {
	*sheet
	tables []asRunTable
}

// asRunTable is where one table's inputs stand as run.
type asRunTable struct {
	of      *inputSheet
	rows    block // on this sheet
	columns int
}

// planAsRun copies every table but for its closing remarks. Cells that formulas follow, and
// remarks, are read from the input sheet, so that only a change that makes the projected
// quantities stale shows as a difference.
func (b *book) planAsRun() *asRun {
	s := &sheet{name: "Inputs as run", title: "Inputs as the run used them", kind: workings, freeze: "A4", heads: [2]int{1, 1},
		about: "What stands here as a value was used by Parity for projected quantities, keys and dates; what formulas follow is read from its input sheet. The sheet Checks compares the two."}
	b.head(s)
	a := &asRun{sheet: s}
	for _, in := range b.inputs {
		s.add()
		s.add(textCell(in.name, style{role: subhead}))
		columns := in.table.Schema.Columns
		width := 0
		var names []cell
		for c := range columns {
			names = append(names, textCell(columns[c].Name, style{role: head}))
			if !isRemark(columns[c].Name) {
				width = c + 1
			}
		}
		s.add(names[:width]...)
		from := s.next()
		for r := range in.table.Rows {
			cells := make([]cell, width)
			for c := range cells {
				cells[c] = in.asRun(r, c)
			}
			s.add(cells...)
		}
		a.tables = append(a.tables, asRunTable{of: in, rows: block{from, s.next() - 1}, columns: width})
		for len(s.widths) < width {
			s.widths = append(s.widths, 15)
		}
	}
	return a
}

// asRun is a cell as the run used it, or where that makes no quantity stale, as it stands.
func (s *inputSheet) asRun(row, column int) cell {
	is := s.value(row, column)
	if !s.isLive(row, column) && !isRemark(s.table.Schema.Columns[column].Name) {
		if is.isText {
			return textCell(is.text, style{role: value})
		}
		is.style = style{role: value, format: is.style.format}
		return is
	}
	from := s.prefix() + cellName(column+1, row+inputFirst)
	switch {
	case !is.isSet:
		return formulaCell(from, 0, style{role: figure})
	case is.isText:
		return textFormula(from, is.text, style{role: figure})
	}
	return formulaCell(from, is.number, style{role: figure, format: is.style.format})
}

// alsoProjects says whether a column that formulas follow feeds projected quantities too.
func (s *inputSheet) alsoProjects(column int) bool {
	switch name := s.table.Schema.Columns[column].Name; s.table.Schema.Table {
	case "packages":
		return name == "quantity"
	case "resources":
		return name == "fixed_share" || name == "semi_fixed_share"
	}
	return false
}

// differing counts the cells of a table that are no longer as run.
func (t asRunTable) differing(on *sheet) string {
	last := columnName(t.columns)
	now := t.of.prefix() + "$A$" + strconv.Itoa(inputFirst) + ":$" + last + "$" + strconv.Itoa(inputFirst+len(t.of.table.Rows)-1)
	was := on.prefix() + "$A$" + strconv.Itoa(t.rows.from) + ":$" + last + "$" + strconv.Itoa(t.rows.to)
	return "SUMPRODUCT(--(" + now + "<>" + was + "))"
}

// rowsNow counts the rows of the table as it stands, with room for rows added below.
func (t asRunTable) rowsNow() string {
	return "COUNTA(" + t.of.prefix() + "$A$" + strconv.Itoa(inputFirst) + ":$A$" + strconv.Itoa(inputFirst+len(t.of.table.Rows)+roomForRows) + ")"
}

const roomForRows = 500
