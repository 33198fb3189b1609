package workbook

import (
	"strconv"
	"strings"

	"parity/scenarios"
)

// Rows of an input sheet.
const (
	inputHead  = 5 // the columns' names, as the model's readers look for them
	inputFirst = 6
)

// inputSheet is one table of the model as a sheet: the same name, the same columns, so that
// the workbook can be read back as a model.
type inputSheet struct {
	*sheet
	table *scenarios.Table
	byRow map[int]int // line of the table as read -> index of its row
	used  [][]bool    // cells that a formula follows
	refs  [][]expr    // cells that formulas refer to; without text where none has yet
}

// planInputs opens a sheet for every table with rows. What is live on it is known only
// once the workings stand; finishInputs then writes it.
func (b *book) planInputs() {
	for _, t := range b.study.Model.Tables {
		if len(t.Rows) == 0 {
			continue
		}
		s := &inputSheet{sheet: &sheet{name: t.Schema.Table, title: t.Schema.Title, about: t.Schema.Doc, kind: inputs},
			table: t, byRow: map[int]int{}, used: make([][]bool, len(t.Rows)), refs: make([][]expr, len(t.Rows))}
		for i, row := range t.Rows {
			s.byRow[row.Line] = i
			s.used[i], s.refs[i] = make([]bool, len(t.Schema.Columns)), make([]expr, len(t.Schema.Columns))
		}
		b.inputs = append(b.inputs, s)
	}
}

// inputOf is the sheet of a table; nil where the model has no rows of it.
func (b *book) inputOf(table string) *inputSheet {
	for _, s := range b.inputs {
		if s.table.Schema.Table == table {
			return s
		}
	}
	return nil
}

// cell refers to a cell of the sheet and marks it as one that formulas follow.
func (s *inputSheet) cell(row, column int) expr {
	s.used[row][column] = true
	return s.text(row, column)
}

// text refers to a cell that only says which figures go together: a code, a month.
func (s *inputSheet) text(row, column int) expr {
	ref := &s.refs[row][column]
	if ref.text == "" {
		*ref = cellExpr(s.prefix()+fixedCell(column+1, row+inputFirst), parse(s.table.Rows[row].Cells[column]))
	}
	return *ref
}

// finishInputs writes the rows of every input sheet.
func (b *book) finishInputs() {
	for _, s := range b.inputs {
		b.head(s.sheet)
		columns := s.table.Schema.Columns
		var marks, heads []cell
		for c := range columns {
			marks = append(marks, textCell(s.mark(c), style{role: lead}))
			heads = append(heads, textCell(columns[c].Name, style{role: head, right: columns[c].Kind.Numeric()}))
		}
		s.skip(inputHead - 1)
		s.add(marks...)
		s.add(heads...)
		for r := range s.table.Rows {
			cells := make([]cell, len(columns))
			for c := range columns {
				cells[c] = s.value(r, c)
			}
			s.add(cells...)
		}
		s.widths = s.fit(columns)
		s.freeze = cellName(min(len(s.table.Schema.Key), 2)+1, inputFirst)
		s.heads = [2]int{inputHead, inputHead}
	}
}

// mark says in words what becomes of a column's cells.
func (s *inputSheet) mark(column int) string {
	if isRemark(s.table.Schema.Columns[column].Name) {
		return "text"
	}
	for r := range s.table.Rows {
		if s.isLive(r, column) {
			return "live"
		}
	}
	return "re-run parity"
}

// isLive says whether formulas follow a cell wholly: nothing that was projected rests on it.
func (s *inputSheet) isLive(row, column int) bool {
	return s.used[row][column] && !s.alsoProjects(column)
}

// isRemark says whether a column only tells people something.
func isRemark(column string) bool {
	switch column {
	case scenarios.EvidenceColumn, scenarios.SourceColumn, scenarios.NoteColumn, "name", "title", "description", "reason", "author", "release", "status", "group":
		return true
	}
	return false
}

// value is a cell as it stands in the model, styled by what becomes of it.
func (s *inputSheet) value(row, column int) cell {
	is := s.table.Schema.Columns[column]
	text := s.table.Rows[row].Cells[column]
	look := style{role: rerun}
	switch {
	case s.isLive(row, column):
		look.role = live
	case isRemark(is.Name):
		look.role = label
	}
	if is.Kind == scenarios.Money {
		look.format = price
	}
	if is.Kind.Numeric() || s.numeric(row, column) {
		if x, err := strconv.ParseFloat(text, 64); err == nil {
			return numberCell(x, look)
		}
	}
	c := textCell(text, look)
	return c
}

// numeric says whether a cell whose meaning another cell decides holds a number.
func (s *inputSheet) numeric(row, column int) bool {
	if s.table.Schema.Columns[column].Kind != scenarios.Value {
		return false
	}
	if s.table.Schema.Table == "changes" {
		schema, known := scenarios.SchemaOf(s.table.Cell(row, "table"))
		at := -1
		if known {
			at = schema.Index(s.table.Cell(row, "column"))
		}
		return at >= 0 && schema.Columns[at].Kind.Numeric()
	}
	return s.table.Rows[row].Cells[0] == scenarios.KeyMonths
}

// fit gives each column room for what stands in it, within bounds.
func (s *inputSheet) fit(columns []scenarios.Column) []float64 {
	const least, most, remark = 9, 34, 42
	widths := make([]float64, len(columns))
	for c := range columns {
		w := float64(max(len(columns[c].Name), len(s.mark(c)))) + 2
		for r := range s.table.Rows {
			text := s.table.Rows[r].Cells[c]
			w = max(w, float64(len(text))+3)
			if columns[c].Kind == scenarios.Money {
				w = max(w, poundsRoom(text))
			}
		}
		limit := float64(most)
		if isRemark(columns[c].Name) {
			limit = remark
		}
		widths[c] = min(max(w, least), limit)
	}
	return widths
}

// poundsRoom is the room that a sum needs as it is shown: with commas, a point and six places, which
// are kept free where they are not used.
func poundsRoom(text string) float64 {
	const pointAndPlaces, margin = 7, 3
	pounds, _, _ := strings.Cut(text, ".")
	return float64(len(pounds) + len(pounds)/3 + pointAndPlaces + margin)
}

// key is a row's key on one line.
func (s *inputSheet) key(row int) string {
	return strings.ReplaceAll(s.table.Key(row), "\n", " ")
}
