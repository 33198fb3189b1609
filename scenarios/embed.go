package scenarios

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

//go:embed models packs series
var embedded embed.FS

// Listing is one embedded model or pack.
type Listing struct {
	Kind   string // model or pack
	Name   string
	Line   string // what it is, in a line
	Source string // where its figures come from
}

// The folders of what is embedded.
const (
	modelsFolder = "models"
	packsFolder  = "packs"
)

// DefaultModel is the embedded model that is run where none is named.
const DefaultModel = "northshire"

// packLines say what each pack is: a pack is tables without a model table to say it.
var packLines = map[string]Listing{
	"mh-clusters":         {Line: "the 21 mental health care clusters, with review periods and the day costs published for 2011-12", Source: "NHS Data Dictionary; guidance of 2014/15; HSJ and HFMA on reference costs 2011-12"},
	"ncc-2024-25":         {Line: "86 mental health currencies with national unit costs", Source: "NHS England, National Cost Collection 2024/25"},
	"mh-currency-2026-27": {Line: "the currencies that replaced the clusters, without prices", Source: "NHS England, mental health currencies 2026/27"},
	"uplifts":             {Line: "annual cost uplifts and efficiency factors, 2013-14 to 2026-27", Source: "NHS England, NHS Improvement, Monitor; HFMA and HSJ"},
	"deflators":           {Line: "GDP deflators, two releases", Source: "HM Treasury, March 2026 and September 2019"},
	"mff-2026-27":         {Line: "market forces factors of 205 providers", Source: "NHS England, 2026/27 MFF values"},
}

// Embedded lists the models and packs that come with Parity.
func Embedded() []Listing {
	var listings []Listing
	for _, name := range embeddedNames(modelsFolder) {
		listing := Listing{Kind: "model", Name: name}
		if m, err := readEmbedded(modelsFolder, name); err == nil {
			listing.Line, listing.Source = m.Setting(KeyTitle), modelSource(m)
		}
		listings = append(listings, listing)
	}
	for _, name := range embeddedNames(packsFolder) {
		listing := packLines[name]
		listing.Kind, listing.Name = "pack", name
		listings = append(listings, listing)
	}
	return listings
}

// modelSource is the source that the model's title row gives.
func modelSource(m *Model) string {
	t := m.Table("model")
	for i := range t.Rows {
		if t.Cell(i, "key") == KeyTitle {
			return t.Cell(i, SourceColumn)
		}
	}
	return ""
}

func embeddedNames(folder string) []string {
	entries, err := embedded.ReadDir(folder)
	if err != nil {
		return nil
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

func readEmbedded(folder, name string) (*Model, error) {
	sub, err := fs.Sub(embedded, folder+"/"+name)
	if err != nil {
		return nil, err
	}
	return ReadFolder(sub, name)
}

// UnknownModelError is a model that was asked for and is neither embedded nor there to read.
type UnknownModelError struct {
	Name   string
	Known  []string
	Remedy string
}

// Error names the embedded models and packs, and the nearest if it looks like a slip.
func (e *UnknownModelError) Error() string {
	return fmt.Sprintf("no model is called %q: there is no such folder or workbook, and the embedded ones are %s; %s",
		e.Name, strings.Join(e.Known, ", "), e.Remedy)
}

// AmbiguousModelError is a name that an embedded model or pack has and a folder with a model
// too: running one for the other would go unseen.
type AmbiguousModelError struct{ Name string }

// Error says how to name the folder.
func (e *AmbiguousModelError) Error() string {
	return fmt.Sprintf("%s is embedded, and there is a folder %s here too; write .%c%s for the folder, or give the folder another name",
		e.Name, e.Name, filepath.Separator, e.Name)
}

// IsEmbedded says whether a name is that of an embedded model or pack.
func IsEmbedded(name string) bool {
	return slices.Contains(embeddedNames(modelsFolder), name) || slices.Contains(embeddedNames(packsFolder), name)
}

// Load reads a model by an embedded model's or pack's name, or from a folder or a workbook.
// The error is *UnknownModelError where there is neither, and *AmbiguousModelError where a
// plain name is both an embedded model's and that of a folder with a model.
func Load(name string) (*Model, error) {
	for _, folder := range []string{modelsFolder, packsFolder} {
		for _, known := range embeddedNames(folder) {
			if name == known {
				if holdsModel(name) {
					return nil, &AmbiguousModelError{name}
				}
				return readEmbedded(folder, name)
			}
		}
	}
	if _, err := os.Stat(name); errors.Is(err, fs.ErrNotExist) {
		var known []string
		for _, folder := range []string{modelsFolder, packsFolder} {
			known = append(known, embeddedNames(folder)...)
		}
		return nil, &UnknownModelError{Name: name, Known: known, Remedy: didYouMean(name, known, "check the spelling, or give a path")}
	}
	return Open(name)
}

// holdsModel says whether a folder looks like a model.
func holdsModel(folder string) bool {
	for _, name := range []string{packageFile, "model.csv"} {
		if _, err := os.Stat(filepath.Join(folder, name)); err == nil {
			return true
		}
	}
	return false
}
