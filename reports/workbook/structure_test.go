package workbook

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"parity/scenarios"
)

var (
	quotedText = regexp.MustCompile(`"[^"]*"|'[^']*'!`)
	// A number that is no part of a name or an address: 0.02, 12, but not F12 or $12.
	loneNumber = regexp.MustCompile(`(^|[^A-Za-z0-9_$.:!])(\d+(\.\d+)?)`)
	function   = regexp.MustCompile(`([A-Z]+)\(`)
)

// allowedFunctions are those that Excel, LibreOffice and an auditor all know.
var allowedFunctions = map[string]bool{
	"SUM": true, "SUMIFS": true, "SUMPRODUCT": true, "INDEX": true, "MATCH": true, "IF": true, "MIN": true, "MAX": true, "ROUND": true,
	"TEXT": true, "COUNTA": true, "ROWS": true,
}

// eachFormula calls f with every formula of a plan; rows with months give theirs once.
func eachFormula(b *book, f func(s *sheet, row int, formula string)) {
	for _, s := range b.sheets {
		for i, r := range s.rows {
			for _, c := range r.cells {
				if c.formula != "" {
					f(s, i+1, c.formula)
				}
			}
			if r.series != nil && !r.series.values {
				f(s, i+1, r.series.expr.text)
			}
		}
	}
}

func TestFormulasUseOnlyPlainFunctions(t *testing.T) {
	for _, b := range plans(t) {
		eachFormula(b, func(s *sheet, row int, formula string) {
			for _, name := range function.FindAllStringSubmatch(quotedText.ReplaceAllString(formula, ""), -1) {
				if !allowedFunctions[name[1]] {
					t.Errorf("%s, row %d uses %s: =%s", s.name, row, name[1], formula)
				}
			}
		})
	}
}

// 0, 1 and 2 may stand in a formula: "nothing", "exact match", "the whole", "the months
// before this one" and the two places of a penny. Any other number has a name and a cell.
func TestNoConstantStandsInAFormula(t *testing.T) {
	for _, b := range plans(t) {
		eachFormula(b, func(s *sheet, row int, formula string) {
			plain := strings.NewReplacer(at, "K", previous, "J").Replace(quotedText.ReplaceAllString(formula, ""))
			for _, number := range loneNumber.FindAllStringSubmatch(plain, -1) {
				switch number[2] {
				case "0", "1", "2":
				default:
					t.Errorf("%s, row %d has %s in it: =%s", s.name, row, number[2], formula)
				}
			}
		})
	}
}

// The formula of a row with months differs from column to column by its column alone.
func TestOneFormulaARowCopiedAcross(t *testing.T) {
	s := simulated(t, "northshire")
	file := written(t, s)
	b, err := plan(s, testAbout, nil)
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for _, p := range b.sheets {
		if p.time == nil {
			continue
		}
		for i, r := range p.rows {
			if r.series == nil || r.series.values {
				continue
			}
			rows++
			first, before := "", p.time.before
			for m, letter := range p.time.letter {
				formula, err := file.GetCellFormula(p.name, letter+itoa(i+1))
				if err != nil {
					t.Fatal(err)
				}
				relative := inColumn(formula, letter, "[here]")
				relative = inColumn(relative, before, "[before]")
				if m == 0 {
					// In the first month what runs from before it starts where it ends.
					before = letter
					continue
				}
				if m == 1 {
					first = relative
				} else if relative != first {
					t.Fatalf("%s, row %d, month %d: =%s and =%s", p.name, i+1, m, first, relative)
				}
				before = letter
			}
		}
	}
	if rows == 0 {
		t.Fatal("no row with months was looked at")
	}
}

// inColumn writes a word in the place of a column's letter where it moves when copied.
func inColumn(formula, letter, word string) string {
	return regexp.MustCompile(`(^|[^$A-Za-z])`+letter+`(\$?\d)`).ReplaceAllString(formula, "${1}"+word+"$2")
}

func TestNothingIsMergedOrHidden(t *testing.T) {
	file := written(t, simulated(t, "northshire"))
	for _, name := range file.GetSheetList() {
		if visible, err := file.GetSheetVisible(name); err != nil || !visible {
			t.Errorf("sheet %s is hidden (%v)", name, err)
		}
		merged, err := file.GetMergeCells(name)
		if err != nil || len(merged) > 0 {
			t.Errorf("sheet %s has merged cells %v (%v)", name, merged, err)
		}
	}
}

func TestEqualStudiesGiveEqualBytes(t *testing.T) {
	var first, second bytes.Buffer
	for _, out := range []*bytes.Buffer{&first, &second} {
		if err := Write(out, simulated(t, "northshire"), testAbout); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("two runs of the same model gave different bytes")
	}
}

func TestWorkbookReadsBackAsTheModel(t *testing.T) {
	for _, study := range []*scenarios.Study{simulated(t, "northshire"), simulated(t, "england-2015-16"), cutInItsTables(t)} {
		name := study.Model.Name
		var out bytes.Buffer
		if err := Write(&out, study, testAbout); err != nil {
			t.Fatal(err)
		}
		back, err := scenarios.ReadWorkbook(bytes.NewReader(out.Bytes()), int64(out.Len()), name+".xlsx")
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, was := range study.Model.Tables {
			is := back.Table(was.Schema.Table)
			if len(is.Rows) != len(was.Rows) {
				t.Errorf("%s: table %s came back with %d rows of %d", name, was.Schema.Table, len(is.Rows), len(was.Rows))
				continue
			}
			for r := range was.Rows {
				for c, text := range was.Rows[r].Cells {
					if got := is.Rows[r].Cells[c]; got != text && parse(got) != parse(text) {
						t.Errorf("%s: %s, row %d, %s came back as %q, was %q", name, was.Schema.Table, r, was.Schema.Columns[c].Name, got, text)
					}
				}
			}
		}
	}
}

// cutInItsTables is westmoor with a cut in its own table, and with what care not delivered costs
// elsewhere. The pounds are illustrative.
func cutInItsTables(t testing.TB) *scenarios.Study {
	t.Helper()
	m, err := scenarios.Load("westmoor")
	if err != nil {
		t.Fatal(err)
	}
	for name, cells := range map[string]map[string]string{
		"cuts":         {"cut": "nurses", "line": "1", "cells": "resources[resource=A06].capacity", "share": "0.1", "from": "2026-10"},
		"consequences": {"sector": "police", "currency": "*", "pounds": "100"},
	} {
		table := m.Table(name)
		row := scenarios.Row{Cells: make([]string, len(table.Schema.Columns)), Line: 2}
		for column, text := range cells {
			row.Cells[table.Schema.Index(column)] = text
		}
		row.Cells[table.Schema.Index("evidence")], row.Cells[table.Schema.Index("source")] = "illustrative", "Illustrative"
		table.Rows = append(table.Rows, row)
		m.Tables = append(m.Tables, table)
	}
	return bridged(t, m)
}

// A spreadsheet takes Cuts and cuts for one sheet: no sheet of results may have the name of a
// table, whether or not the model has rows in it.
func TestNoSheetIsNamedAsATableOrAnother(t *testing.T) {
	cut, err := plan(cutInItsTables(t), testAbout, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range append(plans(t), cut) {
		taken := map[string]string{}
		for _, s := range b.sheets {
			if other, is := taken[strings.ToLower(s.name)]; is {
				t.Errorf("%s: sheets %s and %s", b.study.Model.Name, other, s.name)
			}
			taken[strings.ToLower(s.name)] = s.name
			if _, isTable := scenarios.SchemaOf(strings.ToLower(s.name)); isTable && s.kind != inputs {
				t.Errorf("%s: sheet %s of results is named as a table", b.study.Model.Name, s.name)
			}
		}
	}
}

func TestTextThatLooksLikeAFormulaStaysText(t *testing.T) {
	m, err := scenarios.Load("northshire")
	if err != nil {
		t.Fatal(err)
	}
	m = m.Clone()
	names := []string{"=1+1", "+cmd", "-dash", "@sum"}
	currencies := m.Table("currencies")
	for i, name := range names {
		currencies.Rows[i].Cells[currencies.Schema.Index("name")] = name
	}
	study := bridged(t, m, "block", "local")
	file := written(t, study)
	for i, name := range names {
		at := cellName(currencies.Schema.Index("name")+1, inputFirst+i)
		value, _ := file.GetCellValue("currencies", at)
		formula, _ := file.GetCellFormula("currencies", at)
		if value != name || formula != "" {
			t.Errorf("currencies!%s holds %q with formula %q; want the text %q", at, value, formula, name)
		}
	}
}

func TestSheetsDoNotMultiply(t *testing.T) {
	few := written(t, simulated(t, "northshire", "block", "capped", "right-clusters", "staff-cut", "cherry-picking")).GetSheetList() // each lever with sheets of its own
	many := written(t, simulated(t, "northshire")).GetSheetList()
	if len(few) != len(many) {
		t.Errorf("%d sheets for a few scenarios, %d for all", len(few), len(many))
	}
}

func TestWriteRefusesAStudyWithoutResults(t *testing.T) {
	for _, s := range []*scenarios.Study{{}, {Scenarios: []scenarios.Scenario{{Key: "block"}}}} {
		if err := Write(&bytes.Buffer{}, s, testAbout); err == nil {
			t.Error("a study without results was written")
		}
	}
}

func plans(t *testing.T) []*book {
	t.Helper()
	var list []*book
	for _, study := range []*scenarios.Study{simulated(t, "northshire"), simulated(t, "england-2015-16"), everyTerm(t),
		simulated(t, "northshire", "block", "national+more-people", "capped+more-people", "blended+more-people")} {
		b, err := plan(study, testAbout, nil)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, b)
	}
	figures := drawn(t, "northshire", "block", "local", "capped")
	b, err := plan(figures.Drawn.Study, testAbout, figures)
	if err != nil {
		t.Fatal(err)
	}
	return append(list, b)
}

func written(t testing.TB, s *scenarios.Study) *excelize.File {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, s, testAbout); err != nil {
		t.Fatal(err)
	}
	return opened(t, out.Bytes())
}

func opened(t testing.TB, content []byte) *excelize.File {
	t.Helper()
	file, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	return file
}
