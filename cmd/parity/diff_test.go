package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// One run in every form it is written in, and its model: nothing differs between any two.
func TestDiffOfARunWithItself(t *testing.T) {
	inFolder(t)
	sides := []string{"small", "result.xlsx", "result.csv", "result.json"}
	for _, name := range sides[1:] {
		if code, _, stderr := parity("run", "small", "--out", name); code != exitDone {
			t.Fatal(stderr)
		}
	}
	for _, old := range sides {
		for _, new := range sides {
			code, stdout, stderr := parity("diff", old, new, "--fail-over", "0%")
			if code != exitDone || !strings.Contains(stdout, "differs") || strings.Contains(stdout, "moved") || strings.Contains(stdout, "changed") {
				t.Errorf("diff %s %s: exit %d, %s%s", old, new, code, stdout, stderr)
			}
		}
	}
}

// A dearer block and a case of fewer contacts, as the page shows them.
func TestDiffOfAChangedModel(t *testing.T) {
	golden, err := filepath.Abs(filepath.Join("testdata", "golden", "diff.txt"))
	if err != nil {
		t.Fatal(err)
	}
	inFolder(t)
	if err := os.CopyFS("dearer", os.DirFS("small")); err != nil {
		t.Fatal(err)
	}
	for file, change := range map[string][2]string{"contracts.csv": {",120000", ",132000"}, "activity.csv": {",10", ",8"}} {
		path := filepath.Join("dearer", file)
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		changed := strings.Replace(string(content), change[0], change[1], 1)
		if changed == string(content) {
			t.Fatalf("%s holds no %s", file, change[0])
		}
		if err := os.WriteFile(path, []byte(changed), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	code, stdout, stderr := parity("diff", "small", "dearer", "--fail-over", "1%")
	got := fmt.Sprintf("$ parity diff small dearer --fail-over 1%%\nexit %d\n--- stdout\n%s--- stderr\n%s", code, stdout, stderr)
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatalf("%v; run go test ./cmd/parity -update", err)
	}
	if got != string(want) {
		t.Errorf("diff is not what testdata/golden/diff.txt has: %s", firstDifference(got, string(want)))
	}
}

func TestDiffRefuses(t *testing.T) {
	inFolder(t)
	for _, c := range []struct {
		line string
		code int
		says string
	}{
		{"diff small", exitUsage, "diff needs an old and a new result or model, and 1 argument was given"},
		{"diff small smal", exitUsage, `no model is called "smal"`},
		{"diff small broken", exitModel, "broken"},
		{"diff small nowhere.csv", exitFile, "nowhere.csv"},
		{"diff small small --fail-over much", exitUsage, "--fail-over much is no share; write it as 1% or 0.01"},
		{"diff small small --fail-over -1%", exitUsage, "is no share"},
	} {
		says(t, c.line, c.code, c.says)
	}
}
