package extract

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// A workbook's first sheet, its dates as a spreadsheet keeps them or as text.
func TestWorkbook(t *testing.T) {
	book := excelize.NewFile()
	for row, cells := range [][]any{
		{"person", "provider", "commissioner", "currency", "start", "end"},
		{"p", "RT2", "NTH", 1, 45748, 45750}, // 1 and 3 April 2025
		{},
		{"q", "RT2", "STH", 2, "2025-12-30"},
		{"a\nb", "RT2", "STH", 2, "1/2/2025"},
	} {
		if err := book.SetSheetRow("Sheet1", fmt.Sprintf("A%d", row+1), &cells); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "x.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	source, err := Open(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	p, err := Price(context.Background(), source, newJob(t))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := told(p), "3 records, 0 outside, 1860.01; line 5 column start: "+string(UncertainDate); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// Of a workbook that is closed before its end, as when the reading is stopped, nothing of what it
// says is left in temporary files.
func TestWorkbookLeavesNoTemporaryFiles(t *testing.T) {
	const short = 3000 // rows
	book := excelize.NewFile()
	long := strings.Repeat("x", excelize.TotalCellChars-10)
	for row := range short + 2*memoryUnpacked/len(long) { // more than is unpacked in memory
		cells := []any{fmt.Sprint("p", row), fmt.Sprint("q", row), fmt.Sprint("r", row)}
		if row >= short {
			cells[0] = fmt.Sprint(long, row)
		}
		if err := book.SetSheetRow("Sheet1", fmt.Sprintf("A%d", row+1), &cells); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "x.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	temporary := t.TempDir()
	for _, name := range []string{"TMPDIR", "TMP", "TEMP"} {
		t.Setenv(name, temporary)
	}
	for try := range 3 { // the next lines are on their way as it is closed: they are written 4096 bytes at a time
		source, err := Open(path, nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadFull(source.Text(), make([]byte, 4096*(try+1))); err != nil {
			t.Fatal(err)
		}
		during, err := os.ReadDir(temporary)
		if err != nil || len(during) == 0 {
			t.Fatalf("the workbook is too small to be unpacked into files: %v, %v", during, err)
		}
		if err := source.Close(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(10 * time.Millisecond) // for who does not know yet that it is closed
		if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
			t.Fatalf("left %v, %v", left, err)
		}
	}
}

// A zip archive of something else is no workbook.
func TestArchiveIsNoWorkbook(t *testing.T) {
	var b bytes.Buffer
	archive := zip.NewWriter(&b)
	if _, err := archive.Create("episodes.csv"); err != nil {
		t.Fatal(err)
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	folder := folderOf(t, map[string]string{"x.zip": b.String()})
	const want = "x.zip: found a zip archive that is no .xlsx workbook; unpack it and give the file inside, as CSV or .xlsx"
	if _, err := Open(filepath.Join(folder, "x.zip"), nil); err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}
