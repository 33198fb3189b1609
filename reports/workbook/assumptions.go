package workbook

import (
	"strconv"
	"strings"

	"parity/scenarios"
)

// planAssumptions lists what every input rests on, and every change of each scenario with
// its reason.
func (b *book) planAssumptions() *sheet {
	s := &sheet{name: "Assumptions", title: "Assumptions", kind: control, widths: []float64{16, 44, 13, 66, 58}, freeze: "A4", heads: [2]int{1, 1},
		about: "What each scenario changes and why; then every input, by table, with its evidence, source and note. Rows of a table that rest on the same are one line."}
	b.head(s)
	s.add()
	s.add(textCell("Changes of each scenario", style{role: subhead}))
	s.add(heads("Scenario", "Change", "Lines", "What it does", "Reason")...)
	look := style{role: prose}
	for _, c := range b.changesMade() {
		n := s.add(textCell(c.scenario, look), textCell(c.change, look), numberCell(float64(len(c.does)), style{role: value, format: count, left: true}),
			textCell(strings.Join(c.does, "\n"), look), textCell(c.reason, look))
		s.rows[n-1].height = max(s.tall(n), lineHeight*float64(len(c.does))+2)
	}
	s.add()
	s.add(textCell("Inputs", style{role: subhead}))
	s.add(heads("Table", "Rows", "Evidence", "Source", "Note")...)
	for _, in := range b.inputs {
		t := in.table
		if t.Schema.Table == "changes" || t.Schema.Table == "scenarios" {
			continue
		}
		cellOf := func(r int, column string) string { return t.Cell(r, column) }
		for r := 0; r < len(t.Rows); {
			last := r
			for last+1 < len(t.Rows) && cellOf(last+1, scenarios.EvidenceColumn) == cellOf(r, scenarios.EvidenceColumn) &&
				cellOf(last+1, scenarios.SourceColumn) == cellOf(r, scenarios.SourceColumn) && cellOf(last+1, scenarios.NoteColumn) == cellOf(r, scenarios.NoteColumn) {
				last++
			}
			rows := in.key(r)
			if last > r {
				rows += " to " + in.key(last) + " (" + strconv.Itoa(last-r+1) + " rows)"
			}
			n := s.add(textCell(in.name, look), textCell(rows, look), textCell(cellOf(r, scenarios.EvidenceColumn), look),
				textCell(cellOf(r, scenarios.SourceColumn), look), textCell(cellOf(r, scenarios.NoteColumn), look))
			s.rows[n-1].height = s.tall(n)
			r = last + 1
		}
	}
	return s
}

// tall is the height a row of wrapped text needs.
func (s *sheet) tall(n int) float64 {
	lines := 1
	for c, is := range s.rows[n-1].cells {
		if is.isText && c < len(s.widths) {
			lines = max(lines, wrapped(is.text, s.widths[c]))
		}
	}
	return float64(lines)*lineHeight + 2
}

const lineHeight = 13.0

// wrapped is how many lines a text takes in a column of a width.
func wrapped(text string, width float64) int {
	const slack = 1.0 // letters are narrower than the figures widths are counted in; words do not break at the very end
	return int(float64(len(text))/(width*slack)) + 1
}

// planSources lists every source once, with the tables that rest on it.
func (b *book) planSources() *sheet {
	s := &sheet{name: "Sources", title: "Sources", kind: control, widths: []float64{110, 34, 10}, freeze: "A6", heads: [2]int{5, 5}, about: "Every source named in the inputs, the tables that rest on it, and on how many rows."}
	b.head(s)
	s.skip(inputHead)
	s.add(heads("Source", "Tables", "Rows")...)
	type use struct {
		tables string
		rows   int
	}
	uses := map[string]*use{}
	var order []string
	for _, in := range b.inputs {
		seen := map[string]bool{}
		for r := range in.table.Rows {
			source := in.table.Cell(r, scenarios.SourceColumn)
			if source == "" {
				continue
			}
			u := uses[source]
			if u == nil {
				u = &use{}
				uses[source] = u
				order = append(order, source)
			}
			u.rows++
			if !seen[source] {
				seen[source] = true
				if u.tables != "" {
					u.tables += ", "
				}
				u.tables += in.name
			}
		}
	}
	for _, source := range order {
		n := s.add(textCell(source, style{role: prose}), textCell(uses[source].tables, style{role: prose}), numberCell(float64(uses[source].rows), style{role: value, format: count}))
		s.rows[n-1].height = s.tall(n)
	}
	return s
}

// planLog lists what happened on the way: warnings, conflicts, changes and the cells they
// touched.
func (b *book) planLog() *sheet {
	s := &sheet{name: "Log", title: "Log", kind: control, widths: []float64{24, 60, 90}, freeze: "A4", heads: [2]int{1, 1}, about: "What was read with a warning, where stacked scenarios set the same cell, and how many cells each change touched."}
	b.head(s)
	s.add()
	look := style{role: prose}
	s.add(textCell("Warnings", style{role: subhead}))
	if len(b.study.Model.Warnings) == 0 {
		s.add(textCell("none", look))
	}
	for _, w := range b.study.Model.Warnings {
		n := s.add(textCell("", look), textCell(w.Place, look), textCell(w.String(), look))
		s.rows[n-1].height = s.tall(n)
	}
	s.add()
	s.add(textCell("Conflicts of stacked scenarios: the later one holds", style{role: subhead}))
	some := false
	for i := range b.study.Scenarios {
		for _, c := range b.study.Scenarios[i].Conflicts {
			some = true
			s.add(textCell(b.keys[i], look), textCell(c.Cell, look), textCell(c.First+" set "+c.FirstValue+"; "+c.Second+" set "+c.SecondValue, look))
		}
	}
	if !some {
		s.add(textCell("none", look))
	}
	s.add()
	s.add(textCell("Changes applied, in order", style{role: subhead}))
	s.add(heads("Scenario", "Change", "Effect")...)
	for i := range b.study.Scenarios {
		for _, c := range b.study.Scenarios[i].Changes {
			cells := "cells"
			if c.Cells == 1 {
				cells = "cell"
			}
			s.add(textCell(b.keys[i], look), textCell(c.Scenario+", "+c.Change+", line "+c.Line, look),
				textCell(c.Operation+" "+c.Table+"."+c.Column+": "+strconv.Itoa(c.Cells)+" "+cells, look))
		}
	}
	return s
}

// changeMade is one change of a scenario, all its lines together.
type changeMade struct {
	scenario, change, reason string
	does                     []string
}

// changesMade lists every change once, in order of first appearance, under the scenario
// that makes it.
func (b *book) changesMade() []changeMade {
	var list []changeMade
	at := map[string]int{}
	seen := map[string]bool{}
	for i := range b.study.Scenarios {
		for _, c := range b.study.Scenarios[i].Changes {
			line := c.Scenario + "\x00" + c.Change + "\x00" + c.Line
			if c.Cut != "" {
				line += "\x00" + c.From // a cut may be made each year
			}
			if seen[line] || isRemark(c.Column) {
				continue
			}
			seen[line] = true
			key := c.Scenario + "\x00" + c.Change
			k, known := at[key]
			if !known {
				k = len(list)
				at[key] = k
				list = append(list, changeMade{scenario: c.Scenario, change: c.Change, reason: c.Reason})
			}
			list[k].does = append(list[k].does, changeWords(c))
		}
	}
	return list
}

// changeWords say what a line of a change does: "contracts[contract=north].payment set to
// activity".
func changeWords(c scenarios.Change) string {
	what := c.Table
	if c.Where != "" {
		what += "[" + c.Where + "]"
	}
	if c.Column != "" {
		what += "." + c.Column
	}
	switch c.Operation {
	case "multiply":
		what += " multiplied by " + c.Value
	case "add":
		if less, lowered := strings.CutPrefix(c.Value, "-"); lowered {
			what += " lowered by " + less
		} else {
			what += " raised by " + c.Value
		}
	case "remove":
		what += " taken out"
	case "insert":
		what += " added as " + c.Value
	default:
		what += " set to " + c.Value
	}
	if c.From != "" {
		what += " from " + c.From
	}
	return what
}
