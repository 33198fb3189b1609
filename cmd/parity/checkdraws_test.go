package main

import (
	"os"
	"path/filepath"
	"testing"
)

// What a run does not need and draws do is a fault that check lists as well.
func TestCheckListsWhatCannotBeDrawn(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "mine")
	if code, _, stderr := parity("init", folder); code != exitDone {
		t.Fatal(stderr)
	}
	const rows = "parameter,cells,operation,low,high,family,concentration,group,evidence,source,note\n" +
		"index,indices.value,multiply,0.99,1.01,normal,,,illustrative,invented,\n"
	for name, text := range map[string]string{"uncertainty.csv": rows, "correlations.csv": "group_a,group_b,rank,evidence,source,note\n"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	code, stdout, _ := parity("check", folder)
	const want = `uncertainty.csv, row 2, column cells: found "indices.value", which moves nothing in any scenario; a deflator is a release, which figures in real terms are made with as it was published; take the row out` + "\n"
	if len(stdout) < len(want) || stdout[:len(want)] != want || code != exitModel {
		t.Errorf("exit code %d, got\n%s\nwant first\n%s", code, stdout, want)
	}
}
