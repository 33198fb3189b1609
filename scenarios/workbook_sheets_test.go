package scenarios

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// withPart is a workbook with one part's text changed.
func withPart(t *testing.T, book []byte, name string, change func(string) string) []byte {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	must(t, err)
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	changed := false
	for _, part := range archive.File {
		from, err := part.Open()
		must(t, err)
		content, err := io.ReadAll(from)
		must(t, err)
		if part.Name == name {
			text := change(string(content))
			changed = text != string(content)
			content = []byte(text)
		}
		to, err := w.Create(part.Name)
		must(t, err)
		_, err = to.Write(content)
		must(t, err)
	}
	must(t, w.Close())
	if !changed {
		t.Fatal("nothing was changed in " + name)
	}
	return b.Bytes()
}

// pricesPart is the part the sheet prices is kept in.
func pricesPart(t *testing.T, book []byte) string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	must(t, err)
	f, err := excelize.OpenReader(bytes.NewReader(book))
	must(t, err)
	defer f.Close()
	return newSheetScanner(f, archive).sheets["prices"]
}

// A sheet that is not read to its end loses rows, so nothing of it is taken.
func TestDamagedSheets(t *testing.T) {
	book := bookOf(t, read(t, smallModel))
	before := func(mark string) func(string) string {
		return func(text string) string { head, _, _ := strings.Cut(text, mark); return head }
	}
	for _, c := range []struct {
		name   string
		change func(string) string
		want   string
	}{
		{"breaks off between rows", before(`<row r="3"`), "unexpected EOF"},
		{"breaks off within a cell", before(`</v></c><c r="B3"`), "unexpected EOF"},
		{"breaks off after its rows", before(`</worksheet>`), "unexpected EOF"},
		{"is empty", func(string) string { return "" }, "unexpected EOF"},
		{"has a wrong end", func(s string) string { return strings.Replace(s, "</row>", "</raw>", 2) }, "element <row> closed by </raw>"},
		{"has rows out of order", func(s string) string { return strings.Replace(s, `<row r="3"`, `<row r="2"`, 1) }, "row 2 stands after row 2"},
		{"has cells out of order", func(s string) string { return strings.Replace(s, `<c r="B3"`, `<c r="A3"`, 1) }, "the cells of row 3 are out of order"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := readBook(withPart(t, book, pricesPart(t, book), c.change), "small.xlsx")
			if err == nil || !strings.HasPrefix(err.Error(), "sheet prices: found a sheet that is damaged or breaks off (") || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want a damaged sheet: %s", err, c.want)
			}
		})
	}
}

func TestFormatsThatShowSomethingElse(t *testing.T) {
	for format, want := range map[string]shown{
		"yyyy-mm": asDate, "d mmm yy": asDate, "[$-809]dd mmmm yyyy": asDate, "h:mm AM/PM": asDate, "[h]:mm": asDate, "DD/MM/YYYY;@": asDate,
		"General": asNumber, "0.00": asNumber, "#,##0.00####": asNumber, "0.00E+00": asNumber, "@": asNumber,
		`0" days"`: asNumber, `0\d`: asNumber, `[Red]-0`: asNumber, `[$USD] 0`: asNumber, `0_d`: asNumber, `"d`: asNumber, `0\`: asNumber,
		"0.0###%": asPerCent, "0%": asPerCent, "0.0 %;[Red]-0.0 %": asPerCent, `0"%"`: asNumber, `0\%`: asNumber,
	} {
		if got := formatShows(format); got != want {
			t.Errorf("%s shows %v, want %v", format, got, want)
		}
	}
	for number, want := range map[int]shown{0: asNumber, 4: asNumber, 9: asPerCent, 10: asPerCent, 11: asNumber, 13: asNumber, 14: asDate, 17: asDate, 22: asDate, 37: asNumber, 46: asDate, 49: asNumber} {
		if got := shownAs(&excelize.Style{NumFmt: number}); got != want {
			t.Errorf("built-in format %d shows %v, want %v", number, got, want)
		}
	}
}
