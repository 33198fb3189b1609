package scenarios

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestWriteFolderThereAndBack(t *testing.T) {
	want := read(t, smallModel)
	dir := filepath.Join(t.TempDir(), "new", "small")
	for range 2 { // once as a new folder, once over the old one
		if err := WriteFolder(dir, want); err != nil {
			t.Fatal(err)
		}
		got, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		if difference := sameTables(want, got); difference != "" {
			t.Error(difference)
		}
		if got.Name != "small" {
			t.Errorf("the model is called %q, want small", got.Name)
		}
		left, err := filepath.Glob(filepath.Join(dir, ".parity-*"))
		if err != nil || len(left) > 0 {
			t.Errorf("left behind: %v %v", left, err)
		}
	}
}

func TestWriteFolderTakesOutOldTablesAndLeavesOtherFiles(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{"README.md": "mine", "weights.csv": "commissioner,group\n", "own.csv": "a\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := WriteFolder(dir, read(t, smallModel)); err != nil {
		t.Fatal(err)
	}
	for name, there := range map[string]bool{"README.md": true, "own.csv": true, "weights.csv": false, "prices.csv": true, "datapackage.json": true} {
		if _, err := os.Stat(filepath.Join(dir, name)); (err == nil) != there {
			t.Errorf("%s: there %v, want %v", name, err == nil, there)
		}
	}
}

func TestAFailureLeavesTheOldFolder(t *testing.T) {
	dir := t.TempDir()
	old := []byte("key,value\ntitle,Old\n")
	if err := os.WriteFile(filepath.Join(dir, "model.csv"), old, 0o600); err != nil {
		t.Fatal(err)
	}
	// A folder stands where a table's file should go, so the renaming fails half way.
	if err := os.MkdirAll(filepath.Join(dir, "providers.csv", "in the way"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := WriteFolder(dir, read(t, smallModel)); err == nil {
		t.Fatal("want an error")
	}
	got, err := os.ReadFile(filepath.Join(dir, "model.csv"))
	if err != nil || !bytes.Equal(got, old) {
		t.Errorf("model.csv is %q (%v), want the old one", got, err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 2 {
		t.Errorf("the folder holds %v (%v), want the two things it held", entries, err)
	}
}
