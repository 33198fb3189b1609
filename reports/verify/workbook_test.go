package verify_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"parity/reports"
	"parity/reports/verify"
	"parity/reports/workbook"
	"parity/scenarios"
)

func TestAnUntouchedWorkbookIsTheSame(t *testing.T) {
	for _, model := range []string{"northshire", "england-2015-16"} {
		study := embedded(t, model)
		finding, err := checked(written(t, study), verify.Against{})
		if err != nil {
			t.Fatal(err)
		}
		if !finding.Same() {
			t.Errorf("%s: %s", model, said(t, finding))
		}
		if text := said(t, finding); !strings.Contains(text, "consistent in itself") || strings.Contains(text, "naltered") {
			t.Errorf("without a fingerprint or a model it says\n%s", text)
		}
	}
}

// requireLibreOffice is the environment variable that makes the absence of LibreOffice a
// failure, for machines where the check has to run.
const requireLibreOffice = "PARITY_REQUIRE_LIBREOFFICE"

// alwaysRecalculate is a LibreOffice profile in which every formula is worked out on load.
const alwaysRecalculate = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`

// savedAgain has LibreOffice open a workbook, work out every formula and save it.
func savedAgain(t *testing.T, content []byte) []byte {
	t.Helper()
	office, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv(requireLibreOffice) != "" {
			t.Fatalf("LibreOffice (soffice) was not found, and %s is set", requireLibreOffice)
		}
		t.Skip("LibreOffice (soffice) was not found: that a workbook it saves still verifies was not checked")
	}
	folder := t.TempDir()
	profile, path := filepath.Join(folder, "profile"), filepath.Join(folder, "result.xlsx")
	if err := os.MkdirAll(filepath.Join(profile, "user"), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{filepath.Join(profile, "user", "registrymodifications.xcu"): []byte(alwaysRecalculate), path: content} {
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out := filepath.Join(folder, "out")
	command := exec.Command(office, "-env:UserInstallation=file://"+filepath.ToSlash(profile), "--headless", "--convert-to", "xlsx", "--outdir", out, path)
	if said, err := command.CombinedOutput(); err != nil {
		t.Fatalf("LibreOffice failed: %v\n%s", err, said)
	}
	saved, err := os.ReadFile(filepath.Join(out, "result.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	return saved
}

func TestAWorkbookThatLibreOfficeSavedIsTheSame(t *testing.T) {
	for _, study := range []*scenarios.Study{embedded(t, "northshire"), small(t)} {
		saved := savedAgain(t, written(t, study))
		finding, err := checked(saved, verify.Against{})
		if err != nil {
			t.Fatal(err)
		}
		if !finding.Same() {
			t.Errorf("%s: %s", study.Model.Name, said(t, finding))
		}
		// What was edited before it was saved is found all the same.
		file, err := excelize.OpenReader(bytes.NewReader(saved))
		if err != nil {
			t.Fatal(err)
		}
		if err := file.SetCellValue("providers", "C6", 1.0999); err != nil {
			t.Fatal(err)
		}
		edited, err := file.WriteToBuffer()
		if err != nil {
			t.Fatal(err)
		}
		finding, err = checked(edited.Bytes(), verify.Against{})
		if err != nil {
			t.Fatal(err)
		}
		if len(finding.Edited) != 1 || finding.Edited[0].Cell != "C6" || len(finding.Effects) != len(study.Scenarios) {
			t.Errorf("%s: %s", study.Model.Name, said(t, finding))
		}
	}
}

// edited opens a workbook, lets change do what a person would, and saves it.
func edited(t *testing.T, content []byte, change func(f *excelize.File) error) []byte {
	t.Helper()
	file, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := change(file); err != nil {
		t.Fatal(err)
	}
	b, err := file.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWhatIsSaidOfEdits(t *testing.T) {
	study := small(t)
	content := written(t, study)
	record := recordRow(t, content)
	fingerprint := reports.Fingerprint(study, version)
	for _, c := range []struct {
		name   string
		change func(f *excelize.File) error
		says   []string
	}{
		{"an input", func(f *excelize.File) error { return f.SetCellValue("contracts", "G6", 2_000_000) },
			[]string{"contracts!G6: value was 120000, is 2000000", "What the edited inputs change", "income was £"}},
		{"an input that cannot be run", func(f *excelize.File) error { return f.SetCellValue("contracts", "E6", "blok") },
			[]string{`contracts!E6: value was "block", is "blok"`, "it cannot be run", "block, activity"}},
		{"a formula", func(f *excelize.File) error { return f.SetCellFormula("Summary", "B8", "=1+1") },
			[]string{"Summary!B8: "}},
		{"an added sheet", func(f *excelize.File) error { _, err := f.NewSheet("Mine"); return err },
			[]string{"sheet Mine: was added"}},
		{"a sheet taken out", func(f *excelize.File) error { return f.DeleteSheet("Log") },
			[]string{"sheet Log: is missing"}},
		{"the fingerprint of the cover", func(f *excelize.File) error {
			return f.SetCellValue("Cover", coverRow(t, f, "Fingerprint"), strings.Repeat("0", 64))
		}, []string{"Cover!B", "was \"" + fingerprint[:59], "is \"000"}},
		{"the fingerprint of the record", func(f *excelize.File) error {
			return f.SetCellValue("Record", "B"+record[workbook.RecordFingerprint], strings.Repeat("0", 64))
		}, []string{"its fingerprint 0000", "one of the two was edited", "Record!B"}},
		{"an input of the record", func(f *excelize.File) error { return f.SetCellValue("Record", "G"+record["contracts"], "123") },
			[]string{"Record!G" + record["contracts"] + ": value was", `is "123"`, "Fingerprint: " + fingerprint}},
		{"the version of the record", func(f *excelize.File) error {
			return f.SetCellValue("Record", "B"+record[workbook.RecordVersion], "v9")
		}, []string{`Record!B` + record[workbook.RecordVersion] + `: value was "test", is "v9"`, "Fingerprint: " + fingerprint}},
	} {
		finding, err := checked(edited(t, content, c.change), verify.Against{})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		text := said(t, finding)
		for _, want := range c.says {
			if !strings.Contains(text, want) {
				t.Errorf("%s: it does not say %q:\n%s", c.name, want, text)
			}
		}
		if finding.Same() {
			t.Errorf("%s: was not found", c.name)
		}
	}
}

// recordRow finds the last row of each thing that the record holds.
func recordRow(t *testing.T, content []byte) map[string]string {
	t.Helper()
	file, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := file.GetRows(workbook.RecordSheet)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for i, row := range rows {
		if len(row) > 0 {
			cell, _ := excelize.CoordinatesToCellName(1, i+1)
			found[row[0]] = cell[1:]
		}
	}
	return found
}

// coverRow is the cell beside a label of the cover.
func coverRow(t *testing.T, file *excelize.File, label string) string {
	t.Helper()
	cells, err := file.SearchSheet(scenarios.CoverSheet, label)
	if err != nil || len(cells) != 1 {
		t.Fatalf("%s stands in %v: %v", label, cells, err)
	}
	return "B" + cells[0][1:]
}

func TestWhatWasKeptElsewhereProves(t *testing.T) {
	study := small(t)
	content := written(t, study)
	fingerprint := reports.Fingerprint(study, version)
	other := study.Model.Clone()
	other.Table("contracts").Rows[0].Cells[other.Table("contracts").Schema.Index("annual_value")] = "1"
	for _, c := range []struct {
		name    string
		against verify.Against
		same    bool
		says    string
	}{
		{"its fingerprint", verify.Against{Expect: fingerprint}, true, "Unaltered: it agrees with the fingerprint expected."},
		{"its fingerprint in capitals", verify.Against{Expect: strings.ToUpper(fingerprint)}, true, "Unaltered"},
		{"another fingerprint", verify.Against{Expect: strings.Repeat("ab", 32)}, false, "was expected: it is not the result that fingerprint was taken of"},
		{"its model", verify.Against{Model: study.Model}, true, "Unaltered: it agrees with the model small."},
		{"another model", verify.Against{Model: other}, false, "annual_value was 1, is "},
		{"another version", verify.Against{Version: "v2"}, true, "It says that Parity test made it, and this is v2"},
	} {
		finding, err := checked(content, c.against)
		if err != nil {
			t.Fatal(err)
		}
		if text := said(t, finding); finding.Same() != c.same || !strings.Contains(text, c.says) {
			t.Errorf("%s: same is %v, and it says\n%s", c.name, finding.Same(), text)
		}
	}
}

func TestFilesThatAreNoResult(t *testing.T) {
	study := small(t)
	content := written(t, study)
	var model bytes.Buffer
	if err := scenarios.WriteWorkbook(&model, study.Model); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, says string
		content    []byte
	}{
		{"an empty file", "an empty file", nil},
		{"text", "a file that is no workbook", []byte("scenario,contract\n")},
		{"a truncated file", "a file that is no workbook, or one that is cut off", content[:len(content)/2]},
		{"a model", "a model, which holds no results yet; what is checked is a result", model.Bytes()},
		{"without its record", "sheet Record: found no such sheet", edited(t, content, func(f *excelize.File) error { return f.DeleteSheet("Record") })},
		{"a damaged part", "is damaged", damaged(content)},
	} {
		if _, err := checked(c.content, verify.Against{}); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: it says %v", c.name, err)
		}
	}
}

// damaged overwrites bytes in the middle of the packed sheets.
func damaged(content []byte) []byte {
	broken := bytes.Clone(content)
	copy(broken[len(broken)/2:], strings.Repeat("#", 400))
	return broken
}

func BenchmarkVerifyNorthshire(b *testing.B) {
	content := written(b, embedded(b, "northshire"))
	for b.Loop() {
		if finding, err := checked(content, verify.Against{}); err != nil || !finding.Same() {
			b.Fatal(err)
		}
	}
}
