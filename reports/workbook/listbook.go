package workbook

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"parity/scenarios"
)

// listBook is a workbook of lists as it grows: streamed sheets, one after the other.
type listBook struct{ file *excelize.File }

// uprightWidth is how many characters wide a sheet may be to be printed on an upright page.
const uprightWidth = 80

// sheet begins a sheet with columns of so many characters. In print it is as wide as a page, and
// its first row stands on each.
func (b *listBook) sheet(name string, widths ...float64) (*excelize.StreamWriter, error) {
	if _, err := b.file.NewSheet(name); err != nil {
		return nil, err
	}
	wide, across := 0.0, "landscape"
	for _, width := range widths {
		wide += width
	}
	if wide <= uprightWidth {
		across = "portrait"
	}
	if err := errors.Join(
		b.file.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: new(true)}),
		b.file.SetPageLayout(name, &excelize.PageLayoutOptions{Size: new(paperA4), Orientation: &across, FitToWidth: new(1), FitToHeight: new(0)}),
		b.file.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddHeader: "&L&A&R&F", OddFooter: "&LParity&CPage &P of &N"}),
		b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: "'" + name + "'!$1:$1", Scope: name}),
	); err != nil {
		return nil, err
	}
	out, err := b.file.NewStreamWriter(name)
	if err != nil {
		return nil, err
	}
	for i, width := range widths {
		if err := out.SetColWidth(i+1, i+1, width); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// printOnly has a sheet printed down to a row. It is to be called before the book is written.
func (b *listBook) printOnly(name string, columns, rows int) error {
	return b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: fmt.Sprintf("'%s'!$A$1:$%s$%d", name, columnName(columns), rows), Scope: name})
}

// write writes the whole; equal sheets give equal bytes.
func (b *listBook) write(w io.Writer, title string, about About) error {
	at := about.Date.Format("2006-01-02T15:04:05Z")
	if err := b.file.SetDocProps(&excelize.DocProperties{Creator: about.Author, Title: title, Created: at, Modified: at}); err != nil {
		return err
	}
	var buffer bytes.Buffer
	if err := b.file.Write(&buffer); err != nil {
		return err
	}
	packed, err := scenarios.StableZip(buffer.Bytes())
	if err != nil {
		return err
	}
	_, err = w.Write(packed)
	return err
}
