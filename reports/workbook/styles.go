package workbook

import "github.com/xuri/excelize/v2"

// role is what a cell is, for the eye. No role is told by colour alone: inputs are framed
// and their columns are marked in words, totals have a line above, flags are words.
type role uint8

const (
	plain    role = iota
	figure        // a formula
	value         // a value that the run worked out
	live          // an input that the formulas follow
	rerun         // an input that only Parity can follow
	label         // a row's label
	head          // a column's heading
	subhead       // a heading within a sheet
	title         // a sheet's title
	lead          // the line under the title
	banner        // the line that says whether all is well
	total         // a sum
	headline      // a large figure
	link          // a hyperlink
	prose         // running text, wrapped
	choice        // a cell with a drop-down
	finding       // a sentence made from figures
	strong        // a label that stands out
)

// format is how a number is written.
type format uint8

const (
	general format = iota
	pence
	pounds
	price
	quantity
	percent
	index
	count
	yearNumber
	factor
)

var formats = [...]string{
	general: "",
	// Minus signs as well as red: colour alone says nothing in print.
	pence:      `#,##0.00;[Red]-#,##0.00`,
	pounds:     `£#,##0;[Red]-£#,##0`,
	price:      `#,##0.00????;[Red]-#,##0.00????`,
	quantity:   `#,##0.0??;[Red]-#,##0.0??`,
	percent:    `0.0%;[Red]-0.0%`,
	index:      `0.000000`,
	count:      `#,##0`,
	yearNumber: `0`,
	factor:     `0.0000`,
}

// style is how a cell looks.
type style struct {
	role   role
	format format
	right  bool // set to the right, for headings over figures
	left   bool // set to the left, for figures that are names
}

const (
	navy     = "1F3864"
	ink      = "222222"
	inputInk = "0000C0"
	rerunInk = "7030A0"
	pale     = "FFF9DB"
	lilac    = "F3ECFA"
	grey     = "F2F2F2"
	rule     = "BFBFBF"
	fontName = "Calibri"
)

// tabColours are the sheet kinds' colours, in order of kind.
var tabColours = [...]string{control: "7F7F7F", results: "2E7D32", inputs: "E0A800", workings: "1F6FB2"}

func (s style) excel() *excelize.Style {
	e := &excelize.Style{
		Font:      &excelize.Font{Family: fontName, Size: 10, Color: ink},
		Alignment: &excelize.Alignment{Vertical: "top"},
	}
	if f := formats[s.format]; f != "" {
		e.CustomNumFmt = &f
	}
	fill := func(colour string) { e.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}} }
	frame := func(kind int, sides ...string) {
		for _, side := range sides {
			e.Border = append(e.Border, excelize.Border{Type: side, Style: kind, Color: rule})
		}
	}
	const thin, dashed = 1, 3
	switch s.role {
	case live:
		e.Font.Color = inputInk
		fill(pale)
		frame(thin, "left", "right", "top", "bottom")
	case rerun:
		e.Font.Color, e.Font.Italic = rerunInk, true
		fill(lilac)
		frame(dashed, "left", "right", "top", "bottom")
	case value:
		e.Font.Italic = true
	case head:
		e.Font.Bold, e.Font.Color = true, "FFFFFF"
		e.Alignment = &excelize.Alignment{Vertical: "center", WrapText: true}
		fill(navy)
	case subhead:
		e.Font.Bold, e.Font.Size, e.Font.Color = true, 12, navy
	case title:
		e.Font.Bold, e.Font.Size, e.Font.Color = true, 16, navy
	case lead:
		e.Font.Color = "595959"
	case banner:
		e.Font.Bold = true
	case total:
		e.Font.Bold = true
		frame(thin, "top")
	case strong:
		e.Font.Bold = true
	case headline:
		e.Font.Bold, e.Font.Size, e.Font.Color = true, 14, navy
	case link:
		e.Font.Color, e.Font.Underline = "0563C1", "single"
	case finding:
		e.Font.Size = 11
	case prose:
		e.Alignment = &excelize.Alignment{Vertical: "top", WrapText: true}
	case choice:
		e.Font.Bold, e.Font.Color = true, inputInk
		fill(pale)
		frame(2, "left", "right", "top", "bottom")
	}
	if s.left {
		e.Alignment.Horizontal = "left"
	}
	if s.right {
		e.Alignment.Horizontal = "right"
	}
	return e
}
