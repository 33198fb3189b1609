package workbook

import (
	"bytes"
	"io"

	"github.com/xuri/excelize/v2"

	"parity/scenarios"
)

// listBook is a workbook of lists as it grows: streamed sheets, one after the other.
type listBook struct{ file *excelize.File }

// sheet begins a sheet with columns of so many characters.
func (b *listBook) sheet(name string, widths ...float64) (*excelize.StreamWriter, error) {
	if _, err := b.file.NewSheet(name); err != nil {
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
