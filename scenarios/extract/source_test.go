package extract

import (
	"bytes"
	"compress/gzip"
	"errors"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding/unicode"
)

// What cannot be read at all is said whole.
func TestFormsThatCannotBeRead(t *testing.T) {
	packed := func(text string) string {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		w.Write([]byte(text))
		w.Close()
		return b.String()
	}
	long := packed(head + strings.Repeat("p,RT2,NTH,1,2025-04-01,2025-04-03\n", 10_000))
	spoilt := long[:len(long)-8] + "spoilt!!"
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", "standard input: found nothing; the first line names the columns"},
		{"a truncated gzip", long[:len(long)-20], "standard input: found a packed file that breaks off; copy it again; nothing of it was used"},
		{"a gzip of which there is only the beginning", long[:8], "standard input: found a packed file that breaks off; copy it again; nothing of it was used"},
		{"a workbook from standard input", "PK\x03\x04", "standard input: found a workbook or a zip archive; neither can be read from standard input; give the file"},
		{"an old workbook", "\xd0\xcf\x11\xe0", "standard input: found an old .xls workbook, or one with a password; save it as .xlsx without a password, or as CSV"},
		{"a gzip of which a byte is another", spoilt, "standard input: found a packed file that is damaged (gzip: invalid checksum); copy it again; nothing of it was used"},
		{"a zstd of which a byte is another", "\x28\xb5\x2f\xfd\x04\x00\xff\xff\xff", "standard input: found a packed file that is damaged (invalid input: reserved block type encountered); copy it again; nothing of it was used"},
		{"a gzip in a gzip", packed(packed(head)), "standard input: found a packed file within a packed one; unpack it once"},
		{"bytes that are no text", "\x1b[2J,provider\x00\n", "standard input: found something other than text; give CSV, plain or packed with gzip or zstd, or an .xlsx workbook"},
		{"an old Mac's lines", strings.ReplaceAll(head+"p,RT2,NTH,1,2025-04-01,\n", "\n", "\r"), "standard input: found lines that end in a carriage return alone, as old Macs wrote them; save it again as CSV for Windows, or in UTF-8"},
		{"no header: the first record is nobody's to see", "p77,RT2,NTH,1,2025-04-01,2025-04-03\n", "standard input: found a first line with a date or a number in it, as records have and names of columns do not; put a line above it that names the columns"},
		{"no header, and no end", "provider,commissioner,currency,start,01/02/2025\n", "standard input: found a first line with a date or a number in it, as records have and names of columns do not; put a line above it that names the columns"},
		{"a column that is not there", "person,provider,comissioner,currency,start,end\n", `standard input: found no column "commissioner" for the commissioner, among person, provider, comissioner, currency, start, end; did you mean comissioner? Else name the column in a mapping (--map), which --guess proposes`},
		{"a column that is there twice", "start," + head, `standard input: found two columns called "start"; leave one, or give them names of their own`},
		{"no end and nothing that does without", "provider,commissioner,currency,start\n", "standard input: found no column for the end, and none for a measure or a quantity, among provider, commissioner, currency, start; name the column in a mapping (--map), which --guess proposes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := price(t, c.text, newJob(t))
			if err == nil || err.Error() != c.want {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
			var form *FormError
			if !errors.As(err, &form) {
				t.Errorf("%T is no FormError", err)
			}
		})
	}
}

// The same records in every form that may hold them.
func TestForms(t *testing.T) {
	text := head + "p,RT2,NTH,1,2025-04-01,2025-04-03\nq,RT2,STH,2,2025-12-30,\nr,RT2,STH,2,2025-02-30,\n"
	want := "3 records, 0 outside, 1860.01; line 4 column start: " + string(NoSuchDay)
	encode := func(endian unicode.Endianness, mark unicode.BOMPolicy) string {
		encoded, err := unicode.UTF16(endian, mark).NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		return encoded
	}
	var gzipped, zipped bytes.Buffer
	g := gzip.NewWriter(&gzipped)
	g.Write([]byte(text))
	g.Close()
	z, err := zstd.NewWriter(&zipped)
	if err != nil {
		t.Fatal(err)
	}
	z.Write([]byte(text))
	z.Close()
	for name, form := range map[string]string{
		"UTF-8": text, "UTF-16 little-endian, marked": encode(unicode.LittleEndian, unicode.UseBOM), "UTF-16 big-endian, marked": encode(unicode.BigEndian, unicode.UseBOM),
		"UTF-16 little-endian": encode(unicode.LittleEndian, unicode.IgnoreBOM), "UTF-16 big-endian": encode(unicode.BigEndian, unicode.IgnoreBOM),
		"gzip": gzipped.String(), "zstd": zipped.String(),
	} {
		t.Run(name, func(t *testing.T) {
			p, err := price(t, form, newJob(t))
			if err != nil {
				t.Fatal(err)
			}
			if got := told(p); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}
