package main

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"regexp"
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
