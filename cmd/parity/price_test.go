package main

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
)

// somebody is a person of the test's extracts.
var somebody = regexp.MustCompile(`\bP\d{2}\b`)

// No output names a person but that of --records, whose lines sum to the totals.
func TestPriceNamesPeopleInOneFileOnly(t *testing.T) {
	inFolder(t)
	line := "price records/episodes.csv --model priced --schedule local --check-people --records lines.csv --out "
	for _, out := range []string{"out.csv", "out.json", "out.xlsx"} {
		code, stdout, stderr := parity(strings.Fields(line + out)...)
		if code != exitDone {
			t.Fatalf("exit %d: %s", code, stderr)
		}
		for name, text := range map[string]string{"stdout": stdout, "stderr": stderr, out: contents(t, out), out + exceptionsEnding: contents(t, out+exceptionsEnding)} {
			if found := somebody.FindString(text); found != "" {
				t.Errorf("%s names %s", name, found)
			}
		}
	}
	if !somebody.MatchString(contents(t, "lines.csv")) {
		t.Error("lines.csv names nobody")
	}
	whole, lines := summed(t, "out.csv"), summed(t, "lines.csv")
	if !whole.Equal(lines) || whole.IsZero() {
		t.Errorf("totals come to %s and lines to %s", whole, lines)
	}
	left, err := filepath.Glob(".*")
	if err != nil || len(left) > 0 {
		t.Errorf("temporary files are left: %v, %v", left, err)
	}
}

// Every row of --records can be worked out again from what stands in it.
func TestPricedRecordsSayWhy(t *testing.T) {
	inFolder(t)
	measures := map[string]bool{}
	for _, line := range []string{"records/episodes.csv --schedule national --periods pro-rata", "records/contacts.csv --map records/contacts-map.csv --schedule national --also local", "records/episodes.csv --schedule local --also national"} {
		code, _, stderr := parity(strings.Fields("price --model priced --records lines.csv " + line)...)
		if code != exitDone {
			t.Fatalf("exit %d: %s", code, stderr)
		}
		rows, err := csv.NewReader(strings.NewReader(contents(t, "lines.csv"))).ReadAll()
		if err != nil || len(rows) < 3 {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
		for _, row := range rows[1:] {
			of := func(column string) decimal.Decimal {
				if text := row[slices.Index(rows[0], column)]; text != "" {
					return decimal.RequireFromString(text)
				}
				return decimal.NewFromInt(1) // a factor that the schedule does not apply
			}
			measures[row[slices.Index(rows[0], "measure")]] = true
			if price := of("listed_price").Mul(of("uplift")).Round(2); !price.Equal(of("unit_price")) {
				t.Errorf("%v: a unit price of %s", row, price)
			}
			if income := of("quantity").Mul(of("unit_price")).Mul(of("mff")).Div(of("of").Mul(of("mff_base"))).Round(2); !income.Equal(of("income")) {
				t.Errorf("%v: an income of %s", row, income)
			}
		}
	}
	if len(measures) != 3 {
		t.Errorf("measures %v, want day, period and contact", measures)
	}
}

// An extract that cannot be read leaves what was there as it was.
func TestPriceWritesWholeOrNotAtAll(t *testing.T) {
	inFolder(t)
	packed := "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff\x01" // a gzip that breaks off
	for name, text := range map[string]string{"broken.csv.gz": packed, "out.csv": "as it was", "lines.csv": "as it was"} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	code, stdout, stderr := parity(strings.Fields("price broken.csv.gz --model priced --schedule local --out out.csv --records lines.csv")...)
	if code != exitModel || stdout != "" || stderr != "parity: broken.csv.gz: found a packed file that breaks off; copy it again; nothing of it was used\n" {
		t.Errorf("exit %d, %q, %q", code, stdout, stderr)
	}
	for _, name := range []string{"out.csv", "lines.csv"} {
		if contents(t, name) != "as it was" {
			t.Errorf("%s was changed", name)
		}
	}
}

// Exceptions of a run before do not stay beside a result that has none.
func TestPriceLeavesNoOldExceptions(t *testing.T) {
	inFolder(t)
	const line = "person,provider,commissioner,currency,start,end\np,RT2,NTH,1,2025-04-01,2025-04-03\n"
	for _, c := range []struct{ records, want string }{
		{line + "p,RT2,NTH,1,2025-02-29,\n", "line,column,schedule,priced,reason\n3,start,,no,a day that the calendar does not have\n"},
		{line, "line,column,schedule,priced,reason\n"},
	} {
		if err := os.WriteFile("records.csv", []byte(c.records), 0o600); err != nil {
			t.Fatal(err)
		}
		if code, _, stderr := parity(strings.Fields("price records.csv --model priced --schedule local --out out.csv")...); code != exitDone {
			t.Fatalf("exit %d: %s", code, stderr)
		}
		if got := contents(t, "out.csv"+exceptionsEnding); got != c.want {
			t.Errorf("exceptions\n%s\nwant\n%s", got, c.want)
		}
	}
}

// Records may come by the standard input, and the page says so.
func TestPriceOfStandardInput(t *testing.T) {
	inFolder(t)
	file, err := os.Open("records/episodes.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	stdin := os.Stdin
	defer func() { os.Stdin = stdin }()
	os.Stdin = file
	code, piped, stderr := parity("price", "-", "--model", "priced", "--schedule", "local")
	_, named, _ := parity("price", "records/episodes.csv", "--model", "priced", "--schedule", "local")
	if want := strings.Replace(named, "episodes.csv at schedule", "standard input at schedule", 1); code != exitDone || piped != want {
		t.Errorf("exit %d, %s\n%s\nwant\n%s", code, stderr, piped, want)
	}
}

// contents is a file's text, of a workbook all its parts.
func contents(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if ending(name) != workbookEnding {
		return string(text)
	}
	archive, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	var parts strings.Builder
	for _, part := range archive.File {
		reader, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&parts, reader); err != nil {
			t.Fatal(err)
		}
	}
	return parts.String()
}

// summed is the sum of a result's income.
func summed(t *testing.T, name string) decimal.Decimal {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(contents(t, name))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	sum := decimal.Zero
	for _, row := range rows[1:] {
		sum = sum.Add(decimal.RequireFromString(row[len(row)-1]))
	}
	return sum
}

// An extract of a header alone is no result of nought: something was cut short.
func TestPriceOfAHeaderAlone(t *testing.T) {
	inFolder(t)
	if err := os.WriteFile("empty.csv", []byte("person,provider,commissioner,currency,start,end\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	code, _, stderr := parity(strings.Fields("price empty.csv --model priced --schedule local")...)
	if want := "parity: empty.csv has no record below its header, so nothing was priced; look whether it was cut short\n"; code != exitModel || stderr != want {
		t.Errorf("exit %d: %s", code, stderr)
	}
}
