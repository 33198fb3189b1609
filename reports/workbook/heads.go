package workbook

import "strconv"

// head writes the three rows at the top of every sheet: title, banner, what it holds.
func (b *book) head(s *sheet) {
	s.add(textCell(s.title, style{role: title}))
	s.add(cell{formula: masterFlag, isText: true, isSet: true, style: style{role: banner}})
	s.add(textCell(s.about, style{role: lead}))
}

// bannerRow is the row of the banner on every sheet.
const bannerRow = 2

// heads are column headings.
func heads(names ...string) []cell {
	cells := make([]cell, len(names))
	for i, name := range names {
		cells[i] = textCell(name, style{role: head})
	}
	return cells
}

// fitHeads makes rows of headings as high as their words take, where nothing else says how high.
func (s *sheet) fitHeads() {
	for i := range s.rows {
		r := &s.rows[i]
		if len(r.cells) == 0 || r.height > 0 || r.cells[0].style.role != head {
			continue
		}
		if tall := s.tall(i + 1); tall > rowPoints {
			r.height = tall
		}
	}
}

// timeSheet opens a sheet with months: title, banner, and the heads of its columns.
func (b *book) timeSheet(name, title, about string, k kind, labels [labelCols]string) *sheet {
	t := b.time
	s := &sheet{name: name, title: title, about: about, kind: k, time: t}
	b.head(s)
	years, names := make([]cell, labelCols), make([]cell, labelCols)
	for i := range labels {
		years[i] = cell{style: style{role: head}}
		names[i] = textCell(labels[i], style{role: head})
	}
	years[0] = textCell("Year begins in", style{role: head})
	top := style{role: head, format: yearNumber, right: true}
	add := func(letter string, year cell, label string) {
		from := b.constants.prefix() + letter + "$"
		if year.isText {
			years = append(years, textFormula(from+yearRow, year.text, top))
		} else {
			years = append(years, formulaCell(from+yearRow, year.number, top))
		}
		names = append(names, textFormula(from+monthRow, label, top))
	}
	for y, letter := range t.yearly {
		add(letter, cell{number: float64(t.years[y])}, t.years[y].String())
	}
	add(t.total, cell{text: "all", isText: true}, "Total")
	years, names = append(years, cell{}), append(names, cell{})
	for i, letter := range t.letter {
		add(letter, cell{number: float64(t.months[i].Year())}, t.months[i].String())
	}
	s.add(years...)
	s.add(names...)
	s.freeze = t.yearly[0] + strconv.Itoa(firstRow)
	s.heads = [2]int{4, 5}
	s.widths = timeWidths(t)
	return s
}

// timeWidths are the columns' widths on sheets with months.
func timeWidths(t *timeline) []float64 {
	widths := []float64{22, 11, 10, 15, 36, 16}
	for range t.years {
		widths = append(widths, 16)
	}
	widths = append(widths, 17, 2)
	for range t.months {
		widths = append(widths, 14)
	}
	return widths
}
