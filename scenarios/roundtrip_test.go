package scenarios

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"
)

// randomCell draws text that a column may hold, in any of the spellings a model has after reading.
func randomCell(t *rapid.T, c *Column, label string) string {
	draw := func(texts ...string) string { return rapid.SampledFrom(texts).Draw(t, label) }
	switch c.Kind {
	case Text:
		return draw("", "plain", "=1+1", "+44", "-5", "@x", "a, b; \"c\"", "two\nlines", "£ and é and 日本", "4.83%", "2025-04", "007", "TRUE", "#N/A is text here", "'quoted'", "1e5", " ")
	case Choice:
		return rapid.SampledFrom(c.Choices).Draw(t, label)
	case YesNo:
		return draw("", "yes", "no")
	case Month:
		return fmt.Sprintf("%04d-%02d", rapid.IntRange(1990, 2100).Draw(t, label), rapid.IntRange(1, 12).Draw(t, label))
	case Year:
		year := rapid.IntRange(1990, 2098).Draw(t, label)
		return fmt.Sprintf("%04d-%02d", year, (year+1)%100)
	case Period:
		return draw("28d", "6m", "84d")
	case Share:
		return draw("0", "1", "0.333333333333333", "0.05", "0.1", "0.0000001")
	case Rate:
		return draw("0", "0.0483", "-0.02", "0.3")
	case Money:
		return draw("0", "1234567.89", "12345678901234567890.12", "0.000001", "0.3")
	case Number, Whole:
		if c.Min != nil || c.Max != nil || c.Above != nil {
			return draw("1")
		}
		return draw("1", "-17", "90071992547409931")
	}
	return ""
}

// randomModel draws a small model whose references hold: every code is one of few, and every table
// that is referred to has all of them.
func randomModel(t *rapid.T) *Model {
	m := &Model{Name: "random"}
	for i := range allSchemas {
		s := &allSchemas[i]
		if s.Table == "model" || s.Table == "changes" || s.Table == "scenarios" || s.Table == "uncertainty" || s.Table == "correlations" {
			continue
		}
		table := &Table{Schema: s, Place: s.Table}
		for row := range rapid.IntRange(0, 4).Draw(t, s.Table) {
			cells := make([]string, len(s.Columns))
			for at := range s.Columns {
				c := &s.Columns[at]
				label := s.Table + "." + c.Name
				switch {
				case c.Name == s.Key[0]:
					cells[at] = fmt.Sprintf("%d%s", row, rapid.SampledFrom([]string{"", "A", "-x", ".5"}).Draw(t, label))
				case c.Required || rapid.Bool().Draw(t, label):
					cells[at] = randomCell(t, c, label)
				}
			}
			s.readRow(cells)
			table.Rows = append(table.Rows, Row{Cells: cells})
		}
		if len(table.Rows) > 0 {
			m.Tables = append(m.Tables, table)
		}
	}
	return m
}

// Folder to workbook to folder is the same model, whatever is in its cells. What the cells mean
// together does not matter to the spelling, so the tables are read without Check.
func TestFolderToWorkbookToFolder(t *testing.T) {
	parent := t.TempDir()
	runs := 0
	rapid.Check(t, func(t *rapid.T) {
		want := randomModel(t)
		runs++
		dir := filepath.Join(parent, fmt.Sprint(runs))
		if err := WriteFolder(dir, want); err != nil {
			t.Fatal(err)
		}
		folder, faults, err := readFolder(os.DirFS(dir), "random")
		if err != nil || len(faults) > 0 && len(want.Tables) > 0 {
			t.Fatal(err, faults)
		}
		if difference := sameTables(want, folder); difference != "" {
			t.Fatal("folder: " + difference)
		}
		if rapid.IntRange(0, 3).Draw(t, "a workbook is written for one model in four, as it takes longest") > 0 {
			return
		}
		var book bytes.Buffer
		if err := WriteWorkbook(&book, folder); err != nil {
			t.Fatal(err)
		}
		read, faults := readWorkbook(bytes.NewReader(book.Bytes()), int64(book.Len()), "random.xlsx")
		if len(faults) > 0 && len(want.Tables) > 0 {
			t.Fatal(faults)
		}
		if difference := sameTables(want, read); difference != "" {
			t.Fatal("workbook: " + difference)
		}
		files, err := folderFiles(folder)
		if err != nil {
			t.Fatal(err)
		}
		again, err := folderFiles(&Model{Name: "random", Tables: read.Tables})
		if err != nil {
			t.Fatal(err)
		}
		for i := range files {
			if files[i].name != again[i].name || !bytes.Equal(files[i].content, again[i].content) {
				t.Fatal(files[i].name + " has other bytes after going through a workbook")
			}
		}
	})
}

// Reading a canonical number gives it back, and a spelling with separators gives the same.
func TestNumbersAreCanonical(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		whole := rapid.Int64Range(0, 1e12).Draw(t, "whole")
		cents := rapid.IntRange(0, 99).Draw(t, "cents")
		want, ok := readNumber(fmt.Sprintf("%d.%02d", whole, cents))
		if !ok || !isCanonicalNumber(want) {
			t.Fatalf("%q", want)
		}
		grouped := fmt.Sprint(whole)
		for at := len(grouped) - 3; at > 0; at -= 3 {
			grouped = grouped[:at] + "," + grouped[at:]
		}
		got, ok := readNumber(fmt.Sprintf("£%s.%02d", grouped, cents))
		if !ok || got != want {
			t.Fatalf("£%s.%02d is read as %q, want %q", grouped, cents, got, want)
		}
		if percent, ok := readNumber(want + "%"); !ok || !isCanonicalNumber(percent) {
			t.Fatalf("%s%% is read as %q", want, percent)
		}
	})
}
