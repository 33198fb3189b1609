package scenarios

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// fieldTypes are the Table Schema types of kinds that are not plain strings.
var fieldTypes = map[Kind]string{YesNo: "boolean", Month: "yearmonth", Whole: "integer",
	Number: "number", Share: "number", Rate: "number", Money: "number"}

// WriteFolder writes the model as a folder of CSV files, one a table that has rows, with a
// datapackage.json that describes them. Files of tables the model does not have are taken out;
// other files of the folder are left alone. Either the whole model is written or the folder
// stays as it was.
func WriteFolder(dir string, m *Model) error {
	files, err := folderFiles(m)
	if err != nil {
		return err
	}
	if _, err := os.Stat(dir); os.IsNotExist(err) {
		return writeNewFolder(dir, files)
	}
	return replaceFiles(dir, files)
}

// outputFile is a file that is to be written.
type outputFile struct {
	name    string
	content []byte
}

func folderFiles(m *Model) ([]outputFile, error) {
	var files []outputFile
	pack := dataPackage{Profile: "tabular-data-package", Name: packageName(m.Name), Title: m.Setting(KeyTitle), Resources: []resource{}}
	for _, t := range m.Tables {
		if len(t.Rows) == 0 {
			continue
		}
		columns := writtenColumns(t)
		content, err := tableCSV(t, columns)
		if err != nil {
			return nil, fmt.Errorf("write %s.csv: %w", t.Schema.Table, err)
		}
		files = append(files, outputFile{t.Schema.Table + ".csv", content})
		pack.Resources = append(pack.Resources, describe(t.Schema, columns))
	}
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(pack); err != nil {
		return nil, fmt.Errorf("write %s: %w", packageFile, err)
	}
	return append(files, outputFile{packageFile, text.Bytes()}), nil
}

// writtenColumns leaves out the columns no row has anything in, but for those a row needs.
func writtenColumns(t *Table) []int {
	var columns []int
	for at := range t.Schema.Columns {
		written := t.Schema.Columns[at].Required
		for row := 0; row < len(t.Rows) && !written; row++ {
			written = t.Rows[row].Cells[at] != ""
		}
		if written {
			columns = append(columns, at)
		}
	}
	return columns
}

func tableCSV(t *Table, columns []int) ([]byte, error) {
	var content bytes.Buffer
	w := csv.NewWriter(&content)
	record := make([]string, len(columns))
	for i, at := range columns {
		record[i] = t.Schema.Columns[at].Name
	}
	if err := w.Write(record); err != nil {
		return nil, err
	}
	for _, row := range t.Rows {
		for i, at := range columns {
			record[i] = row.Cells[at]
		}
		if err := w.Write(record); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return content.Bytes(), w.Error()
}

// describe gives a table's resource and table schema.
func describe(schema *Schema, columns []int) resource {
	described := &tableSchema{MissingValues: []string{""}}
	written := map[string]bool{}
	for _, at := range columns {
		c := &schema.Columns[at]
		written[c.Name] = true
		f := field{Name: c.Name, Type: "string", Description: c.Doc, Unit: c.Unit,
			Constraints: constraints{Required: c.Required, Enum: c.Choices, Minimum: c.Min, Maximum: c.Max}}
		if kind, ok := fieldTypes[c.Kind]; ok {
			f.Type = kind
		}
		switch c.Kind {
		case YesNo:
			f.TrueValues, f.FalseValues = []string{"yes"}, []string{"no"}
		case Share:
			f.Constraints.Minimum, f.Constraints.Maximum = new(0.0), new(1.0)
		case Rate:
			f.Constraints.Minimum, f.Constraints.Maximum = new(-MaxRate), new(MaxRate)
		case Money:
			f.Constraints.Minimum = new(0.0)
		case Year:
			f.Constraints.Pattern = `^\d{4}-\d{2}$`
		case Period:
			f.Constraints.Pattern = `^\d+[dm]$`
		case Where: // its Choices are columns, not values
			f.Constraints.Enum = nil
		}
		described.Fields = append(described.Fields, f)
		if target, ok := SchemaOf(c.Refers); ok && c.Kind == Code && !c.Any {
			to := reference{Resource: target.Table, Fields: target.Key[0]}
			if target.Table == schema.Table {
				to.Resource = "" // a table's reference to itself
			}
			described.ForeignKeys = append(described.ForeignKeys, foreignKey{Fields: c.Name, Reference: to})
		}
	}
	for _, name := range schema.Key {
		if written[name] {
			described.PrimaryKey = append(described.PrimaryKey, name)
		}
	}
	return resource{Profile: "tabular-data-resource", Name: schema.Table, Path: schema.Table + ".csv", Title: schema.Title,
		Description: schema.Doc, Format: "csv", MediaType: "text/csv", Encoding: "utf-8", Schema: described}
}

// packageName keeps the signs a data package's name may have.
func packageName(name string) string {
	name = strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || strings.ContainsRune("-_.", r) {
			return r
		}
		return '-'
	}, strings.ToLower(name))
	if strings.Trim(name, "-_.") == "" {
		return "model"
	}
	return name
}

// Permissions of what is written for good; while it is written only its owner may read it.
const (
	folderMode = 0o755
	fileMode   = 0o644
	ownerOnly  = 0o600
)

// stage writes files into a new folder inside parent, for renaming from there.
func stage(parent string, files []outputFile) (string, error) {
	dir, err := os.MkdirTemp(parent, ".parity-")
	if err != nil {
		return "", err
	}
	for _, file := range files {
		path := filepath.Join(dir, file.name)
		if err := os.WriteFile(path, file.content, ownerOnly); err != nil {
			return dir, err
		}
		if err := os.Chmod(path, fileMode); err != nil {
			return dir, err
		}
	}
	return dir, nil
}

// writeNewFolder writes a folder that is not there yet.
func writeNewFolder(dir string, files []outputFile) error {
	parent := filepath.Dir(filepath.Clean(dir))
	if err := os.MkdirAll(parent, folderMode); err != nil {
		return fmt.Errorf("write the folder %s: %w", dir, err)
	}
	staged, err := stage(parent, files)
	if err == nil {
		err = os.Chmod(staged, folderMode)
	}
	if err == nil {
		err = os.Rename(staged, dir)
	}
	if err != nil {
		if staged != "" {
			os.RemoveAll(staged) // the first error is the one to report
		}
		return fmt.Errorf("write the folder %s: %w", dir, err)
	}
	return nil
}

// replaceFiles puts the files of a model in the place of those in a folder. The old ones are moved
// aside first and moved back if anything fails.
func replaceFiles(dir string, files []outputFile) (err error) {
	staged, err := stage(dir, files)
	if staged != "" {
		defer os.RemoveAll(staged)
	}
	if err != nil {
		return fmt.Errorf("write the folder %s: %w", dir, err)
	}
	var undo []func() error
	defer func() {
		if err == nil {
			return
		}
		for i := len(undo) - 1; i >= 0; i-- {
			if undone := undo[i](); undone != nil {
				err = fmt.Errorf("%w (and an old file could not be put back: %w)", err, undone)
			}
		}
	}()
	move := func(from, to string) error {
		if err := os.Rename(from, to); err != nil {
			return fmt.Errorf("write the folder %s: %w", dir, err)
		}
		undo = append(undo, func() error { return os.Rename(to, from) })
		return nil
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("write the folder %s: %w", dir, err)
	}
	for _, entry := range entries {
		if entry.Type().IsRegular() && isModelFile(entry.Name()) {
			if err := move(filepath.Join(dir, entry.Name()), filepath.Join(staged, "old-"+entry.Name())); err != nil {
				return err
			}
		}
	}
	for _, file := range files {
		if err := move(filepath.Join(staged, file.name), filepath.Join(dir, file.name)); err != nil {
			return err
		}
	}
	return nil
}

// isModelFile says whether a file of a folder is one that a model is read from.
func isModelFile(name string) bool {
	table, isCSV := strings.CutSuffix(strings.ToLower(name), ".csv")
	_, known := SchemaOf(table)
	return name == packageFile || (isCSV && known)
}
