package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// printedFingerprint is the line in which a run prints its fingerprint.
var printedFingerprint = regexp.MustCompile(`(?m)^Fingerprint: ([0-9a-f]{64})$`)

// Each form of result verifies as it was written, and with what was kept elsewhere; and no
// longer once it is edited.
func TestVerifyOfEachForm(t *testing.T) {
	inFolder(t)
	prints := map[string]bool{}
	for _, name := range []string{"result.xlsx", "result.csv", "result.json"} {
		code, stdout, stderr := parity("run", "small", "--out", name, "--date", "2025-04-01")
		found := printedFingerprint.FindStringSubmatch(stdout)
		if code != exitDone || found == nil {
			t.Fatalf("%s: exit %d, %s%s", name, code, stdout, stderr)
		}
		prints[found[1]] = true
		code, stdout, stderr = parity("verify", name, "--model", "small", "--expect", found[1])
		if code != exitDone || !strings.Contains(stdout, "same to the penny") || !strings.Contains(stdout, "Unaltered: it agrees with the") || stderr != "" {
			t.Errorf("%s: exit %d, %s%s", name, code, stdout, stderr)
		}
		if code, stdout, _ = parity("verify", name, "--model", "small", "--expect", strings.Repeat("0", 64)); code != exitModel || !strings.Contains(stdout, "was expected") {
			t.Errorf("%s with another fingerprint: exit %d, %s", name, code, stdout)
		}
	}
	if len(prints) != 1 {
		t.Errorf("the forms of one result have %d fingerprints", len(prints))
	}
	for _, c := range []struct{ file, old, new, says string }{
		{"result.csv", "activity_value,flow,10", "activity_value,flow,11", ": activity_value: was 10"},
		{"result.csv.parity.json", `"baseline": "block"`, `"baseline": "pbr"`, "is not that of the run repeated"},
		{"result.json", `"value":10`, `"value":11`, ", is 11"},
		{"result.json", `"author"`, `"writer"`, "author"},
		{"result.json", `"fingerprint": "`, `"fingerprint": "f`, "or the fingerprint was edited"},
	} {
		content, err := os.ReadFile(c.file)
		if err != nil {
			t.Fatal(err)
		}
		edited := strings.Replace(string(content), c.old, c.new, 1)
		if edited == string(content) {
			if c.old == `"author"` {
				continue // the small model names none
			}
			t.Fatalf("%s holds no %s", c.file, c.old)
		}
		if err := os.WriteFile(c.file, []byte(edited), 0o600); err != nil {
			t.Fatal(err)
		}
		result := strings.TrimSuffix(c.file, ".parity.json")
		if code, stdout, stderr := parity("verify", result, "--model", "small"); code != exitModel || !strings.Contains(stdout+stderr, c.says) {
			t.Errorf("%s with %s: exit %d, it does not say %q: %s%s", c.file, c.new, code, c.says, stdout, stderr)
		}
		if err := os.WriteFile(c.file, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Remove("result.csv.parity.json"); err != nil {
		t.Fatal(err)
	}
	if code, stdout, _ := parity("verify", "result.csv", "--model", "small"); code != exitModel || !strings.Contains(stdout, "its fingerprint is missing") {
		t.Errorf("a CSV alone: exit %d, %s", code, stdout)
	}
}

func TestVerifyRefusesWhatItCannotCheck(t *testing.T) {
	inFolder(t)
	for _, line := range []string{"init model.xlsx --from small", "run small --out facts.csv", "run small --out facts.json"} {
		if code, _, stderr := parity(strings.Fields(line)...); code != exitDone {
			t.Fatal(stderr)
		}
	}
	for _, c := range []struct {
		line string
		code int
		says string
	}{
		{"verify", exitUsage, "verify needs one result, and 0 arguments were given"},
		{"verify nowhere.xlsx", exitFile, "nowhere.xlsx"},
		{"verify small", exitModel, "a folder"},
		{"verify model.xlsx", exitModel, "a model, which holds no results yet"},
		{"verify facts.csv", exitUsage, "give the model too"},
		{"verify facts.json", exitUsage, "give the model too"},
		{"verify facts.csv --model northshire", exitUsage, "cannot be run on the model northshire"},
		{"verify facts.csv --expect 12ab", exitUsage, "give all 64 characters"},
		{"verify facts.csv --model smal", exitUsage, `no model is called "smal"`},
	} {
		says(t, c.line, c.code, c.says)
	}
}

// A colleague's edit is named, with what it changes; read back, the workbook is a model that
// says the same.
func TestAnEditedWorkbookIsAModel(t *testing.T) {
	inFolder(t)
	if code, _, stderr := parity("run", "small", "--out", "result.xlsx", "--date", "2025-04-01"); code != exitDone {
		t.Fatal(stderr)
	}
	file, err := excelize.OpenFile("result.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	if err := file.SetCellValue("contracts", "G6", 132000); err != nil {
		t.Fatal(err)
	}
	if err := file.SaveAs("edited.xlsx"); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	code, stdout, stderr := parity("verify", "edited.xlsx")
	for _, want := range []string{"contracts!G6: value was 120000, is 132000", "What the edited inputs change", "block: income was £"} {
		if code != exitModel || !strings.Contains(stdout, want) {
			t.Errorf("exit %d, it does not say %q: %s%s", code, want, stdout, stderr)
		}
	}
	code, stdout, stderr = parity("diff", "result.xlsx", "edited.xlsx", "--fail-over", "1%")
	if code != exitModel || !strings.Contains(stdout, "contracts, contract north: annual_value was 120000, is 132000") || !strings.Contains(stderr, "by more than 1%") {
		t.Errorf("exit %d, %s%s", code, stdout, stderr)
	}
	if code, _, stderr = parity("diff", "result.xlsx", "edited.xlsx", "--fail-over", "10%"); code != exitDone {
		t.Errorf("exit %d at 10%%: %s", code, stderr)
	}
}
