package reports

import (
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
)

// pageWidth is the number of columns that any terminal shows.
const pageWidth = 80

// grid is a table of a terminal page: the first column names what the row is about, the
// others are figures set to the right.
type grid struct {
	heads []string
	rows  [][]string
	words int // columns after the first that hold words rather than figures
}

func (g *grid) add(cells ...string) { g.rows = append(g.rows, cells) }

// String lays the table out, without colour or boxes. The first column takes the width the
// figures leave; a name that is longer goes on in the next line and is never cut.
func (g *grid) String() string {
	widths := g.widths()
	rest := 0
	for _, width := range widths {
		rest += width + len(gap)
	}
	w := table.NewWriter()
	style := table.StyleLight
	style.Options = table.OptionsNoBordersAndSeparators
	style.Options.SeparateHeader = true
	style.Box.PaddingLeft, style.Box.PaddingRight = "", gap
	style.Format.Header = text.FormatDefault
	w.SetStyle(style)
	columns := []table.ColumnConfig{{Number: 1, WidthMax: max(shortestName, pageWidth-rest-len(gap)), WidthMaxEnforcer: wrapName}}
	for column := 2; column <= len(g.heads); column++ {
		align := text.AlignRight
		if column-2 < g.words {
			align = text.AlignLeft
		}
		columns = append(columns, table.ColumnConfig{Number: column, Align: align, AlignHeader: align, WidthMax: widths[column-2], WidthMaxEnforcer: text.WrapSoft})
	}
	w.SetColumnConfigs(columns)
	w.AppendHeader(tableRow(g.heads))
	for _, row := range g.rows {
		w.AppendRow(tableRow(row))
	}
	var b strings.Builder
	for line := range strings.Lines(w.Render()) {
		line = strings.TrimRight(line, " \n")
		if strings.Trim(line, rule) == "" {
			line = strings.TrimSuffix(line, strings.Repeat(rule, len(gap))) // the last column has no gap after it
		}
		b.WriteString(line)
		b.WriteByte('\n')
	}
	return b.String()
}

// widths are those of the columns after the first: what their texts need, and where that leaves no
// room for names, words go on in the next line.
func (g *grid) widths() []int {
	widths := make([]int, len(g.heads)-1)
	all := shortestName + len(gap)
	for k := range widths {
		widths[k] = text.RuneWidthWithoutEscSequences(g.heads[k+1])
		for _, row := range g.rows {
			if k+1 < len(row) {
				widths[k] = max(widths[k], text.RuneWidthWithoutEscSequences(row[k+1]))
			}
		}
		all += widths[k] + len(gap)
	}
	for all > pageWidth && g.words > 0 {
		widest := 0
		for k := range g.words {
			if widths[k] > widths[widest] {
				widest = k
			}
		}
		if widths[widest] <= shortestName {
			break
		}
		widths[widest]--
		all--
	}
	return widths
}

const (
	gap          = "  "
	rule         = "─"
	shortestName = 12 // columns a name has at least
)

func tableRow(cells []string) table.Row {
	row := make(table.Row, len(cells))
	for i, cell := range cells {
		row[i] = cell
	}
	return row
}

// wrapName breaks a long name after a space, a plus or a hyphen, and where there is none,
// anywhere. A name that stands in goes on standing in.
func wrapName(name string, width int) string {
	bare := strings.TrimLeft(name, " ")
	indent := name[:len(name)-len(bare)]
	name, width = bare, width-len(indent)
	var lines []string
	line := ""
	for _, part := range strings.SplitAfter(breakable.Replace(name), "\x00") {
		part = strings.TrimSuffix(part, "\x00")
		if line != "" && text.RuneWidthWithoutEscSequences(strings.TrimRight(line+part, " ")) > width {
			lines = append(lines, strings.TrimRight(line, " "))
			line = ""
		}
		line += part
	}
	lines = append(lines, strings.TrimRight(line, " "))
	for i, line := range lines {
		if text.RuneWidthWithoutEscSequences(line) > width {
			lines[i] = text.WrapHard(line, width)
		}
	}
	return indent + strings.ReplaceAll(strings.Join(lines, "\n"), "\n", "\n"+indent)
}

var breakable = strings.NewReplacer(" ", " \x00", "+", "+\x00", "-", "-\x00")

// paragraph breaks a sentence over lines of the page, the first after a mark and the others
// under it.
func paragraph(mark, sentence string) string {
	width := text.RuneWidthWithoutEscSequences(mark)
	wrapped := text.WrapSoft(sentence, pageWidth-width)
	var b strings.Builder
	for i, line := range strings.Split(wrapped, "\n") {
		if i == 0 {
			b.WriteString(mark)
		} else {
			b.WriteString(strings.Repeat(" ", width))
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return b.String()
}

// leastTitled is how many columns a title has to have beside its name; where a name leaves fewer,
// as a stack of many scenarios does, the title goes below it.
const leastTitled = 24

// titled sets titles beside names, one below the other, behind the widest name as far as it takes
// no more than half the page.
func titled(names, titles []string) string {
	widest := 0
	for _, name := range names {
		widest = max(widest, text.RuneWidthWithoutEscSequences(name))
	}
	var b strings.Builder
	column := min(widest, pageWidth/2)
	for i, name := range names {
		if text.RuneWidthWithoutEscSequences(name)+len(gap)+leastTitled > pageWidth {
			b.WriteString(wrapName(name, pageWidth) + "\n")
			name = ""
		}
		b.WriteString(paragraph(text.Pad(name, column, ' ')+gap, titles[i]))
	}
	return b.String()
}
