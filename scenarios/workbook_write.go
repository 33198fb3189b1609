package scenarios

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"parity/tariff"
)

// spareRows is how many rows below the last the drop-downs and formats reach.
const spareRows = 500

// Widths of columns, in characters.
const (
	narrowest = 10
	widest    = 46
)

// workbookWriter writes one workbook for editing.
type workbookWriter struct {
	file   *excelize.File
	model  *Model
	styles workbookStyles
	tables string // where the instructions list all tables
}

// WriteWorkbook writes the model as a workbook to edit: a sheet of instructions, then one sheet a
// table, also for tables that have no rows yet, with drop-downs for choices and references and a
// comment on each header. The same model gives the same bytes.
func WriteWorkbook(w io.Writer, m *Model) error {
	file := excelize.NewFile()
	defer file.Close()
	b := &workbookWriter{file: file, model: m}
	steps := []func() error{b.makeStyles, b.addSheets, b.writeInstructions, b.writeTables, b.describeFile}
	for _, step := range steps {
		if err := step(); err != nil {
			return fmt.Errorf("write the workbook: %w", err)
		}
	}
	buffer, err := file.WriteToBuffer()
	if err != nil {
		return fmt.Errorf("write the workbook: %w", err)
	}
	stable, err := StableZip(buffer.Bytes())
	if err != nil {
		return fmt.Errorf("write the workbook: %w", err)
	}
	if _, err := w.Write(stable); err != nil {
		return fmt.Errorf("write the workbook: %w", err)
	}
	return nil
}

func (b *workbookWriter) addSheets() error {
	if err := b.file.SetSheetName("Sheet1", InstructionsSheet); err != nil {
		return err
	}
	for _, name := range tableNames() {
		if _, err := b.file.NewSheet(name); err != nil {
			return err
		}
	}
	return nil
}

var fileDates = regexp.MustCompile(`<dcterms:(created|modified)[^>]*>[^<]*</dcterms:(created|modified)>`)

// describeFile names the maker and leaves the library's own name and date out.
func (b *workbookWriter) describeFile() error {
	title := b.model.Setting(KeyTitle)
	if title == "" {
		title = b.model.Name
	}
	if err := b.file.SetDocProps(&excelize.DocProperties{Creator: "Parity", LastModifiedBy: "Parity", Title: title}); err != nil {
		return err
	}
	const part = "docProps/core.xml"
	if content, ok := b.file.Pkg.Load(part); ok {
		if text, ok := content.([]byte); ok {
			b.file.Pkg.Store(part, fileDates.ReplaceAll(text, nil))
		}
	}
	return nil
}

func (b *workbookWriter) writeTables() error {
	for i := range allSchemas {
		if err := b.writeTable(b.model.Table(allSchemas[i].Table)); err != nil {
			return fmt.Errorf("sheet %s: %w", allSchemas[i].Table, err)
		}
	}
	return nil
}

func (b *workbookWriter) writeTable(t *Table) error {
	sheet := t.Schema.Table
	last := len(t.Rows) + 1 + spareRows
	for at := range t.Schema.Columns {
		if err := b.writeColumn(t, at, last); err != nil {
			return err
		}
	}
	lastColumn, err := excelize.ColumnNumberToName(len(t.Schema.Columns))
	if err != nil {
		return err
	}
	used := fmt.Sprintf("A1:%s%d", lastColumn, last)
	steps := []error{
		b.file.AddIgnoredErrors(sheet, used, excelize.IgnoredErrorsNumberStoredAsText),
		b.file.AutoFilter(sheet, fmt.Sprintf("A1:%s%d", lastColumn, len(t.Rows)+1), nil),
		b.file.SetPanes(sheet, &excelize.Panes{Freeze: true, XSplit: 1, YSplit: 1, TopLeftCell: "B2", ActivePane: "bottomRight"}),
		b.setPage(sheet),
		b.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: new(true), TabColorRGB: new(inputTab)}),
		b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%s'!$1:$1", sheet), Scope: sheet}),
	}
	for _, err := range steps {
		if err != nil {
			return err
		}
	}
	return nil
}

// Margins of a printed page, in inches.
const (
	marginSide   = 0.4
	marginTop    = 0.6
	marginHeader = 0.3
)

// setPage sets a sheet up for print: as wide as a page, named above and numbered below.
func (b *workbookWriter) setPage(sheet string) error {
	return errors.Join(
		b.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: new("landscape"), Size: new(paperA4), FitToWidth: new(1), FitToHeight: new(0)}),
		b.file.SetPageMargins(sheet, &excelize.PageLayoutMarginsOptions{Left: new(marginSide), Right: new(marginSide), Top: new(marginTop), Bottom: new(marginTop),
			Header: new(marginHeader), Footer: new(marginHeader)}),
		b.file.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{OddHeader: "&L&A&R&F", OddFooter: "&LParity&CPage &P of &N"}),
	)
}

func (b *workbookWriter) writeColumn(t *Table, at, last int) error {
	sheet, c := t.Schema.Table, &t.Schema.Columns[at]
	letter, err := excelize.ColumnNumberToName(at + 1)
	if err != nil {
		return err
	}
	if err := b.file.SetColStyle(sheet, letter, b.styles.cells[c.Kind]); err != nil {
		return err
	}
	width := utf8.RuneCountInString(c.Name) + 4 // room for the filter's button
	for row := range t.Rows {
		text := t.Rows[row].Cells[at]
		if text == "" {
			continue
		}
		width = max(width, utf8.RuneCountInString(text)+2)
		if err := b.file.SetCellValue(sheet, fmt.Sprintf("%s%d", letter, row+2), cellValue(c.Kind, text)); err != nil {
			return err
		}
	}
	if err := b.file.SetColWidth(sheet, letter, letter, float64(min(max(width, narrowest), widest))); err != nil {
		return err
	}
	header := letter + "1"
	if err := b.file.SetCellStr(sheet, header, c.Name); err != nil {
		return err
	}
	if err := b.file.SetCellStyle(sheet, header, header, b.headerStyle(t.Schema, c)); err != nil {
		return err
	}
	if err := b.file.AddComment(sheet, headerComment(header, c)); err != nil {
		return err
	}
	return b.validate(sheet, letter, c, last)
}

// Size of a header's comment, in points.
const (
	commentWidth      = 300
	commentLine       = 18
	commentLineLength = 46 // characters that fit on a line
)

// headerComment says what the column means and what may stand in it.
func headerComment(cell string, c *Column) excelize.Comment {
	lines := []string{plain(c.Doc), "Allowed: " + c.Allowed() + "."}
	if c.Unit != "" {
		lines = append(lines, "Unit: "+c.Unit+".")
	}
	if c.Required {
		lines = append(lines, "Every row needs it.")
	}
	height := 1
	for _, line := range lines {
		height += utf8.RuneCountInString(line)/commentLineLength + 1
	}
	return excelize.Comment{Cell: cell, Author: "Parity", Text: strings.Join(lines, "\n"),
		Width: commentWidth, Height: uint(height * commentLine)}
}

// cellValue is what is put in a sheet's cell: a number or date where the text is one that a
// spreadsheet keeps exactly, and else the text itself.
func cellValue(kind Kind, text string) any {
	switch {
	case kind.Numeric() && isCanonicalNumber(text) && significantDigits(text) <= excelDigits:
		if x, err := strconv.ParseFloat(text, 64); err == nil {
			return x
		}
	case kind == Month:
		if month, err := tariff.ParseMonth(text); err == nil {
			if days := monthSerial(month); days >= firstSerial && days <= lastSerial {
				return days
			}
		}
	}
	return text
}

func significantDigits(number string) int {
	digits := strings.TrimLeft(strings.NewReplacer("-", "", ".", "").Replace(number), "0")
	return len(digits)
}

// validate adds a drop-down or the bounds of a number to a column.
func (b *workbookWriter) validate(sheet, letter string, c *Column, last int) error {
	v := excelize.NewDataValidation(true)
	v.SetSqref(fmt.Sprintf("%s2:%s%d", letter, letter, last))
	style := excelize.DataValidationErrorStyleStop
	var err error
	switch {
	case c.Kind == Choice && len(strings.Join(c.Choices, ",")) > excelize.MaxFieldLength:
		// A spreadsheet holds no list as long within a rule; the only one is that of tables.
		v.SetSqrefDropList(b.tables)
	case c.Kind == Choice:
		err = v.SetDropList(c.Choices)
	case c.Kind == YesNo:
		err = v.SetDropList([]string{"yes", "no"})
	case c.Kind == Code && c.Refers != "":
		target := b.model.Table(c.Refers)
		v.SetSqrefDropList(fmt.Sprintf("%s!$A$2:$A$%d", c.Refers, len(target.Rows)+1+spareRows))
		style = excelize.DataValidationErrorStyleWarning // a code may be typed before its row is
	case c.Kind.Numeric():
		var bounded bool
		if bounded, err = numberBounds(v, c); !bounded && err == nil {
			return nil
		}
	default:
		return nil
	}
	if err != nil {
		return fmt.Errorf("column %s: %w", c.Name, err)
	}
	v.SetError(style, c.Name, clip(c.Allowed(), errorTextLength))
	return b.file.AddDataValidation(sheet, v)
}

// errorTextLength is the longest message a spreadsheet shows for a refused cell.
const errorTextLength = 225

func clip(text string, length int) string {
	if runes := []rune(text); len(runes) > length {
		return string(runes[:length-1]) + "…"
	}
	return text
}

// numberBounds puts a column's bounds into a validation; false where it has none.
func numberBounds(v *excelize.DataValidation, c *Column) (bool, error) {
	low, high := c.Min, c.Max
	switch c.Kind {
	case Share:
		low, high = new(0.0), new(1.0)
	case Rate:
		low, high = new(-MaxRate), new(MaxRate)
	case Money:
		low = new(0.0)
	}
	kind := excelize.DataValidationTypeDecimal
	if c.Kind == Whole {
		kind = excelize.DataValidationTypeWhole
	}
	switch {
	case low != nil && high != nil:
		return true, v.SetRange(*low, *high, kind, excelize.DataValidationOperatorBetween)
	case low != nil:
		return true, v.SetRange(*low, 0, kind, excelize.DataValidationOperatorGreaterThanOrEqual)
	case c.Above != nil:
		return true, v.SetRange(*c.Above, 0, kind, excelize.DataValidationOperatorGreaterThan)
	}
	return false, nil
}
