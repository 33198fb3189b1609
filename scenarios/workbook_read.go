package scenarios

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Sheets of a workbook that hold no table.
const (
	InstructionsSheet = "Instructions" // of a workbook for editing
	CoverSheet        = "Cover"        // of a workbook of results, which has other sheets besides
)

// headerSearch is how many rows down a sheet's header may stand below a banner.
const headerSearch = 10

// workbookReader reads the sheets of one workbook.
type workbookReader struct {
	file     *excelize.File
	scanner  *sheetScanner
	hasCover bool
	faults   Faults
}

// ReadWorkbook reads a model from an Excel workbook with one sheet a table. name is the file's name
// without its folder. The error is Faults with everything that is wrong; the model then holds
// what could be read all the same.
func ReadWorkbook(r io.ReaderAt, size int64, name string) (m *Model, err error) {
	defer func() {
		if recover() != nil { // a workbook damaged in a way its reader does not expect
			m, err = nil, Faults{notWorkbook(name, "a workbook that is damaged", "open it in a spreadsheet and save it again")}
		}
	}()
	m, faults := readWorkbook(r, size, name)
	if m == nil {
		return nil, faults
	}
	return finish(m, faults)
}

func readWorkbook(r io.ReaderAt, size int64, name string) (*Model, Faults) {
	archive, fault := inspectZip(r, size, name)
	if fault != nil {
		return nil, Faults{*fault}
	}
	hash := sha256.New()
	file, err := excelize.OpenReader(io.TeeReader(io.NewSectionReader(r, 0, size), hash), excelize.Options{RawCellValue: true, UnzipSizeLimit: maxBytes})
	if err != nil {
		return nil, Faults{notWorkbook(name, "a workbook that cannot be read ("+err.Error()+")", "open it in a spreadsheet and save it again as .xlsx")}
	}
	defer file.Close()
	m := &Model{Name: strings.TrimSuffix(name, filepath.Ext(name)), Inputs: []Input{{Name: name, SHA256: hex.EncodeToString(hash.Sum(nil))}}}
	if properties, err := file.GetWorkbookProps(); err == nil && properties.Date1904 != nil && *properties.Date1904 {
		return nil, Faults{notWorkbook(name, "a workbook that counts dates from 1904", "in Excel, take the tick off \"Use 1904 date system\" (Options, Advanced), check the dates and save it again")}
	}
	w := &workbookReader{file: file, scanner: newSheetScanner(file, archive)}
	w.hasCover = slices.ContainsFunc(file.GetSheetList(), func(s string) bool { return strings.EqualFold(s, CoverSheet) })
	m.Tables = inOrder(w.tables())
	if len(m.Tables) == 0 && len(w.faults) == 0 {
		w.faults = Faults{notWorkbook(name, "no sheet with a table", "fill the sheets of a workbook that parity init writes")}
	}
	return m, w.faults
}

func notWorkbook(name, found, remedy string) Fault {
	return Fault{Place: name, Found: found, Allowed: "a model is an Excel workbook (.xlsx) with one sheet a table, or a folder of CSV files", Remedy: remedy}
}

// Limits of the archive a workbook is.
const (
	maxParts      = 10_000
	oleSignature  = "\xD0\xCF\x11\xE0" // old .xls files and workbooks with a password
	workbookPart  = "xl/workbook.xml"
	workbookLinks = "xl/_rels/workbook.xml.rels"
)

// inspectZip looks at an archive before anything of it is unpacked for good: whether it is a workbook,
// and not larger than bounds allow.
func inspectZip(r io.ReaderAt, size int64, name string) (*zip.Reader, *Fault) {
	no := func(found, remedy string) (*zip.Reader, *Fault) {
		f := notWorkbook(name, found, remedy)
		return nil, &f
	}
	if size == 0 {
		return no("an empty file", "give the workbook itself; this may be a download or copy that broke off")
	}
	head := make([]byte, min(size, int64(len(oleSignature))))
	if _, err := r.ReadAt(head, 0); err == nil && string(head) == oleSignature {
		return no("an old .xls workbook, or one with a password", "save it as .xlsx without a password")
	}
	archive, err := zip.NewReader(r, size)
	if err != nil {
		return no("a file that is no .xlsx workbook", "save it as .xlsx from a spreadsheet; another ending on the name does not make it one")
	}
	if len(archive.File) > maxParts {
		return no(fmt.Sprintf("an archive of %d files", len(archive.File)), "give a workbook that a spreadsheet has saved")
	}
	var total uint64
	isWorkbook := false
	for _, part := range archive.File {
		total += min(part.UncompressedSize64, maxBytes+1)
		isWorkbook = isWorkbook || strings.EqualFold(part.Name, workbookPart)
	}
	if total > maxBytes {
		return no(fmt.Sprintf("a file that unpacks to more than %d MiB", maxBytes>>20), "take out sheets and rows that do not belong")
	}
	if !isWorkbook {
		return no("an archive that is no .xlsx workbook", "save it as .xlsx from a spreadsheet")
	}
	return archive, nil
}

// tables reads every sheet that is named like a table.
func (w *workbookReader) tables() map[string]*Table {
	tables := map[string]*Table{}
	for _, sheet := range w.file.GetSheetList() {
		place := "sheet " + sheet
		if strings.EqualFold(sheet, InstructionsSheet) {
			continue
		}
		schema, known := SchemaOf(strings.ToLower(strings.TrimSpace(sheet)))
		if !known {
			if !w.hasCover && !w.empty(sheet) {
				w.faults = append(w.faults, unknownTable(place, sheet))
			}
			continue
		}
		if other := tables[schema.Table]; other != nil {
			w.faults = append(w.faults, secondTable(schema, place, other.Place))
			continue
		}
		g, ok := w.grid(sheet, place, schema)
		if !ok {
			continue
		}
		t, faults := g.table(schema)
		w.faults = append(w.faults, faults...)
		tables[schema.Table] = t
	}
	return tables
}

func (w *workbookReader) empty(sheet string) bool {
	rows, err := w.file.Rows(sheet)
	if err != nil {
		return false
	}
	defer rows.Close()
	for rows.Next() {
		if cells, err := rows.Columns(); err != nil || !blankRow(cells) {
			return false
		}
	}
	return true
}

// grid reads the cells of a sheet; false where it has none or is a sheet of results that only
// shares its name with a table.
func (w *workbookReader) grid(sheet, place string, schema *Schema) (*grid, bool) {
	whole := func(found, allowed, remedy string) (*grid, bool) {
		w.faults = append(w.faults, Fault{Place: place, Found: found, Allowed: allowed, Remedy: remedy, table: schema.order()})
		return nil, false
	}
	scan := w.scanner.scan(sheet)
	if scan.damaged != nil {
		return whole("a sheet that is damaged or breaks off ("+scan.damaged.Error()+")", "a sheet is read to its end or not at all",
			"go back to a whole copy of the workbook, or open it in a spreadsheet, look for rows that are lost, and save it again")
	}
	rows, err := w.file.Rows(sheet)
	if err != nil {
		return whole("a sheet that cannot be read ("+err.Error()+")", "a table is a worksheet", "put the table on a worksheet of its own")
	}
	defer rows.Close()
	var all []gridRow
	for line := 1; rows.Next(); line++ {
		cells, err := rows.Columns()
		if err != nil {
			return whole("a row that cannot be read ("+err.Error()+")", "", "open the workbook in a spreadsheet and save it again")
		}
		for len(cells) > 0 && strings.TrimSpace(cells[len(cells)-1]) == "" && !scan.hasFormulas {
			cells = cells[:len(cells)-1]
		}
		if len(cells) > maxColumns && !blankRow(cells[maxColumns:]) {
			return whole(fmt.Sprintf("%d columns in row %d", len(cells), line), fmt.Sprintf("a table has at most %d columns", maxColumns), "take out what does not belong")
		}
		if len(cells) > 0 {
			if len(all) == maxRows {
				return whole(fmt.Sprintf("more than %d rows", maxRows), fmt.Sprintf("a table has at most %d rows", maxRows), "split the model")
			}
			all = append(all, gridRow{line: line, cells: cells[:min(len(cells), maxColumns)]})
		}
	}
	at := headerRow(all, schema, w.hasCover)
	if at < 0 {
		return nil, false
	}
	g := &grid{place: place, header: all[at].cells, headerLine: all[at].line, rows: all[at+1:]}
	for i := range g.header {
		letter, _ := excelize.ColumnNumberToName(i + 1) // fails on numbers below 1 only
		g.letters = append(g.letters, letter)
	}
	w.readCells(sheet, g, schema, scan.hasFormulas)
	w.checkMarked(g, schema, scan.marked)
	return g, true
}

// headerRow finds the header: the first row near the top that begins with the table's first column
// or, in a workbook for editing, simply the first row. It gives -1 where there is none.
func headerRow(rows []gridRow, schema *Schema, banners bool) int {
	first := -1
	for i, row := range rows {
		if row.line > headerSearch || blankRow(row.cells) {
			continue
		}
		if strings.EqualFold(strings.TrimSpace(row.cells[0]), schema.Columns[0].Name) {
			return i
		}
		if first < 0 {
			first = i
		}
	}
	if banners {
		return -1
	}
	return first
}

// readCells rids numbers of binary noise and deals with formulas, for the cells under the header.
func (w *workbookReader) readCells(sheet string, g *grid, schema *Schema, hasFormulas bool) {
	for i := range g.rows {
		row := &g.rows[i]
		for column := range g.header {
			raw := ""
			if column < len(row.cells) {
				raw = row.cells[column]
			}
			cell := fmt.Sprintf("%s%d", g.letters[column], row.line)
			if len(raw) > excelDigits && plainNumber.MatchString(raw) {
				if kind, err := w.file.GetCellType(sheet, cell); err == nil && (kind == excelize.CellTypeUnset || kind == excelize.CellTypeNumber) {
					row.cells[column] = spreadsheetNumber(raw)
				}
			}
			if hasFormulas {
				w.checkFormula(sheet, cell, raw, g, row.line, column, schema)
			}
		}
	}
}

// checkFormula warns of a formula in an input cell, and faults one without a cached value.
func (w *workbookReader) checkFormula(sheet, cell, raw string, g *grid, line, column int, schema *Schema) {
	formula, err := w.file.GetCellFormula(sheet, cell)
	if err != nil || formula == "" {
		return
	}
	fault := Fault{Place: g.place + ", cell " + cell, table: schema.order(), row: line, column: schema.Index(g.header[column])}
	if raw == "" {
		fault.Found = fmt.Sprintf("the formula %s without a value", quoted("="+formula))
		fault.Allowed = "a formula is read by the value the spreadsheet last gave it"
		fault.Remedy = "open the workbook in a spreadsheet and save it, or type the value"
	} else if errorValue.MatchString(raw) {
		return // reported with the row
	} else {
		fault.Warning = true
		fault.Found = fmt.Sprintf("the formula %s, read by its last value %s", quoted("="+formula), quoted(raw))
		fault.Allowed = "inputs are values: changes of a scenario do not reach through a formula"
		fault.Remedy = "paste it as a value"
	}
	w.faults = append(w.faults, fault)
}
