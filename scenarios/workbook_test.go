package scenarios

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func readBook(content []byte, name string) (*Model, error) {
	return ReadWorkbook(bytes.NewReader(content), int64(len(content)), name)
}

func bookOf(t *testing.T, m *Model) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteWorkbook(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// edited is the small model's workbook after a person has been at it.
func edited(t *testing.T, edit func(f *excelize.File)) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(bookOf(t, read(t, smallModel))))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	edit(f)
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// set puts a value into a cell of a sheet.
func set(t *testing.T, f *excelize.File, sheet, cell string, value any) {
	t.Helper()
	if err := f.SetCellValue(sheet, cell, value); err != nil {
		t.Fatal(err)
	}
}

func TestWorkbookThereAndBack(t *testing.T) {
	want := read(t, smallModel)
	got, err := readBook(bookOf(t, want), "small.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	if difference := sameTables(want, got); difference != "" {
		t.Error(difference)
	}
	if got.Name != "small" || len(got.Inputs) != 1 || got.Inputs[0].Name != "small.xlsx" {
		t.Errorf("name %q, inputs %v", got.Name, got.Inputs)
	}
}

func TestEmbeddedModelsThereAndBack(t *testing.T) {
	folders, err := filepath.Glob("models/*")
	if err != nil || len(folders) == 0 {
		t.Fatal("no embedded models", err)
	}
	for _, folder := range folders {
		want, err := Open(folder)
		if err != nil {
			t.Fatal(err)
		}
		got, err := readBook(bookOf(t, want), "model.xlsx")
		if err != nil {
			t.Fatal(err)
		}
		if difference := sameTables(want, got); difference != "" {
			t.Error(folder, difference)
		}
		dir := filepath.Join(t.TempDir(), "model")
		if err := WriteFolder(dir, got); err != nil {
			t.Fatal(err)
		}
		again, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		if difference := sameTables(want, again); difference != "" {
			t.Error(folder, difference)
		}
	}
}

func TestEqualModelsGiveEqualBytes(t *testing.T) {
	first := bookOf(t, read(t, smallModel))
	for range 5 { // map orders differ from one writing to the next
		if !bytes.Equal(first, bookOf(t, read(t, smallModel))) {
			t.Fatal("the same model gave other bytes")
		}
	}
}

func TestTheWorkbookNamesNoDateAndNoOtherMaker(t *testing.T) {
	archive, err := zip.NewReader(bytes.NewReader(bookOf(t, read(t, smallModel))), int64(len(bookOf(t, read(t, smallModel)))))
	if err != nil {
		t.Fatal(err)
	}
	content, err := archive.Open("docProps/core.xml")
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if _, err := text.ReadFrom(content); err != nil {
		t.Fatal(err)
	}
	if s := text.String(); strings.Contains(s, "created") || strings.Contains(s, "xuri") || !strings.Contains(s, "Parity") {
		t.Error(s)
	}
}

func TestTextThatLooksLikeAFormulaStaysText(t *testing.T) {
	for _, text := range []string{"=1+1", "+44 20", "-5 beds", "@home", "&amp; <b>", "a\nb", "007"} {
		files := spoiled(t, "currencies.csv", "Psychotic crisis", "\""+text+"\"")
		want := read(t, files)
		got, err := readBook(bookOf(t, want), "small.xlsx")
		if err != nil {
			t.Fatal(err)
		}
		if difference := sameTables(want, got); difference != "" {
			t.Error(difference)
		}
		if len(got.Warnings) > 0 {
			t.Error(got.Warnings)
		}
	}
}

// What a person types in a spreadsheet is read as what it means.
func TestSpellingsInAWorkbook(t *testing.T) {
	small := read(t, smallModel)
	for name, edit := range map[string]func(f *excelize.File){
		"a pound sign and decimals": func(f *excelize.File) { set(t, f, "prices", "E2", "£12.50") },
		"binary noise":              func(f *excelize.File) { set(t, f, "moves", "E2", 0.1+0.2+0.1) },
		"a share as text":           func(f *excelize.File) { set(t, f, "moves", "E2", "40%") },
		"a month as text":           func(f *excelize.File) { set(t, f, "plan", "D2", "2025-04") },
		"a code as a number":        func(f *excelize.File) { set(t, f, "prices", "B2", 1) },
		"a code with a zero":        func(f *excelize.File) { set(t, f, "prices", "B2", "01") },
		"a month as a date":         func(f *excelize.File) { setFormatted(t, f, "plan", "D2", 45748, "dd/mm/yyyy") },
		"a share in per cent":       func(f *excelize.File) { setFormatted(t, f, "moves", "E2", 0.4, "0%") },
		"a blank cell for dates":    func(f *excelize.File) { setFormatted(t, f, "outcomes", "E3", nil, "dd/mm/yyyy") },
		"words in a number's format": func(f *excelize.File) {
			setFormatted(t, f, "prices", "E2", 12.5, `[Red]"a day "0.00\d_y`)
		},
		"a truth value":             func(f *excelize.File) { set(t, f, "schedules", "F2", true) },
		"a year that became a date": func(f *excelize.File) { set(t, f, "indices", "B2", "2025-26") },
		"rows of blanks below":      func(f *excelize.File) { set(t, f, "prices", "A9", " ") },
		"an empty sheet":            func(f *excelize.File) { mustSheet(t, f, "Sheet1") },
		"a sheet in capitals":       func(f *excelize.File) { must(t, f.SetSheetName("prices", "Prices")) },
		"a cover and a banner": func(f *excelize.File) {
			mustSheet(t, f, CoverSheet)
			set(t, f, CoverSheet, "A1", "Results")
			must(t, f.InsertRows("prices", 1, 3))
			set(t, f, "prices", "A1", "Quantities are as run")
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := readBook(edited(t, edit), "small.xlsx")
			if err != nil {
				t.Fatal(err)
			}
			if difference := sameTables(small, got); difference != "" {
				t.Error(difference)
			}
		})
	}
}

// setFormatted puts a value into a cell that shows it in a number format.
func setFormatted(t *testing.T, f *excelize.File, sheet, cell string, value any, format string) {
	t.Helper()
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
	must(t, err)
	set(t, f, sheet, cell, value)
	must(t, f.SetCellStyle(sheet, cell, cell, style))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func mustSheet(t *testing.T, f *excelize.File, name string) {
	t.Helper()
	_, err := f.NewSheet(name)
	must(t, err)
}

func TestBadWorkbookCells(t *testing.T) {
	for _, c := range []struct {
		name string
		edit func(f *excelize.File)
		want string
	}{
		{"a negative price", func(f *excelize.File) { set(t, f, "prices", "E2", -3) },
			`sheet prices, cell E2: found "-3"; price is pounds, 0 or more; write it without a minus, or leave the cell blank`},
		{"a spreadsheet's error", func(f *excelize.File) { set(t, f, "prices", "E2", "#REF!") },
			`sheet prices, cell E2: found "#REF!", a spreadsheet's error; price is pounds, 0 or more; mend the formula where the cell comes from, or type the value`},
		{"an uplift beyond 0.3", func(f *excelize.File) { set(t, f, "uplifts", "D2", 4.83) },
			`sheet uplifts, cell D2: found "4.83"; cost_uplift is a fraction from -0.3 to 0.3; did you mean 4.83% (0.0483)?`},
		{"a yes/no cell for a price", func(f *excelize.File) { set(t, f, "prices", "E2", true) },
			`sheet prices, cell E2: found TRUE (a yes/no cell); price is pounds, 0 or more; type the number`},
		{"no for a share", func(f *excelize.File) { set(t, f, "moves", "E2", false) },
			`sheet moves, cell E2: found FALSE (a yes/no cell); share is a fraction from 0 to 1; type the number`},
		{"a date for a price", func(f *excelize.File) { setFormatted(t, f, "prices", "E2", 45748, "dd/mm/yyyy") },
			`sheet prices, cell E2: found the date 2025-04-01; price is pounds, 0 or more; set the cell's format to Number and type the number`},
		{"a date under a header in capitals", func(f *excelize.File) {
			set(t, f, "prices", "E1", "Price")
			setFormatted(t, f, "prices", "E2", 45748, "mmm yy")
		},
			`sheet prices, cell E2: found the date 2025-04-01; price is pounds, 0 or more; set the cell's format to Number and type the number`},
		{"a time for a share", func(f *excelize.File) { setFormatted(t, f, "moves", "E2", 0.25, "[h]:mm") },
			`sheet moves, cell E2: found "0.25" in a cell that shows dates or times; share is a fraction from 0 to 1; set the cell's format to Number and type the number`},
		{"a price shown in per cent", func(f *excelize.File) { setFormatted(t, f, "prices", "E2", 0.05, "0%") },
			`sheet prices, cell E2: found "5%"; price is pounds, 0 or more; write the number itself, without a per cent sign`},
		{"an interval shown in per cent", func(f *excelize.File) {
			for cell, text := range map[string]string{"A2": "a", "B2": "prices[currency=1].price", "C2": "set", "F2": "uniform"} {
				set(t, f, "uncertainty", cell, text)
			}
			setFormatted(t, f, "uncertainty", "D2", 0.9, "0.0%")
			set(t, f, "uncertainty", "E2", 11)
		},
			`sheet uncertainty, cell D2: found "90%"; low is a number (pounds a unit); write the number itself, without a per cent sign, or choose multiply, of which 110% makes a tenth more`},
		{"a month within", func(f *excelize.File) { set(t, f, "plan", "D2", 45750) },
			`sheet plan, cell D2: found "45750"; month is a month such as 2025-04; things change on the first of a month only; write 2025-04 for the whole month`},
		{"a formula without a value", func(f *excelize.File) {
			must(t, f.SetCellValue("prices", "E2", nil))
			must(t, f.SetCellFormula("prices", "E2", "6*2"))
		},
			`sheet prices, cell E2: found the formula "=6*2" without a value; a formula is read by the value the spreadsheet last gave it; open the workbook in a spreadsheet and save it, or type the value`},
		{"a sheet that is no table", func(f *excelize.File) {
			mustSheet(t, f, "price")
			set(t, f, "price", "A1", "x")
		}, "sheet price: found a table called \"price\"; the tables are " + strings.Join(tableNames(), ", ") + "; did you mean prices?"},
		{"two sheets for one table", func(f *excelize.File) {
			mustSheet(t, f, "Prices ")
			set(t, f, "Prices ", "A1", "schedule")
		}, "sheet Prices : found the table prices a second time; it also is in sheet prices; each table stands once; capitals make no difference; put the rows together"},
		{"a header with a slip", func(f *excelize.File) { set(t, f, "prices", "E1", "prise") },
			`sheet prices, cell E1: found the column "prise"; prices has the columns schedule, currency, measure, from, price, price_base, covers, evidence, source, note; did you mean price?`},
		{"a header that is blank", func(f *excelize.File) { set(t, f, "schedules", "B1", nil) },
			`sheet schedules, row 2: found "Local prices" under a blank header, in column B; each column that holds something is named in the header; name the column, or empty it`},
		{"a column without a name", func(f *excelize.File) { set(t, f, "prices", "L3", "x") },
			`sheet prices, row 3: found "x" right of the last named column; the header names 10 columns; remove it, or put text that has commas in it in double quotes`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := readBook(edited(t, c.edit), "small.xlsx")
			if err == nil || err.Error() != c.want {
				t.Errorf("got\n%v\nwant\n%s", err, c.want)
			}
		})
	}
}

func TestAFormulaIsReadByItsLastValueWithAWarning(t *testing.T) {
	book := edited(t, func(f *excelize.File) { must(t, f.SetCellFormula("prices", "E2", "25/2")) })
	got, err := readBook(book, "small.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	if difference := sameTables(read(t, smallModel), got); difference != "" {
		t.Error(difference)
	}
	want := `sheet prices, cell E2: warning: found the formula "=25/2", read by its last value "12.5"; inputs are values: changes of a scenario do not reach through a formula; paste it as a value`
	if len(got.Warnings) != 1 || got.Warnings[0].String() != want {
		t.Errorf("got %v, want %s", got.Warnings, want)
	}
}

// bomb is an archive with a workbook's parts that unpacks to far more than it is.
func bomb(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	zeros := make([]byte, 1<<20)
	for _, part := range []string{workbookPart, "xl/worksheets/sheet1.xml"} {
		to, err := w.Create(part)
		must(t, err)
		for range maxBytes>>20/2 + 1 {
			_, err = to.Write(zeros)
			must(t, err)
		}
	}
	must(t, w.Close())
	return b.Bytes()
}

func archiveOf(t *testing.T, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, part := range parts {
		_, err := w.Create(part)
		must(t, err)
	}
	must(t, w.Close())
	return b.Bytes()
}

func TestFilesThatAreNoWorkbook(t *testing.T) {
	const allowed = "a model is an Excel workbook (.xlsx) with one sheet a table, or a folder of CSV files"
	for _, c := range []struct {
		name    string
		content []byte
		want    string
	}{
		{"an empty file", nil, "an empty file; " + allowed + "; give the workbook itself; this may be a download or copy that broke off"},
		{"a text", []byte("schedule,currency\n"), "a file that is no .xlsx workbook; " + allowed + "; save it as .xlsx from a spreadsheet; another ending on the name does not make it one"},
		{"one byte", []byte("P"), "a file that is no .xlsx workbook; " + allowed + "; save it as .xlsx from a spreadsheet; another ending on the name does not make it one"},
		{"an old workbook", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and so on"), "an old .xls workbook, or one with a password; " + allowed + "; save it as .xlsx without a password"},
		{"another archive", archiveOf(t, "content.xml"), "an archive that is no .xlsx workbook; " + allowed + "; save it as .xlsx from a spreadsheet"},
		{"a zip bomb", bomb(t), "a file that unpacks to more than 256 MiB; " + allowed + "; take out sheets and rows that do not belong"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := readBook(c.content, "bad.xlsx")
			if want := "bad.xlsx: found " + c.want; err == nil || err.Error() != want {
				t.Errorf("got\n%v\nwant\n%s", err, want)
			}
		})
	}
	t.Run("half a workbook", func(t *testing.T) {
		book := bookOf(t, read(t, smallModel))
		if _, err := readBook(book[:len(book)/2], "bad.xlsx"); err == nil {
			t.Error("want a fault")
		}
	})
	t.Run("a workbook of empty parts", func(t *testing.T) {
		if _, err := readBook(archiveOf(t, workbookPart, "xl/worksheets/sheet1.xml"), "bad.xlsx"); err == nil {
			t.Error("want a fault")
		}
	})
}

func TestOpenSaysWhatIsNotThere(t *testing.T) {
	dir := t.TempDir()
	if _, err := Open(filepath.Join(dir, "none")); err == nil || !strings.HasPrefix(err.Error(), "no folder or workbook is called ") {
		t.Error(err)
	}
	file := filepath.Join(dir, "prices.csv")
	must(t, os.WriteFile(file, []byte("schedule\n"), 0o600))
	want := "prices.csv: found a single file; a model is a folder of CSV files or an Excel workbook (.xlsx); give the folder the file is in"
	if _, err := Open(file); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	book := filepath.Join(dir, "small.xlsx")
	must(t, os.WriteFile(book, bookOf(t, read(t, smallModel)), 0o600))
	if _, err := Open(book); err != nil {
		t.Error(err)
	}
}

func TestStableZipSortsContentTypes(t *testing.T) {
	book := func(order ...string) []byte {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		for _, name := range []string{"b.xml", ContentTypesPart, "a.xml"} {
			to, err := w.Create(name)
			must(t, err)
			if name == ContentTypesPart {
				fmt.Fprint(to, `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>`)
				for _, part := range order {
					fmt.Fprintf(to, `<Override PartName="%s" ContentType="x"/>`, part)
				}
				fmt.Fprint(to, `</Types>`)
			}
		}
		must(t, w.Close())
		return b.Bytes()
	}
	one, err := StableZip(book("/a.xml", "/b.xml"))
	must(t, err)
	two, err := StableZip(book("/b.xml", "/a.xml"))
	must(t, err)
	if !bytes.Equal(one, two) {
		t.Error("the order of content types shows in the bytes")
	}
	if _, err := StableZip([]byte("no archive")); err == nil {
		t.Error("want an error")
	}
}
