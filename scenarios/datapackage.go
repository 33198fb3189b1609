package scenarios

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

// packageFile describes a folder of tables, as Frictionless Data Package 1.0 has it
// (https://specs.frictionlessdata.io).
const packageFile = "datapackage.json"

// maxPackageBytes bounds the description of a folder.
const maxPackageBytes = 4 << 20

// dataPackage is the part of a data package that Parity reads and writes.
type dataPackage struct {
	Profile   string     `json:"profile,omitempty"`
	Name      string     `json:"name,omitempty"`
	Title     string     `json:"title,omitempty"`
	Resources []resource `json:"resources"`
}

type resource struct {
	Profile     string       `json:"profile,omitempty"`
	Name        string       `json:"name"`
	Path        string       `json:"path"`
	Title       string       `json:"title,omitempty"`
	Description string       `json:"description,omitempty"`
	Format      string       `json:"format,omitempty"`
	MediaType   string       `json:"mediatype,omitempty"`
	Encoding    string       `json:"encoding,omitempty"`
	Schema      *tableSchema `json:"schema,omitempty"`
}

// tableSchema is a Frictionless Table Schema 1.0.
type tableSchema struct {
	Fields        []field      `json:"fields"`
	PrimaryKey    []string     `json:"primaryKey,omitempty"`
	ForeignKeys   []foreignKey `json:"foreignKeys,omitempty"`
	MissingValues []string     `json:"missingValues"`
}

type field struct {
	Name        string      `json:"name"`
	Type        string      `json:"type"`
	Description string      `json:"description,omitempty"`
	TrueValues  []string    `json:"trueValues,omitempty"`
	FalseValues []string    `json:"falseValues,omitempty"`
	Unit        string      `json:"unit,omitempty"`
	Constraints constraints `json:"constraints,omitzero"`
}

type constraints struct {
	Required bool     `json:"required,omitempty"`
	Enum     []string `json:"enum,omitempty"`
	Minimum  *float64 `json:"minimum,omitempty"`
	Maximum  *float64 `json:"maximum,omitempty"`
	Pattern  string   `json:"pattern,omitempty"`
}

type foreignKey struct {
	Fields    string    `json:"fields"`
	Reference reference `json:"reference"`
}

type reference struct {
	Resource string `json:"resource"`
	Fields   string `json:"fields"`
}

// readPackage reads which files a data package lists. Only plain names of files in the folder
// count: nothing is fetched, and nothing outside the folder is read.
func readPackage(fsys fs.FS) ([]resource, Faults, error) {
	content, err := readBounded(fsys, packageFile, maxPackageBytes)
	if err != nil {
		return nil, nil, fmt.Errorf("read %s: %w", packageFile, err)
	}
	fault := func(found, allowed, remedy string) Fault {
		return Fault{Place: packageFile, Found: found, Allowed: allowed, Remedy: remedy}
	}
	text, _, err := decode(content)
	if err != nil {
		text = content
	}
	var listed struct {
		Resources []struct {
			Name string          `json:"name"`
			Path json.RawMessage `json:"path"`
			Data json.RawMessage `json:"data"`
		} `json:"resources"`
	}
	if err := json.Unmarshal(text, &listed); err != nil {
		found := "text that is no JSON: " + err.Error()
		if mistyped := (*json.UnmarshalTypeError)(nil); errors.As(err, &mistyped) {
			found = "JSON without a list of resources"
		}
		return nil, Faults{fault(found, "datapackage.json is a Frictionless data package", "mend it, or delete it: the CSV files are read without it")}, nil
	}
	var resources []resource
	var faults Faults
	for _, r := range listed.Resources {
		var path string
		if err := json.Unmarshal(r.Path, &path); err != nil {
			faults = append(faults, fault(fmt.Sprintf("the resource %s without a path of its own", quoted(r.Name)), "each resource has one path, the name of a CSV file in the same folder", "give it one"))
			continue
		}
		if !plainName(path) {
			faults = append(faults, fault(fmt.Sprintf("the path %s", quoted(path)), "a path is the name of a CSV file in the same folder: no address, no other folder, no link", "put the file into the folder and give its name"))
			continue
		}
		resources = append(resources, resource{Name: r.Name, Path: path})
	}
	return resources, faults, nil
}

// plainName says whether a path is the name of a file in the same folder and nothing more.
func plainName(path string) bool {
	return path != "" && path != "." && path != ".." && !strings.ContainsAny(path, `/\:`) && fs.ValidPath(path)
}
