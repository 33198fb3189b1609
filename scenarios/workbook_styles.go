package scenarios

import (
	"fmt"

	"github.com/xuri/excelize/v2"
)

// paperA4 is A4 in the numbering of paper sizes that workbooks use.
const paperA4 = 9

// Colours: ink on paper that stays readable without colour, as each also differs in weight.
const (
	inputTab   = "2F5597" // tab of a table
	controlTab = "7F7F7F" // tab of the instructions
	keyFill    = "1F3864"
	neededFill = "2F5597"
	otherFill  = "D9E2F3"
	inputInk   = "1F3FBF"
	darkInk    = "1F3864"
)

// workbookStyles are the styles of a workbook for editing.
type workbookStyles struct {
	cells                                []int // by Kind
	keyHeader, neededHeader, otherHeader int
	title, heading, text, link           int
}

// Number formats of input cells. Months show as they are written in tables.
var cellFormats = map[Kind]string{
	Month: "yyyy-mm", Whole: "0", Share: "0.0###%", Rate: "0.0###%", Money: "#,##0.00####",
}

// Every font is named in full: one without a family is shown in whatever a program falls back on.
const (
	fontFamily  = "Calibri"
	textSize    = 11
	headingSize = 12
	titleSize   = 18
)

const textFormat = 49 // the built-in format "@": what is typed stays text

func (b *workbookWriter) makeStyles() error {
	var failed error
	make := func(s *excelize.Style) int {
		s.Font.Family = fontFamily
		if s.Font.Size == 0 {
			s.Font.Size = textSize
		}
		id, err := b.file.NewStyle(s)
		if err != nil && failed == nil {
			failed = fmt.Errorf("make a style: %w", err)
		}
		return id
	}
	header := func(fill, ink string, bold bool) int {
		return make(&excelize.Style{
			Font:      &excelize.Font{Bold: bold, Color: ink},
			Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{fill}},
			Alignment: &excelize.Alignment{Vertical: "center"},
		})
	}
	for kind := range Value + 1 {
		style := &excelize.Style{Font: &excelize.Font{Color: inputInk}}
		switch format, ok := cellFormats[kind]; {
		case ok:
			style.CustomNumFmt = &format
		case !kind.Numeric():
			style.NumFmt = textFormat
		}
		b.styles.cells = append(b.styles.cells, make(style))
	}
	b.styles.keyHeader = header(keyFill, "FFFFFF", true)
	b.styles.neededHeader = header(neededFill, "FFFFFF", false)
	b.styles.otherHeader = header(otherFill, darkInk, false)
	b.styles.title = make(&excelize.Style{Font: &excelize.Font{Bold: true, Size: titleSize, Color: darkInk}})
	b.styles.heading = make(&excelize.Style{Font: &excelize.Font{Bold: true, Size: headingSize, Color: darkInk}})
	b.styles.text = make(&excelize.Style{Font: &excelize.Font{}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top", Horizontal: "left"}})
	b.styles.link = make(&excelize.Style{Font: &excelize.Font{Underline: "single", Color: inputInk}, Alignment: &excelize.Alignment{Vertical: "top"}})
	return failed
}

// headerStyle tells key columns, columns every row needs and others apart.
func (b *workbookWriter) headerStyle(schema *Schema, c *Column) int {
	for _, name := range schema.Key {
		if name == c.Name {
			return b.styles.keyHeader
		}
	}
	if c.Required {
		return b.styles.neededHeader
	}
	return b.styles.otherHeader
}
