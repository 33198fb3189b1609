package workbook

import (
	"strings"

	"parity/engine/draws"
	"parity/scenarios"
)

// planUncertain lists what is uncertain: the cells, what is drawn for them, and what that
// rests on.
func (b *book) planUncertain() *sheet {
	s := &sheet{name: "What is uncertain", title: "What is uncertain, and how far", kind: results, freeze: "B6", heads: [2]int{inputHead, inputHead},
		about:  "Nine draws in ten lie above P10 and nine in ten below P90. Drawn before what a scenario changes: set takes the cell's place, multiply and add act on it. What is of one group moves together. Change the sheets uncertainty and correlations, save, and run Parity again.",
		widths: []float64{24, 48, 11, 11, 12, 12, 12, 12, 12, 20, 30, 13, 56, 48}}
	b.head(s)
	s.skip(inputHead)
	n := s.add(headsRight(0, "Parameter", "Cells", "Draw acts by", "Family", "Cells stand from", "to", "P10 of the draw", "Mean of the draw", "P90 of the draw", "Group", "Moves figures of", "Evidence", "Source", "Note")...)
	s.rows[n-1].height = 2*lineHeight + 4
	for _, left := range []int{0, 1, 2, 3, 9, 10, 11, 12, 13} {
		s.rows[n-1].cells[left].style.right = false
	}
	u := b.risk.figures.Drawn.Uncertainty
	t := b.study.Model.Table("uncertainty")
	look, number := style{role: prose}, style{role: value, format: price}
	for _, moved := range u.Moved {
		p := u.Parameters[moved.Parameter]
		row := moved.Parameter
		var reaches []string
		for k, reached := range moved.Reaches {
			if reached {
				reaches = append(reaches, b.keys[k])
			}
		}
		which := strings.Join(reaches, ", ")
		switch len(reaches) {
		case 0:
			which = "none of these scenarios"
		case len(b.keys):
			which = allScenarios
		}
		n := s.add(textCell(p.Name, style{role: strong}), textCell(moved.Cells.String(), look), textCell(moved.Operation, look), textCell(string(moved.Family), look),
			numberCell(rounded(moved.Least, drawnSharePlaces), number), numberCell(rounded(moved.Most, drawnSharePlaces), number),
			numberCell(rounded(moved.P10, drawnSharePlaces), number), numberCell(rounded(moved.Mean, drawnSharePlaces), number), numberCell(rounded(moved.P90, drawnSharePlaces), number),
			textCell(p.Group, look), textCell(which, look), textCell(t.Cell(row, scenarios.EvidenceColumn), look), textCell(t.Cell(row, scenarios.SourceColumn), look), textCell(t.Cell(row, scenarios.NoteColumn), look))
		s.rows[n-1].height = s.tall(n)
	}
	b.ranks(s, u.Correlations)
	return s
}

// ranks lists the rank correlations of groups.
func (b *book) ranks(s *sheet, correlations []draws.Correlation) {
	if len(correlations) == 0 {
		return
	}
	s.add()
	s.add(textCell("Rank correlations between groups; of a group with itself, that of any two of its parameters", style{role: subhead}))
	s.add(headsRight(2, "Group", "and group", "Rank")...)
	for _, c := range correlations {
		s.add(textCell(c.A, style{role: label}), textCell(c.B, style{role: label}), numberCell(c.Rank, style{role: value, format: factor}))
	}
}
