package scenarios

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// instructions are the lines above the list of tables.
var instructions = []string{
	"Each sheet after this one is a table of the model; its name and its header row stay as they are. Fill rows from the second on, in any order, without gaps or merged cells. A sheet that is not needed stays empty.",
	"Rest the pointer on a header to read what the column means and what may stand in it. Dark bold headers are the key that names a row, blue ones are needed in every row, pale ones may stay blank.",
	"Months are written 2025-04, financial years 2025-26, money in pounds, rates and shares as per cent (4.83%) or as a fraction (0.0483). The column \"from\" says from which month a row holds; blank is from the start.",
	"Say where each figure comes from: evidence (published, local, estimated, assumed, illustrative, missing), source and note travel with it to the results.",
	"Type values, not formulas. Leave a price that is not known blank: it is then reported as missing, never as zero.",
	"A scenario is a row of scenarios and its lines in changes. Nothing in the tables above has to be copied for it.",
	"Then, at a command line: parity check FILE lists everything that is wrong, with its cell; parity run FILE works the model out and writes a workbook of results.",
}

// Layout of the sheet of instructions, in characters and points.
const (
	tableColumnWidth = 22
	docColumnWidth   = 92
	rowsColumnWidth  = 8
	lineHeight       = 15.0
	lineLength       = 98 // characters that fit on a line of the middle column
)

// writeInstructions says how to fill the workbook and lists its tables.
func (b *workbookWriter) writeInstructions() error {
	var failed error
	try := func(err error) {
		if failed == nil {
			failed = err
		}
	}
	f, sheet := b.file, InstructionsSheet
	put := func(cell string, value any, style int) {
		try(f.SetCellValue(sheet, cell, value))
		try(f.SetCellStyle(sheet, cell, cell, style))
	}
	try(f.SetColWidth(sheet, "A", "A", tableColumnWidth))
	try(f.SetColWidth(sheet, "B", "B", docColumnWidth))
	try(f.SetColWidth(sheet, "C", "C", rowsColumnWidth))
	title := b.model.Setting(KeyTitle)
	if title == "" {
		title = b.model.Name
	}
	put("A1", title, b.styles.title)
	put("A2", "A Parity model to fill in and run", b.styles.heading)
	row := 4
	for i, line := range instructions {
		put(fmt.Sprintf("A%d", row), i+1, b.styles.text)
		put(fmt.Sprintf("B%d", row), line, b.styles.text)
		try(f.SetRowHeight(sheet, row, height(line)))
		row++
	}
	row++
	for i, heading := range []string{"Table", "What it is for", "Rows"} {
		put(fmt.Sprintf("%c%d", 'A'+i, row), heading, b.styles.heading)
	}
	b.tables = fmt.Sprintf("%s!$A$%d:$A$%d", sheet, row+1, row+len(allSchemas))
	for i := range allSchemas {
		s := &allSchemas[i]
		row++
		cell := fmt.Sprintf("A%d", row)
		put(cell, s.Table, b.styles.link)
		try(f.SetCellHyperLink(sheet, cell, fmt.Sprintf("'%s'!A1", s.Table), "Location"))
		put(fmt.Sprintf("B%d", row), plain(s.Doc), b.styles.text)
		put(fmt.Sprintf("C%d", row), len(b.model.Table(s.Table).Rows), b.styles.text)
		try(f.SetRowHeight(sheet, row, height(s.Doc)))
	}
	try(f.SetSheetView(sheet, 0, &excelize.ViewOptions{ShowGridLines: new(false)}))
	try(f.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: new(true), TabColorRGB: new(controlTab)}))
	try(b.setPage(sheet))
	return failed
}

// height is how high a row has to be for its text, in points.
func height(text string) float64 {
	return lineHeight * float64(utf8.RuneCountInString(text)/lineLength+1)
}

// plain takes the marks off names, which only documents in Markdown need.
func plain(doc string) string { return strings.ReplaceAll(doc, "`", "") }
