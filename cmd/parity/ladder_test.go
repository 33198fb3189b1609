package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// ladder lists the rooms of the house from the top down: each may import those below it,
// and rooms of its own.
var ladder = []string{"cmd", "reports", "scenarios", "engine", "tariff"}

// rung is the place of a folder on the ladder, -1 where it is on none.
func rung(folder string) int {
	first, _, _ := strings.Cut(filepath.ToSlash(folder), "/")
	for i, room := range ladder {
		if room == first {
			return i
		}
	}
	return -1
}

// Every Go file, tests too, imports downwards only, and stands in a room of the house.
func TestImportsRunDownTheLadder(t *testing.T) {
	const module = "parity/"
	root := filepath.Join("..", "..")
	files := make([]int, len(ladder))
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && path != root && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "testdata") {
			return filepath.SkipDir
		}
		if entry.IsDir() || filepath.Ext(path) != ".go" {
			return nil
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		at := rung(name)
		if at < 0 {
			t.Errorf("%s stands in no room of the house (%s)", name, strings.Join(ladder, ", "))
			return nil
		}
		files[at]++
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if below, ours := strings.CutPrefix(imported, module); ours && rung(below) < at {
				t.Errorf("%s imports %s: imports run down %s, never up", name, imported, strings.Join(ladder, ", "))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, n := range files {
		if n == 0 {
			t.Errorf("no file of %s was looked at", ladder[i])
		}
	}
}
