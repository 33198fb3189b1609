package clusterscores

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"parity/scenarios/extract"
)

// header is a header with a person, a recorded cluster and all scales.
const header = "person,cluster,1,2,3,4,5,6,7,8,9,10,11,12,13,A,B,C,D,E\n"

// zeros are scores of nought on all scales but the first n.
func zeros(n int) string { return strings.Repeat(",0", 18-n) }

// readAll reads an extract and says what each record came to.
func readAll(t *testing.T, text string) []string {
	t.Helper()
	r, err := opened([]byte(text), "scores.csv")
	if err != nil {
		return strings.Split(err.Error(), "\n")
	}
	var said []string
	for {
		var record Record
		exception, err := r.Next(&record)
		if errors.Is(err, io.EOF) {
			return said
		} else if err != nil {
			t.Fatal(err)
		}
		if exception != nil {
			said = append(said, exception.Fault("scores.csv").String())
			continue
		}
		scores := ""
		for _, s := range record.Scores {
			scores += fmt.Sprint(s)
		}
		recorded := "-"
		if record.Recorded.Known {
			recorded = record.Recorded.Cluster.String()
		} else if record.Recorded.None {
			recorded = "none"
		}
		said = append(said, fmt.Sprintf("%d %s %s %s", record.Line, record.Person, recorded, scores))
	}
}

func TestReader(t *testing.T) {
	const people = "a,1,0,1,2,3,4,9,0,0,0,0,0,0,0,0,0,0,0,1\n\nb, 01 ,0,1,2,3,4,9,0,0,0,0,0,0,0,0,0,0,0,2\r\n,,,,,,,,,,,,,,,,,,,\n\"c, \"\"d\"\"\",99" + ",0,1,2,3,4,9,0,0,0,0,0,0,0,0,0,0,0,3\ne,,0,1,2,3,4,9,0,0,0,0,0,0,0,0,0,0,0,4"
	want := []string{
		"2 a 1 012349000000000001",
		"4 b 1 012349000000000002",
		`6 c, "d" none 012349000000000003`,
		"7 e - 012349000000000004",
	}
	plain := header + people
	utf16of := func(text string) string {
		var b bytes.Buffer
		for _, unit := range utf16.Encode([]rune("\ufeff" + text)) {
			b.Write([]byte{byte(unit), byte(unit >> 8)})
		}
		return b.String()
	}
	for _, c := range []struct{ name, text string }{
		{"UTF-8", plain},
		{"with a byte order mark", "\ufeff" + plain},
		{"UTF-16", utf16of(plain)},
		{"scales by their long names", strings.Replace(plain, ",1,2,3,4,5,6,7,8,9,10,11,12,13,A,B,C,D,E", ",scale_1,Scale 2,SCALE-3,4,5,6,7,8,9,10,11,12,13,a,b,c,scale_d,scale_E", 1)},
	} {
		if got := readAll(t, c.text); !slices.Equal(got, want) {
			t.Errorf("%s: read\n%s\nwant\n%s", c.name, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
	for _, sign := range []string{";", "\t", "|"} {
		text := strings.ReplaceAll(header+"a,8,0,1,2,3,4,9,0,0,0,0,0,0,0,0,0,0,0,1", ",", sign)
		if got := readAll(t, text); len(got) != 1 || got[0] != "2 a 8 012349000000000001" {
			t.Errorf("separated by %q: read %q", sign, got)
		}
	}
	if got := readAll(t, "E,D,C,B,A,13,12,11,10,9,8,7,6,5,4,3,2,1,note\n4,3,2,1,0,0,0,0,0,0,0,0,0,0,0,0,0,9,x\n"); len(got) != 1 || got[0] != "2  - 900000000000001234" {
		t.Errorf("in another order, without people: read %q", got)
	}
}

// What cannot be read, each in the words a user sees. What stands in a cell is repeated only
// where it is a digit or two: no name, no initials and no number of a person.
func TestExceptions(t *testing.T) {
	const score = "; a score is 0 to 4, or 9 where it is not known; put it right, or write 9"
	const cluster = "; a cluster is 0 to 8 or 10 to 21; 99, or a blank, is somebody in none; put it right, or leave it blank"
	const cells = "; a record has a cell for each column of the header; look for a separator too many or too few"
	const text = "; a record is one line of UTF-8 text, and a quotation mark in a cell is doubled; mend the line"
	for _, c := range []struct{ name, record, want string }{
		{"a score that is none", "a,1,0,0,0,0,0,5" + zeros(6), `scores.csv, row 2, column 6: found "5"` + score},
		{"and what else is wrong in the row", "a,22,0,x,0,0,0,5" + zeros(6), "scores.csv, row 2, column 2: found something that is no number, and 2 more wrong in the row" + score},
		{"initials where a score should be", "a,1,JS" + zeros(1), "scores.csv, row 2, column 1: found something that is no number" + score},
		{"a blank score", "a,1,," + zeros(1)[1:], "scores.csv, row 2, column 1: found nothing" + score},
		{"a decimal", "a,1,1.0" + zeros(1), "scores.csv, row 2, column 1: found something longer than a code" + score},
		{"a name where a score should be", "7,1,Jane Smith" + zeros(1), "scores.csv, row 2, column 1: found something longer than a code" + score},
		{"cluster 9", "a,9" + zeros(0), `scores.csv, row 2, column cluster: found "9", a code that is under review and nobody's cluster` + cluster},
		{"cluster 22", "a,22" + zeros(0), `scores.csv, row 2, column cluster: found "22"` + cluster},
		{"a cell too few", "a,1" + zeros(1), "scores.csv, row 2: found 19 cells where the header has 20" + cells},
		{"a cell too many", "a,1,0" + zeros(0), "scores.csv, row 2: found 21 cells where the header has 20" + cells},
		{"no person", ",1" + zeros(0), "scores.csv, row 2, column person: found nothing; each record names a person; fill it in, or leave the column out of the extract"},
		{"a person again", "a,1" + zeros(0) + "\nb,1" + zeros(0) + "\na,2" + zeros(0), "scores.csv, row 4, column person: found a person who stands in row 2 already; each person stands once; the first record counts; keep the record of one rating"},
		{"a quotation mark that is not closed", "\"a,1" + zeros(0), "scores.csv, row 2: found a quotation mark that is not closed, or not doubled" + text},
		{"a quotation mark inside", "a\"b\",1" + zeros(0), "scores.csv, row 2: found a quotation mark that is not closed, or not doubled" + text},
		{"a person who is not text", "\xff\xfe,1" + zeros(0), "scores.csv, row 2, column person: found bytes that are not text" + text},
		{"a nought byte", "a\x00,1" + zeros(0), "scores.csv, row 2, column person: found bytes that are not text" + text},
		{"a line of a megabyte", strings.Repeat("a", 1<<20) + ",1" + zeros(0), "scores.csv, row 2: found a line that is too long; a record has at most 65536 bytes; look for line ends that are missing"},
	} {
		got := readAll(t, header+c.record+"\nlast,3"+zeros(0)+"\n")
		bad := slices.DeleteFunc(slices.Clone(got), func(said string) bool { return !strings.HasPrefix(said, "scores.csv") })
		if len(bad) != 1 || bad[0] != c.want {
			t.Errorf("%s:\n got %q\nwant %q", c.name, bad, c.want)
		}
		if last := got[len(got)-1]; !strings.Contains(last, " last 3 ") {
			t.Errorf("%s: the record after it is read as %s", c.name, last)
		}
	}
}

func TestHeader(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", "standard input: found nothing; the first line names the columns"},
		{"blank lines alone", "\n\n", "scores.csv: found no text; an extract has a header row that names its columns; write the header"},
		{"scales missing", "\n" + strings.Replace(header, ",6,7,", ",six,seven,", 1),
			"scores.csv, row 2: found no column for scale 6, 7; not read are six, seven; an extract has a column for each of the 18 scales, headed 1 to 13 and A to E, or scale_1 to scale_E; add the column, with 9 where a score is not known, or rename it"},
		{"a column twice", strings.Replace(header, ",E", ",E,scale_e,Person", 1),
			"scores.csv, row 1: found the column scale_e a second time; each column stands once; take one of the two out\nscores.csv, row 1: found the column Person a second time; each column stands once; take one of the two out"},
		{"no text", "\x01\xff\x00\x00\x02", "scores.csv, row 1: found a header that is not text of columns; an extract is a CSV file in UTF-8; save it as \"CSV UTF-8\""},
	} {
		if got := strings.Join(readAll(t, c.text), "\n"); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// Of every line without a line end in it, split makes what encoding/csv makes.
func TestSplitIsAsOthersRead(t *testing.T) {
	check := func(line string) error {
		others := csv.NewReader(strings.NewReader(line + "\n"))
		want, err := others.Read()
		got, ok := split([]byte(line), ',', nil)
		if ok != (err == nil) {
			return fmt.Errorf("%q: read %v, by others %v", line, ok, err)
		}
		if !ok {
			return nil
		}
		for i := range got {
			if i >= len(want) || string(got[i]) != want[i] {
				return fmt.Errorf("%q: read %q, by others %q", line, got, want)
			}
		}
		if len(got) != len(want) {
			return fmt.Errorf("%q: read %d cells, by others %d", line, len(got), len(want))
		}
		return nil
	}
	rapid.Check(t, func(t *rapid.T) {
		line := rapid.StringMatching(`[ab"", ]{1,12}`).Draw(t, "line")
		if err := check(line); err != nil {
			t.Fatal(err)
		}
	})
}

func FuzzReader(f *testing.F) {
	f.Add([]byte(header + "a,1" + zeros(0) + "\n"))
	f.Add([]byte("\xff\xfep\x00"))
	f.Add([]byte(header + "\"a,1\n,,\"\"\n\x00,9"))
	f.Add([]byte("\ufeff" + strings.ReplaceAll(header, ",", ";") + "\r\n\n"))
	f.Fuzz(func(t *testing.T, content []byte) {
		r, err := opened(content, "fuzz")
		if err != nil {
			if err.Error() == "" {
				t.Error("an error that says nothing")
			}
			return
		}
		line := 0
		for {
			var record Record
			exception, err := r.Next(&record)
			if err != nil {
				if !errors.Is(err, io.EOF) {
					t.Error(err)
				}
				return
			}
			at := record.Line
			if exception != nil {
				if at = exception.Line; exception.Fault("fuzz").String() == "" || exception.Reason >= ReasonCount {
					t.Error("an exception that says nothing")
				}
			}
			if at <= line {
				t.Errorf("row %d comes after row %d", at, line)
			}
			line = at
			if exception != nil {
				continue
			}
			for _, s := range record.Scores {
				if !s.Valid() {
					t.Errorf("row %d has a score of %d", at, s)
				}
			}
		}
	})
}

// Scores are read in any form that other extracts are: packed, or as a sheet.
func TestFormsOfScores(t *testing.T) {
	const text = header + "a,1,0,0,0,0,0,1,1,0,0,0,0,0,0,0,0,0,0,0\n"
	var packed bytes.Buffer
	writer := gzip.NewWriter(&packed)
	writer.Write([]byte(text))
	writer.Close()
	book := excelize.NewFile()
	for row, line := range strings.Split(strings.TrimSpace(text), "\n") {
		for column, cell := range strings.Split(line, ",") {
			at, err := excelize.CoordinatesToCellName(column+1, row+1)
			if err != nil {
				t.Fatal(err)
			}
			if err := book.SetCellValue("Sheet1", at, cell); err != nil {
				t.Fatal(err)
			}
		}
	}
	var sheet bytes.Buffer
	if err := book.Write(&sheet); err != nil {
		t.Fatal(err)
	}
	want := readAll(t, text)
	for name, content := range map[string][]byte{"scores.csv": []byte(text), "scores.csv.gz": packed.Bytes(), "scores.xlsx": sheet.Bytes()} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		source, err := extract.Open(path, nil)
		if err != nil {
			t.Fatal(err)
		}
		r, err := Open(source)
		if err != nil {
			t.Fatal(err)
		}
		var record Record
		exception, err := r.Next(&record)
		if got := fmt.Sprintf("row %d %s %v %v", record.Line, record.Person, record.Recorded, record.Scores); err != nil || exception != nil || len(want) != 1 || record.Line != 2 || string(record.Person) != "a" || record.Scores[5] != 1 || record.Scores[6] != 1 {
			t.Errorf("%s: %s, %v, %v", name, got, exception, err)
		}
		sum := sha256.Sum256(content)
		if input, err := r.Input(); err != nil || input.SHA256 != hex.EncodeToString(sum[:]) || input.Name != name {
			t.Errorf("%s: %+v, %v", name, input, err)
		}
		source.Close()
	}
}

// opened reads the header of a text as if it were a file's.
func opened(text []byte, name string) (*Reader, error) {
	source, err := extract.Open(extract.StandardInput, bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	source.Name = name
	return Open(source)
}
