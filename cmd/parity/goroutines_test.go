package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// alone are the files that may begin a goroutine by a go statement, and why a panic in it does
// not end the program with a trace. All others use conc, whose Wait has a worker's panic again.
var alone = map[string]string{
	"cmd/parity/inputuntil.go":   "reads standard input, and calls nothing of ours",
	"cmd/parity/output.go":       "removes a file and exits, and calls nothing of ours",
	"engine/risk/ahead.go":       "draws only what is drawn again where it fails",
	"reports/meanwhile.go":       "keeps a panic for who waits",
	"scenarios/extract/sheet.go": "makes an error of a panic",
}

// A panic in a goroutine that nobody recovers ends the program where main cannot catch it.
func TestNoGoroutinePanicsAlone(t *testing.T) {
	root := filepath.Join("..", "..")
	seen := map[string]bool{}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && path != root && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "testdata") {
			return filepath.SkipDir
		}
		if entry.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt:
				if seen[name] = true; alone[name] == "" {
					t.Errorf("%s begins a goroutine; use conc, whose Wait panics in the caller", name)
				}
			case *ast.SelectorExpr:
				if of, is := n.X.(*ast.Ident); is && of.Name == "sync" && n.Sel.Name == "WaitGroup" {
					t.Errorf("%s has a sync.WaitGroup; use conc.WaitGroup, whose Wait panics in the caller", name)
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range alone {
		if !seen[name] {
			t.Errorf("%s begins no goroutine any more; take it from the list", name)
		}
	}
}
