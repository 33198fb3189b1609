package workbook

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/xuri/excelize/v2"

	"parity/scenarios"
)

// order puts the sheets in the order of their tabs and adds those of control.
func (b *book) order(list []*sheet, a *asRun) {
	middle := list
	for _, in := range b.inputs {
		middle = append(middle, in.sheet)
	}
	middle = append(middle, a.sheet, b.effective.sheet, b.constants.sheet, b.growth.sheet, b.derived.sheet, b.prices.sheet, b.quantity.sheet,
		b.values.sheet, b.annual.sheet, b.periods.sheet, b.payments.sheet, b.unitCost.sheet, b.care.sheet, b.cost.sheet, b.margins.sheet)
	if b.risk != nil {
		middle = append(middle, b.risk.drawn.sheet)
	}
	middle = append(middle, b.compared.lists.sheet)
	var kept []*sheet
	for _, s := range middle {
		if s.time == nil || s.next() > firstRow {
			kept = append(kept, s)
		}
	}
	closing := []*sheet{b.planAssumptions(), b.planSources(), b.planLog(), b.planRecord()}
	if unknown := b.planUnknown(); unknown != nil {
		closing = slices.Insert(closing, 0, unknown)
	}
	var all []*sheet
	for _, s := range kept {
		if s.kind == results {
			all = append(all, s)
		}
	}
	all = append(all, b.checks.sheet)
	all = append(all, closing...)
	for _, s := range kept {
		if s.kind != results {
			all = append(all, s)
		}
	}
	cover := b.planCover()
	b.sheets = append([]*sheet{cover, b.planContents(all)}, all...)
	for _, s := range b.sheets {
		s.rows[bannerRow-1].cells[0].text = b.checks.rows[4].cells[0].text
		s.fitHeads()
	}
}

// prepare makes the sheets with all that is on them but their rows.
func (b *book) prepare(f *excelize.File) error {
	for i, s := range b.sheets {
		if i == 0 {
			if err := f.SetSheetName("Sheet1", s.name); err != nil {
				return err
			}
		} else if _, err := f.NewSheet(s.name); err != nil {
			return fmt.Errorf("sheet %s: %w", s.name, err)
		}
	}
	wrong := style{role: banner}.excel()
	wrong.Font = &excelize.Font{Bold: true, Color: "FFFFFF"}
	wrong.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"B00020"}}
	warning, err := f.NewConditionalStyle(wrong)
	if err != nil {
		return err
	}
	for _, s := range b.sheets {
		if err := s.prepare(f, warning, b.about.Date.Format("2 January 2006")); err != nil {
			return fmt.Errorf("sheet %s: %w", s.name, err)
		}
	}
	date := b.about.Date.UTC().Format("2006-01-02T15:04:05Z")
	return f.SetDocProps(&excelize.DocProperties{
		Title: orElse(b.study.Model.Setting(scenarios.KeyTitle), b.study.Model.Name), Subject: "Comparison of payment rules",
		Creator: b.about.Author, LastModifiedBy: b.about.Author, Created: date, Modified: date,
		Description: "Made by Parity " + b.about.Version, Language: "en-GB",
	})
}

func (s *sheet) prepare(f *excelize.File, warning int, day string) error {
	yes, rowHeight := true, float64(rowPoints)
	zoom := 90.0
	grid := s.kind == inputs || s.kind == workings
	fitWidth, fitHeight, paper := s.pagesWide(), s.fit, paperA4
	landscape := "landscape"
	colour := tabColours[s.kind]
	steps := []func() error{
		func() error {
			return f.SetSheetProps(s.name, &excelize.SheetPropsOptions{TabColorRGB: &colour, FitToPage: &yes, DefaultRowHeight: &rowHeight, CustomHeight: &yes})
		},
		func() error {
			return f.SetPageLayout(s.name, &excelize.PageLayoutOptions{Size: &paper, Orientation: &landscape, FitToWidth: &fitWidth, FitToHeight: &fitHeight})
		},
		func() error {
			side, top, header := 0.4, 0.6, 0.3
			return f.SetPageMargins(s.name, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &top, Bottom: &top, Header: &header, Footer: &header})
		},
		func() error {
			return f.SetHeaderFooter(s.name, &excelize.HeaderFooterOptions{OddHeader: "&L&A&R&F", OddFooter: "&LParity&CPage &P of &N&R" + day})
		},
		func() error {
			return f.SetSheetView(s.name, 0, &excelize.ViewOptions{ShowGridLines: &grid, ZoomScale: &zoom})
		},
		func() error { return f.SetSheetDimension(s.name, "A1:"+cellName(s.breadth(), max(len(s.rows), 1))) },
		func() error { return s.setWidths(f) },
		func() error { return s.setPanes(f) },
		func() error { return s.setTitles(f) },
		func() error {
			bannerAt := "A" + strconv.Itoa(bannerRow)
			return f.SetConditionalFormat(s.name, bannerAt, []excelize.ConditionalFormatOptions{{
				Type: "formula", Criteria: `$A$` + strconv.Itoa(bannerRow) + `<>"All checks pass."`, Format: &warning,
			}})
		},
	}
	for _, step := range append(steps, s.steps(f)...) {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

const (
	paperA4   = 9
	rowPoints = 15
)

func (s *sheet) steps(f *excelize.File) []func() error {
	list := make([]func() error, len(s.before))
	for i, do := range s.before {
		list[i] = func() error { return do(f) }
	}
	return list
}

// pagesWide is how many pages a sheet is across in print: one, or where months are printed,
// one for the totals and one for each year.
func (s *sheet) pagesWide() int {
	if s.columnsPrinted() > 0 {
		return 1
	}
	return 1 + len(s.time.years)
}

// columnsPrinted is how many columns are printed; 0 for all, the months too. Workings whose
// figures all add up are printed by year.
func (s *sheet) columnsPrinted() int {
	switch {
	case s.across > 0:
		return s.across
	case s.time == nil:
		return max(len(s.widths), 1)
	case s.kind == workings && !slices.ContainsFunc(s.rows, func(r row) bool { return r.series != nil && !r.series.adds }):
		return labelCols + len(s.time.years) + 1
	}
	return 0
}

// newPage has the row that is next begin a page in print.
func (s *sheet) newPage() {
	at := cellName(1, s.next())
	s.before = append(s.before, func(f *excelize.File) error { return f.InsertPageBreak(s.name, at) })
}

// screenOnly keeps the rows from here on out of print, and says so.
func (s *sheet) screenOnly(what string) {
	s.add(textCell("In print the sheet ends here: "+what+", on the screen only.", style{role: lead}))
	s.deep = len(s.rows)
}

func (s *sheet) setWidths(f *excelize.File) error {
	for i := 0; i < len(s.widths); {
		last := i
		for last+1 < len(s.widths) && s.widths[last+1] == s.widths[i] {
			last++
		}
		if err := f.SetColWidth(s.name, columnName(i+1), columnName(last+1), s.widths[i]); err != nil {
			return err
		}
		i = last + 1
	}
	return nil
}

func (s *sheet) setPanes(f *excelize.File) error {
	if s.freeze == "" {
		return nil
	}
	column, row, err := excelize.CellNameToCoordinates(s.freeze)
	if err != nil {
		return err
	}
	pane := "bottomRight"
	if column == 1 {
		pane = "bottomLeft"
	}
	return f.SetPanes(s.name, &excelize.Panes{Freeze: true, XSplit: column - 1, YSplit: row - 1, TopLeftCell: s.freeze, ActivePane: pane,
		Selection: []excelize.Selection{{SQRef: s.freeze, ActiveCell: s.freeze, Pane: pane}}})
}

// breadth is the last column the sheet uses.
func (s *sheet) breadth() int {
	last := 1
	for _, r := range s.rows {
		last = max(last, len(r.cells))
	}
	if s.time != nil {
		last = max(last, labelCols+len(s.time.years)+2+len(s.time.months))
	}
	return last
}

// setTitles repeats the headings on every printed page, and on sheets with months the
// labels too.
func (s *sheet) setTitles(f *excelize.File) error {
	name := "'" + s.name + "'!"
	if across := s.columnsPrinted(); across > 0 {
		// Long lines of text at the top would otherwise widen the page.
		deep := s.deep
		if deep == 0 {
			deep = len(s.rows) + s.below
		}
		area := name + "$A$1:$" + columnName(across) + "$" + strconv.Itoa(deep)
		if err := f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: area, Scope: s.name}); err != nil {
			return err
		}
	}
	if s.heads[0] == 0 {
		return nil
	}
	refers := name + "$" + strconv.Itoa(s.heads[0]) + ":$" + strconv.Itoa(s.heads[1])
	if s.time != nil {
		refers = name + "$A:$" + columnName(labelCols) + "," + refers
	}
	return f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: refers, Scope: s.name})
}
