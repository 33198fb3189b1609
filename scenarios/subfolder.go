package scenarios

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// mostLookedAt bounds how many files of a sub-folder are looked at for tables.
const mostLookedAt = 10_000

// tablesBelow finds the CSV files of a sub-folder and of those in it, in order. Hidden folders are
// those of other programs, and what may not be read is no table of the model.
func tablesBelow(fsys fs.FS, folder string) []string {
	var found []string
	seen := 0
	fs.WalkDir(fsys, folder, func(name string, entry fs.DirEntry, err error) error { // gives no error but ours, which are none
		if seen++; seen > mostLookedAt {
			return fs.SkipAll
		}
		if entry != nil && entry.IsDir() && (err != nil || strings.HasPrefix(entry.Name(), ".")) {
			return fs.SkipDir
		}
		if err == nil && entry.Type().IsRegular() && strings.EqualFold(path.Ext(name), ".csv") {
			found = append(found, name)
		}
		return nil
	})
	return found
}

// mostTablesNamed is how many files a message names.
const mostTablesNamed = 5

// notRead warns of CSV files below the folder of a model.
func notRead(below []string) Fault {
	found := below[0]
	if len(below) > 1 {
		found = fmt.Sprintf("%d files: %s", len(below), strings.Join(below[:min(len(below), mostTablesNamed)], ", "))
	}
	if len(below) > mostTablesNamed {
		found += " and more"
	}
	return Fault{Place: "the folder", Found: found + ", not read", Allowed: "the tables of a model lie in its folder itself, and none in a folder inside", Remedy: "move up what belongs to the model", Warning: true}
}
