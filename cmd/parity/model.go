package main

import (
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/urfave/cli/v2"

	"parity/scenarios"
)

// workbookEnding is how a model that is a workbook ends; any other is a folder.
const workbookEnding = ".xlsx"

// writeModel writes a model whole or not at all, as a workbook or a folder by the
// destination's ending.
func writeModel(model *scenarios.Model, to string) error {
	if ending(to) == workbookEnding {
		return writeFile(to, func(w io.Writer) error { return scenarios.WriteWorkbook(w, model) })
	}
	if err := scenarios.WriteFolder(to, model); err != nil {
		return &writeError{to, err}
	}
	return nil
}

// fileEnding is how the name of a file ends, and of no folder for a model: a letter follows the
// point. Those of releases and years, mine-1.2 or mine.2026-27, go on with a digit.
var fileEnding = regexp.MustCompile(`[^/\\]\.[\pL][^./\\ ]*$`)

// checkDestination refuses a destination that ends like a file other than a workbook, lies
// in no folder, or is there already. A folder that holds a model may be replaced where
// replace says so: it is kept in version control, while work lives in workbooks.
func checkDestination(to string, replace bool) error {
	if replace && there(filepath.Join(to, "datapackage.json")) {
		return nil
	}
	if strings.TrimSpace(to) == "" {
		return usagef("found a blank name where the model is to be written; name a workbook, such as mine.xlsx, or a folder")
	}
	if ending(to) != workbookEnding && fileEnding.MatchString(filepath.Clean(to)) {
		return usagef("%s: a model is written as a workbook (.xlsx) or as a folder (a name without an ending), not as %s", to, ending(filepath.Clean(to)))
	}
	if parent := filepath.Dir(filepath.Clean(to)); !there(parent) {
		return usagef("%s: there is no folder %s; make it first, or name another", to, parent)
	}
	if there(to) {
		return usagef("%s is there already and is not written over; name another, or move it away first", to)
	}
	return nil
}

func there(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// completeModels offers the embedded models, and the command's flags.
func completeModels(c *cli.Context) {
	for _, listing := range scenarios.Embedded() {
		if listing.Kind == modelKind {
			io.WriteString(c.App.Writer, listing.Name+"\n")
		}
	}
	cli.DefaultCompleteWithFlags(c.Command)(c)
}
