package verify_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"parity/reports"
	"parity/reports/verify"
	"parity/reports/workbook"
	"parity/scenarios"
)

const version = "test"

// small is a model with few rows, run.
func small(t testing.TB) *scenarios.Study {
	t.Helper()
	m, err := scenarios.ReadFolder(os.DirFS(filepath.Join("..", "..", "cmd", "parity", "testdata", "models", "small")), "small")
	if err != nil {
		t.Fatal(err)
	}
	return run(t, m)
}

func embedded(t testing.TB, name string) *scenarios.Study {
	t.Helper()
	m, err := scenarios.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	return run(t, m)
}

func run(t testing.TB, m *scenarios.Model) *scenarios.Study {
	t.Helper()
	study, err := scenarios.Simulate(m, scenarios.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	return study
}

// written is the study's workbook.
func written(t testing.TB, study *scenarios.Study) []byte {
	t.Helper()
	var b bytes.Buffer
	about := workbook.About{Version: version, Command: "parity run small", Author: "The tests", Date: time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC),
		Fingerprint: func() string { return reports.Fingerprint(study, version) }}
	if err := study.Bridge(nil); err != nil {
		t.Fatal(err)
	}
	if err := workbook.Write(&b, study, about); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func checked(content []byte, against verify.Against) (*verify.Finding, error) {
	if against.Version == "" {
		against.Version = version
	}
	return verify.Workbook(bytes.NewReader(content), int64(len(content)), "result.xlsx", against)
}

// said is what a finding says in words.
func said(t testing.TB, f *verify.Finding) string {
	t.Helper()
	var b strings.Builder
	if err := verify.Write(&b, f); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// unpacked are the parts of a workbook; packed puts them together again.
func unpacked(t testing.TB, content []byte) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, part := range archive.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[part.Name] = string(text)
	}
	return parts
}

func packed(t interface{ Fatal(...any) }, parts map[string]string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, text := range parts {
		to, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(to, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var (
	cellXML   = regexp.MustCompile(`<c r="([A-Z]+)(\d+)"( s="\d+")?( t="\w+")?>(.*?)</c>`)
	sheetName = regexp.MustCompile(`<sheet name="([^"]+)"`)
)

// editXML changes the XML of one cell that holds something, in a way drawn at random, and
// says which way. Every way is one that people, or people with bad intent, have.
func editXML(t *rapid.T, xml string) (string, string) {
	m := cellXML.FindStringSubmatch(xml)
	open := `<c r="` + m[1] + m[2] + `"` + m[3]
	inside := m[5]
	formula, value := "", inside
	if f, rest, found := strings.Cut(inside, "</f>"); found {
		formula, value = f+"</f>", rest
	}
	text := strings.Contains(m[4], "inlineStr") || strings.Contains(m[4], "str")
	content := strings.NewReplacer("<v>", "", "</v>", "", `<is><t xml:space="preserve">`, "", "</t></is>", "").Replace(value)
	ways := []string{"another value", "another type", "error", "removed"}
	if formula != "" {
		ways = append(ways, "another formula", "formula made a value")
	} else {
		ways = append(ways, "value made a formula")
	}
	way := rapid.SampledFrom(ways).Draw(t, "way")
	switch way {
	case "another value":
		if text {
			edited := content + "x"
			if content != "" && rapid.Bool().Draw(t, "drop") {
				edited = ""
			}
			if formula == "" {
				return open + ` t="inlineStr"><is><t xml:space="preserve">` + edited + `</t></is></c>`, way
			}
			return open + ` t="str">` + formula + `<v>` + edited + `</v></c>`, way
		}
		x, err := strconv.ParseFloat(content, 64)
		if err != nil {
			t.Fatalf("%s: %v", xml, err)
		}
		x = rapid.SampledFrom([]float64{x + 0.01, x - 1, x*1.001 + 0.0001, -x - 1}).Draw(t, "x")
		return open + `>` + formula + `<v>` + strconv.FormatFloat(x, 'f', -1, 64) + `</v></c>`, way
	case "another type":
		switch {
		case text:
			return open + `>` + formula + `<v>17</v></c>`, way
		case rapid.Bool().Draw(t, "boolean"):
			return open + ` t="b">` + formula + `<v>1</v></c>`, way
		}
		return open + ` t="str">` + formula + `<v>` + content + `</v></c>`, way
	case "error":
		return open + ` t="e">` + formula + `<v>#REF!</v></c>`, way
	case "removed":
		return open + `></c>`, way
	case "another formula":
		edited := strings.Replace(formula, "</f>", rapid.SampledFrom([]string{"+0", "*1", "&amp;\"\""}).Draw(t, "more")+"</f>", 1)
		return open + m[4] + `>` + edited + value + `</c>`, way
	case "formula made a value":
		if text {
			return open + ` t="inlineStr"><is><t xml:space="preserve">` + content + `</t></is></c>`, way
		}
		return open + `>` + value + `</c>`, way
	}
	if text {
		return open + ` t="str"><f>"` + strings.ReplaceAll(content, `"`, `""`) + `"</f><v>` + content + `</v></c>`, way
	}
	return open + `><f>` + content + `</f>` + value + `</c>`, way
}

// Any one cell of any sheet, edited in any way: the finding names it. A cell of the record
// may leave no run to repeat; then the error names the sheet.
func TestEverySingleCellEditIsFound(t *testing.T) {
	content := written(t, small(t))
	parts := unpacked(t, content)
	names := sheetName.FindAllStringSubmatch(parts["xl/workbook.xml"], -1)
	if len(names) < 20 {
		t.Fatalf("only %d sheets", len(names))
	}
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.IntRange(0, len(names)-1).Draw(t, "sheet")
		sheet, part := names[at][1], fmt.Sprintf("xl/worksheets/sheet%d.xml", at+1)
		xml := parts[part]
		all := cellXML.FindAllStringIndex(xml, -1)
		all = slices.DeleteFunc(all, func(span []int) bool { return strings.HasSuffix(xml[span[0]:span[1]], `"></c>`) })
		span := all[rapid.IntRange(0, len(all)-1).Draw(t, "cell")]
		cell := xml[span[0]:span[1]]
		edited, way := editXML(t, cell)
		name := cellXML.FindStringSubmatch(cell)
		expectFound(t, parts, part, xml[:span[0]]+edited+xml[span[1]:], sheet, name[1]+name[2], way)
	})
}

// A cell where there was none is found too.
func TestEveryAddedCellIsFound(t *testing.T) {
	parts := unpacked(t, written(t, small(t)))
	names := sheetName.FindAllStringSubmatch(parts["xl/workbook.xml"], -1)
	for at, found := range names {
		part := fmt.Sprintf("xl/worksheets/sheet%d.xml", at+1)
		added := strings.Replace(parts[part], "</sheetData>", `<row r="9001"><c r="C9001"><v>1</v></c></row></sheetData>`, 1)
		expectFound(t, parts, part, added, found[1], "C9001", "added")
	}
}

func expectFound(t interface {
	Fatalf(string, ...any)
	Fatal(...any)
}, parts map[string]string, part, edited, sheet, cell, way string) {
	changed := map[string]string{}
	for name, text := range parts {
		changed[name] = text
	}
	changed[part] = edited
	finding, err := checked(packed(t, changed), verify.Against{})
	if err != nil {
		if !strings.Contains(err.Error(), workbook.RecordSheet) || sheet != workbook.RecordSheet {
			t.Fatalf("%s!%s, %s: %v", sheet, cell, way, err)
		}
		return
	}
	if finding.Same() {
		t.Fatalf("%s!%s, %s: not found in\n%s", sheet, cell, way, edited)
	}
	named := func(e verify.Edit) bool { return e.Sheet == sheet && e.Cell == cell }
	if sheet != workbook.RecordSheet && !slices.ContainsFunc(finding.Edited, named) && !slices.ContainsFunc(finding.Results, named) {
		t.Fatalf("%s!%s, %s: not among %v, %v", sheet, cell, way, finding.Edited, finding.Results)
	}
	if n := len(finding.Edited) + len(finding.Results); sheet != workbook.RecordSheet && n != 1 {
		t.Fatalf("%s!%s, %s: %d cells are named, not one: %v %v", sheet, cell, way, n, finding.Edited, finding.Results)
	}
}
