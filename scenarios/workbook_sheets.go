package scenarios

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"
)

// sheetScan is what a worksheet's own XML tells that its values do not.
type sheetScan struct {
	hasFormulas bool
	damaged     error        // why the XML cannot be read to its end; nil where it can
	marked      []markedCell // in the order of the sheet
}

// markedCell is a cell whose number is shown as something else.
type markedCell struct {
	row, column int // from 1
	as          shown
}

// shown is what a number is shown as.
type shown uint8

const (
	asNumber shown = iota
	asYesNo
	asDate // or as a time
	asPerCent
)

// sheetScanner reads the XML of worksheets to its end. It is needed since the reader of values
// takes the place where XML breaks off for the end of the sheet.
type sheetScanner struct {
	file   *excelize.File
	parts  map[string]*zip.File
	sheets map[string]string // the part each sheet is kept in, by the sheet's name
	style  func(style string) shown
}

func newSheetScanner(file *excelize.File, archive *zip.Reader) *sheetScanner {
	parts := make(map[string]*zip.File, len(archive.File))
	for _, part := range archive.File {
		parts[partName(part.Name)] = part
	}
	return &sheetScanner{file: file, parts: parts, sheets: sheetParts(parts), style: shownStyles(file)}
}

// partName spells the name of an archive's part in one way, as programs differ in capitals and slashes.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// sheetParts finds the part each sheet is kept in, by the sheet's name.
func sheetParts(parts map[string]*zip.File) map[string]string {
	var book struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"id,attr"`
		} `xml:"sheets>sheet"`
	}
	var links struct {
		All []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	readPart(parts[workbookPart], &book)
	readPart(parts[workbookLinks], &links)
	found := map[string]string{}
	for _, sheet := range book.Sheets {
		for _, link := range links.All {
			if link.ID != sheet.ID {
				continue
			}
			target := strings.ReplaceAll(link.Target, `\`, "/")
			if !strings.HasPrefix(target, "/") {
				target = path.Join(path.Dir(workbookPart), target)
			}
			found[sheet.Name] = partName(target)
		}
	}
	return found
}

// readPart reads what it can of a part; the workbook has been opened from the same parts before.
func readPart(part *zip.File, into any) {
	if part == nil {
		return
	}
	content, err := part.Open()
	if err != nil {
		return
	}
	defer content.Close()
	_ = xml.NewDecoder(content).Decode(into) // a sheet missing for it is a fault of that sheet
}

func (s *sheetScanner) scan(sheet string) sheetScan {
	var scan sheetScan
	part := s.parts[s.sheets[sheet]]
	if part == nil {
		return sheetScan{damaged: errors.New("the workbook names it but does not hold it")}
	}
	content, err := part.Open()
	if err != nil {
		return sheetScan{damaged: err}
	}
	defer content.Close()
	decoder := xml.NewDecoder(content) // bounded: the archive's reader stops at the size that inspectZip summed up
	decoder.CharsetReader = s.file.CharsetReader
	elements, row, column := 0, 0, 0
	for {
		token, err := decoder.Token()
		if err == io.EOF && elements == 0 {
			err = io.ErrUnexpectedEOF
		}
		if err == io.EOF {
			return scan
		} else if err != nil {
			scan.damaged = err
			return scan
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		elements++
		switch start.Name.Local {
		case "f":
			scan.hasFormulas = true
		case "row":
			last := row
			row, column = row+1, 0
			if at, err := strconv.Atoi(attributeOf(start, "r")); err == nil {
				row = at
			}
			if row <= last {
				scan.damaged = fmt.Errorf("row %d stands after row %d", row, last)
				return scan
			}
		case "c":
			last := column
			column++
			if at, _, err := excelize.CellNameToCoordinates(attributeOf(start, "r")); err == nil {
				column = at
			}
			if column <= last {
				scan.damaged = fmt.Errorf("the cells of row %d are out of order", row)
				return scan
			}
			as := asNumber
			switch kind := attributeOf(start, "t"); kind {
			case "b":
				as = asYesNo
			case "", "n":
				as = s.style(attributeOf(start, "s"))
			}
			if as != asNumber {
				scan.marked = append(scan.marked, markedCell{row: row, column: column, as: as})
			}
		}
	}
}

func attributeOf(element xml.StartElement, name string) string {
	i := slices.IndexFunc(element.Attr, func(a xml.Attr) bool { return a.Name.Local == name })
	if i < 0 {
		return ""
	}
	return element.Attr[i].Value
}

// shownStyles tells what the styles of a workbook show a number as.
func shownStyles(file *excelize.File) func(style string) shown {
	known := map[string]shown{"": asNumber}
	return func(style string) shown {
		as, ok := known[style]
		if !ok {
			if id, err := strconv.Atoi(style); err == nil {
				if s, err := file.GetStyle(id); err == nil {
					as = shownAs(s)
				}
			}
			known[style] = as
		}
		return as
	}
}

// The numbers of the built-in formats for dates and times and for per cent (ECMA-376, part 1,
// 18.8.30), first and last.
var (
	dateFormats    = [][2]int{{14, 22}, {27, 36}, {45, 47}, {50, 58}}
	perCentFormats = [][2]int{{9, 10}}
)

func shownAs(style *excelize.Style) shown {
	if style.CustomNumFmt != nil {
		return formatShows(*style.CustomNumFmt)
	}
	among := func(formats [][2]int) bool {
		return slices.ContainsFunc(formats, func(f [2]int) bool { return f[0] <= style.NumFmt && style.NumFmt <= f[1] })
	}
	switch {
	case among(dateFormats):
		return asDate
	case among(perCentFormats):
		return asPerCent
	}
	return asNumber
}

// formatShows says whether a number format has a letter for years, months, days, hours or
// seconds, or a per cent sign, outside what it shows as it stands.
func formatShows(format string) shown {
	as := asNumber
	for i := 0; i < len(format); i++ {
		switch format[i] {
		case '\\', '_', '*': // the next sign stands for itself
			i++
		case '"', '[': // text, or a colour, currency or condition
			end := strings.IndexByte(format[i+1:], map[byte]byte{'"': '"', '[': ']'}[format[i]])
			if end < 0 {
				return as
			}
			i += end + 1
		case 'y', 'm', 'd', 'h', 's', 'Y', 'M', 'D', 'H', 'S':
			return asDate
		case '%':
			as = asPerCent
		}
	}
	return as
}

// spelledPerCent spells what a cell shows in per cent as a person has typed it, where it may be no
// part of one: 0.9 that is shown as 90% is read as 90%, and refused where that is no number of the
// column's.
func spelledPerCent(text string, schema *Schema, column int) string {
	if kind := &schema.Columns[column]; !schema.decided(column) && (!kind.Kind.Numeric() || kind.fraction()) {
		return text
	}
	number, ok := readNumber(text)
	if !ok {
		return text
	}
	return decimal.RequireFromString(number).Shift(percentPlaces).String() + "%"
}

// checkMarked faults yes and no, dates and times where a table has numbers, and spells per cent.
func (w *workbookReader) checkMarked(g *grid, schema *Schema, marked []markedCell) {
	at := 0
	for _, cell := range marked {
		for at < len(g.rows) && g.rows[at].line < cell.row {
			at++
		}
		if at == len(g.rows) {
			return
		}
		row := &g.rows[at]
		if row.line != cell.row || cell.column > min(len(row.cells), len(g.header)) {
			continue
		}
		text := strings.TrimSpace(row.cells[cell.column-1])
		index := schema.Index(headerName(g.header[cell.column-1]))
		if text != "" && index >= 0 && cell.as == asPerCent {
			row.cells[cell.column-1] = spelledPerCent(text, schema, index)
			continue
		}
		if text == "" || index < 0 || !schema.Columns[index].Kind.Numeric() {
			continue
		}
		fault := Fault{Place: fmt.Sprintf("%s, cell %s%d", g.place, g.letters[cell.column-1], row.line),
			Allowed: schema.Columns[index].Allowed(), Remedy: "set the cell's format to Number and type the number",
			table: schema.order(), row: row.line, column: index}
		if cell.as == asYesNo {
			yes, _ := readYesNo(text)
			fault.Found = map[bool]string{true: "TRUE", false: "FALSE"}[yes == "yes"] + " (a yes/no cell)"
			fault.Remedy = "type the number"
		} else if days, err := strconv.ParseFloat(text, 64); err == nil && days >= firstSerial && days <= lastSerial {
			fault.Found = "the date " + serialOrigin.AddDate(0, 0, int(days)).Format("2006-01-02")
		} else {
			fault.Found = quoted(text) + " in a cell that shows dates or times"
		}
		w.faults = append(w.faults, fault)
	}
}
