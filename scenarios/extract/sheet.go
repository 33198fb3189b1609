package extract

import (
	"archive/zip"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// mostUnpacked bounds what a workbook unpacks to: beyond it CSV is the better form.
const mostUnpacked = 4 << 30

// memoryUnpacked is how much of a sheet is unpacked in memory; a larger one goes into a
// temporary file, readable by its owner only, that is removed at the end.
const memoryUnpacked = 4 << 20

// errReadEnough ends the writing of a sheet's rows that nobody reads any more.
var errReadEnough = errors.New("no more rows are read")

// openWorkbook reads the first sheet as if it were a CSV, a line a row.
func (s *Source) openWorkbook(from io.Reader) error {
	seeker, ok := from.(io.Seeker)
	if ok {
		_, err := seeker.Seek(0, io.SeekStart)
		ok = err == nil
	}
	if !ok {
		return &FormError{s.Name, "a workbook or a zip archive", "neither can be read from standard input; give the file"}
	}
	size := s.Size
	s.read.Store(0)
	s.Size = 0 // how far a sheet is read does not show in the bytes of the file
	book, err := excelize.OpenReader(from, excelize.Options{RawCellValue: true, UnzipSizeLimit: mostUnpacked, UnzipXMLSizeLimit: memoryUnpacked})
	if err != nil && noWorkbook(from, size) {
		return &FormError{s.Name, "a zip archive that is no .xlsx workbook", "unpack it and give the file inside, as CSV or .xlsx"}
	}
	if err != nil {
		return &FormError{s.Name, "a workbook that cannot be read (" + err.Error() + ")", "open it in a spreadsheet and save it again as .xlsx"}
	}
	s.closes = append(s.closes, book)
	if properties, err := book.GetWorkbookProps(); err == nil && properties.Date1904 != nil && *properties.Date1904 {
		return &FormError{s.Name, "a workbook that counts dates from 1904", "save its sheet as CSV with dates as 2025-04-01"}
	}
	rows, err := book.Rows(book.GetSheetName(0))
	if err != nil {
		return &FormError{s.Name, "a sheet that cannot be read (" + err.Error() + ")", "open it in a spreadsheet and save it again as .xlsx"}
	}
	reader, writer := io.Pipe()
	s.text, s.Workbook = reader, true
	written := make(chan struct{})
	go func() {
		defer close(written)
		writer.CloseWithError(writeRows(writer, rows))
	}()
	s.closes = append(s.closes, rows, closing(func() error {
		err := reader.CloseWithError(errReadEnough)
		<-written // who still reads rows may make a further temporary file once all are removed
		return err
	}))
	return nil
}

// noWorkbook says whether a file is a zip archive that has none of a workbook's parts.
func noWorkbook(from io.Reader, size int64) bool {
	file, ok := from.(io.ReaderAt)
	if !ok {
		return false
	}
	archive, err := zip.NewReader(file, size)
	return err == nil && !slices.ContainsFunc(archive.File, func(part *zip.File) bool { return strings.HasPrefix(part.Name, "xl/") })
}

type closing func() error

func (c closing) Close() error { return c() }

// writeRows writes rows as lines, each as wide as the first that is not blank: a sheet does
// not keep blank cells at the end of a row.
func writeRows(w io.Writer, rows *excelize.Rows) (err error) {
	defer func() {
		if recover() != nil { // a workbook damaged in a way its reader does not expect
			err = errors.New("the sheet is damaged; open it in a spreadsheet and save it again")
		}
	}()
	lines := csv.NewWriter(w)
	width := 0
	for rows.Next() {
		cells, err := rows.Columns()
		if err != nil {
			return err
		}
		if width == 0 {
			width = len(cells)
		}
		if len(cells) == 0 { // a blank line keeps the count of rows
			lines.Flush()
			if _, err := io.WriteString(w, "\n"); err != nil {
				return err
			}
			continue
		}
		for i := range cells {
			cells[i] = strings.ReplaceAll(cells[i], "\n", " ")
		}
		for len(cells) < width {
			cells = append(cells, "")
		}
		if err := lines.Write(cells); err != nil {
			return err
		}
	}
	lines.Flush()
	return errors.Join(lines.Error(), rows.Error())
}
