package verify

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// cell is one cell of a sheet that holds something.
type cell struct {
	row, column int
	kind        kind
	number      float64 // of a number; 1 or 0 for true and false
	text        string  // of a text or an error
	formula     string  // without the equals sign; blank for a value
}

// kind is what a cell shows.
type kind uint8

const (
	nothing kind = iota
	number
	text
	truth
	failure
)

func (k kind) String() string {
	return [...]string{"nothing", "number", "text", "true or false", "error"}[k]
}

// name is the cell's name on its sheet: B12.
func (c *cell) name() string { return cellName(c.column, c.row) }

func cellName(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil { // beyond what a sheet may have: as R1C1 counts
		return fmt.Sprintf("R%dC%d", row, column)
	}
	return name
}

// damagedError is a part of a workbook that cannot be read.
type damagedError struct{ part, found string }

// Error says which part is damaged and what to do.
func (e *damagedError) Error() string {
	return fmt.Sprintf("%s is damaged: %s; a spreadsheet may be able to open it and save it again", e.part, e.found)
}

// readCells reads a sheet's cells in the order of rows and columns. strings are the texts
// that the workbook's sheets share.
func readCells(name, part string, shared []string) ([]cell, error) {
	s := sheetReader{xmlReader: xmlReader{part: part}, name: name, shared: shared, formulas: map[string]cell{}}
	for {
		t := s.next()
		switch {
		case t.kind == noToken:
			return nil, &damagedError{"sheet " + name, "its rows break off"}
		case t.name == "sheetData" && t.kind != startTag:
			return s.inOrder(), nil
		case t.kind == startTag && t.name == "row":
			if s.row++; t.attribute("r") != "" {
				s.row, _ = strconv.Atoi(t.attribute("r"))
			}
			s.column = 0
		case t.name == "c" && (t.kind == startTag || t.kind == emptyTag):
			if err := s.cell(&t); err != nil {
				return nil, err
			}
		}
	}
}

type sheetReader struct {
	xmlReader
	name        string
	shared      []string
	formulas    map[string]cell // shared formulas: where each was first written, by its number
	row, column int
	cells       []cell
}

func (s *sheetReader) inOrder() []cell {
	order := func(a, b cell) int { return cmp.Or(a.row-b.row, a.column-b.column) }
	if !slices.IsSortedFunc(s.cells, order) {
		slices.SortStableFunc(s.cells, order)
	}
	return s.cells
}

// cell reads one cell up to its end.
func (s *sheetReader) cell(start *token) error {
	s.column++
	c := cell{row: s.row, column: s.column}
	if at := start.attribute("r"); at != "" {
		column, row, ok := coordinates(at)
		if !ok {
			return &damagedError{"sheet " + s.name, fmt.Sprintf("a cell is called %q", at)}
		}
		c.row, c.column, s.column = row, column, column
	}
	if start.kind == emptyTag {
		return nil
	}
	kindOf := start.attribute("t")
	var formula token
	value, inline, written, phonetic := "", "", "", false
	inside := ""
	for {
		t := s.next()
		switch t.kind {
		case noToken:
			return &damagedError{"sheet " + s.name, "cell " + c.name() + " breaks off"}
		case startTag, emptyTag:
			inside = t.name
			if t.name == "f" {
				formula = t
			}
			if phonetic = phonetic || t.name == "rPh"; t.kind == emptyTag {
				inside = ""
			}
		case textToken:
			switch {
			case inside == "v":
				value += t.text
			case inside == "f":
				written += t.text
			case inside == "t" && !phonetic:
				inline += t.text
			}
		case endTag:
			inside = ""
			if t.name == "rPh" {
				phonetic = false
			}
			if t.name == "c" {
				c.formula = s.formula(&c, &formula, written)
				if err := s.fill(&c, kindOf, value, inline); err != nil {
					return err
				}
				if c.kind != nothing || c.formula != "" {
					s.cells = append(s.cells, c)
				}
				return nil
			}
		}
	}
}

// formula is a cell's formula. A shared one is written out once, and stands in the other
// cells as it would had it been copied there.
func (s *sheetReader) formula(c *cell, start *token, written string) string {
	switch start.attribute("t") {
	case "shared":
		number := start.attribute("si")
		if written != "" {
			s.formulas[number] = cell{row: c.row, column: c.column, formula: written}
		} else if first, known := s.formulas[number]; known {
			return shifted(first.formula, c.column-first.column, c.row-first.row)
		}
	case "array":
		return "{" + written + "}"
	case "dataTable":
		return "{TABLE}"
	}
	return written
}

// fill gives the cell what it shows.
func (s *sheetReader) fill(c *cell, kindOf, value, inline string) error {
	no := func() error {
		return &damagedError{"sheet " + s.name, fmt.Sprintf("cell %s holds %q, which is no %s", c.name(), value, kindOf)}
	}
	switch kindOf {
	case "", "n":
		if value = strings.TrimSpace(value); value == "" {
			return nil
		}
		x, err := strconv.ParseFloat(value, 64)
		if err != nil {
			kindOf = "number"
			return no()
		}
		c.kind, c.number = number, x
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil || i < 0 || i >= len(s.shared) {
			kindOf = "shared text"
			return no()
		}
		c.kind, c.text = text, s.shared[i]
	case "inlineStr":
		c.kind, c.text = text, inline
	case "b":
		c.kind = truth
		if value = strings.TrimSpace(value); value == "1" || value == "true" {
			c.number = 1
		}
	case "e":
		c.kind, c.text = failure, value
	default: // str, and dates as ISO text
		c.kind, c.text = text, value
	}
	if c.kind == text && c.text == "" && c.formula == "" {
		c.kind = nothing
	}
	return nil
}

// coordinates are the column and row of a cell's name.
func coordinates(name string) (column, row int, ok bool) {
	i := 0
	for ; i < len(name) && i < mostLetters; i++ {
		c := name[i] &^ 0x20 // upper case
		if c < 'A' || c > 'Z' {
			break
		}
		column = column*26 + int(c-'A') + 1
	}
	row, err := strconv.Atoi(name[i:])
	return column, row, err == nil && i > 0 && row > 0
}

// mostLetters is how many letters name the last column of a sheet, XFD.
const mostLetters = 3
