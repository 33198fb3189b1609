package scenarios

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// maxBytes bounds what is read of one model, unpacked.
const maxBytes = 256 << 20

// dataEndings are endings of files that hold tables but are not read in a folder.
var dataEndings = []string{".xlsx", ".xlsm", ".xls", ".ods", ".tsv", ".parquet"}

// ReadFolder reads a model from a folder of CSV files, one a table, beside a datapackage.json or
// without one. The error is Faults with everything that is wrong with the files and the tables;
// the model holds what could be read all the same.
func ReadFolder(fsys fs.FS, name string) (*Model, error) {
	m, faults, err := readFolder(fsys, name)
	if err != nil {
		return nil, err
	}
	return finish(m, faults)
}

// finish adds what Check finds to what the reader found.
func finish(m *Model, faults Faults) (*Model, error) {
	known := make(map[string]bool, len(faults))
	for _, f := range faults {
		if !f.Warning {
			known[f.Place] = true
		}
	}
	m.Warnings = faults.Warnings()
	all := faults.Hard()
	for _, f := range Check(m).Hard() {
		if !known[f.Place] {
			all = append(all, f)
		}
	}
	if len(all) == 0 {
		return m, nil
	}
	all = append(all, m.Warnings...)
	all.sort()
	return m, all
}

func readFolder(fsys fs.FS, name string) (*Model, Faults, error) {
	files, faults, err := tableFiles(fsys)
	if err != nil {
		return nil, nil, err
	}
	m := &Model{Name: name}
	read := int64(0)
	tables := make(map[string]*Table)
	for _, file := range files {
		content, err := readBounded(fsys, file.path, maxBytes-read)
		if errors.Is(err, errTooLarge) {
			faults = append(faults, Fault{Place: file.path, Found: "more than the folder may hold", Allowed: fmt.Sprintf("the files of a model have at most %d MiB together", maxBytes>>20), Remedy: "take out what does not belong"})
			break
		} else if err != nil {
			return nil, nil, fmt.Errorf("read %s: %w", file.path, err)
		}
		read += int64(len(content))
		m.Inputs = append(m.Inputs, inputOf(file.path, content))
		schema, known := SchemaOf(file.table)
		if !known {
			faults = append(faults, unknownTable(file.path, file.table))
			continue
		}
		if other := tables[schema.Table]; other != nil {
			faults = append(faults, secondTable(schema, file.path, other.Place))
			continue
		}
		g, found := readCSV(file.path, content)
		for i := range found {
			found[i].table = schema.order()
		}
		faults = append(faults, found...)
		if g.header == nil {
			tables[schema.Table] = &Table{Schema: schema, Place: file.path}
			continue
		}
		t, found := g.table(schema)
		faults = append(faults, found...)
		tables[schema.Table] = t
	}
	m.Tables = inOrder(tables)
	return m, faults, nil
}

// inOrder lists the tables that have rows in the order of the schemas.
func inOrder(tables map[string]*Table) []*Table {
	var ordered []*Table
	for i := range allSchemas {
		if t := tables[allSchemas[i].Table]; t != nil && len(t.Rows) > 0 {
			ordered = append(ordered, t)
		}
	}
	return ordered
}

// tableFile is a file of a folder and the table it says it holds.
type tableFile struct{ path, table string }

// tableFiles finds the CSV files of a folder: those the datapackage.json lists and those beside it.
func tableFiles(fsys fs.FS) ([]tableFile, Faults, error) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, nil, fmt.Errorf("read the folder: %w", err)
	}
	var files []tableFile
	var faults Faults
	var packaged []resource
	var below []string
	plain := make(map[string]bool)
	for _, entry := range entries {
		name := entry.Name()
		ending := strings.ToLower(path.Ext(name))
		switch {
		case entry.IsDir() && ending != ".csv" && name != packageFile:
			below = append(below, tablesBelow(fsys, name)...)
		case ending != ".csv" && name != packageFile:
			if slices.Contains(dataEndings, ending) {
				faults = append(faults, Fault{Place: name, Found: "a file that is not read", Allowed: "the tables of a folder are CSV files", Remedy: "save it as CSV, or read it by itself if it is a whole model", Warning: true})
			}
		case entry.Type()&fs.ModeSymlink != 0:
			faults = append(faults, linkFault(name))
		case entry.IsDir():
			faults = append(faults, Fault{Place: name, Found: "a folder", Allowed: "a table is a file", Remedy: "move the file inside up, or rename the folder"})
		case !entry.Type().IsRegular():
			faults = append(faults, notRegular(name, "the files of a model are plain files", "take it out, or put a CSV file in its place"))
		case name == packageFile:
			found, wrong, err := readPackage(fsys)
			if err != nil {
				return nil, nil, err
			}
			packaged, faults = found, append(faults, wrong...)
		default:
			plain[name] = true
			files = append(files, tableFile{path: name, table: strings.ToLower(strings.TrimSuffix(name, path.Ext(name)))})
		}
	}
	for _, r := range packaged {
		if !plain[r.Path] {
			faults = append(faults, Fault{Place: packageFile, Found: fmt.Sprintf("the resource %s with the path %s, which is no CSV file of the folder", quoted(r.Name), quoted(r.Path)),
				Allowed: "a path is the name of a CSV file in the same folder", Remedy: missingFile(r.Path, files, packaged)})
			continue
		}
		for i := range files {
			if files[i].path == r.Path && r.Name != "" {
				files[i].table = strings.ToLower(r.Name)
			}
		}
	}
	if len(below) > 0 {
		faults = append(faults, notRead(below))
	}
	if len(files) == 0 && len(faults.Hard()) == 0 {
		faults = append(faults, Fault{Place: "the folder", Found: "no CSV file", Allowed: "a model is a folder of CSV files, one a table", Remedy: "give the folder that holds model.csv, or start one with parity init"})
	}
	return files, faults, nil
}

// missingFile says what to do about a file that a package lists and the folder does not have: a file
// much like it may be meant, where no resource names that one.
func missingFile(listed string, files []tableFile, packaged []resource) string {
	stem := func(file string) string { return strings.TrimSuffix(file, path.Ext(file)) }
	var free []string
	for _, f := range files {
		if !slices.ContainsFunc(packaged, func(r resource) bool { return r.Path == f.path }) {
			free = append(free, stem(f.path))
		}
	}
	if name := Nearest(stem(listed), free); name != "" {
		return fmt.Sprintf("did you mean %s.csv?", name)
	}
	return "add the file, or take the resource out"
}

func linkFault(name string) Fault {
	return Fault{Place: name, Found: "a link to another place", Allowed: "the files of a model lie in its folder", Remedy: "copy the file itself into the folder"}
}

// notRegular is the fault of a pipe, socket or device. Opening one may wait without end.
func notRegular(name, allowed, remedy string) Fault {
	return Fault{Place: name, Found: "a pipe or device", Allowed: allowed, Remedy: remedy}
}

func unknownTable(place, found string) Fault {
	return Fault{Place: place, Found: fmt.Sprintf("a table called %s", quoted(found)), Allowed: "the tables are " + strings.Join(tableNames(), ", "),
		Remedy: didYouMean(found, tableNames(), "rename it or take it out"), table: len(allSchemas)}
}

func secondTable(schema *Schema, place, other string) Fault {
	return Fault{Place: place, Found: fmt.Sprintf("the table %s a second time; it also is in %s", schema.Table, other),
		Allowed: "each table stands once; capitals make no difference", Remedy: "put the rows together", table: schema.order()}
}

func inputOf(name string, content []byte) Input {
	sum := sha256.Sum256(content)
	return Input{Name: name, SHA256: hex.EncodeToString(sum[:])}
}

var errTooLarge = errors.New("too large")

// readBounded reads a file that has at most limit bytes.
func readBounded(fsys fs.FS, name string, limit int64) ([]byte, error) {
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(content)) > limit {
		return nil, errTooLarge
	}
	return content, nil
}
