package main

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// recordedPerson is a person of the test's extracts of episodes and hospital stays.
var recordedPerson = regexp.MustCompile(`\bSU-\d{3}\b`)

// No output names a person, and every model that is written passes check and runs.
func TestCaseloadNamesNobodyAndWritesModelsThatRun(t *testing.T) {
	inFolder(t)
	line := "caseload records/clusters-illustrative.csv --spells records/hospital-illustrative.csv "
	for _, c := range []struct{ out, flags string }{
		{"folder", "--to 2025-03"},
		{"book.xlsx", "--to 2025-03"},
		{"published", "--to 2025-03 --publish"},
		{"northshire.xlsx", "--model northshire"},
		{"northshire-published", "--model northshire --publish"},
	} {
		t.Run(c.out, func(t *testing.T) {
			code, stdout, stderr := parity(strings.Fields(line + c.flags + " --out " + c.out)...)
			if code != exitDone {
				t.Fatalf("exit %d: %s", code, stderr)
			}
			files := map[string]string{"stdout": stdout, "stderr": stderr}
			_, json, _ := parity(strings.Fields(line + c.flags + " --json")...)
			files["json"] = json
			if ending(c.out) == workbookEnding {
				files[c.out] = contents(t, c.out)
			} else {
				entries, err := os.ReadDir(c.out)
				if err != nil {
					t.Fatal(err)
				}
				for _, entry := range entries {
					files[entry.Name()] = contents(t, c.out+"/"+entry.Name())
				}
			}
			if exceptions := c.out + exceptionsEnding; !strings.Contains(c.flags, "--publish") {
				files[exceptions] = contents(t, exceptions)
			} else if there(exceptions) {
				t.Error("a publication has exceptions")
			}
			for name, text := range files {
				if found := recordedPerson.FindString(text); found != "" {
					t.Errorf("%s names %s", name, found)
				}
			}
			for _, command := range []string{"check", "run"} {
				args := []string{command, c.out}
				if command == "run" {
					args = append(args, "--out", "facts.csv")
				}
				if code, _, stderr := parity(args...); code != exitDone {
					t.Errorf("%s: exit %d: %s", command, code, stderr)
				}
			}
		})
	}
}

// The same extract gives the same bytes.
func TestCaseloadTwiceIsTheSame(t *testing.T) {
	inFolder(t)
	var texts []string
	for _, out := range []string{"a.xlsx", "b.xlsx"} {
		if code, _, stderr := parity(strings.Fields("caseload records/clusters-illustrative.csv --to 2025-03 --out " + out)...); code != exitDone {
			t.Fatalf("exit %d: %s", code, stderr)
		}
		text, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	if texts[0] != texts[1] {
		t.Error("two workbooks of one extract differ")
	}
}
