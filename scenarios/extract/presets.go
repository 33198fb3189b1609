package extract

import (
	"embed"
	"strings"
)

// presets are mappings of published tables. Their column names are those of the Mental Health
// Services Data Set and of Aggregate Contract Monitoring (docs/guide.md says from where). Those
// whose names end in -tables join what another table has: the referral's commissioner, the
// team's type, the assessment's date. The others expect that in the extract.
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
	file, err := presets.Open(presetsFolder + "/" + name + presetEnding)
	if err != nil {
		return nil, false
	}
	defer file.Close()
	mapping, err := ReadMapping(file, name)
	if err != nil {
		return nil, false
	}
	mapping.beside = true
	return mapping, true
}
