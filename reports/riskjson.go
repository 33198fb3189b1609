package reports

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
)

// riskHeader is everything of the JSON of draws but its figures.
type riskHeader struct {
	header
	Drawn     drawnNote       `json:"drawn"`
	Uncertain []uncertainNote `json:"uncertain"`
	Chances   []scenarioSays  `json:"chances"`
	Bends     []scenarioSays  `json:"bends"`
}

type drawnNote struct {
	Draws int    `json:"draws"`
	Seed  uint64 `json:"seed"`
	Study string `json:"study"` // its fingerprint
	// Chance says whether people come and go one by one.
	Chance bool `json:"chance"`
}

type uncertainNote struct {
	Parameter string  `json:"parameter"`
	Cells     string  `json:"cells"`
	Operation string  `json:"operation"`
	Family    string  `json:"family"`
	Group     string  `json:"group,omitempty"`
	Least     float64 `json:"least_as_it_stands"`
	Most      float64 `json:"most_as_it_stands"`
	Mean      float64 `json:"mean"`
	P10       float64 `json:"p10"`
	P90       float64 `json:"p90"`
}

type scenarioSays struct {
	Scenario  string   `json:"scenario"`
	Sentences []string `json:"sentences"`
}

// WriteRiskJSON writes what draws come to as one JSON object: what the model is, what is
// uncertain in it, chances as sentences, and the figures of the CSV, one a line, blank cells
// left out.
func WriteRiskJSON(w io.Writer, f *RiskFigures, version string) error {
	head := riskHeader{
		header:    describe(f.Drawn.Study, version, f.Fingerprint()),
		Drawn:     drawnNote{f.Draws, f.Seed, f.Drawn.Sample.Origin().Study, f.Drawn.ChancePlays()},
		Uncertain: []uncertainNote{}, Bends: []scenarioSays{},
	}
	head.Draws = f.DrawsInWords()
	u := f.Drawn.Uncertainty
	for _, moved := range u.Moved {
		p := u.Parameters[moved.Parameter]
		head.Uncertain = append(head.Uncertain, uncertainNote{p.Name, moved.Cells.String(), moved.Operation, string(moved.Family), p.Group, moved.Least, moved.Most, moved.Mean, moved.P10, moved.P90})
	}
	for i := range f.Scenarios {
		head.Chances = append(head.Chances, scenarioSays{f.Scenarios[i].Key, f.Scenarios[i].Chances})
		if words := f.Scenarios[i].BendsInWords(); words != "" {
			head.Bends = append(head.Bends, scenarioSays{f.Scenarios[i].Key, []string{words}})
		}
	}
	text, err := json.MarshalIndent(head, "", "  ")
	if err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	out.Write(text[:len(text)-len("\n}")])
	out.WriteString(",\n  \"figures\": [")
	var line []byte
	before := "\n    "
	for row := range f.Rows() {
		out.WriteString(before)
		line = row.appendJSON(line[:0])
		if _, err := out.Write(line); err != nil {
			return err
		}
		before = ",\n    "
	}
	out.WriteString("\n  ]\n}\n")
	return out.Flush()
}

// appendJSON writes the row as an object, numbers as numbers.
func (r *RiskRow) appendJSON(line []byte) []byte {
	line = append(line, '{')
	for _, member := range [...]struct{ name, text string }{
		{"scenario", r.Scenario}, {"against", r.Against}, {"contract", r.Contract}, {"provider", r.Provider}, {"item", r.Item},
		{"month", r.Month}, {"year", r.Year}, {"figure", r.Figure}, {"unit", r.Unit},
	} {
		if member.text != "" {
			line = appendJSONText(append(append(append(line, '"'), member.name...), `":`...), member.text)
			line = append(line, ',')
		}
	}
	for _, member := range [...]struct{ name, text string }{{"step", r.Step}, {"value", r.Value}, {"error", r.Error}, {"bin_error", r.BinError}} {
		if member.text != "" {
			line = append(append(append(append(line, '"'), member.name...), `":`...), member.text...)
			line = append(line, ',')
		}
	}
	line[len(line)-1] = '}'
	return line
}

// IsRisk says whether a file that begins so is what WriteRiskCSV or WriteRiskJSON wrote.
func IsRisk(start []byte) bool {
	if bytes.HasPrefix(start, []byte(riskColumns)) {
		return true
	}
	_, after, found := bytes.Cut(start, []byte("\"draws\": \""))
	return bytes.HasPrefix(start, []byte("{")) && found && !bytes.HasPrefix(after, []byte(Deterministic))
}
