package scenarios

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// Every column of choices has a drop-down that offers all of them.
func TestEveryChoiceHasADropDown(t *testing.T) {
	m := loaded(t, DefaultModel)
	var written bytes.Buffer
	if err := WriteWorkbook(&written, m); err != nil {
		t.Fatal(err)
	}
	file, err := excelize.OpenReader(&written)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for _, s := range allSchemas {
		rules, err := file.GetDataValidations(s.Table)
		if err != nil {
			t.Fatal(err)
		}
		for at, c := range s.Columns {
			if c.Kind != Choice {
				continue
			}
			letter, err := excelize.ColumnNumberToName(at + 1)
			if err != nil {
				t.Fatal(err)
			}
			var offered []string
			for _, rule := range rules {
				if strings.HasPrefix(rule.Sqref, letter+"2:") {
					offered = offers(t, file, rule.Formula1)
				}
			}
			for _, choice := range c.Choices {
				if !strings.Contains("\n"+strings.Join(offered, "\n")+"\n", "\n"+choice+"\n") {
					t.Errorf("%s.%s: %s is not among %q", s.Table, c.Name, choice, offered)
				}
			}
		}
	}
}

// offers are the choices of a rule's formula: a list in quotes, or a range.
func offers(t *testing.T, file *excelize.File, formula string) []string {
	t.Helper()
	if list, quoted := strings.CutPrefix(strings.TrimSuffix(formula, `"`), `"`); quoted {
		return strings.Split(list, ",")
	}
	sheet, cells, _ := strings.Cut(strings.ReplaceAll(formula, "$", ""), "!")
	first, last, _ := strings.Cut(cells, ":")
	column, from, err := excelize.CellNameToCoordinates(first)
	if err != nil {
		t.Fatal(err)
	}
	_, to, err := excelize.CellNameToCoordinates(last)
	if err != nil {
		t.Fatal(err)
	}
	var choices []string
	for row := from; row <= to; row++ {
		cell, err := excelize.CoordinatesToCellName(column, row)
		if err != nil {
			t.Fatal(err)
		}
		value, err := file.GetCellValue(sheet, cell)
		if err != nil {
			t.Fatal(err)
		}
		choices = append(choices, value)
	}
	return choices
}
