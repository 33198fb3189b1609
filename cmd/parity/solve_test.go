package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// What --write writes is a model that runs and gives what was said; a folder may be written
// into itself, again and again, and nothing else that is there is written over.
func TestSolvedModelsRun(t *testing.T) {
	inFolder(t)
	solve := []string{"solve", "small", "--scenario", "pbr", "--make", "income/contract=south=12000", "--vary", "prices[currency=A].price", "--write"}
	for _, c := range []struct{ to, scenario string }{{"small", "pbr-solved"}, {"small", "pbr-solved-2"}, {"mine.xlsx", "pbr-solved-3"}, {"mine", "pbr-solved-3"}} {
		code, stdout, stderr := parity(append(solve, c.to)...)
		if want := "Written: " + c.to + "\nRun it: parity run " + c.to + " --scenario " + c.scenario + "\n"; code != exitDone || !strings.HasSuffix(stdout, want) {
			t.Fatalf("--write %s: exit %d, %s%s\nwant it to end with %s", c.to, code, stdout, stderr, want)
		}
		code, stdout, stderr = parity("run", c.to, "--scenario", c.scenario, "--out", "facts.json", "--json")
		if code != exitDone {
			t.Fatalf("run %s: exit %d, %s", c.to, code, stderr)
		}
		if !strings.Contains(stdout, `"`+c.scenario+`"`) {
			t.Errorf("run %s does not give scenario %s", c.to, c.scenario)
		}
		_, again, _ := parity("trace", c.to, "income/contract=south", "--scenario", c.scenario, "--depth", "0")
		if !strings.Contains(again, "12,000.00") {
			t.Errorf("income of %s in %s is\n%swant 12,000.00", c.scenario, c.to, again)
		}
	}
	for _, to := range []string{"mine.xlsx", "broken", "small/answer.csv"} {
		if code, _, stderr := parity(append(solve, to)...); code != exitUsage {
			t.Errorf("--write %s: exit %d, %s; want it refused", to, code, stderr)
		}
	}
	if code, _, stderr := parity("solve", "small", "--make", "income=1", "--vary", "contracts.annual_value", "--low", "0.5", "--write", "none"); code != exitModel || !strings.HasSuffix(stderr, "; nothing was written\n") {
		t.Errorf("without an answer: exit %d, %s", code, stderr)
	}
	if _, err := os.Stat("none"); err == nil {
		t.Error("a model was written without an answer")
	}
}

// The page fits 80 columns, whatever is asked.
func TestSolvePagesFit(t *testing.T) {
	inFolder(t)
	for _, args := range [][]string{
		{"--make", "income=900000000.01", "--vary", "contracts[contract=north,commissioner=N,provider=T,payment=block,schedule=local].annual_value"},
		{"--make", "income/2025-26/contract=north/commissioner=N/provider=T=-9000000", "--vary", "contracts.annual_value", "--by", "amount"},
		{"--make", "contact/contract=north/currency=A/measure=contact=1000000.001", "--vary", "activity[contract=north].quantity"},
		{"--make", "income=10000000", "--vary", "prices.price", "--by", "set", "--scenario", "pbr+dear+dearer"},
	} {
		code, stdout, stderr := parity(append([]string{"solve", "small"}, args...)...)
		if code != exitDone && code != exitModel || stdout == "" {
			t.Errorf("%v: exit %d, %s", args, code, stderr)
		}
		for line := range strings.Lines(stdout) {
			if line = strings.TrimSuffix(line, "\n"); utf8.RuneCountInString(line) > 80 || strings.HasSuffix(line, " ") {
				t.Errorf("%v: %q is %d wide", args, line, utf8.RuneCountInString(line))
			}
		}
	}
}

// Every command of the help gives the same figures as JSON and as a page, and its exit code.
func TestSolveJSON(t *testing.T) {
	inFolder(t)
	args := []string{"solve", "small", "--make", "income=45001", "--vary", "contracts.annual_value"}
	_, page, _ := parity(args...)
	code, text, stderr := parity(append(args, "--json")...)
	var note struct {
		Now, Target json.Number
		Nearest     struct{ Value, Result json.Number }
		Grid        []any
	}
	if err := json.Unmarshal([]byte(text), &note); err != nil || code != exitDone || stderr != "" {
		t.Fatalf("exit %d, %v, %s", code, err, stderr)
	}
	row := regexp.MustCompile(`(?m)^Answer +([0-9.,]+) +([0-9.,]+)`).FindStringSubmatch(page)
	if row == nil || row[1] != note.Nearest.Value.String() || strings.ReplaceAll(row[2], ",", "") != note.Nearest.Result.String() {
		t.Errorf("the page has %v, JSON %+v", row, note)
	}
	if note.Now != "45000.00" || note.Target != "45001.00" || len(note.Grid) != 101 {
		t.Errorf("JSON has %+v", note)
	}
}

// A written scenario holds what the page says of it.
func TestSolvedScenarioIsInTheTables(t *testing.T) {
	inFolder(t)
	if code, _, stderr := parity("solve", "small", "--scenario", "pbr", "--make", "income/contract=south=12000", "--vary", "prices[currency=A].price", "--name", "level", "--write", "mine"); code != exitDone {
		t.Fatal(stderr)
	}
	changes, err := os.ReadFile(filepath.Join("mine", "changes.csv"))
	if err != nil {
		t.Fatal(err)
	}
	want := "level,solved,1,prices,currency=A,price,set,80,Goal seek: income/contract=south is to be 12000.00,illustrative,\"Found by goal seek in scenario pbr: prices[currency=A].price, by set\"\n"
	if !strings.HasSuffix(string(changes), want) {
		t.Errorf("changes are\n%swant them to end with\n%s", changes, want)
	}
}
