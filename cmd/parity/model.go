package main

import (
	"io"

	"github.com/urfave/cli/v2"

	"parity/scenarios"
)

// workbookEnding is how a model that is a workbook ends; any other is a folder.
const workbookEnding = ".xlsx"

// writeModel writes a model to a destination that is not there yet, as a workbook or a
// folder by its ending.
func writeModel(model *scenarios.Model, to string) error {
	if ending(to) == workbookEnding {
		return writeFile(to, func(w io.Writer) error { return scenarios.WriteWorkbook(w, model) })
	}
	return writeFolder(to, func(folder string) error { return scenarios.WriteFolder(folder, model) })
}

// checkDestination refuses a destination that is there already or that ends like a file
// other than a workbook.
func checkDestination(to string) error {
	switch ending(to) {
	case ".csv", ".json", ".xls", ".xlsm", ".ods", ".zip":
		return usagef("%s: a model is written as a workbook (.xlsx) or as a folder (a name without an ending), not as %s", to, ending(to))
	}
	return nothingThere(to)
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
