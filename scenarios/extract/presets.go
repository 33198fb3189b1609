package extract

import (
	"embed"
	"slices"
	"strings"
)

// presets are mappings of published tables. Their column names are those of the Mental Health
// Services Data Set and of Aggregate Contract Monitoring (docs/guide.md says from where). Those
// whose names end in -tables join what another table has: the referral's commissioner, the
// team's type, the ward's, the assessment's date. The others expect that in the extract.
//
//go:embed presets/*.csv
var presets embed.FS

const (
	presetsFolder = "presets"
	presetEnding  = ".csv"
)

// Presets names the mappings that come with Parity.
func Presets() []string {
	entries, err := presets.ReadDir(presetsFolder)
	if err != nil {
		panic("extract: " + err.Error()) // they are in the program
	}
	var names []string
	for _, entry := range entries {
		names = append(names, strings.TrimSuffix(entry.Name(), presetEnding))
	}
	return names
}

// Preset is a mapping that comes with Parity; false where there is none of that name. The
// tables it joins lie beside the extract.
func Preset(name string) (*Mapping, bool) {
	text, known := PresetText(name)
	if !known {
		return nil, false
	}
	mapping, err := ReadMapping(strings.NewReader(text), name)
	if err != nil {
		return nil, false
	}
	mapping.beside = true
	return mapping, true
}

// PresetText is such a mapping as a file of it would be, to be changed; false where there is none
// of that name.
func PresetText(name string) (string, bool) {
	text, err := presets.ReadFile(presetsFolder + "/" + name + presetEnding)
	return string(text), err == nil
}

// fits says whether a header has the columns, and the keys of tables, from which a mapping takes
// what pricing needs.
func (m *Mapping) fits(header []string) bool {
	lacks := func(column string) bool {
		return !slices.ContainsFunc(header, func(name string) bool { return spelledAlike(name, column) })
	}
	for f, column := range m.columns {
		if _, wanted := toPrice[Field(f)]; wanted && column != "" && m.from[f] == "" && lacks(column) {
			return false
		}
	}
	return !slices.ContainsFunc(m.tables, func(t Table) bool {
		needed := slices.ContainsFunc(joinable[:], func(f Field) bool { _, wanted := toPrice[f]; return wanted && m.from[f] == t.Name })
		return needed && lacks(t.Here)
	})
}
