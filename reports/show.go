package reports

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"

	"parity/scenarios"
)

// WriteEffective writes a table as a scenario leaves it, 80 columns wide and without colour.
// Columns that are blank throughout are left out, those that say the same in every row are
// said once, and the others stand in as many tables as it takes, one below the other. Cells
// that changes set are marked, and listed with what they were.
func WriteEffective(w io.Writer, e *scenarios.Effective) error {
	p := &effectivePage{Effective: e}
	p.text.WriteString(paragraph("", Title(e.Model)))
	p.text.WriteString(paragraph("", fmt.Sprintf("%s as %s leaves it: %s", e.Table.Schema.Title, e.Scenario.Key, counted(len(e.Table.Rows), "row"))))
	p.text.WriteString(paragraph("", e.Scenario.Key+": "+e.Scenario.Title))
	if illustrative(e.Model) != nil {
		p.text.WriteString("Illustrative figures: the column evidence says which.\n")
	}
	p.choose()
	p.rows()
	p.throughout()
	p.changed()
	p.removed()
	p.conflicts()
	p.listSources()
	_, err := io.WriteString(w, p.text.String())
	return err
}

// effectivePage is the text as it grows.
type effectivePage struct {
	*scenarios.Effective
	columns []int // that have a place in the tables
	same    []int // that say the same in every row
	sources []string
	text    strings.Builder
}

// mark stands behind a cell that a change set.
const mark = "*"

// Widths of cells in columns.
const (
	widestName = 30 // of a row's key
	widestCell = 34 // of any other cell; longer text is broken over lines
)

// choose decides which columns have a place in the tables.
func (p *effectivePage) choose() {
	schema := p.Table.Schema
	for at := range schema.Columns {
		name := schema.Columns[at].Name
		if slices.Contains(schema.Key, name) || name == scenarios.SourceColumn || name == scenarios.NoteColumn {
			continue
		}
		blank, same := true, len(p.Table.Rows) > 1
		for row := range p.Table.Rows {
			set := p.set(row, at) != nil
			blank = blank && p.Table.Rows[row].Cells[at] == "" && !set
			same = same && p.Table.Rows[row].Cells[at] == p.Table.Rows[0].Cells[at] && !set
		}
		if name == scenarios.EvidenceColumn {
			same = same && len(p.sourcesOf()) < 2
		}
		switch {
		case blank:
		case same:
			p.same = append(p.same, at)
		default:
			p.columns = append(p.columns, at)
		}
	}
}

// key is a row's key: the values of its key columns.
func (p *effectivePage) key(row int) string {
	var parts []string
	for _, name := range p.Table.Schema.Key {
		if value := p.Table.Cell(row, name); value != "" {
			at := p.Table.Schema.Index(name)
			parts = append(parts, value+p.marked(row, at))
		}
	}
	return strings.Join(parts, ", ")
}

func (p *effectivePage) marked(row, at int) string {
	if p.set(row, at) == nil {
		return ""
	}
	return mark
}

// set is what changed a cell, nil for nothing. A row that was put in as a whole is marked at
// its key alone, unless another change sets a cell of it.
func (p *effectivePage) set(row, at int) *scenarios.CellChange {
	c := p.Changes[row][at]
	if c == nil || !c.Inserted || slices.Contains(p.Table.Schema.Key, p.Table.Schema.Columns[at].Name) {
		return c
	}
	if put := p.put(row); put != nil && put.Scenario == c.Change.Scenario && put.Change == c.Change.Change {
		return nil
	}
	return c
}

// put is the change that put a row in as a whole, nil where it was there.
func (p *effectivePage) put(row int) *scenarios.Change {
	for _, key := range p.Table.Schema.KeyIndexes() {
		if c := p.Changes[row][key]; c != nil && c.Inserted {
			return &c.Change
		}
	}
	return nil
}

// sourcesOf lists the sources of the rows, each once.
func (p *effectivePage) sourcesOf() []string {
	var sources []string
	for row := range p.Table.Rows {
		if source := p.Table.Cell(row, scenarios.SourceColumn); !slices.Contains(sources, source) {
			sources = append(sources, source)
		}
	}
	return sources
}

// keyHead names the key columns that hold something.
func (p *effectivePage) keyHead() string {
	var names []string
	for _, name := range p.Table.Schema.Key {
		for row := range p.Table.Rows {
			if p.Table.Cell(row, name) != "" {
				names = append(names, name)
				break
			}
		}
	}
	return strings.Join(names, ", ")
}

// words says whether a column holds words, which are set to the left.
func (p *effectivePage) words(at int) bool { return !p.Table.Schema.Columns[at].Kind.Numeric() }

// cell is a cell as the tables show it, with its mark and, at the evidence, its source.
func (p *effectivePage) cell(row, at int) string {
	shown := p.Table.Rows[row].Cells[at]
	if p.set(row, at) != nil && shown == "" {
		shown = "blank"
	}
	if shown != "" && !p.words(at) {
		shown = grouped(shown)
	}
	shown += p.marked(row, at)
	if p.Table.Schema.Columns[at].Name == scenarios.EvidenceColumn {
		shown = strings.TrimSpace(shown + " " + p.sourced(row))
	}
	return wrapName(shown, widestCell)
}

// sourced is the number of a row's source.
func (p *effectivePage) sourced(row int) string {
	source := p.Table.Cell(row, scenarios.SourceColumn)
	if source == "" {
		return ""
	}
	at := slices.Index(p.sources, source)
	if at < 0 {
		at = len(p.sources)
		p.sources = append(p.sources, source)
	}
	return fmt.Sprintf("[%d]", at+1)
}

// rows writes the table, in blocks of the columns that fit beside the rows' keys.
func (p *effectivePage) rows() {
	if len(p.Table.Rows) == 0 {
		p.text.WriteString("\nThe table has no rows.\n")
		return
	}
	name := p.keyHead()
	narrow := min(widestName, text.RuneWidthWithoutEscSequences(name))
	for row := range p.Table.Rows {
		narrow = max(narrow, min(widestName, text.RuneWidthWithoutEscSequences(p.key(row))))
	}
	cells := make([][]string, len(p.columns))
	for k, at := range p.columns {
		for row := range p.Table.Rows {
			cells[k] = append(cells[k], p.cell(row, at))
		}
	}
	for first := true; first || len(cells) > 0; first = false {
		taken, used := 0, narrow+len(gap)
		for taken < len(cells) {
			width := text.RuneWidthWithoutEscSequences(p.Table.Schema.Columns[p.columns[taken]].Name)
			for _, cell := range cells[taken] {
				width = max(width, text.LongestLineLen(cell))
			}
			if taken > 0 && used+width+len(gap) > pageWidth {
				break
			}
			used += width + len(gap)
			taken++
		}
		p.block(name, p.columns[:taken], cells[:taken])
		p.columns, cells = p.columns[taken:], cells[taken:]
	}
}

// block writes some columns beside the keys: words first, then figures.
func (p *effectivePage) block(name string, columns []int, cells [][]string) {
	order := make([]int, len(columns))
	for k := range order {
		order[k] = k
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return boolInt(!p.words(columns[a])) - boolInt(!p.words(columns[b]))
	})
	g := grid{heads: []string{name}}
	for _, k := range order {
		g.heads = append(g.heads, p.Table.Schema.Columns[columns[k]].Name)
		g.words += boolInt(p.words(columns[k]))
	}
	for row := range p.Table.Rows {
		line := []string{p.key(row)}
		for _, k := range order {
			line = append(line, cells[k][row])
		}
		g.add(line...)
	}
	p.text.WriteString("\n" + g.String())
}

func boolInt(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// throughout says what every row has in common.
func (p *effectivePage) throughout() {
	if len(p.same) == 0 {
		return
	}
	p.text.WriteString("\nThe same in every row\n")
	for _, at := range p.same {
		name, value := p.Table.Schema.Columns[at].Name, p.Table.Rows[0].Cells[at]
		if name == scenarios.EvidenceColumn {
			value = strings.TrimSpace(value + " " + p.sourced(0))
		}
		p.text.WriteString(paragraph("- ", name+": "+value))
	}
}

// changed lists the cells that changes set, and why.
func (p *effectivePage) changed() {
	g := grid{heads: []string{"Changed", "Column", "Set by", "Was", "Is"}, words: 2}
	var reasons []string
	note := func(change *scenarios.Change) {
		line := change.By() + ": " + change.Reason
		if change.Reason != "" && !slices.Contains(reasons, line) {
			reasons = append(reasons, line)
		}
	}
	for row := range p.Table.Rows {
		key := strings.ReplaceAll(p.key(row), mark, "")
		if put := p.put(row); put != nil {
			g.add(key, "the whole row", wrapName(put.By(), widestName), "not there", "new")
			for at := range p.Table.Schema.Columns {
				if c := p.Changes[row][at]; c != nil {
					note(&c.Change)
				}
			}
		}
		for at := range p.Table.Schema.Columns {
			change := p.set(row, at)
			if change == nil || change.Inserted && slices.Contains(p.Table.Schema.Key, p.Table.Schema.Columns[at].Name) {
				continue
			}
			before := orBlank(change.Was)
			if change.Inserted {
				before = "not there"
			}
			g.add(key, p.Table.Schema.Columns[at].Name, wrapName(change.Change.By(), widestName),
				wrapName(before, widestFigure), wrapName(orBlank(p.Table.Rows[row].Cells[at]), widestFigure))
			note(&change.Change)
		}
	}
	if len(g.rows) == 0 {
		if len(p.Removed) == 0 {
			p.text.WriteString("\n" + paragraph("", p.Scenario.Key+" changes nothing in this table."))
		}
		return
	}
	p.text.WriteString("\n" + g.String())
	for _, line := range reasons {
		p.text.WriteString(paragraph("- ", line))
	}
}

// widestFigure is the widest that what a cell was and is are shown.
const widestFigure = 16

// removed lists the rows that changes took out.
func (p *effectivePage) removed() {
	if len(p.Removed) == 0 {
		return
	}
	p.text.WriteString("\nRows taken out\n")
	for _, out := range p.Removed {
		var key []string
		for _, at := range p.Table.Schema.KeyIndexes() {
			if value := out.Row.Cells[at]; value != "" {
				key = append(key, p.Table.Schema.Columns[at].Name+" "+value)
			}
		}
		p.text.WriteString(paragraph("- ", fmt.Sprintf("%s: by %s, %s", strings.Join(key, ", "), out.Change.Scenario, out.Change.Change)))
	}
}

// conflicts are the cells of the table that two stacked scenarios set.
func (p *effectivePage) conflicts() {
	for _, c := range p.Scenario.Conflicts {
		if strings.HasPrefix(c.Cell, p.Table.Schema.Table+"[") || strings.HasPrefix(c.Cell, p.Table.Schema.Table+".") {
			p.text.WriteString("\n" + paragraph("", fmt.Sprintf("Conflict: %s is set to %s (%s) and then to %s (%s), which holds.",
				c.Cell, orBlank(c.FirstValue), c.First, orBlank(c.SecondValue), c.Second)))
		}
	}
}

func (p *effectivePage) listSources() {
	if len(p.sources) == 0 {
		return
	}
	p.text.WriteString("\nSources\n")
	for i, source := range p.sources {
		p.text.WriteString(paragraph(fmt.Sprintf("[%d] ", i+1), source))
	}
}
