package reports

import (
	"encoding/json"
	"fmt"
	"io"

	"parity/scenarios"
)

// BesideEnding is what the name of a CSV of facts ends in for the small file beside it that
// says what its run was: the CSV itself is a plain table, with no place for it.
const BesideEnding = ".parity.json"

// beside is the file beside a CSV of facts.
type beside struct {
	Fingerprint string   `json:"fingerprint"`
	Version     string   `json:"version"` // of Parity
	Model       string   `json:"model"`
	Draws       string   `json:"draws"`
	Baseline    string   `json:"baseline"`
	Scenarios   []string `json:"scenarios"`
}

// WriteBeside writes the file that lies beside a study's CSV of facts.
func WriteBeside(w io.Writer, study *scenarios.Study, version, fingerprint string) error {
	return writeBeside(w, study, version, fingerprint, Deterministic)
}

// WriteRiskBeside writes the file that lies beside the CSV of what draws come to.
func WriteRiskBeside(w io.Writer, f *RiskFigures, version string) error {
	return writeBeside(w, f.Drawn.Study, version, f.Fingerprint(), f.DrawsInWords())
}

func writeBeside(w io.Writer, study *scenarios.Study, version, fingerprint, draws string) error {
	is := beside{Fingerprint: fingerprint, Version: version, Model: study.Model.Name, Draws: draws, Baseline: study.Scenarios[study.Baseline].Key}
	for i := range study.Scenarios {
		is.Scenarios = append(is.Scenarios, study.Scenarios[i].Key)
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(is)
}

// ReadBeside reads what WriteBeside wrote. The error is *FactsError where it is another file.
func ReadBeside(r io.Reader, name string) (Head, error) {
	var is beside
	decoder := json.NewDecoder(r)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&is); err != nil {
		return Head{}, &FactsError{name, fmt.Sprintf("a file that does not say what the run was (%s)", err), "give the one that parity run wrote beside the CSV"}
	}
	return Head{Fingerprint: is.Fingerprint, Version: is.Version, Model: is.Model, Draws: is.Draws,
		Selection: scenarios.Selection{Scenarios: is.Scenarios, Baseline: is.Baseline}}, nil
}
