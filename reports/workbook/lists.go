package workbook

import (
	"strconv"

	"github.com/xuri/excelize/v2"
)

// listSheet holds what drop-downs offer.
type listSheet struct {
	*sheet
	ranges map[string]string
}

// Columns of lists.
const (
	listScenarios     = "Scenarios"
	listContracts     = "Contracts"
	listAllContracts  = "All contracts"
	listTitles        = "Title"
	listYears         = "Years"
	listMonths        = "Months"
	everyContract     = "all contracts"
	everyContractSign = "*"
)

// planLists writes the lists side by side.
func (b *book) planLists() *listSheet {
	s := &sheet{name: "Lists", title: "What the drop-downs offer", kind: workings, about: "Scenarios, contracts, years and months, as the drop-downs on the result sheets offer them.",
		widths: []float64{24, 44, 18, 18, 14, 14, 14}, freeze: "A6", heads: [2]int{5, 5}}
	b.head(s)
	s.skip(inputHead)
	l := &listSheet{sheet: s, ranges: map[string]string{}}
	s.add(heads(listScenarios, listTitles, listContracts, listAllContracts, "looked up as", listYears, listMonths)...)
	titles := make([]string, len(b.keys))
	for i := range b.study.Scenarios {
		titles[i] = b.study.Scenarios[i].Title
	}
	contracts := b.contractKeys()
	all := append([]string{everyContract}, contracts...)
	signs := append([]string{everyContractSign}, contracts...)
	var years, months []string
	for _, y := range b.time.years {
		years = append(years, y.String())
	}
	years = append(years, "Total")
	for _, m := range b.time.months {
		months = append(months, m.String())
	}
	columns := [][]string{b.keys, titles, contracts, all, signs, years, months}
	longest := 0
	for _, c := range columns {
		longest = max(longest, len(c))
	}
	for r := range longest {
		cells := make([]cell, len(columns))
		for c := range columns {
			if r < len(columns[c]) {
				cells[c] = textCell(columns[c][r], style{role: label})
			}
		}
		s.add(cells...)
	}
	for c, name := range []string{listScenarios, listTitles, listContracts, listAllContracts, "looked up as", listYears, listMonths} {
		l.ranges[name] = s.inColumn(columnName(c+1), firstRow, firstRow+len(columns[c])-1)
	}
	return l
}

// more adds a list beside the others.
func (l *listSheet) more(name string, words []string) {
	head := &l.rows[inputHead-1].cells
	column := len(*head) + 1
	*head = append(*head, heads(name)...)
	l.skip(firstRow + len(words))
	for i, word := range words {
		cells := &l.rows[firstRow-1+i].cells
		for len(*cells) < column-1 {
			*cells = append(*cells, cell{})
		}
		*cells = append(*cells, textCell(word, style{role: label}))
	}
	l.widths = append(l.widths, 14)
	l.ranges[name] = l.inColumn(columnName(column), firstRow, firstRow+len(words)-1)
}

// contractKeys lists every contract of any scenario, in order of first appearance.
func (b *book) contractKeys() []string {
	var keys []string
	seen := map[string]bool{}
	for i := range b.study.Scenarios {
		for _, c := range b.study.Scenarios[i].Result.Model.Contracts {
			if !seen[c.Name] {
				seen[c.Name] = true
				keys = append(keys, c.Name)
			}
		}
	}
	return keys
}

// offer gives a cell a drop-down.
func (s *sheet) offer(cellAt, list string, l *listSheet, word string) {
	s.before = append(s.before, func(f *excelize.File) error {
		v := excelize.NewDataValidation(false)
		v.SetSqref(cellAt)
		v.SetSqrefDropList(l.ranges[list])
		v.SetError(excelize.DataValidationErrorStyleStop, "Not in the list", "Choose a "+word+" from the list.")
		v.SetInput("Choose a "+word, "Click the arrow for the list.")
		return f.AddDataValidation(s.name, v)
	})
}

// choose writes a choice with its drop-down: a label in column A, the choice in column C.
func (s *sheet) choose(l *listSheet, words, list, chosen, word string) string {
	n := s.add(textCell(words, style{role: strong}), cell{}, textCell(chosen, style{role: choice}))
	at := "C" + strconv.Itoa(n)
	s.offer(at, list, l, word)
	return "$C$" + strconv.Itoa(n)
}
